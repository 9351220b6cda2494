import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from 'react';
import type { GroupView } from '../../src/contract/common.ts';
import type { CurrentPolicy } from '../../src/contract/policy.ts';
import type { GroupRef, Policy } from '../../src/contract/shapes.ts';
import { useSignedIn } from '../api/session.ts';

export interface PolicyDraft {
  /** The policy in force when the editing began, or when it was last brought up to date. */
  readonly base: CurrentPolicy;
  readonly policy: Policy;
}

interface Kept {
  readonly owner: string;
  readonly draft: PolicyDraft | null;
  /** Groups whose names were seen, so that a chosen one can be shown by name. */
  readonly seen: ReadonlyMap<string, GroupView>;
}

interface Keeper {
  readonly kept: Kept | null;
  readonly change: (change: (before: Kept | null) => Kept) => void;
}

const PolicyDraftsContext = createContext<Keeper | null>(null);

/**
 * Keeps unsaved changes while one person is at work: they outlive the sign-in page that comes
 * between when a session ends, and are nobody else's.
 */
export function PolicyDrafts({ children }: { readonly children: ReactNode }) {
  const [kept, change] = useState<Kept | null>(null);
  const keeper = useMemo(() => ({ kept, change }), [kept]);
  return <PolicyDraftsContext value={keeper}>{children}</PolicyDraftsContext>;
}

export interface OwnPolicyDrafts {
  readonly draft: PolicyDraft | null;
  readonly keep: (draft: PolicyDraft | null) => void;
  readonly groupNamed: (group: GroupRef) => GroupView | undefined;
  readonly remember: (groups: readonly GroupView[]) => void;
}

export function usePolicyDrafts(): OwnPolicyDrafts {
  const keeper = useContext(PolicyDraftsContext);
  if (keeper === null) throw new Error('no policy drafts around this component');
  const { user } = useSignedIn();
  const owner = `${user.directoryId}/${user.anchor}`;
  const { kept, change } = keeper;
  // The same from one drawing to the next: an effect may depend on it.
  const remember = useCallback(
    (groups: readonly GroupView[]) =>
      change((before) => {
        const mine = ownOf(before, owner);
        const named = groups.map((one) => [groupKey(one), one] as const);
        return { ...mine, seen: new Map([...mine.seen, ...named]) };
      }),
    [change, owner],
  );
  return useMemo(() => {
    const { draft, seen } = ownOf(kept, owner);
    return {
      draft,
      keep: (next) => change((before) => ({ ...ownOf(before, owner), draft: next })),
      groupNamed: (group) => seen.get(groupKey(group)),
      remember,
    };
  }, [kept, change, owner, remember]);
}

function ownOf(one: Kept | null, owner: string): Kept {
  return one?.owner === owner ? one : { owner, draft: null, seen: new Map() };
}

/** One string per group, for maps and for the options of a picker. */
export const groupKey = ({ directoryId, anchor }: GroupRef): string => `${directoryId}/${anchor}`;
