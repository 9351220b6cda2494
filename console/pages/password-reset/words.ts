export type WordFault =
  | { readonly why: 'tooShort' | 'tooLong'; readonly word: string }
  | { readonly why: 'tooMany' };

const MIN_LENGTH = 4;
const MAX_LENGTH = 64;
const MAX_WORDS = 10_000;

/** What the policy would refuse; null when all may be kept. */
export function checkWords(words: readonly string[]): WordFault | null {
  if (words.length > MAX_WORDS) return { why: 'tooMany' };
  for (const word of words) {
    if (word.length < MIN_LENGTH) return { why: 'tooShort', word };
    if (word.length > MAX_LENGTH) return { why: 'tooLong', word };
  }
  return null;
}
