import { useState } from 'react';
import type { DirectoryCheckView } from '../../../src/contract/directories.ts';
import { endpoints } from '../../../src/contract/index.ts';
import { useApi } from '../../api/context.ts';
import { isProblem } from '../../api/problem.ts';
import type { Settings } from './draft.ts';
import type { Trial } from './Preview.tsx';

/** What came of trying settings on the real server. */
export interface Tried {
  readonly settings: Settings;
  readonly checks: readonly DirectoryCheckView[];
}

export interface Trying {
  /**
   * @param savedId of a directory whose saved settings are what is to be tried.
   * @returns null when it could not be tried at all; `problem` says why.
   */
  readonly run: (trial: Trial, savedId: string | null) => Promise<Tried | null>;
  readonly busy: boolean;
  readonly problem: unknown;
  readonly tried: Tried | null;
}

export function useTrial(): Trying {
  const api = useApi();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const [tried, setTried] = useState<Tried | null>(null);
  return {
    busy,
    problem,
    tried,
    async run(trial, savedId) {
      setBusy(true);
      setProblem(null);
      try {
        const { items } =
          savedId === null
            ? await api.call(endpoints.checkDirectory, { body: trial })
            : await api.call(endpoints.checkSavedDirectory, { params: { id: savedId } });
        const next = { settings: trial.settings, checks: items };
        setTried(next);
        return next;
      } catch (error) {
        setTried(null);
        if (!isProblem(error, 'reauthentication-required')) setProblem(error);
        return null;
      } finally {
        setBusy(false);
      }
    },
  };
}
