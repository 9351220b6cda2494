import { useCallback, useState } from 'react';
import { faultAt } from '../../forms/faults.ts';
import type { FormSource } from '../../forms/source.ts';
import { usePageTexts } from '../../locales/page-texts.ts';
import { valueAt, withValue } from '../../policy/draft.ts';

const none: ReadonlyMap<string, string> = new Map();

interface FormOf<Draft> {
  readonly draft: Draft;
  readonly put: (draft: Draft) => void;
  readonly readOnly: boolean;
  /** What the server found wrong, by path. */
  readonly faults: ReadonlyMap<string, string>;
  readonly secretsKept: readonly string[];
  /** Of those, the ones that must be typed again. */
  readonly retype: readonly string[];
}

export interface DirectoryForm extends FormSource {
  /** What was typed and cannot be kept. */
  readonly rejected: ReadonlyMap<string, string>;
  readonly forget: () => void;
}

/** A directory's settings, below `settings`, as the forms show and change them. */
export function useDirectoryForm<Draft extends object>(given: FormOf<Draft>): DirectoryForm {
  const texts = usePageTexts('directories');
  const [rejected, setRejected] = useState(none);
  const forget = useCallback(() => setRejected(none), []);
  const { draft, put, readOnly, faults, secretsKept, retype } = given;
  const nameIn = (path: string) => path.split('.').at(-1) ?? '';
  return {
    readOnly,
    rejected,
    forget,
    value: (path) => valueAt(draft, path),
    set: (path, value) => put(withValue(draft, path, value)),
    fault: (path) =>
      rejected.get(path) ??
      faultAt(faults, path) ??
      (retype.includes(nameIn(path)) ? texts.panel.secretAgain : undefined),
    reject: (path, message) =>
      setRejected((was) => {
        if (was.get(path) === (message ?? undefined)) return was;
        const next = new Map(was);
        if (message === null) next.delete(path);
        else next.set(path, message);
        return next;
      }),
    textOf: (path) => texts.settings[nameIn(path)],
    keepsSecret: (path) => {
      const name = nameIn(path);
      return secretsKept.includes(name) && !retype.includes(name);
    },
  };
}
