import type { texts as english } from './en/index.ts';

/** Every language of the console has the texts of the English one, no more and no less. */
export type Texts = typeof english;

/** One folder and one line per language; the first is the one for everybody else. */
const languages: Readonly<Record<string, () => Promise<{ readonly texts: Texts }>>> = {
  en: () => import('./en/index.ts'),
};

const fallback = 'en';

/** @param wanted BCP 47 tags, most wanted first, as a browser lists them. */
export function languageFor(
  wanted: readonly string[],
  shipped: readonly string[] = Object.keys(languages),
): string {
  for (const tag of wanted) {
    const exact = shipped.find((one) => one.toLowerCase() === tag.toLowerCase());
    if (exact !== undefined) return exact;
    const [primary] = tag.toLowerCase().split('-');
    const close = shipped.find((one) => one.toLowerCase() === primary);
    if (close !== undefined) return close;
  }
  return fallback;
}

export async function chooseTexts(
  wanted: readonly string[],
): Promise<{ readonly language: string; readonly texts: Texts }> {
  const language = languageFor(wanted);
  const load = languages[language];
  if (load === undefined) throw new Error(`no texts for ${language}`);
  return { language, texts: (await load()).texts };
}
