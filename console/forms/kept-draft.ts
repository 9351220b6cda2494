import { useMemo, useState } from 'react';
import { isProblem } from '../api/problem.ts';
import { focusHeading } from '../parts/focus.ts';
import { valueAt, withValue } from '../policy/draft.ts';
import { faultAt, faultsByPath } from './faults.ts';
import { type Rejections, useRejections } from './rejections.ts';
import type { FormSource } from './source.ts';

interface KeptDraftOf<View, Draft> {
  /** As the server has it now. */
  readonly view: View;
  /** The same function every time: what it makes is made once of a view. */
  readonly draftOf: (view: View) => Draft;
  readonly changesIn: (before: Draft, after: Draft) => number;
  /** Sends it and puts the answer where the page looks; rejects with why it was not saved. */
  readonly send: (draft: Draft, base: View) => Promise<void>;
  /** Asks the server anew for what is shown. */
  readonly refresh: () => unknown;
}

/** How a page stands whose settings are saved together. */
export interface UnsavedWork {
  readonly unsaved: boolean;
  readonly rejections: Rejections;
  /** What the server found wrong, by path. */
  readonly faults: ReadonlyMap<string, string>;
  readonly busy: boolean;
  /** Why the last save failed; null when it did not. */
  readonly problem: unknown;
  readonly save: () => Promise<void>;
  readonly discard: () => void;
  readonly forget: () => void;
}

export interface KeptDraft<View, Draft> extends UnsavedWork {
  /** What was shown when the editing began: what others save meanwhile must not slip in under it. */
  readonly base: View;
  readonly before: Draft;
  readonly draft: Draft;
  readonly put: (draft: Draft) => void;
  readonly changes: number;
}

/** Keeps what is changed on a page until it is saved or discarded. */
export function useKeptDraft<View, Draft>(given: KeptDraftOf<View, Draft>): KeptDraft<View, Draft> {
  const { view, draftOf, changesIn, send, refresh } = given;
  const [kept, keep] = useState<{ readonly base: View; readonly draft: Draft } | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const rejections = useRejections();
  const base = kept === null ? view : kept.base;
  const before = useMemo(() => draftOf(base), [draftOf, base]);
  const draft = kept === null ? before : kept.draft;
  const changes = kept === null ? 0 : changesIn(before, draft);
  const forget = () => {
    keep(null);
    rejections.forget();
    setProblem(null);
  };
  return {
    base,
    before,
    draft,
    changes,
    unsaved: changes > 0 || rejections.rejected.size > 0,
    rejections,
    faults: faultsByPath(problem),
    busy,
    problem,
    put: (next) => keep({ base, draft: next }),
    forget,
    discard() {
      forget();
      void refresh();
      focusHeading();
    },
    async save() {
      setBusy(true);
      setProblem(null);
      try {
        await send(draft, base);
        forget();
        focusHeading();
      } catch (error) {
        if (!isProblem(error, 'reauthentication-required')) setProblem(error);
      } finally {
        setBusy(false);
      }
    },
  };
}

/** The draft as forms show and change it. */
export function formOf<Draft extends object>(
  { draft, put, rejections, faults }: KeptDraft<unknown, Draft>,
  own: Pick<FormSource, 'readOnly' | 'textOf' | 'keepsSecret'>,
): FormSource {
  return {
    ...own,
    value: (path) => valueAt(draft, path),
    set: (path, value) => put(withValue(draft, path, value)),
    fault: (path) => rejections.rejected.get(path) ?? faultAt(faults, path),
    reject: rejections.reject,
  };
}
