import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { endpoints } from '../../src/contract/index.ts';
import { sameGroup } from '../../src/contract/shapes.ts';
import { useApi } from '../api/context.ts';
import { endpointQuery } from '../api/queries.ts';
import { useCan } from '../api/session.ts';
import type { GroupNames } from './describe.ts';
import { usePolicyDrafts } from './PolicyDrafts.tsx';

/** Names of the groups that the policy mentions or that were just chosen. */
export function useGroupNames(): GroupNames {
  const { draft, groupNamed } = usePolicyDrafts();
  const can = useCan();
  const current = useQuery({
    ...endpointQuery(useApi(), endpoints.getPolicy),
    enabled: can('policy.read'),
  });
  const inForce = current.data?.groups;
  const base = draft?.base.groups;
  return useCallback(
    (group) =>
      [...(base ?? []), ...(inForce ?? [])].find((one) => sameGroup(one, group))?.name ??
      groupNamed(group)?.name,
    [base, inForce, groupNamed],
  );
}
