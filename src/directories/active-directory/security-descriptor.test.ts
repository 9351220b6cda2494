import { expect, test } from 'vitest';
import { guidBytes } from './guid.ts';
import { deniesOwnChange, extendedRights, grants } from './security-descriptor.ts';

const everyone = Buffer.from('010100000000000100000000', 'hex');
const self = Buffer.from('01010000000000050a000000', 'hex');
const service = Buffer.from('0105000000000005150000008273acd37045edd7db59bd6350040000', 'hex');
const serviceSid = 'S-1-5-21-3551294338-3622651248-1673353691-1104';
const sids = new Set(['S-1-1-0', serviceSid]);
const controlAccess = 0x100;

interface Entry {
  readonly type: number;
  readonly flags?: number;
  readonly mask?: number;
  readonly right?: string;
  readonly sid: Buffer;
}

function entryOf({ type, flags = 0, mask = controlAccess, right, sid }: Entry): Buffer {
  const ofObject = type === 5 || type === 6;
  const body = Buffer.concat([
    word(mask, 4),
    ...(ofObject ? [word(right === undefined ? 0 : 1, 4)] : []),
    ...(right === undefined ? [] : [guidBytes(right)]),
    sid,
  ]);
  return Buffer.concat([Buffer.from([type, flags]), word(body.length + 4, 2), body]);
}

function word(value: number, bytes: 2 | 4): Buffer {
  const buffer = Buffer.alloc(bytes);
  buffer.writeUIntLE(value, 0, bytes);
  return buffer;
}

function descriptor(...entries: Entry[]): Buffer {
  const list = entries.map(entryOf);
  const size = 8 + list.reduce((sum, { length }) => sum + length, 0);
  const head = Buffer.concat([Buffer.from([1, 0]), word(0x8004, 2), Buffer.alloc(12), word(20, 4)]);
  const acl = [Buffer.from([4, 0]), word(size, 2), word(list.length, 2), word(0, 2)];
  return Buffer.concat([head, ...acl, ...list]);
}

const { changePassword, resetPassword } = extendedRights;

test('an account may not change its password when that is denied to itself or to everyone', () => {
  expect(deniesOwnChange(descriptor({ type: 6, right: changePassword, sid: self }))).toBe(true);
  expect(deniesOwnChange(descriptor({ type: 6, right: changePassword, sid: everyone }))).toBe(true);
});

test('another right, another trustee or another kind of entry denies nothing', () => {
  for (const entry of [
    { type: 6, right: resetPassword, sid: self },
    { type: 6, right: changePassword, sid: service },
    { type: 5, right: changePassword, sid: self },
    { type: 6, right: changePassword, sid: self, flags: 0x08 },
    { type: 6, right: changePassword, sid: self, mask: 0x10 },
  ]) {
    expect(deniesOwnChange(descriptor(entry))).toBe(false);
  }
});

test('the first entry about a right decides', () => {
  const allow = { type: 5, right: resetPassword, sid: service };
  const deny = { type: 6, right: resetPassword, sid: everyone };
  expect(grants(descriptor(allow), resetPassword, sids)).toBe(true);
  expect(grants(descriptor(deny, allow), resetPassword, sids)).toBe(false);
  expect(grants(descriptor(allow, deny), resetPassword, sids)).toBe(true);
  expect(grants(descriptor(), resetPassword, sids)).toBe(false);
  expect(grants(descriptor(allow), resetPassword, new Set(['S-1-1-0']))).toBe(false);
  expect(grants(descriptor(allow), changePassword, sids)).toBe(false);
});

test('every extended right at once is each of them', () => {
  expect(grants(descriptor({ type: 0, sid: service }), resetPassword, sids)).toBe(true);
  expect(grants(descriptor({ type: 5, sid: service }), resetPassword, sids)).toBe(true);
  expect(grants(descriptor({ type: 1, sid: everyone }), resetPassword, sids)).toBe(false);
});

test('what cannot be read says nothing, at whatever byte it ends', () => {
  const whole = descriptor({ type: 6, right: changePassword, sid: self });
  expect(deniesOwnChange(undefined)).toBeNull();
  for (let length = 0; length < whole.length; length += 1) {
    expect(deniesOwnChange(whole.subarray(0, length))).toBeNull();
    expect(grants(whole.subarray(0, length), changePassword, sids)).toBeNull();
  }
});
