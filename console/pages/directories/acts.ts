import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { DirectoryDetailView } from '../../../src/contract/directories.ts';
import { endpoints } from '../../../src/contract/index.ts';
import type { CallInput } from '../../api/types.ts';

export type DirectoryBody = CallInput<typeof endpoints.replaceDirectory>['body'];

/** A directory as it stands, as it is sent back with a change: secrets, which are not shown, stay what they are. */
export function bodyOf(detail: DirectoryDetailView): DirectoryBody {
  const { version, name, enabled, settings, groupRoles } = detail;
  return {
    version,
    name,
    enabled,
    settings,
    groupRoles: groupRoles.map(({ group, role }) => ({ group, role })),
  };
}

/** What a change of a directory makes stale: whom there is, who may reset, and what the pages say of it. */
const affected = [
  endpoints.listDirectories,
  endpoints.getDirectory,
  endpoints.listUsers,
  endpoints.listGroups,
  endpoints.overview,
  endpoints.listRoles,
  endpoints.listAuditEvents,
];

/** @returns asks again for what is shown of it; of a directory that is `gone`, nobody asks any more. */
export function useRefreshDirectories(): (gone?: 'gone') => Promise<void> {
  const queries = useQueryClient();
  return useCallback(
    async (gone) => {
      await Promise.all(
        affected.map(({ id }) =>
          queries.invalidateQueries({
            queryKey: [id],
            refetchType: gone !== undefined && id === endpoints.getDirectory.id ? 'none' : 'active',
          }),
        ),
      );
    },
    [queries],
  );
}
