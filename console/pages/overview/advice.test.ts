import { expect, test } from 'vitest';
import type { Overview } from '../../../src/contract/activity.ts';
import { adviceFor } from './advice.ts';

const pilot: Overview = {
  organisation: 'Contoso',
  demo: false,
  scope: 'selected',
  methodsRequired: 1,
  methodsEnabled: ['email'],
  users: 200,
  inScope: 12,
  ready: 12,
  sampled: 12,
  frozen: 0,
  silentDirectories: [],
  resetsLastDay: { started: 0, finished: 0, refused: 0 },
  lastEvents: [],
};

test('advises a pilot group while reset is off', () => {
  expect(adviceFor({ ...pilot, scope: 'none', inScope: 0, ready: 0 })).toBe('off');
});

test('names a scope that holds nobody', () => {
  expect(adviceFor({ ...pilot, inScope: 0, ready: 0 })).toBe('nobody');
});

test('names people in scope who could not prove who they are', () => {
  expect(adviceFor({ ...pilot, ready: 11 })).toBe('notReady');
});

test('advises to widen the scope once the pilot group has reset a password', () => {
  const resetsLastDay = { started: 3, finished: 2, refused: 0 };
  expect(adviceFor({ ...pilot, resetsLastDay })).toBe('widen');
  expect(adviceFor({ ...pilot, scope: 'all', resetsLastDay })).toBe('fine');
});

test('puts a frozen account before everything else', () => {
  expect(adviceFor({ ...pilot, scope: 'none', frozen: 1 })).toBe('frozen');
});
