import type { Language } from '../../locales/index.ts';

/** How the pages speak of one way to prove who you are. */
export interface MethodWords {
  readonly label: string;
  readonly hint: string | null;
}

export function methodWords({ methods }: Language, methodId: string): MethodWords {
  const { label, hint } = known(methods.choices, methodId) ?? methods.choices.other;
  return { label, hint: hint === '' ? null : hint };
}

/** The entry of a table of texts by method id, if it has one of its own. */
export function known<Entry>(
  texts: Readonly<Record<string, Entry>>,
  methodId: string,
): Entry | undefined {
  return Object.hasOwn(texts, methodId) ? texts[methodId] : undefined;
}
