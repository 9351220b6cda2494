import { describe, expect, test } from 'vitest';
import { MOST_TOKENS, readTokenTable } from './token-rows.ts';

const table = (heading: readonly string[], ...rows: string[][]) =>
  readTokenTable({ heading, rows, unreadableFrom: null });
const named = ['username', 'serial', 'seed'];
const hex = '3132333435363738393031323334353637383930';
const base32 = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

describe('a list of tokens', () => {
  test.each([
    hex,
    hex.toUpperCase(),
    `${hex.slice(0, 20)} ${hex.slice(20)}`,
    base32,
    'gezd gnbv-gy3t qojq gezd gnbv gy3t qojq====',
  ])('gives the same seed however it is written: %s', (seed) => {
    const { rows, refused } = table(named, ['anna', 'T-1', seed]);
    expect(refused).toEqual([]);
    expect(rows[0]?.token).toEqual({
      seed: base32,
      algorithm: 'SHA1',
      digits: 6,
      periodSeconds: 30,
    });
  });

  test.each([
    '',
    'GEZDGNBV',
    '0'.repeat(30),
    'f'.repeat(130),
    'A'.repeat(200),
    'GEZDGNBV1890ÄÖÜ',
    `${hex}0`,
  ])('refuses what is no seed, or too short or long for one: %s', (seed) => {
    const { rows, refused } = table(named, ['anna', 'T-1', seed]);
    expect(rows).toEqual([]);
    expect(refused).toEqual([{ row: 1, column: 'seed', code: 'not-a-seed' }]);
  });

  test('says which columns are missing, unknown or there twice', () => {
    const { refused } = table(['Username', 'seed', 'SEED', 'colour']);
    expect(refused).toEqual([
      { row: 0, column: 'serial', code: 'missing-column' },
      { row: 0, column: 'seed', code: 'duplicate-column' },
      { row: 0, column: 'colour', code: 'unknown-column' },
    ]);
  });

  test('says from which row on it could not be read, and that it is too long', () => {
    expect(readTokenTable({ heading: named, rows: [], unreadableFrom: 1 }).refused).toEqual([
      { row: 1, column: '', code: 'not-csv' },
    ]);
    const rows = Array.from({ length: MOST_TOKENS + 1 }, () => ['', '', '']);
    expect(table(named, ...rows).refused).toEqual([
      { row: MOST_TOKENS + 1, column: '', code: 'too-many', params: { max: MOST_TOKENS } },
    ]);
  });

  test('keeps no control character in a serial number, and none that is empty', () => {
    const { refused } = table(named, ['anna', 'T\n1', hex], ['anna', '', hex]);
    expect(refused.map(({ row, code }) => `${row} ${code}`)).toEqual([
      '1 forbidden-characters',
      '2 required',
    ]);
  });
});
