// Every method alone, and every pair of two classes, through a whole reset: made from the registry, not from a list.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { methods } from '../../src/methods/index.ts';
import type { StartedReset } from '../../src/services/reset/reset-service.ts';
import { type Journey, NEW_PASSWORD, openJourney, visitor } from '../kit/journey.ts';
import { addEquipped, allowOnly, askedBy, type Equipped, proveBy } from '../kit/prove-by.ts';
import { type PhoneSink, startPhoneSink } from '../kit/phone-sink.ts';
import { openTemporaryStorage } from '../kit/storage.ts';

const all = [...methods.values()];
const pairs = all.flatMap((one) =>
  all.filter((other) => other !== one).map((other) => [one, other] as const),
);
const ofTwoClasses = pairs.filter(([one, other]) => one.methodClass !== other.methodClass);
const ofOneClass = pairs.filter(([one, other]) => one.methodClass === other.methodClass);

let journey: Journey;
let phones: PhoneSink;
let people = 0;

beforeAll(async () => {
  journey = await openJourney(await openTemporaryStorage());
  phones = await startPhoneSink();
  await journey.setCarriers([
    { kind: 'sms', sink: phones },
    { kind: 'voice', sink: phones },
  ]);
});

afterAll(async () => {
  await journey.close();
  await phones.stop();
});

async function somebody(): Promise<Equipped> {
  people += 1;
  const equipped = await addEquipped(journey, `person${people}`, people);
  // A step of an authenticator app that was used to register it is worth nothing any more.
  journey.clock.advanceSeconds(60);
  return equipped;
}

const start = (equipped: Equipped, ip = `10.${people % 250}.0.1`): Promise<StartedReset> =>
  journey.resets.start(visitor({ ip }), equipped.user.username);

async function finishes(started: StartedReset, equipped: Equipped): Promise<void> {
  const done = await journey.resets.setPassword(visitor(), started.token, NEW_PASSWORD);
  expect(done.state).toBe('done');
  expect(await journey.signsIn(equipped.user.username, NEW_PASSWORD)).toBe(true);
}

describe('one method alone', () => {
  it.each(all.map(({ id }) => id))('resets a password by %s', async (id) => {
    const equipped = await somebody();
    await allowOnly(journey, 1, id);
    const proof = await proveBy(journey, await start(equipped), id, equipped);
    expect(proof).toMatchObject({ accepted: true, progress: { state: 'password' } });
    await finishes(proof, equipped);
  });

  it.each(all.filter(({ fills }) => fills === 1).map(({ id }) => id))(
    'is not enough by %s where two proofs are asked for',
    async (id) => {
      const equipped = await somebody();
      await allowOnly(journey, 2, id);
      const started = await start(equipped);
      const answer = await askedBy(journey, started, id, equipped).catch(() => '000000');
      const proof = await journey.resets.prove(visitor(), started.token, answer);
      expect(proof.progress.state).not.toBe('password');
    },
  );

  it.each(all.filter(({ fills }) => fills === 2).map(({ id }) => id))(
    'is two proofs in one by %s',
    async (id) => {
      const equipped = await somebody();
      await allowOnly(journey, 2, id);
      const proof = await proveBy(journey, await start(equipped), id, equipped);
      expect(proof.progress).toMatchObject({ state: 'password', gatesFilled: 2 });
    },
  );
});

describe('two methods of different classes', () => {
  it.each(
    ofTwoClasses.filter(([one]) => one.fills === 1).map(([one, other]) => [one.id, other.id]),
  )('reset a password by %s and then %s', async (one, other) => {
    const equipped = await somebody();
    await allowOnly(journey, 2, one, other);
    const first = await proveBy(journey, await start(equipped), one, equipped);
    expect(first.progress).toMatchObject({ state: 'choosing', gatesFilled: 1 });
    expect(first.progress.methods).toEqual([other]);
    const second = await proveBy(journey, first, other, equipped);
    expect(second.progress.state).toBe('password');
    await finishes(second, equipped);
  });
});

describe('two methods of one class', () => {
  it.each(ofOneClass.map(([one, other]) => [one.id, other.id]))(
    'fill one gate: %s and %s are not enough for two',
    async (one, other) => {
      const equipped = await somebody();
      await allowOnly(journey, 2, one, other);
      const started = await start(equipped);
      const answer = await askedBy(journey, started, one, equipped).catch(() => '000000');
      const proof = await journey.resets.prove(visitor(), started.token, answer);
      expect(proof.progress.state).not.toBe('password');
    },
  );
});

describe('the right answer', () => {
  it.each(all.map(({ id }) => id))(
    'by %s opens nothing in the reset of somebody else',
    async (id) => {
      const [mine, theirs] = [await somebody(), await somebody()];
      await allowOnly(journey, 1, id);
      const answer = await askedBy(journey, await start(mine), id, mine);
      const other = await start(theirs);
      await askedBy(journey, other, id, { ...theirs, seed: theirs.seed + 1000 }).catch(() => '');
      const proof = await journey.resets.prove(visitor(), other.token, answer);
      const isApproved = methods.get(id)?.kind === 'held' && answer === '';
      // An approval has no answer to carry over: it lies with the device of the one who gave it.
      if (!isApproved) expect(proof.accepted).toBe(false);
    },
  );

  it.each(
    all
      .filter((method) => method.kind === 'sent-code' || method.ask === 'passkey')
      .map(({ id }) => id),
  )('by %s opens nothing in another reset of the same person', async (id) => {
    const equipped = await somebody();
    await allowOnly(journey, 1, id);
    const answer = await askedBy(journey, await start(equipped), id, equipped);
    const other = await start(equipped);
    await askedBy(journey, other, id, equipped);
    const proof = await journey.resets.prove(visitor(), other.token, answer);
    expect(proof.accepted).toBe(false);
  });
});
