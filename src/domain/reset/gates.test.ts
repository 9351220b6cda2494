import { describe, expect, test } from 'vitest';
import { gatesFilled, gatesSatisfied, type GateRule, type PassedGate } from './gates.ts';

const classes: Readonly<Record<string, Pick<PassedGate, 'methodClass' | 'fills'>>> = {
  email: { methodClass: 'mailbox', fills: 1 },
  alternate: { methodClass: 'mailbox', fills: 1 },
  text: { methodClass: 'phone', fills: 1 },
  voice: { methodClass: 'phone', fills: 1 },
  'passkey-touch': { methodClass: 'passkey', fills: 1 },
  'passkey-pin': { methodClass: 'passkey', fills: 2 },
};

const passed = (...methodIds: string[]): PassedGate[] =>
  methodIds.map((methodId, index) => ({
    challengeId: `chl_${index}`,
    methodId,
    methodClass: 'none',
    fills: 1,
    ...classes[methodId],
    passedAt: index,
  }));
const all = Object.keys(classes);
const rule = (
  gatesRequired: 1 | 2,
  enabled = all,
  needingAnother: readonly string[] = [],
): GateRule => ({
  gatesRequired,
  enabledMethods: new Set(enabled),
  needingAnother: new Set(needingAnother),
});

describe('gates filled', () => {
  test.each([
    ['nothing', [], 0],
    ['one proof', ['email'], 1],
    ['the same method twice (A009)', ['email', 'email'], 1],
    ['two mailboxes', ['email', 'alternate'], 1],
    ['a text and a call to one phone', ['text', 'voice'], 1],
    ['a mailbox and a phone', ['email', 'text'], 2],
    ['a passkey with its PIN', ['passkey-pin'], 2],
    ['a passkey with and without its PIN, in any order', ['passkey-touch', 'passkey-pin'], 2],
    ['a passkey without its PIN, twice', ['passkey-touch', 'passkey-touch'], 1],
    ['three classes', ['email', 'text', 'passkey-touch'], 3],
  ])('by %s', (_what, methodIds, filled) => {
    expect(gatesFilled(passed(...methodIds), rule(1))).toBe(filled);
    expect(gatesFilled(passed(...methodIds.toReversed()), rule(1))).toBe(filled);
  });

  test('leave out a method that is switched off now (A010)', () => {
    expect(gatesFilled(passed('email', 'text'), rule(2, ['text']))).toBe(1);
    expect(gatesFilled(passed('passkey-pin', 'passkey-touch'), rule(2, ['passkey-touch']))).toBe(1);
    expect(gatesFilled(passed('email', 'text'), rule(2, []))).toBe(0);
  });
});

test('a method that needs another one counts nothing alone, and a gate beside a proof of another class', () => {
  const weak = rule(2, all, ['text', 'voice']);
  expect(gatesFilled(passed('text'), weak)).toBe(0);
  expect(gatesFilled(passed('text', 'voice'), weak)).toBe(0);
  expect(gatesFilled(passed('text', 'email'), weak)).toBe(2);
  expect(gatesFilled(passed('email', 'text'), weak)).toBe(2);
  expect(gatesFilled(passed('email', 'text'), rule(2, ['text'], ['text']))).toBe(0);
});

test('are satisfied from the required number on', () => {
  expect(gatesSatisfied([], rule(1))).toBe(false);
  expect(gatesSatisfied(passed('email'), rule(1))).toBe(true);
  expect(gatesSatisfied(passed('email'), rule(2))).toBe(false);
  expect(gatesSatisfied(passed('email', 'text'), rule(2))).toBe(true);
  expect(gatesSatisfied(passed('passkey-pin'), rule(2))).toBe(true);
});
