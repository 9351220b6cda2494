import { describe, expect, test } from 'vitest';
import type { AuditRecordView } from '../../src/contract/activity.ts';
import { texts } from '../locales/en/index.ts';
import { actorText, fieldsLine, policyChangesOf, subjectText, typeText } from './describe.ts';

const event: AuditRecordView = {
  id: 'evt_1',
  seq: 1,
  type: 'reset.requested',
  at: 0,
  outcome: 'success',
  actor: { kind: 'visitor', id: null, name: null },
  subject: null,
  target: null,
  correlationId: null,
  ip: null,
  userAgent: null,
  fields: {},
  hash: 'abc',
};

describe('an event in words', () => {
  test('names who did it by name, by id, or by kind', () => {
    expect(actorText({ kind: 'administrator', id: 'usr_1', name: 'ada' }, texts)).toBe('ada');
    expect(actorText({ kind: 'api-key', id: 'key_1', name: null }, texts)).toBe('key_1');
    expect(actorText({ kind: 'visitor', id: null, name: null }, texts)).toBe('Visitor');
  });

  test('names whom it is about, or the start of what it is about', () => {
    expect(subjectText(event)).toBeNull();
    expect(subjectText({ ...event, target: 'policy' })).toBe('policy');
    expect(subjectText({ ...event, target: `grp_${'0123456789abcdef'.repeat(2)}` })).toBe(
      'grp_01234567…',
    );
  });

  test('shows a type of a newer server by its name', () => {
    expect(typeText('reset.requested', texts)).toBe('Reset asked for');
    expect(typeText('moon.landed', texts)).toBe('moon.landed');
  });

  test('leaves digests and nested values out of one line', () => {
    const fields = { identifierMac: 'ff73', kind: 'reset', after: { name: 'x' }, gatesFilled: 1 };
    expect(fieldsLine({ ...event, fields }, texts)).toBe('Kind: reset · Proofs passed: 1');
  });
});

describe('a changed policy', () => {
  test('is told setting by setting', () => {
    const fields = { before: { 'scope.mode': 'none' }, after: { 'scope.mode': 'all' }, version: 2 };
    expect(policyChangesOf({ ...event, type: 'policy.changed', fields })).toEqual([
      { path: 'scope.mode', before: 'none', after: 'all', weakens: false },
    ]);
  });

  test('is not read into an event of anything else', () => {
    expect(policyChangesOf({ ...event, fields: { before: {}, after: {} } })).toBeNull();
    expect(policyChangesOf({ ...event, type: 'policy.changed', fields: {} })).toBeNull();
  });
});
