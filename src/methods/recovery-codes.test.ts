import { describe, expect, test } from 'vitest';
import { MORNING } from '../../test/kit/clock.ts';
import { registrationOf, toolsAt } from '../../test/kit/held-method-contract.ts';
import { bareUser } from '../../test/kit/method-contract.ts';
import type { Registration } from '../domain/registration/registration.ts';
import type { Person } from '../ports/method.ts';
import { recoveryCodes } from './recovery-codes.ts';

const settings = { enabled: true };
const nobodyYet: Person = { user: bareUser, registrations: [] };
const { enrolment } = recoveryCodes;
if (enrolment === null) throw new Error('people make recovery codes themselves');

async function begin(seed = 1) {
  const begun = await enrolment?.begin({}, nobodyYet, settings, toolsAt(MORNING, seed));
  if (begun?.ok !== true) throw new Error('codes can always be made');
  return { ...begun, codes: begun.shown['codes'] as readonly string[] };
}

const finish = (code: string, kept: Readonly<Record<string, unknown>>, person = nobodyYet) =>
  enrolment.finish({ code }, kept, person, settings, toolsAt(MORNING));

async function registered(seed = 1, id?: string) {
  const { codes, kept } = await begin(seed);
  const done = await finish(codes[0] ?? '', kept);
  if (!done.ok) throw new Error('it was typed back');
  return { codes, registration: registrationOf('recovery-codes', done.data, id) };
}

const judge = (held: readonly Registration[], answer: string, user = bareUser) =>
  recoveryCodes.verify(
    { answer, prompt: null, person: { user, registrations: held }, settings },
    toolsAt(MORNING),
  );

describe('making recovery codes', () => {
  test('shows ten different ones of 80 bits, in groups of four, and the name of the set', async () => {
    const { codes, shown, send } = await begin();
    expect(new Set(codes).size).toBe(10);
    for (const code of codes)
      expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(shown['set']).toMatch(/^\w{4}-\w{4}$/);
    expect(send).toBeNull();
  });

  test('keeps no code in clear, neither while it waits nor afterwards', async () => {
    const { codes, kept } = await begin();
    const done = await finish(codes[9] ?? '', kept);
    const all = JSON.stringify([kept, done]).replaceAll('-', '');
    for (const code of codes) expect(all).not.toContain(code.replaceAll('-', ''));
    expect(done).toMatchObject({ ok: true, replaces: true, lookup: null, data: { left: 10 } });
    expect(done.ok && done.label).toBe(kept['set']);
  });

  test('counts once a code was typed back, in whatever form', async () => {
    const { codes, kept } = await begin();
    const typed = (codes[4] ?? '').toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o');
    expect((await finish(typed, kept)).ok).toBe(true);
  });

  test('refuses what is no code of this set, and one of somebody else', async () => {
    const { kept } = await begin();
    const other = await begin(2);
    const wrong = { ok: false, faults: [{ path: 'code', code: 'code-wrong' }] };
    for (const code of ['', '0000-0000-0000-0000', other.codes[0] ?? '']) {
      expect(await finish(code, kept)).toEqual(wrong);
    }
    const stranger = { ...nobodyYet, user: { ...bareUser, ref: { ...bareUser.ref, anchor: 'x' } } };
    const mine = await begin();
    expect(await finish(mine.codes[0] ?? '', mine.kept, stranger)).toEqual(wrong);
  });
});

describe('using recovery codes', () => {
  test('leaves one fewer each time, tells how many, and ends when none is left', async () => {
    const { codes, registration } = await registered();
    let held: Registration = registration;
    for (const [used, code] of codes.entries()) {
      expect(recoveryCodes.usable({ ...nobodyYet, registrations: [held] }, settings)).toBe(true);
      const verdict = await judge([held], code);
      if (!verdict.right || verdict.used?.data === null || !verdict.used) {
        throw new Error(`code ${used} was refused`);
      }
      held = { ...held, data: verdict.used.data };
      expect(held.data['left']).toBe(9 - used);
      expect(await judge([held], code)).toEqual({ right: false });
    }
    expect(recoveryCodes.usable({ ...nobodyYet, registrations: [held] }, settings)).toBe(false);
  });

  test('refuses a code of the set before', async () => {
    const old = await registered(1, 'reg_old');
    const newer = await registered(2, 'reg_new');
    const both = [old.registration, newer.registration];
    expect(await judge(both, old.codes[1] ?? '')).toEqual({ right: false });
    expect(await judge(both, newer.codes[1] ?? '')).toMatchObject({
      right: true,
      used: { registration: { id: 'reg_new' } },
    });
  });

  test('refuses a right code under another person\u2019s name', async () => {
    const { codes, registration } = await registered();
    const thief = { ...bareUser, ref: { ...bareUser.ref, anchor: 'usr_thief' } };
    expect(await judge([registration], codes[1] ?? '', thief)).toEqual({ right: false });
  });
});
