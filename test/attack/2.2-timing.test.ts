// What time tells of a name (A022). The measurement is bench/enumeration.ts; here its bounds are wide enough that
// chance alone never breaks them, however busy the machine: known and unknown names come in random order, so under
// "no difference" every order of the answer times is as likely as any other, whatever else slows some of them, and
// the area under the curve has the standard error √((n+m+1) ÷ (12·n·m)) around 0.5. With 1,000 names of each class
// that is 0.013, so the bound of 0.1 is 7.7 of them; with 500 it is 5.5, with 400 it is 4.9 (once in 10^6 runs).
// Nothing is ever measured twice.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  areaUnderCurve,
  serveForTelling,
  tellingOfSignIn,
  tellingOfStart,
  tellingOfVerify,
  tellingOfWhatFollows,
} from '../../bench/enumeration.ts';
import type { Served } from '../kit/served.ts';

const patience = 600_000;
let server: Served;

beforeAll(async () => {
  server = await serveForTelling();
}, patience);

afterAll(() => server.stop());

describe('A022: a name that exists, told by time (GHSA-g2qj-pmxm-9f8f, GO-2025-3854, authentik IncludeSec L2)', () => {
  it.each([
    ['START', tellingOfStart, 1000],
    ['VERIFY', tellingOfVerify, 500],
    ['sign-in', tellingOfSignIn, 400],
  ])(
    'is not told by the answers to %s, nor by their bytes',
    { timeout: patience },
    async (...row) => {
      const [, measure, names] = row;
      const { area, distinctAnswers } = await measure(server, names);
      expect(distinctAnswers).toBe(1);
      expect(area).toBeGreaterThan(0.4);
      expect(area).toBeLessThan(0.6);
    },
  );

  // A mail is sent for a person alone, which leaves a trace near 0.55; before a stranger cost the same it was 0.91.
  it('is not told by what is left to do after START', { timeout: patience }, async () => {
    const { area } = await tellingOfWhatFollows(server, 100);
    expect(area).toBeGreaterThan(0.25);
    expect(area).toBeLessThan(0.75);
  });
});

describe('the measurement itself', () => {
  it('sees a difference where there is one', () => {
    expect(areaUnderCurve([3, 4, 5], [0, 1, 2])).toBe(1);
    expect(areaUnderCurve([0, 1, 2], [3, 4, 5])).toBe(0);
    expect(areaUnderCurve([1, 2, 2, 3], [1, 2, 2, 3])).toBe(0.5);
    const base = Array.from({ length: 1000 }, (_, n) => n);
    expect(
      areaUnderCurve(
        base.map((n) => n + 150),
        base,
      ),
    ).toBeGreaterThan(0.6);
  });
});
