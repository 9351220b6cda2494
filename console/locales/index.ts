import type { campaign } from './en/campaign.ts';
import type { directories } from './en/directories.ts';
import type { texts as english } from './en/index.ts';

/** Every language of the console has the texts of the English one, no more and no less. */
export type Texts = typeof english;

/** Texts that only few pages show, fetched with the first of these pages. */
export interface PageTexts {
  readonly campaign: typeof campaign;
  readonly directories: typeof directories;
}

export type PageTextLoaders = {
  readonly [Name in keyof PageTexts]: () => Promise<PageTexts[Name]>;
};

interface Language {
  readonly texts: () => Promise<{ readonly texts: Texts }>;
  readonly pages: PageTextLoaders;
}

/** One folder and one entry per language; the first is the one for everybody else. */
const languages: Readonly<Record<string, Language>> = {
  en: {
    texts: () => import('./en/index.ts'),
    pages: {
      campaign: async () => (await import('./en/campaign.ts')).campaign,
      directories: async () => (await import('./en/directories.ts')).directories,
    },
  },
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

export interface ChosenTexts {
  readonly language: string;
  readonly texts: Texts;
  readonly pages: PageTextLoaders;
}

export async function chooseTexts(wanted: readonly string[]): Promise<ChosenTexts> {
  const language = languageFor(wanted);
  const known = languages[language];
  if (known === undefined) throw new Error(`no texts for ${language}`);
  return { language, texts: (await known.texts()).texts, pages: known.pages };
}
