import { expect, test } from 'vitest';
import { chooseTexts, languageFor } from './index.ts';

const shipped = ['en', 'de', 'pt-BR'];

test.each([
  [['de-AT', 'en'], 'de'],
  [['pt-br'], 'pt-BR'],
  [['fr', 'DE'], 'de'],
  [['fr', 'it'], 'en'],
  [[], 'en'],
])('speaks to somebody who wants %j in %s', (wanted, language) => {
  expect(languageFor(wanted, shipped)).toBe(language);
});

test('always has texts to show', async () => {
  const { language, texts } = await chooseTexts(['xx-unheard-of']);
  expect(language).toBe('en');
  expect(texts.shell.product).toBe('Postern');
});
