import { createContext, useContext } from 'react';
import { createFormat, type Format } from './format.ts';
import type { Texts } from './index.ts';

export interface Wording {
  readonly t: Texts;
  readonly format: Format;
}

const WordingContext = createContext<Wording | null>(null);

export const WordingProvider = WordingContext.Provider;

export function wordingOf(texts: Texts): Wording {
  return { t: texts, format: createFormat() };
}

/** The texts in the reader's language, and how numbers and times are written for them. */
export function useWording(): Wording {
  const wording = useContext(WordingContext);
  if (wording === null) throw new Error('no texts around this component');
  return wording;
}
