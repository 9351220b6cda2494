import { createContext, useContext, useMemo, useState, type ReactNode } from 'react';
import type { GroupView } from '../../src/contract/common.ts';
import type { CurrentPolicy } from '../../src/contract/policy.ts';
import type { GroupRef, Policy } from '../../src/contract/shapes.ts';

export interface PolicyDraft {
  /** The policy in force when the editing began, or when it was last brought up to date. */
  readonly base: CurrentPolicy;
  readonly policy: Policy;
}

interface PolicyDraftsState {
  readonly draft: PolicyDraft | null;
  readonly keep: (draft: PolicyDraft | null) => void;
  readonly groupNamed: (group: GroupRef) => GroupView | undefined;
  /** Groups whose names were seen, so that a chosen one can be shown by name. */
  readonly remember: (groups: readonly GroupView[]) => void;
}

const PolicyDraftsContext = createContext<PolicyDraftsState | null>(null);

/**
 * Keeps unsaved changes while one person is at work: they outlive the sign-in page that comes
 * between when a session ends.
 */
export function PolicyDrafts({ children }: { readonly children: ReactNode }) {
  const [draft, keep] = useState<PolicyDraft | null>(null);
  const [seen, setSeen] = useState<ReadonlyMap<string, GroupView>>(new Map());
  const state = useMemo(
    () => ({
      draft,
      keep,
      groupNamed: (group: GroupRef) => seen.get(groupKey(group)),
      remember: (groups: readonly GroupView[]) =>
        setSeen(
          (before) => new Map([...before, ...groups.map((one) => [groupKey(one), one] as const)]),
        ),
    }),
    [draft, seen],
  );
  return <PolicyDraftsContext value={state}>{children}</PolicyDraftsContext>;
}

export function usePolicyDrafts(): PolicyDraftsState {
  const state = useContext(PolicyDraftsContext);
  if (state === null) throw new Error('no policy drafts around this component');
  return state;
}

/** One string per group, for maps and for the options of a picker. */
export const groupKey = ({ directoryId, anchor }: GroupRef): string => `${directoryId}/${anchor}`;
