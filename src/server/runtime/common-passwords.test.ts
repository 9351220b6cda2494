import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { checkPassword } from '../../domain/password/index.ts';
import { comparable } from '../../domain/password/normalise.ts';
import { readCommonPasswords } from './common-passwords.ts';

const bundled = new URL('../../domain/password/common-passwords.bin', import.meta.url);
const list = readCommonPasswords();

test('lists at least 100,000 forms in less than a megabyte', () => {
  expect(list.size).toBeGreaterThanOrEqual(100_000);
  expect(statSync(bundled).size).toBeLessThan(1_000_000);
});

test.each(['password', '12345678', 'P@ssw0rd', 'qwertyuiop', 'iloveyou1', 'ADMINISTRATOR'])(
  'knows %s',
  (password) => {
    expect(list.has(comparable(password))).toBe(true);
  },
);

test.each(['', 'marmalade under seven bridges', 'سبعة جسور قديمة', '\ud83d', 'x'.repeat(100_000)])(
  'does not know %j',
  (password) => {
    expect(list.has(comparable(password))).toBe(false);
  },
);

test('takes none of 200,000 passwords that nobody uses for a common one', () => {
  const mistaken = Array.from({ length: 200_000 }, (_, index) => `nobody uses this ${index}`);
  // Expected by chance: 0.05.
  expect(mistaken.filter((password) => list.has(comparable(password))).length).toBeLessThan(3);
});

test('is asked by the rules', () => {
  const policy = { minLength: 8, maxLength: 128, characterClasses: 0 };
  const rest = { refuseCommon: true, refuseContextWords: false, customWords: [] };
  const nobody = { displayName: null, givenName: null, surname: null, mail: null };
  const context = { username: 'x', organisation: 'x', ...nobody };
  expect(checkPassword('sunshine on 7 bridges', { ...policy, ...rest }, context, list)).toEqual([]);
  expect(checkPassword('sunshine123', { ...policy, ...rest }, context, list)).toEqual([
    { reason: 'common', params: {} },
  ]);
});

test('is what the script makes of its source', () => {
  const script = new URL('../../../script/make-common-passwords.mjs', import.meta.url);
  execFileSync(process.execPath, [script.pathname, '--check'], { stdio: 'pipe' });
}, 120_000);

describe('a damaged list', () => {
  const folder = mkdtempSync(join(tmpdir(), 'postern-list-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const good = readFileSync(bundled);

  test.each([
    ['empty', Buffer.alloc(0)],
    ['of another kind', Buffer.concat([Buffer.from('PSTRNCP2'), good.subarray(8)])],
    ['cut short', good.subarray(0, -1)],
    ['grown', Buffer.concat([good, Buffer.alloc(3)])],
    [
      'with a wrong bucket',
      Buffer.concat([good.subarray(0, 12), Buffer.from([255]), good.subarray(13)]),
    ],
  ])('is refused when it is %s', (what, bytes) => {
    const file = join(folder, what);
    writeFileSync(file, bytes);
    expect(() => readCommonPasswords(file)).toThrow('the list of common passwords');
  });

  test('is refused when it is missing', () => {
    expect(() => readCommonPasswords(join(folder, 'missing'))).toThrow('ENOENT');
  });
});
