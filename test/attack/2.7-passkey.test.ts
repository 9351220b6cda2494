// A passkey counts for the one person who registered it, for one challenge of one reset, and only when it checked who
// holds it.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Journey, NEW_PASSWORD, OLD_PASSWORD, openJourney, visitor } from '../kit/journey.ts';
import { passkeyOf, type HeldPasskey } from '../kit/passkeys.ts';
import { openTemporaryStorage } from '../kit/storage.ts';

let journey: Journey;
let victims: HeldPasskey;
let attackers: HeldPasskey;

beforeEach(async () => {
  journey = await openJourney(await openTemporaryStorage());
  await journey.setPolicy((policy) => ({
    ...policy,
    scope: { ...policy.scope, mode: 'all' },
    methodsRequired: 2,
    methods: { email: { ...policy.methods['email'], enabled: true }, passkey: { enabled: true } },
  }));
  victims = await passkeyOf(journey, await journey.addUser('victim'), 1);
  attackers = await passkeyOf(journey, await journey.addUser('attacker'), 2);
});

afterEach(() => journey.close());

/** A reset of somebody that waits for a passkey, and the challenge it shows. */
async function begun(identifier: string, isResolved = true, asAdministrator = false) {
  const { token } = await journey.resets.start(visitor(), identifier, 'reset', asAdministrator);
  const progress = await journey.resets.chooseMethod(visitor(), token, 'passkey');
  if (isResolved) await journey.runOutbox();
  return { token, progress, challenge: String(progress.challenge?.prompt?.['challenge']) };
}

const prove = (token: string, answer: string) => journey.resets.prove(visitor(), token, answer);

describe('a passkey', () => {
  it.each([true, false])(
    'resets a password alone where two gates are asked for (looked up before: %s)',
    async (isResolved) => {
      const { token, challenge } = await begun('victim', isResolved);
      const proof = await prove(token, victims.answer(challenge));
      expect(proof).toMatchObject({
        accepted: true,
        progress: { state: 'password', gatesFilled: 2, gatesRequired: 2 },
      });
      await journey.resets.setPassword(visitor(), proof.token, NEW_PASSWORD);
      expect(await journey.signsIn('victim', NEW_PASSWORD)).toBe(true);
    },
  );

  it('resets an administrator’s password alone, whatever the organisation enabled', async () => {
    await journey.setPolicy((policy) => ({
      ...policy,
      scope: { ...policy.scope, mode: 'none' },
      methods: { ...policy.methods, passkey: { enabled: false } },
    }));
    const root = await journey.addUser('root');
    await journey.storage.roleAssignments.assign({
      user: root.ref,
      role: 'global-administrator',
      assignedAt: journey.clock.now(),
    });
    const held = await passkeyOf(journey, root, 3);
    const { token, challenge } = await begun('root', true, true);
    expect(await prove(token, held.answer(challenge))).toMatchObject({
      accepted: true,
      progress: { state: 'password', gatesFilled: 2 },
    });
  });

  it('asks a stranger, and somebody who has none, exactly what it asks its owner', async () => {
    await journey.addUser('without');
    const bare = async (identifier: string) => {
      const { progress } = await begun(identifier);
      const { challenge, ...rest } = progress;
      const prompt = { ...challenge?.prompt, challenge: '' };
      return { ...rest, reference: '', challenge: { ...challenge, prompt } };
    };
    const owner = await bare('victim');
    expect(await bare('without')).toEqual(owner);
    expect(await bare('nobody')).toEqual(owner);
  });
});

describe('A120: somebody else’s passkey', () => {
  it('is refused, though it signed the challenge of this very reset', async () => {
    const { token, challenge } = await begun('victim');
    expect((await prove(token, attackers.answer(challenge))).accepted).toBe(false);
    expect((await prove(token, victims.answer(challenge))).accepted).toBe(true);
  });

  it('is refused in a reset of nobody, and of somebody without one', async () => {
    await journey.addUser('without');
    for (const identifier of ['nobody', 'without']) {
      const { token, challenge } = await begun(identifier);
      expect((await prove(token, attackers.answer(challenge))).accepted).toBe(false);
    }
  });
});

describe('A121: a passkey that did not check who holds it', () => {
  it('counts for nothing', async () => {
    const { token, challenge } = await begun('victim');
    const unverified = victims.answer(challenge, { userVerified: false });
    expect(await prove(token, unverified)).toMatchObject({
      accepted: false,
      progress: { gatesFilled: 0 },
    });
  });
});

describe('A004: an answer carried over', () => {
  it('from another reset of the same person is refused', async () => {
    const first = await begun('victim');
    const second = await begun('victim');
    expect((await prove(second.token, victims.answer(first.challenge))).accepted).toBe(false);
    expect((await prove(second.token, victims.answer(second.challenge))).accepted).toBe(true);
  });

  it('from before the challenge was made anew is refused', async () => {
    const { token, challenge } = await begun('victim');
    const again = await journey.resets.chooseMethod(visitor(), token, 'passkey');
    expect(again.challenge?.prompt?.['challenge']).not.toBe(challenge);
    expect((await prove(token, victims.answer(challenge))).accepted).toBe(false);
  });

  it('from another site is refused', async () => {
    const { token, challenge } = await begun('victim');
    const phished = victims.answer(challenge, { origin: 'https://reset.example.evil' });
    expect((await prove(token, phished)).accepted).toBe(false);
  });
});

describe('I2: a copy of a passkey', () => {
  it('is refused once the original has counted on', async () => {
    const first = await begun('victim');
    const proof = await prove(first.token, victims.answer(first.challenge, { counter: 8 }));
    expect(proof.accepted).toBe(true);
    const second = await begun('victim');
    const copied = victims.answer(second.challenge, { counter: 8 });
    expect((await prove(second.token, copied)).accepted).toBe(false);
  });

  it('that answers two resets in the same instant is accepted in one of them', async () => {
    const resets = [await begun('victim'), await begun('victim')];
    const proofs = await Promise.all(
      resets.map(({ token, challenge }) => prove(token, victims.answer(challenge, { counter: 5 }))),
    );
    expect(proofs.filter(({ accepted }) => accepted)).toHaveLength(1);
  });
});

describe('A034: five wrong answers', () => {
  it('end the challenge, and change nothing else', async () => {
    const { token, challenge } = await begun('victim');
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await prove(token, attackers.answer(challenge));
    }
    expect((await prove(token, victims.answer(challenge))).accepted).toBe(false);
    expect(await journey.signsIn('victim', OLD_PASSWORD)).toBe(true);
  });
});
