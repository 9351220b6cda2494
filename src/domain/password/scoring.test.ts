import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { comparable } from './normalise.ts';
import { atMostOneEdit, MIN_POINTS, scorePassword } from './scoring.ts';

// Many runs, on machines that may be busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const score = (password: string, ...words: string[]) => scorePassword(comparable(password), words);

describe('the score of Entra Password Protection', () => {
  test.each([
    // The worked examples of Microsoft's documentation (BL-10, BL-11, BL-16, BL-17) …
    ['Bl@nK', ['blank'], 1],
    ['abcdeg', ['abcdef'], 1],
    ['abcdefg', ['abcdef'], 1],
    ['abcde', ['abcdef'], 1],
    ['C0ntos0Blank12', ['contoso', 'blank'], 4],
    ['ContoS0Bl@nkf9!', ['contoso', 'blank'], 5],
    // … what its list {contoso, london, widget} is said to weaken …
    ['Contoso!1', ['contoso', 'london', 'widget'], 3],
    ['Contoso@London', ['contoso', 'london', 'widget'], 3],
    ['ContosoWidget', ['contoso', 'london', 'widget'], 2],
    ['!Contoso', ['contoso', 'london', 'widget'], 1],
    ['LondonHQ', ['contoso', 'london', 'widget'], 3],
    // … and what customers saw accepted (BL-18).
    ['July 4 2018', ['july', '2018'], 5],
    ['july2018...', ['july', '2018'], 5],
    ['PasswordPotato', ['password'], 7],
  ])('gives %s with %j the points %d', (password, words, points) => {
    expect(score(password, ...words).points).toBe(points);
  });

  test('names the words found, in order, as the organisation wrote them', () => {
    expect(score('C0ntos0-Blank-12', 'Blank', 'CONTOSO')).toEqual({
      points: 6,
      words: ['CONTOSO', 'Blank'],
    });
  });

  test('sees a near miss that stands between other words or alone', () => {
    expect(score('ContosoBlamk', 'contoso', 'blank')).toEqual({
      points: 2,
      words: ['contoso', 'blank'],
    });
  });

  test('does not see a near miss inside a longer text', () => {
    expect(score('blamkness', 'blank')).toEqual({ points: 9, words: [] });
  });

  test('takes overlapping words in the way that leaves fewest points', () => {
    expect(score('abcdefgh', 'abcdef', 'efgh', 'abcd').points).toBe(2);
  });

  test('counts a character outside the basic plane once', () => {
    expect(score('🗝🗝contoso', 'contoso').points).toBe(3);
  });

  test('is quick with the longest list and password that a policy allows', () => {
    const words = Array.from({ length: 10_000 }, (_, index) => `word${index}`.padEnd(64, 'x'));
    // Processor time, so that a busy machine does not count.
    const startedAt = process.cpuUsage();
    expect(score('y'.repeat(256), ...words).points).toBe(256);
    expect(process.cpuUsage(startedAt).user / 1000).toBeLessThan(500);
  });

  test('never gives more points than characters, and one for every character without words', () => {
    const small = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '🗝'), maxLength: 24 });
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 4, maxLength: 8 });
    fc.assert(
      fc.property(small, fc.array(word, { maxLength: 5 }), (password, words) => {
        const { points, words: found } = scorePassword(password, words);
        expect(points).toBeLessThanOrEqual([...password].length);
        if (found.length === 0) expect(points).toBe([...password].length);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('atMostOneEdit', () => {
  test.each([
    ['blank', 'blank', true],
    ['blank', 'blamk', true],
    ['blank', 'blan', true],
    ['blank', 'lank', true],
    ['blank', 'blaank', true],
    ['blank', 'blnak', false],
    ['blank', 'bla', false],
    ['blank', 'blanket', false],
    ['bl🗝nk', 'blank', true],
    ['', 'a', true],
    ['', 'ab', false],
  ])('of %j and %j is %j', (one, other, expected) => {
    expect(atMostOneEdit(one, other)).toBe(expected);
    expect(atMostOneEdit(other, one)).toBe(expected);
  });

  test('agrees with the edit distance as it is defined', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '🗝'), maxLength: 6 });
    fc.assert(
      fc.property(text, text, (one, other) => {
        expect(atMostOneEdit(one, other)).toBe(editDistance([...one], [...other]) <= 1);
      }),
      { numRuns: 5000 },
    );
  });
});

function editDistance(one: readonly string[], other: readonly string[]): number {
  if (one.length === 0) return other.length;
  if (other.length === 0) return one.length;
  const rest = [one.slice(1), other.slice(1)] as const;
  if (one[0] === other[0]) return editDistance(...rest);
  return (
    1 + Math.min(editDistance(...rest), editDistance(rest[0], other), editDistance(one, rest[1]))
  );
}

test('five points are enough', () => {
  expect(MIN_POINTS).toBe(5);
});
