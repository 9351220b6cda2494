import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { endpoints } from '../../src/contract/index.ts';
import type { CurrentPolicy } from '../../src/contract/policy.ts';
import type { Policy } from '../../src/contract/shapes.ts';
import { useApi } from '../api/context.ts';
import { endpointQuery } from '../api/queries.ts';
import { useCan } from '../api/session.ts';
import { faultAt } from '../forms/faults.ts';
import { useRejections } from '../forms/rejections.ts';
import { changedPaths, valueAt, withValue } from './draft.ts';
import { usePolicyDrafts } from './PolicyDrafts.tsx';

/** The policy as a page shows and changes it. */
export interface PolicyEditor {
  readonly base: CurrentPolicy;
  readonly policy: Policy;
  /** The preset's own values: what "default" means. */
  readonly preset: Policy;
  readonly changed: readonly string[];
  readonly readOnly: boolean;
  readonly value: (path: string) => unknown;
  readonly set: (path: string, value: unknown) => void;
  /** Another policy in the draft's place. */
  readonly replace: (policy: Policy, base?: CurrentPolicy) => void;
  readonly discard: () => void;
  /** What is wrong with a setting: what the server said, or what was typed and cannot be kept. */
  readonly fault: (path: string) => string | undefined;
  /** Something was typed that cannot be kept; null when it is mended. */
  readonly reject: (path: string, message: string | null) => void;
  readonly rejected: ReadonlyMap<string, string>;
  readonly faults: ReadonlyMap<string, string>;
  readonly showFaults: (faults: ReadonlyMap<string, string>) => void;
}

const noFaults: ReadonlyMap<string, string> = new Map();

export interface PolicyLoading {
  readonly editor: PolicyEditor | null;
  readonly error: unknown;
  readonly retry: () => void;
}

export function usePolicyEditor(): PolicyLoading {
  const api = useApi();
  const can = useCan();
  const { draft, keep } = usePolicyDrafts();
  const current = useQuery(endpointQuery(api, endpoints.getPolicy));
  const policy = draft?.policy ?? current.data?.policy;
  const preset = useQuery({
    ...endpointQuery(api, endpoints.presetPolicy, {
      params: { preset: policy?.preset ?? 'recommended' },
    }),
    enabled: policy !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const { rejected, reject, forget } = useRejections();
  const [faults, showFaults] = useState(noFaults);

  const error = current.error ?? preset.error;
  const retry = () => void (current.error === null ? preset : current).refetch();
  const base = draft?.base ?? current.data;
  if (base === undefined || policy === undefined || preset.data === undefined) {
    return { editor: null, error, retry };
  }
  const put = (next: Policy, on: CurrentPolicy = base) => {
    keep(changedPaths(on.policy, next).length === 0 ? null : { base: on, policy: next });
  };
  return {
    error: null,
    retry,
    editor: {
      base,
      policy,
      preset: preset.data,
      changed: changedPaths(base.policy, policy),
      readOnly: !can('policy.write'),
      value: (path) => valueAt(policy, path),
      set: (path, value) => {
        put(withValue(policy, path, value));
        showFaults((before) => without(before, path));
      },
      replace: put,
      discard: () => {
        keep(null);
        forget();
        showFaults(noFaults);
      },
      fault: (path) => rejected.get(path) ?? faultAt(faults, path),
      reject,
      rejected,
      faults,
      showFaults,
    },
  };
}

/** The number of methods required and those that are on stand or fall together. */
const gates = /^methods(Required|\.[^.]+\.enabled)?$/;

/** A setting that was just changed is judged anew by the server, not by its last answer. */
function without(faults: ReadonlyMap<string, string>, path: string): ReadonlyMap<string, string> {
  const kept = [...faults].filter(
    ([at]) =>
      at !== path &&
      !at.startsWith(`${path}.`) &&
      !path.startsWith(`${at}.`) &&
      !(gates.test(at) && gates.test(path)),
  );
  return kept.length === faults.size ? faults : new Map(kept);
}
