import { expect, test } from 'vitest';
import { z } from 'zod';
import { fixedVault } from '../../../test/kit/vault.ts';
import { completeSettings, openSettings, sealSettings, secretNames } from './sealed-settings.ts';

const vault = fixedVault();
const taker = {
  settings: z.strictObject({
    servers: z.array(z.string()).min(1),
    name: z.string(),
    password: z.string().min(1).meta({ secret: true }),
    token: z.string().nullable().meta({ secret: true }),
  }),
  placeFields: ['servers'],
};
const place = 'directory/tnt_1/dir_1';
const whole = { servers: ['a', 'b'], name: 'one', password: 'hush', token: null };
const kept = () => sealSettings(vault, place, taker, whole);

test('keeps what is secret sealed, and opens it again in its own place alone', () => {
  expect(secretNames(taker)).toEqual(new Set(['password', 'token']));
  const stored = kept();
  expect(stored.settings).toEqual({ servers: ['a', 'b'], name: 'one', token: null });
  expect(JSON.stringify(stored)).not.toContain('hush');
  expect(openSettings(vault, place, stored)).toEqual(whole);
  expect(() => openSettings(vault, 'directory/tnt_1/dir_2', stored)).toThrow();
});

test('completes a secret that is left out while everything goes to the same place', () => {
  const typed = { servers: ['a', 'b'], name: 'two', token: null };
  expect(completeSettings(vault, place, taker, typed, kept())).toEqual({
    ok: true,
    settings: { ...whole, name: 'two' },
  });
});

test.each([
  ['another server', { servers: ['a', 'evil'] }],
  ['one server less', { servers: ['a'] }],
  ['servers in another order', { servers: ['b', 'a'] }],
])('wants it typed again with %s', (_what, changed) => {
  const typed = { name: 'one', token: null, ...changed };
  expect(completeSettings(vault, place, taker, typed, kept())).toEqual({
    ok: false,
    faults: [{ path: 'password', code: 'required' }],
  });
});

test('says what is wrong without repeating it', () => {
  const typed = { ...whole, servers: 'hush', surplus: true };
  const completed = completeSettings(vault, place, taker, typed, null);
  expect(completed).toMatchObject({
    ok: false,
    faults: [
      { path: 'servers', code: 'wrong-type' },
      { path: 'surplus', code: 'unknown-field' },
    ],
  });
});
