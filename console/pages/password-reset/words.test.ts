import { expect, test } from 'vitest';
import { checkWords } from './words.ts';

test('names the word that cannot be kept', () => {
  expect(checkWords(['contoso', 'abc'])).toEqual({ why: 'tooShort', word: 'abc' });
  expect(checkWords(['x'.repeat(65)])).toEqual({ why: 'tooLong', word: 'x'.repeat(65) });
  expect(checkWords(['abcd', 'x'.repeat(64)])).toBeNull();
});

test('refuses more words than a policy holds', () => {
  const words = Array.from({ length: 10_001 }, (_, n) => `word-${n}`);
  expect(checkWords(words)).toEqual({ why: 'tooMany' });
  expect(checkWords(words.slice(1))).toBeNull();
});
