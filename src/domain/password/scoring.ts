import { codePoints, comparable } from './normalise.ts';

/** Entra Password Protection accepts from five points on. */
export const MIN_POINTS = 5;

export interface PasswordScore {
  /** One for each banned word found and one for each character besides. */
  readonly points: number;
  /** The words found, in order, as the organisation wrote them. */
  readonly words: readonly string[];
}

/**
 * The score of Entra Password Protection ("Eliminate bad passwords using Microsoft Entra Password
 * Protection", Microsoft). A word counts where it stands in the password letter for letter, and
 * where what stands between such words differs from it by one letter put in, left out or changed.
 * How Microsoft reads a near miss inside a longer text is not published; taking any near miss
 * anywhere would contradict its own example `ContoS0Bl@nkf9!`.
 * @param password in `comparable()` form.
 */
export function scorePassword(password: string, bannedWords: readonly string[]): PasswordScore {
  const words = new Map(bannedWords.map((word) => [comparable(word), word]));
  const nearWhole = nearestWord(password, words);
  if (nearWhole !== null) return { points: 1, words: [nearWhole] };
  let points = 0;
  const found: string[] = [];
  for (const part of cheapestParts(codePoints(password), words)) {
    const word = part.exact ? words.get(part.text) : nearestWord(part.text, words);
    if (word === undefined || word === null) {
      points += codePoints(part.text).length;
    } else {
      points += 1;
      found.push(word);
    }
  }
  return { points, words: found };
}

interface Part {
  readonly text: string;
  readonly exact: boolean;
}

/** Cuts the text into banned words and what lies between them, so that the points are fewest. */
function cheapestParts(text: readonly string[], words: ReadonlyMap<string, string>): Part[] {
  const lengths = new Set([...words.keys()].map((word) => codePoints(word).length));
  /** For every end: the fewest points so far, and how many characters the last step took. */
  const best: { points: number; step: number }[] = [{ points: 0, step: 0 }];
  for (let end = 1; end <= text.length; end += 1) {
    let cheapest = { points: (best[end - 1]?.points ?? 0) + 1, step: 1 };
    for (const length of lengths) {
      if (length > end || !words.has(text.slice(end - length, end).join(''))) continue;
      const points = (best[end - length]?.points ?? 0) + 1;
      if (points < cheapest.points) cheapest = { points, step: length };
    }
    best.push(cheapest);
  }
  const parts: Part[] = [];
  for (let end = text.length; end > 0; ) {
    const step = best[end]?.step ?? 1;
    const piece = text.slice(end - step, end).join('');
    const after = parts[0];
    if (step > 1) parts.unshift({ text: piece, exact: true });
    else if (after === undefined || after.exact) parts.unshift({ text: piece, exact: false });
    else parts[0] = { text: piece + after.text, exact: false };
    end -= step;
  }
  return parts;
}

function nearestWord(text: string, words: ReadonlyMap<string, string>): string | null {
  const exact = words.get(text);
  if (exact !== undefined) return exact;
  for (const [form, word] of words) if (atMostOneEdit(text, form)) return word;
  return null;
}

/** Whether one text becomes the other by at most one character put in, left out or changed. */
export function atMostOneEdit(one: string, other: string): boolean {
  // Cheaper than cutting up every word of a long list: no character takes more than two units.
  if (Math.abs(one.length - other.length) > 2) return false;
  const [short, long] = [codePoints(one), codePoints(other)].toSorted(
    (a, b) => a.length - b.length,
  ) as [string[], string[]];
  if (long.length - short.length > 1) return false;
  let start = 0;
  while (start < short.length && short[start] === long[start]) start += 1;
  const restOfLong = long.slice(start + 1);
  const restOfShort = short.slice(long.length === short.length ? start + 1 : start);
  return restOfShort.join('') === restOfLong.join('');
}
