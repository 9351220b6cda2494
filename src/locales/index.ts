import type { ErrorCode, FieldFault } from '../domain/errors.ts';
import type { Locale } from '../domain/locale.ts';
import { ar } from './ar/index.ts';
import { de } from './de/index.ts';
import { en, type SpokenTexts, type Texts } from './en/index.ts';
import { fillLoosely, placeholdersOf, scriptOf, type Script, type Values } from './text.ts';

export { fill, fillCounted, formatTime, type Script } from './text.ts';
export type { SpokenTexts } from './en/index.ts';

/** One shipped language: a folder here and a line below. */
export interface Language extends Script, SpokenTexts {
  readonly code: Locale;
  /** Its own name for itself. */
  readonly name: string;
}

export const languages: Readonly<Record<string, Language>> = {
  en: language('en', 'English', 'ltr', en),
  de: language('de', 'Deutsch', 'ltr', de),
  ar: language('ar', 'العربية', 'rtl', ar),
};

export const defaultLanguage = languages['en'] as Language;

function language(code: Locale, name: string, dir: Script['dir'], texts: Texts): Language {
  // The test beside this file shows that every translation takes the placeholders its English text takes.
  return { ...scriptOf(code, dir), name, ...(texts as unknown as SpokenTexts) };
}

/** The shipped language for a tag such as `de-AT` or `ar`; null when that language is not shipped. */
export function shippedLanguage(tag: string): Language | null {
  const [primary = ''] = tag.trim().toLowerCase().split(/[-_]/);
  return Object.hasOwn(languages, primary) ? (languages[primary] ?? null) : null;
}

/** The language for a stored or negotiated tag; English when it is not shipped. */
export function languageOf(tag: string | null): Language {
  return (tag === null ? null : shippedLanguage(tag)) ?? defaultLanguage;
}

const mostRanges = 16;

/** The shipped language that an `Accept-Language` header asks for first (RFC 9110 §12.5.4). */
export function negotiateLanguage(acceptLanguage: string | null | undefined): Language {
  const wanted = (acceptLanguage ?? '')
    .split(',', mostRanges)
    .map((range) => {
      const [tag = '', ...parameters] = range.split(';').map((part) => part.trim());
      const quality = parameters.find((one) => one.startsWith('q='))?.slice(2);
      return { tag, quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ quality }) => quality > 0)
    .toSorted((a, b) => b.quality - a.quality);
  for (const { tag } of wanted) {
    const shipped = shippedLanguage(tag);
    if (shipped) return shipped;
  }
  return defaultLanguage;
}

/** What the API says for an error. */
export function describeError(language: Language, code: ErrorCode, values: Values = {}): string {
  return fillLoosely(language, language.problems.errors[code], values);
}

/**
 * What is wrong with one field, with its numbers where the fault carries them.
 * @param code the error that the fault belongs to: reasons to refuse a password have words of their own.
 */
export function describeFault(
  language: Language,
  fault: Pick<FieldFault, 'code' | 'params'>,
  code: ErrorCode,
): string {
  const { faults, measured, refusals } = language.problems;
  const values = fault.params ?? {};
  const candidates =
    code === 'password-refused' ? [refusals, measured, faults] : [measured, faults, refusals];
  for (const texts of candidates as readonly Readonly<Record<string, string>>[]) {
    const text = Object.hasOwn(texts, fault.code) ? texts[fault.code] : undefined;
    if (text === undefined) continue;
    if (placeholdersOf(text).every((name) => Object.hasOwn(values, name))) {
      return fillLoosely(language, text, values);
    }
  }
  return faults.invalid;
}
