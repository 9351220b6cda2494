import { queryOptions, useQuery } from '@tanstack/react-query';
import type { SignedIn } from '../../src/contract/access.ts';
import { endpoints } from '../../src/contract/index.ts';
import type { Permission } from '../../src/contract/shapes.ts';
import type { ApiClient } from './client.ts';
import { useApi } from './context.ts';
import { isProblem } from './problem.ts';

export const sessionKey = ['session'] as const;

/** Null when nobody is signed in. */
export const sessionQuery = (api: ApiClient) =>
  queryOptions({
    queryKey: sessionKey,
    queryFn: async ({ signal }): Promise<SignedIn | null> => {
      try {
        return await api.call(endpoints.session, undefined, { signal });
      } catch (error) {
        if (isProblem(error, 'not-signed-in')) return null;
        throw error;
      }
    },
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Who is signed in; only below the part of the console that asks for it. */
export function useSignedIn(): SignedIn {
  const { data } = useQuery(sessionQuery(useApi()));
  if (data === undefined || data === null) throw new Error('nobody is signed in here');
  return data;
}

export function useCan(): (permission: Permission) => boolean {
  const { permissions } = useSignedIn();
  return (permission) => permissions.includes(permission);
}
