import { createContext, use, useContext } from 'react';
import type { PageTextLoaders, PageTexts } from './index.ts';

/** Each text that was asked for, on its way or there. */
export interface PageTextShelf {
  readonly of: <Name extends keyof PageTexts>(name: Name) => Promise<PageTexts[Name]>;
}

export function createPageTextShelf(loaders: PageTextLoaders): PageTextShelf {
  const fetched = new Map<keyof PageTexts, Promise<unknown>>();
  return {
    of<Name extends keyof PageTexts>(name: Name) {
      const known = fetched.get(name) ?? loaders[name]();
      fetched.set(name, known);
      return known as Promise<PageTexts[Name]>;
    },
  };
}

const PageTextsContext = createContext<PageTextShelf | null>(null);

export const PageTextsProvider = PageTextsContext.Provider;

/** The texts of a page that are fetched with it; what stands around the page waits for them. */
export function usePageTexts<Name extends keyof PageTexts>(name: Name): PageTexts[Name] {
  const shelf = useContext(PageTextsContext);
  if (shelf === null) throw new Error('no texts around this component');
  return use(shelf.of(name));
}
