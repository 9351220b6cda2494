import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DirectoryUser } from '../../src/ports/directory.ts';
import { tidyResets } from '../../src/services/reset/housekeeping.ts';
import { auditTypes } from '../kit/journey-steps.ts';
import { type Journey, NEW_PASSWORD, openJourney, visitor } from '../kit/journey.ts';
import { codeIn, findCode } from '../kit/smtp-sink.ts';
import { openTemporaryStorage } from '../kit/storage.ts';
import { allowOnly, issuePass, recoveryCodesOf, typedMethods } from '../kit/typed-methods.ts';

let journey: Journey;
let anna: DirectoryUser;
let mallory: DirectoryUser;

beforeEach(async () => {
  journey = await openJourney(await openTemporaryStorage());
  anna = await journey.addUser('anna');
  mallory = await journey.addUser('mallory');
});

afterEach(() => journey.close());

/** Starts a reset that has one method to offer, up to its question. */
async function asked(identifier: string) {
  const { token } = await journey.resets.start(visitor(), identifier);
  await journey.runOutbox();
  const { challenge } = await journey.resets.progress(visitor(), token);
  return { token, prompt: challenge?.prompt ?? null };
}

async function mailedCode(): Promise<string> {
  await journey.runOutbox();
  const mail = journey.sink.caught.findLast((caught) => findCode(caught) !== null);
  if (!mail) throw new Error('no code was mailed');
  return codeIn(mail);
}

describe.each(typedMethods)('a reset proved with $id', ({ id, hold }) => {
  it('sets the new password by it alone', async () => {
    await allowOnly(journey, [id], 1);
    const answer = await hold(journey, anna);
    const { token, prompt } = await asked('anna');
    const proof = await journey.resets.prove(visitor(), token, answer(prompt));
    expect(proof).toMatchObject({
      accepted: true,
      progress: { state: 'password', gatesFilled: 1 },
    });
    const done = await journey.resets.setPassword(visitor(), proof.token, NEW_PASSWORD);
    expect(done.state).toBe('done');
    expect(await journey.signsIn('anna', NEW_PASSWORD)).toBe(true);
    expect(await auditTypes(journey)).toContain('reset.proof-accepted');
  });

  it('is the second proof after a code by email', async () => {
    await allowOnly(journey, ['email', id], 2);
    const answer = await hold(journey, anna);
    const { token } = await journey.resets.start(visitor(), 'anna');
    await journey.resets.chooseMethod(visitor(), token, 'email').catch(() => null);
    const first = await journey.resets.prove(visitor(), token, await mailedCode());
    expect(first).toMatchObject({
      accepted: true,
      progress: { state: 'choosing', gatesFilled: 1, methods: [id] },
    });
    const chosen = await journey.resets.chooseMethod(visitor(), first.token, id);
    expect(chosen.challenge?.methodId).toBe(id);
    await journey.runOutbox();
    const { challenge } = await journey.resets.progress(visitor(), first.token);
    const second = await journey.resets.prove(
      visitor(),
      first.token,
      answer(challenge?.prompt ?? null),
    );
    expect(second).toMatchObject({
      accepted: true,
      progress: { state: 'password', gatesFilled: 2 },
    });
  });

  it('refuses the right answer of somebody else', async () => {
    await allowOnly(journey, [id], 1);
    await hold(journey, anna);
    const theirs = await hold(journey, mallory);
    const { token, prompt } = await asked('anna');
    expect((await journey.resets.prove(visitor(), token, theirs(prompt))).accepted).toBe(false);
  });

  it('refuses the right answer under a name that nobody has, or that has no such method', async () => {
    await allowOnly(journey, [id], 1);
    const answer = await hold(journey, anna);
    const mine = await asked('anna');
    for (const name of ['nobody', 'mallory']) {
      const { token, prompt } = await asked(name);
      const given = answer(prompt ?? mine.prompt);
      expect((await journey.resets.prove(visitor(), token, given)).accepted).toBe(false);
    }
  });

  it('shows somebody without it, and nobody, what it would show its owner', async () => {
    await allowOnly(journey, [id], 1);
    await hold(journey, anna);
    const shape = async (name: string) => {
      const { token } = await asked(name);
      const { challenge, methods, state } = await journey.resets.progress(visitor(), token);
      const drawn = challenge?.prompt?.['questions'];
      return {
        methods,
        state,
        ask: challenge?.ask,
        keys: Object.keys(challenge?.prompt ?? {}),
        questions: Array.isArray(drawn) ? drawn.length : null,
      };
    };
    const owner = await shape('anna');
    expect(await shape('mallory')).toEqual(owner);
    expect(await shape('nobody')).toEqual(owner);
  });

  it('is asked for no more once the organisation switches it off', async () => {
    await allowOnly(journey, [id, 'email'], 1);
    const answer = await hold(journey, anna);
    const { token } = await journey.resets.start(visitor(), 'anna');
    await journey.resets.chooseMethod(visitor(), token, id);
    await journey.runOutbox();
    const { challenge } = await journey.resets.progress(visitor(), token);
    await allowOnly(journey, ['email'], 1);
    await expect(
      journey.resets.prove(visitor(), token, answer(challenge?.prompt ?? null)),
    ).rejects.toMatchObject({ code: 'out-of-order' });
    expect((await journey.resets.progress(visitor(), token)).gatesFilled).toBe(0);
  });
});

describe.each(typedMethods.filter(({ isSpent }) => isSpent))('a proof by $id', ({ id, hold }) => {
  it('is refused in another reset, open already or new', async () => {
    await allowOnly(journey, [id], 1);
    const answer = await hold(journey, anna);
    const [first, second] = [await asked('anna'), await asked('anna@contoso.example')];
    const given = answer(first.prompt);
    const proof = await journey.resets.prove(visitor(), first.token, given);
    expect(proof.accepted).toBe(true);
    expect((await journey.resets.prove(visitor(), second.token, given)).accepted).toBe(false);
    const third = await asked('anna');
    expect((await journey.resets.prove(visitor(), third.token, given)).accepted).toBe(false);
    const done = await journey.resets.setPassword(visitor(), proof.token, NEW_PASSWORD);
    expect(done.state).toBe('done');
  });
});

describe('recovery codes', () => {
  it('are worth one reset each, and the sheet goes on with one fewer', async () => {
    await allowOnly(journey, ['recovery-codes'], 1);
    const codes = await recoveryCodesOf(journey, anna);
    for (const code of codes.slice(0, 3)) {
      const { token } = await asked('anna');
      expect((await journey.resets.prove(visitor(), token, code)).accepted).toBe(true);
    }
    const [held] = await journey.desk.registrations.all(journey.storage, anna.ref);
    expect(held?.data['left']).toBe(7);
  });

  it('are void as soon as a new sheet is made', async () => {
    await allowOnly(journey, ['recovery-codes'], 1);
    const [old = ''] = await recoveryCodesOf(journey, anna);
    journey.clock.advanceSeconds(1);
    const [newer = ''] = await recoveryCodesOf(journey, anna);
    const { token } = await asked('anna');
    expect((await journey.resets.prove(visitor(), token, old)).accepted).toBe(false);
    expect((await journey.resets.prove(visitor(), token, newer)).accepted).toBe(true);
  });
});

describe('the last recovery code', () => {
  it('is still a way to the new password, as the first or the second proof', async () => {
    await allowOnly(journey, ['email', 'recovery-codes'], 2);
    const [last = ''] = await recoveryCodesOf(journey, anna, 1);
    const { token } = await journey.resets.start(visitor(), 'anna');
    await journey.resets.chooseMethod(visitor(), token, 'recovery-codes');
    await journey.runOutbox();
    const first = await journey.resets.prove(visitor(), token, last);
    expect(first.progress).toMatchObject({ state: 'choosing', methods: ['email'] });
    await journey.resets.chooseMethod(visitor(), first.token, 'email');
    const second = await journey.resets.prove(visitor(), first.token, await mailedCode());
    expect(second.progress.state).toBe('password');
    const done = await journey.resets.setPassword(visitor(), second.token, NEW_PASSWORD);
    expect(done.state).toBe('done');
  });
});

describe('security questions', () => {
  const questions = typedMethods.find(({ id }) => id === 'questions');

  it('stay the same for another try and another reset, so that nobody shops around (R129)', async () => {
    await allowOnly(journey, ['questions'], 1);
    await questions?.hold(journey, anna);
    const first = await asked('anna');
    await journey.resets.prove(visitor(), first.token, '{}');
    await journey.resets.chooseMethod(visitor(), first.token, 'questions');
    await journey.runOutbox();
    const again = await journey.resets.progress(visitor(), first.token);
    expect(again.challenge?.prompt).toEqual(first.prompt);
    expect((await asked('anna')).prompt).toEqual(first.prompt);
  });

  it('are never first in the recommended preset, and never for administrators', async () => {
    await allowOnly(journey, ['email', 'questions'], 2);
    await questions?.hold(journey, anna);
    const { progress } = await journey.resets.start(visitor(), 'anna');
    expect(progress.methods).toEqual(['email']);
    expect(progress.administratorMethods).not.toContain('questions');
    const { policy } = await journey.desk.policies.current(journey.storage, anna.ref.tenantId);
    expect(policy.administrators.methods).not.toContain('questions');
  });
});

describe('a temporary pass', () => {
  it('is worth nothing after ten minutes, and is not even offered as a way then', async () => {
    await allowOnly(journey, ['temporary-pass'], 1);
    const { code, expiresAt } = await issuePass(journey, anna);
    expect(expiresAt - journey.clock.now()).toBe(600_000);
    journey.clock.advanceSeconds(600);
    const { token } = await asked('anna');
    expect((await journey.resets.prove(visitor(), token, code)).accepted).toBe(false);
    expect(await auditTypes(journey)).toContain('reset.not-offered');
  });

  it('is forgotten once it has run out', async () => {
    await allowOnly(journey, ['temporary-pass'], 1);
    await issuePass(journey, anna);
    journey.clock.advanceSeconds(601);
    await tidyResets(journey.desk);
    expect(await journey.storage.registrations.of(anna.ref)).toEqual([]);
  });

  it('voids the one before', async () => {
    await allowOnly(journey, ['temporary-pass'], 1);
    const first = await issuePass(journey, anna);
    const second = await issuePass(journey, anna);
    const { token } = await asked('anna');
    expect((await journey.resets.prove(visitor(), token, first.code)).accepted).toBe(false);
    expect((await journey.resets.prove(visitor(), token, second.code)).accepted).toBe(true);
  });
});
