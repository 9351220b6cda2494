import { useQuery } from '@tanstack/react-query';
import { endpoints } from '../../src/contract/index.ts';
import { useApi } from '../api/context.ts';
import { endpointQuery } from '../api/queries.ts';
import { useCan } from '../api/session.ts';

function useDirectories() {
  const can = useCan();
  const { data } = useQuery({
    ...endpointQuery(useApi(), endpoints.listDirectories),
    enabled: can('directories.read'),
  });
  return data?.items ?? [];
}

/** The name of a directory, where there are several to tell apart and it may be known. */
export function useDirectoryName(): (directoryId: string) => string | undefined {
  const directories = useDirectories();
  return (directoryId) =>
    directories.length > 1 ? directories.find(({ id }) => id === directoryId)?.name : undefined;
}

/** Whether people and groups of a directory can be added and changed here, not only read. */
export function useIsManaged(): (directoryId: string) => boolean {
  const directories = useDirectories();
  return (directoryId) => directories.some((one) => one.id === directoryId && one.managed);
}
