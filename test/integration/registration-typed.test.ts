import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DirectoryUser } from '../../src/ports/directory.ts';
import { operator } from '../../src/services/access/caller.ts';
import { createHardwareTokensService } from '../../src/services/registration/hardware-tokens-service.ts';
import { type Journey, openJourney, tenantId, visitor } from '../kit/journey.ts';
import { type PortalSession, signInToPortal, totpCode } from '../kit/portal-session.ts';
import { openTemporaryStorage } from '../kit/storage.ts';
import { allowOnly, issuePass } from '../kit/typed-methods.ts';

let journey: Journey;
let user: DirectoryUser;
let anna: PortalSession;

beforeEach(async () => {
  journey = await openJourney(await openTemporaryStorage());
  await allowOnly(journey, ['recovery-codes', 'questions', 'temporary-pass', 'app-code'], 1);
  await journey.setPolicy((policy) => ({
    ...policy,
    registration: { ...policy.registration, holdHours: 0 },
  }));
  user = await journey.addUser('anna');
  anna = await signInToPortal(journey, 'anna');
});

afterEach(() => journey.close());

const registered = async () => (await journey.registration.overview(await anna.now())).registered;

async function begin(methodId: string) {
  const begun = await journey.registration.begin(visitor(), await anna.now(), methodId, {});
  if (!begun.ok) throw new Error(JSON.stringify(begun.faults));
  const open = await journey.registration.opened(await anna.now(), begun.enrolmentId);
  return { id: begun.enrolmentId, shown: open?.shown ?? {} };
}

const finish = async (id: string, typed: Readonly<Record<string, string>>) =>
  journey.registration.finish(visitor(), await anna.now(), id, typed);

async function makeCodes(): Promise<readonly string[]> {
  const { id, shown } = await begin('recovery-codes');
  const codes = shown['codes'] as readonly string[];
  expect(await finish(id, { code: codes[7] ?? '' })).toMatchObject({ ok: true });
  return codes;
}

async function prove(methodId: string, answer: string): Promise<boolean> {
  const { token } = await journey.resets.start(visitor(), 'anna');
  await journey.resets.chooseMethod(visitor(), token, methodId);
  await journey.runOutbox();
  return (await journey.resets.prove(visitor(), token, answer)).accepted;
}

describe('recovery codes that a person made', () => {
  it('are counted down before their eyes', async () => {
    const codes = await makeCodes();
    expect(await registered()).toMatchObject([{ methodId: 'recovery-codes', left: 10 }]);
    expect(await prove('recovery-codes', codes[0] ?? '')).toBe(true);
    expect(await registered()).toMatchObject([{ methodId: 'recovery-codes', left: 9 }]);
  });

  it('do not count before one of them was typed back', async () => {
    const { id, shown } = await begin('recovery-codes');
    const [code = ''] = shown['codes'] as readonly string[];
    expect(await finish(id, { code: '0000-0000-0000-0000' })).toMatchObject({ ok: false });
    expect(await registered()).toEqual([]);
    expect(await prove('recovery-codes', code)).toBe(false);
  });

  it('void the list before, and stay one row (R049)', async () => {
    const [old = ''] = await makeCodes();
    const [newer = ''] = await makeCodes();
    expect(await registered()).toHaveLength(1);
    expect(await prove('recovery-codes', old)).toBe(false);
    expect(await prove('recovery-codes', newer)).toBe(true);
  });
});

describe('questions that a person answered', () => {
  async function answer(word: string) {
    const { id, shown } = await begin('questions');
    const offered = shown['questions'] as readonly { readonly id: string }[];
    const typed = offered.slice(0, 5).flatMap((question, at) => [
      [`question${at + 1}`, question.id],
      [`answer${at + 1}`, `${word} ${question.id.slice(0, 12)}`],
    ]);
    return finish(id, Object.fromEntries(typed));
  }

  it('can be deleted and answered anew, and are shown to nobody', async () => {
    expect(await answer('Lantern')).toMatchObject({ ok: true });
    const [row] = await registered();
    expect(row).toMatchObject({ methodId: 'questions', left: null });
    expect(JSON.stringify(row)).not.toMatch(/lantern|argon/i);
    await journey.registration.remove(visitor(), await anna.now(), row?.id ?? '');
    expect(await registered()).toEqual([]);
    expect(await answer('Teapot')).toMatchObject({ ok: true });
    expect(await answer('Umbrella')).toMatchObject({ ok: true });
    expect(await registered()).toHaveLength(1);
  });
});

describe('what an administrator gives', () => {
  const seed = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

  it('is a token that its owner can take away and never add (RG-19)', async () => {
    const tokens = createHardwareTokensService(journey.desk);
    const table = {
      heading: ['username', 'serial', 'seed'],
      rows: [['anna', 'GA-1', seed]],
      unreadableFrom: null,
    };
    await tokens.import(operator(tenantId), table, false);
    const [row] = await registered();
    expect(row).toMatchObject({ methodId: 'app-code', label: 'GA-1', source: 'import' });
    expect(await prove('app-code', totpCode(seed, journey.clock.now()))).toBe(true);
    await journey.registration.remove(visitor(), await anna.now(), row?.id ?? '');
    expect(await registered()).toEqual([]);
    // A token that was taken back can be given to somebody else.
    expect(await tokens.import(operator(tenantId), table, true)).toMatchObject({ assigned: 1 });
  });

  it('is a pass that nobody can add themselves, and that is gone when it has run out', async () => {
    const { addable } = await journey.registration.overview(await anna.now());
    expect(addable.map(({ methodId }) => methodId)).not.toContain('temporary-pass');
    await expect(begin('temporary-pass')).rejects.toMatchObject({ code: 'not-found' });
    await issuePass(journey, user);
    expect(await registered()).toMatchObject([{ methodId: 'temporary-pass', label: 'INC-4711' }]);
    journey.clock.advanceSeconds(600);
    expect(await registered()).toEqual([]);
  });
});
