import { expect, test } from 'vitest';
import { presetPolicy } from '../policy/presets.ts';
import { rulesFor } from './rules-shown.ts';

const { password: own } = presetPolicy('recommended', new Map());
const directory = {
  minLength: 20,
  historyLength: 24,
  complexity: true,
  minAgeSeconds: 86_400,
};

test('of two lengths the longer one is asked for', () => {
  expect(rulesFor(own, directory, null).minLength).toBe(20);
  expect(rulesFor(own, { ...directory, minLength: 7 }, null).minLength).toBe(own.minLength);
  expect(rulesFor(own, { ...directory, minLength: null }, null).minLength).toBe(own.minLength);
});

test('a password that was set a while ago can be changed from a known time on', () => {
  expect(rulesFor(own, directory, 1000).changeableFrom).toBe(86_401_000);
  expect(rulesFor(own, directory, null).changeableFrom).toBeNull();
  expect(rulesFor(own, { ...directory, minAgeSeconds: 0 }, 1000)).toMatchObject({
    changeableFrom: null,
    minAgeSeconds: null,
  });
});

test('a directory that says nothing adds nothing', () => {
  expect(rulesFor(own, null, 1000)).toEqual({
    ...own,
    historyLength: null,
    complexity: false,
    minAgeSeconds: null,
    changeableFrom: null,
  });
  expect(rulesFor(own, { ...directory, historyLength: 0 }, null).historyLength).toBeNull();
});
