import { languageOf } from './index.ts';

/** A question as a method asks it: one that comes with Postern by its id, one of the organisation's own with its words. */
export interface AskedQuestion {
  readonly id: string;
  readonly text?: string | undefined;
  /** The same in other languages, by code. */
  readonly texts?: Readonly<Record<string, string>> | undefined;
}

/** The words of a question that comes with Postern; an id nobody wrote words for stands for itself. */
export function questionText(languageCode: string, id: string): string {
  const texts: Readonly<Record<string, string>> = languageOf(languageCode).questions;
  return Object.hasOwn(texts, id) ? (texts[id] ?? id) : id;
}

/** The words of any question for a reader of this language. */
export function askedText(languageCode: string, { id, text, texts = {} }: AskedQuestion): string {
  const { code } = languageOf(languageCode);
  const own = Object.hasOwn(texts, code) ? texts[code] : undefined;
  return own ?? text ?? questionText(code, id);
}
