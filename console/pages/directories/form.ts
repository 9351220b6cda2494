import { faultAt } from '../../forms/faults.ts';
import type { Rejections } from '../../forms/rejections.ts';
import type { FormSource } from '../../forms/source.ts';
import { usePageTexts } from '../../locales/page-texts.ts';
import { valueAt, withValue } from '../../policy/draft.ts';

interface FormOf<Draft> {
  readonly draft: Draft;
  readonly put: (draft: Draft) => void;
  readonly readOnly: boolean;
  readonly rejections: Rejections;
  /** What the server found wrong, by path. */
  readonly faults: ReadonlyMap<string, string>;
  readonly secretsKept: readonly string[];
  /** Of those, the ones that must be typed again. */
  readonly retype: readonly string[];
}

/** A directory's settings, below `settings`, as the forms show and change them. */
export function useDirectoryForm<Draft extends object>(given: FormOf<Draft>): FormSource {
  const texts = usePageTexts('directories');
  const { draft, put, readOnly, rejections, faults, secretsKept, retype } = given;
  const nameIn = (path: string) => path.split('.').at(-1) ?? '';
  return {
    readOnly,
    value: (path) => valueAt(draft, path),
    set: (path, value) => put(withValue(draft, path, value)),
    fault: (path) =>
      rejections.rejected.get(path) ??
      faultAt(faults, path) ??
      (retype.includes(nameIn(path)) ? texts.panel.secretAgain : undefined),
    reject: rejections.reject,
    textOf: (path) => texts.settings[nameIn(path)],
    keepsSecret: (path) => {
      const name = nameIn(path);
      return secretsKept.includes(name) && !retype.includes(name);
    },
  };
}
