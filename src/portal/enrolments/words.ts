import type { Language } from '../../locales/index.ts';
import { known } from '../steps/method-words.ts';

/** What a method is called among the things a person has registered. */
export function nameOfMethod({ registration: { names } }: Language, methodId: string): string {
  return known(names, methodId) ?? names.other;
}

export function hintOfMethod(
  { registration: { hints } }: Language,
  methodId: string,
): string | null {
  return known<string>(hints, methodId) ?? null;
}
