// Guessing that keeps below every daily cap, or spreads over many accounts.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Policy } from '../../src/domain/policy/policy.ts';
import type { DirectoryUser } from '../../src/ports/directory.ts';
import {
  type Journey,
  NEW_PASSWORD,
  OLD_PASSWORD,
  openJourney,
  tenantId,
  visitor,
} from '../kit/journey.ts';
import { auditTypes } from '../kit/journey-steps.ts';
import { codeIn, findCode } from '../kit/smtp-sink.ts';
import { openTemporaryStorage } from '../kit/storage.ts';
import { typedMethods } from '../kit/typed-methods.ts';

let journey: Journey;
let victim: DirectoryUser;
let appCode: () => string;

const DAY_SECONDS = 86_401;

beforeEach(async () => {
  journey = await openJourney(await openTemporaryStorage());
  victim = await journey.addUser('victim');
  const hold = typedMethods.find(({ id }) => id === 'app-code')?.hold;
  const held = await hold?.(journey, victim);
  appCode = () => held?.(null) ?? '';
  await journey.setPolicy((policy) => ({
    ...policy,
    scope: { ...policy.scope, mode: 'all' },
    methods: { ...policy.methods, 'app-code': { ...policy.methods['app-code'], enabled: true } },
    session: { ...policy.session, sendsPerMethod: 5 },
    limits: {
      ...policy.limits,
      'start-per-address': 100_000,
      'start-per-network': 100_000,
      'start-per-identifier': 1000,
      'start-per-identifier-per-day': 10_000,
      'mail-per-destination-per-hour': 1000,
      'mail-per-destination-per-day': 10_000,
      'failed-proofs-per-account': 20,
      'failed-proofs-per-identifier': 20,
      'failed-proofs-per-method': 20,
      'method-stop': 15,
    },
  }));
});
afterEach(() => journey.close());

const limits = (changes: Partial<Policy['limits']>) =>
  journey.setPolicy((policy) => ({ ...policy, limits: { ...policy.limits, ...changes } }));

/** A reset of the name by this method, its challenge looked up. */
async function begin(methodId: string, name = 'victim', from = visitor()) {
  const { token } = await journey.resets.start(from, name);
  await journey.resets.chooseMethod(from, token, methodId);
  await journey.runOutbox();
  return token;
}

async function guess(times: number, methodId: string, name = 'victim', from = visitor()) {
  let token = '';
  for (let n = 0; n < times; n += 1) {
    if (n % 5 === 0) token = await begin(methodId, name, from);
    expect((await journey.resets.prove(from, token, '00000000')).accepted).toBe(false);
  }
}

describe('A039: slow guessing that stays below every daily cap (R070)', () => {
  it('closes the method, not the account, after so many wrong answers in a row', async () => {
    for (let day = 0; day < 3; day += 1) {
      await guess(5, 'app-code');
      journey.clock.advanceSeconds(DAY_SECONDS);
    }
    const token = await begin('app-code');
    expect((await journey.resets.prove(visitor(), token, appCode())).accepted).toBe(false);
    expect(await auditTypes(journey)).toContain('reset.method-stopped');
    const other = await begin('email');
    const mail = journey.sink.caught.findLast((caught) => findCode(caught) !== null);
    const proof = await journey.resets.prove(visitor(), other, mail ? codeIn(mail) : '');
    expect(proof.accepted).toBe(true);
    expect(await journey.signsIn('victim', OLD_PASSWORD)).toBe(true);
    expect(await journey.directory.read(victim.ref.anchor)).toEqual(victim);
  });

  it('stays closed for good, through any time and any new reset', async () => {
    await guess(15, 'app-code');
    journey.clock.advanceSeconds(400 * DAY_SECONDS);
    const token = await begin('app-code');
    expect((await journey.resets.prove(visitor(), token, appCode())).accepted).toBe(false);
  });

  it('opens again when the method is registered anew, with a count of its own', async () => {
    await guess(15, 'app-code');
    journey.clock.advanceSeconds(DAY_SECONDS);
    const [old] = await journey.storage.registrations.of(victim.ref);
    if (!old) throw new Error('no registration');
    await journey.storage.registrations.remove(victim.ref, old.id, old.version);
    const held = await typedMethods.find(({ id }) => id === 'app-code')?.hold(journey, victim);
    const token = await begin('app-code');
    const proof = await journey.resets.prove(visitor(), token, held?.(null) ?? '');
    expect(proof.accepted).toBe(true);
  });

  it('begins the row anew with a right answer, and with one by that method alone (A037)', async () => {
    await guess(10, 'app-code');
    const mailed = await begin('email');
    const mail = journey.sink.caught.findLast((caught) => findCode(caught) !== null);
    await journey.resets.prove(visitor(), mailed, mail ? codeIn(mail) : '');
    journey.clock.advanceSeconds(DAY_SECONDS);
    await guess(4, 'app-code');
    const right = await begin('app-code');
    expect((await journey.resets.prove(visitor(), right, appCode())).accepted).toBe(true);
    journey.clock.advanceSeconds(DAY_SECONDS);
    await guess(14, 'app-code');
    journey.clock.advanceSeconds(DAY_SECONDS);
    const again = await begin('app-code');
    expect((await journey.resets.prove(visitor(), again, appCode())).accepted).toBe(true);
  });
});

describe('A038: guessing spread over many accounts', () => {
  const breaker = { 'failed-proofs-per-organisation': 20 };

  async function spray(): Promise<void> {
    for (let n = 0; n < 10; n += 1) {
      await guess(2, 'email', `somebody.${n}`, visitor({ ip: `203.0.113.${n}` }));
    }
  }

  it('alarms every administrator once, and asks everybody for two proofs until it is over', async () => {
    const root = await journey.addUser('root');
    await journey.storage.roleAssignments.assign({
      user: root.ref,
      role: 'global-administrator',
      assignedAt: journey.clock.now(),
    });
    await limits(breaker);
    await spray();
    await journey.runOutbox();
    const alarms = journey.sink.caught.filter(({ to }) => to.startsWith('root@'));
    expect(alarms).toHaveLength(1);
    expect((await auditTypes(journey)).filter((type) => type === 'limit.reached')).toHaveLength(1);

    const token = await begin('app-code');
    const proof = await journey.resets.prove(visitor(), token, appCode());
    expect(proof).toMatchObject({ accepted: true, progress: { gatesRequired: 2, gatesFilled: 1 } });
    journey.clock.advanceSeconds(15 * 60 + 1);
    const later = await begin('app-code');
    const alone = await journey.resets.prove(visitor(), later, appCode());
    expect(alone.progress).toMatchObject({ state: 'password', gatesRequired: 1 });
  });

  it('takes back a grant that one proof had opened, until there is a second', async () => {
    await limits(breaker);
    const token = await begin('app-code');
    const granted = await journey.resets.prove(visitor(), token, appCode());
    expect(granted.progress.state).toBe('password');
    await spray();
    expect(await journey.resets.setPassword(visitor(), granted.token, NEW_PASSWORD)).toMatchObject({
      state: 'choosing',
      gatesFilled: 1,
      gatesRequired: 2,
    });
    expect(await journey.signsIn('victim', OLD_PASSWORD)).toBe(true);
  });

  it('switches nobody’s reset off where the methods give one proof only', async () => {
    await journey.setPolicy((policy) => ({
      ...policy,
      methods: { ...policy.methods, 'app-code': { ...policy.methods['app-code'], enabled: false } },
    }));
    await limits(breaker);
    for (let n = 0; n < 5; n += 1) {
      const from = visitor({ ip: `203.0.113.${n}` });
      const { token } = await journey.resets.start(from, `somebody.${n}`);
      for (let answer = 0; answer < 4; answer += 1) {
        await journey.resets.prove(from, token, '00000000');
      }
    }
    const { token } = await journey.resets.start(visitor(), 'victim');
    await journey.runOutbox();
    const mail = journey.sink.caught.findLast((caught) => findCode(caught) !== null);
    const proof = await journey.resets.prove(visitor(), token, mail ? codeIn(mail) : '');
    expect(proof.progress).toMatchObject({ state: 'password', gatesRequired: 1 });
  });
});

describe('A046: locking somebody out by guessing at them', () => {
  it('keeps them from resetting for a day, and from nothing else', async () => {
    await guess(20, 'email');
    const before = journey.sink.caught.length;
    await expect(journey.resets.start(visitor(), 'victim')).rejects.toMatchObject({
      code: 'too-many-requests',
    });
    expect(journey.sink.caught).toHaveLength(before);
    expect(await journey.signsIn('victim', OLD_PASSWORD)).toBe(true);
    expect(await journey.directory.read(victim.ref.anchor)).toEqual(victim);
    expect(await journey.storage.freezes.get(victim.ref)).toBeNull();
    journey.clock.advanceSeconds(DAY_SECONDS);
    expect((await journey.resets.start(visitor(), 'victim')).progress.state).toBe('choosing');
    expect((await journey.storage.throttles.blocked(tenantId, journey.clock.now(), 9)).total).toBe(
      1,
    );
  });
});
