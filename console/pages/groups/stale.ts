import { endpoints } from '../../../src/contract/index.ts';

/** What a change of somebody's memberships makes stale: they decide who may reset. */
export const membershipReaders = [
  endpoints.listMembers,
  endpoints.getGroup,
  endpoints.listGroups,
  endpoints.getUser,
  endpoints.overview,
  endpoints.previewPolicy,
] as const;
