import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { endpoints } from '../../src/contract/index.ts';
import type { CurrentPolicy, PolicyPreview } from '../../src/contract/policy.ts';
import type { Policy } from '../../src/contract/shapes.ts';
import { useApi } from '../api/context.ts';
import { isProblem } from '../api/problem.ts';
import { endpointQuery } from '../api/queries.ts';
import { faultsByPath } from '../forms/faults.ts';
import { mergeOnto } from './draft.ts';
import type { PolicyEditor } from './editor.ts';

/** Where the saving of a draft stands. */
export type SavingState =
  | { readonly step: 'editing' }
  | { readonly step: 'checking' }
  | { readonly step: 'reviewing'; readonly preview: PolicyPreview; readonly busy: boolean }
  | { readonly step: 'conflict'; readonly theirs: CurrentPolicy }
  | { readonly step: 'failed'; readonly error: unknown };

export interface Saving {
  readonly state: SavingState;
  /** Checks the draft and shows what it would change; nothing is saved yet. */
  readonly review: () => Promise<void>;
  readonly save: () => Promise<void>;
  readonly backToEditing: () => void;
  /** Puts my changes on top of the policy that somebody else saved, and shows them for review. */
  readonly takeTheirs: (theirs: CurrentPolicy) => Promise<void>;
  readonly discard: () => void;
}

/** @param onSaved told what was in the preview that was agreed to. */
export function useSaving(editor: PolicyEditor, onSaved: (preview: PolicyPreview) => void): Saving {
  const api = useApi();
  const queries = useQueryClient();
  const [state, setState] = useState<SavingState>({ step: 'editing' });
  const policyQuery = endpointQuery(api, endpoints.getPolicy);

  const fail = (error: unknown) => {
    const faults = faultsByPath(error);
    editor.showFaults(faults);
    setState(faults.size > 0 ? { step: 'editing' } : { step: 'failed', error });
  };

  const reviewOf = async (policy: Policy, version: number) => {
    setState({ step: 'checking' });
    try {
      // The preview compares with the policy in force: it must be the one that was edited.
      const inForce = await queries.fetchQuery({ ...policyQuery, staleTime: 0 });
      if (inForce.version !== version) {
        setState({ step: 'conflict', theirs: inForce });
        return;
      }
      const preview = await api.call(endpoints.previewPolicy, { body: { policy } });
      setState({ step: 'reviewing', preview, busy: false });
    } catch (error) {
      fail(error);
    }
  };

  return {
    state,
    review: () => reviewOf(editor.policy, editor.base.version),
    async save() {
      if (state.step !== 'reviewing') return;
      const { preview } = state;
      setState({ ...state, busy: true });
      try {
        const saved = await api.call(endpoints.replacePolicy, {
          body: { version: editor.base.version, policy: editor.policy },
        });
        queries.setQueryData(policyQuery.queryKey, saved);
        editor.discard();
        setState({ step: 'editing' });
        onSaved(preview);
        const stale = [endpoints.overview, endpoints.listLimits, endpoints.getUser];
        await Promise.all(stale.map(({ id }) => queries.invalidateQueries({ queryKey: [id] })));
      } catch (error) {
        if (isProblem(error, 'conflict')) await reviewOf(editor.policy, editor.base.version);
        else if (isProblem(error, 'reauthentication-required')) setState({ ...state, busy: false });
        else fail(error);
      }
    },
    backToEditing: () => setState({ step: 'editing' }),
    async takeTheirs(theirs) {
      const { policy } = mergeOnto(editor.base.policy, editor.policy, theirs.policy);
      editor.replace(policy, theirs);
      await reviewOf(policy, theirs.version);
    },
    discard() {
      editor.discard();
      setState({ step: 'editing' });
    },
  };
}
