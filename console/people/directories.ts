import { useQuery } from '@tanstack/react-query';
import { endpoints } from '../../src/contract/index.ts';
import { useApi } from '../api/context.ts';
import { endpointQuery } from '../api/queries.ts';
import { useCan } from '../api/session.ts';

/** Whether people and groups of a directory can be added and changed here, not only read. */
export function useIsManaged(): (directoryId: string) => boolean {
  const can = useCan();
  const directories = useQuery({
    ...endpointQuery(useApi(), endpoints.listDirectories),
    enabled: can('directories.read'),
  });
  return (directoryId) =>
    directories.data?.items.some((one) => one.id === directoryId && one.managed) ?? false;
}
