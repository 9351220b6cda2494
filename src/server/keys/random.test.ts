import { describe, expect, test } from 'vitest';
import { createRandom } from './random.ts';

const random = createRandom();

/** Pearson's statistic against a uniform distribution. */
function chiSquare(counts: readonly number[]): number {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

describe('randomness', () => {
  test('tokens carry 256 bits and never repeat', () => {
    const tokens = new Set(Array.from({ length: 1000 }, () => random.token()));
    expect(tokens.size).toBe(1000);
    for (const token of tokens) expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });

  test('digits are as long as asked and equally likely in every place', () => {
    const codes = Array.from({ length: 20_000 }, () => random.digits(8));
    expect(codes.every((code) => /^\d{8}$/.test(code))).toBe(true);
    for (let place = 0; place < 8; place += 1) {
      const counts = Array.from<number>({ length: 10 }).fill(0);
      for (const code of codes) {
        const digit = Number(code[place]);
        counts[digit] = (counts[digit] ?? 0) + 1;
      }
      // 9 degrees of freedom: 52 is passed once in 10^7 tries.
      expect(chiSquare(counts)).toBeLessThan(52);
    }
  });

  test('references can be read out: two groups of four without look-alikes', () => {
    for (let index = 0; index < 1000; index += 1) {
      expect(random.reference()).toMatch(/^[2-9A-HJKMNP-TV-Z]{4}-[2-9A-HJKMNP-TV-Z]{4}$/);
    }
  });

  test('ids say what they name', () => {
    expect(random.id('rst')).toMatch(/^rst_[0-9a-f]{32}$/);
    expect(random.id('rst')).not.toBe(random.id('rst'));
  });

  test('ids made in later milliseconds sort later, and those of one millisecond differ', async () => {
    const before = Array.from({ length: 100 }, () => random.id('evt'));
    await new Promise((passed) => setTimeout(passed, 5));
    const after = Array.from({ length: 100 }, () => random.id('evt'));
    expect(new Set([...before, ...after]).size).toBe(200);
    expect([...before, ...after].toSorted().slice(0, 100)).toEqual(before.toSorted());
  });
});
