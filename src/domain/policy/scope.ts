import { sameGroup, type GroupRef } from '../identity.ts';
import type { Scope } from './policy.ts';

export type ScopeDecision =
  | { readonly inScope: true; readonly because: 'everyone' | 'member'; readonly group?: GroupRef }
  | {
      readonly inScope: false;
      readonly because: 'switched-off' | 'excluded' | 'not-a-member';
      readonly group?: GroupRef;
    };

/** Whether anybody's groups can make a difference; where they cannot, no directory needs to be asked for them. */
export function goesByGroups({ mode, excludeGroups }: Scope): boolean {
  return mode === 'selected' || (mode === 'all' && excludeGroups.length > 0);
}

/** @param memberOf every group the user is in, directly or through other groups. */
export function decideScope(scope: Scope, memberOf: readonly GroupRef[]): ScopeDecision {
  if (scope.mode === 'none') return { inScope: false, because: 'switched-off' };
  const excluded = firstCommon(scope.excludeGroups, memberOf);
  if (excluded) return { inScope: false, because: 'excluded', group: excluded };
  if (scope.mode === 'all') return { inScope: true, because: 'everyone' };
  const included = firstCommon(scope.includeGroups, memberOf);
  return included
    ? { inScope: true, because: 'member', group: included }
    : { inScope: false, because: 'not-a-member' };
}

function firstCommon(wanted: readonly GroupRef[], held: readonly GroupRef[]): GroupRef | undefined {
  return wanted.find((group) => held.some((candidate) => sameGroup(candidate, group)));
}
