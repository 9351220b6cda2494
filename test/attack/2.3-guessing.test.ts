// Guessing codes, and dodging the counters that stop it.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startAndReadCode } from '../kit/journey-steps.ts';
import { type Journey, openJourney, OLD_PASSWORD, NEW_PASSWORD, visitor } from '../kit/journey.ts';
import { codeIn } from '../kit/smtp-sink.ts';
import { openTemporaryStorage } from '../kit/storage.ts';

let journey: Journey;

beforeEach(async () => {
  journey = await openJourney(await openTemporaryStorage());
  await journey.setPolicy((policy) => ({
    ...policy,
    scope: { ...policy.scope, mode: 'all' },
    limits: { ...policy.limits, 'start-per-address': 1000, 'start-per-identifier': 100 },
  }));
  await journey.addUser('victim', { alternateMail: 'victim@home.example' });
});

afterEach(() => journey.close());

/** A code of the right shape that is not the right one. */
const wrong = (code: string) => (code.startsWith('1') ? '2' : '1') + code.slice(1);

async function guess(token: string, answer: string) {
  return journey.resets.prove(visitor(), token, answer);
}

describe('A030: guessing a short code until it fits', () => {
  it('refuses a code after five wrong answers, even the right one', async () => {
    const { token, code } = await startAndReadCode(journey, 'victim');
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      const answer = await guess(token, wrong(code));
      expect(answer).toMatchObject({ accepted: false });
      expect(answer.progress.challenge?.attemptsLeft).toBe(5 - attempt);
    }
    expect((await guess(token, code)).accepted).toBe(false);
    expect(await journey.signsIn('victim', OLD_PASSWORD)).toBe(true);
  });

  it('takes the code with spaces and in other digits, as people type it', async () => {
    const { token, code } = await startAndReadCode(journey, 'victim');
    expect((await guess(token, ` ${code.slice(0, 4)} ${code.slice(4)} `)).accepted).toBe(true);
  });
});

describe('A031: a fresh counter by a resend, a new reset or another address', () => {
  it('counts ten wrong answers a day for one name over all of these, then stops', async () => {
    const first = await startAndReadCode(journey, 'victim');
    for (let attempt = 0; attempt < 4; attempt += 1) await guess(first.token, wrong(first.code));
    journey.clock.advanceSeconds(60);
    await journey.resets.chooseMethod(visitor(), first.token, 'email');
    await journey.runOutbox();
    const resent = codeIn(journey.sink.caught.at(-1) ?? { to: '', raw: '' });
    for (let attempt = 0; attempt < 4; attempt += 1) await guess(first.token, wrong(resent));
    const elsewhere = visitor({ ip: '198.51.100.7', userAgent: 'another browser' });
    const second = await journey.resets.start(elsewhere, 'victim');
    await journey.runOutbox();
    const code = codeIn(journey.sink.caught.at(-1) ?? { to: '', raw: '' });
    expect((await journey.resets.prove(elsewhere, second.token, wrong(code))).progress.state).toBe(
      'proving',
    );
    const tenth = await journey.resets.prove(elsewhere, second.token, wrong(code));
    expect(tenth.progress.state).toBe('blocked');
    await expect(journey.resets.prove(elsewhere, second.token, code)).rejects.toMatchObject({
      code: 'out-of-order',
    });
    await expect(
      journey.resets.start(visitor({ ip: '203.0.113.1' }), 'victim'),
    ).rejects.toMatchObject({
      code: 'too-many-requests',
    });
  });

  it('opens again when the window has passed, and not before', async () => {
    const { token, code } = await startAndReadCode(journey, 'victim');
    for (let attempt = 0; attempt < 5; attempt += 1) await guess(token, wrong(code));
    const second = await startAndReadCode(journey, 'victim');
    for (let attempt = 0; attempt < 5; attempt += 1) await guess(second.token, wrong(second.code));
    journey.clock.advanceSeconds(24 * 3600 - 1);
    await expect(journey.resets.start(visitor(), 'victim')).rejects.toMatchObject({
      code: 'too-many-requests',
    });
    journey.clock.advanceSeconds(2);
    expect((await startAndReadCode(journey, 'victim')).code).toMatch(/^\d{8}$/);
  });
});

describe('A036: another spelling of the name for a fresh counter (CVE-2025-6004, CVE-2025-6013)', () => {
  it('counts every spelling of one account together', async () => {
    const spellings = ['victim', 'VICTIM ', 'victim@contoso.example'];
    const sent: { token: string; code: string }[] = [];
    for (const spelling of spellings) sent.push(await startAndReadCode(journey, spelling));
    for (const { token, code } of sent.slice(0, 2)) {
      for (let attempt = 0; attempt < 4; attempt += 1) await guess(token, wrong(code));
    }
    const [, , byMail] = sent;
    if (!byMail) throw new Error('three resets were started');
    await guess(byMail.token, wrong(byMail.code));
    const tenth = await guess(byMail.token, wrong(byMail.code));
    // The name typed here has two failures only: a stranger sees no block, and the right code is refused.
    expect(tenth.progress.state).toBe('proving');
    expect(await guess(byMail.token, byMail.code)).toMatchObject({
      accepted: false,
      progress: { state: 'proving' },
    });
  });

  it('sends a blocked account a word to its owner and no code', async () => {
    for (const spelling of ['victim', 'victim@contoso.example']) {
      const { token, code } = await startAndReadCode(journey, spelling);
      for (let attempt = 0; attempt < 5; attempt += 1) await guess(token, wrong(code));
    }
    const { progress } = await journey.resets.start(visitor(), 'Victim@Contoso.Example');
    expect(progress.state).toBe('proving');
    await journey.runOutbox();
    expect(() => codeIn(journey.sink.caught.at(-1) ?? { to: '', raw: '' })).toThrow('no code');
  });
});

describe('A037: clearing the counter by a success elsewhere', () => {
  it("keeps a victim's count when the attacker resets their own account in between", async () => {
    await journey.addUser('attacker');
    const victim = await startAndReadCode(journey, 'victim');
    for (let attempt = 0; attempt < 5; attempt += 1) await guess(victim.token, wrong(victim.code));
    const own = await startAndReadCode(journey, 'attacker');
    const proof = await guess(own.token, own.code);
    await journey.resets.setPassword(visitor(), proof.token, NEW_PASSWORD);
    const again = await startAndReadCode(journey, 'victim');
    for (let attempt = 0; attempt < 4; attempt += 1) await guess(again.token, wrong(again.code));
    expect((await guess(again.token, wrong(again.code))).progress.state).toBe('blocked');
  });
});

describe('A042: guessing a token', () => {
  it('issues 2,000 tokens without a repeat, each of 256 bits', () => {
    const tokens = Array.from({ length: 2000 }, () => journey.desk.random.token());
    expect(new Set(tokens).size).toBe(2000);
    for (const token of tokens) expect(Buffer.from(token, 'base64url')).toHaveLength(32);
  });

  it('knows nothing of a token with one character changed', async () => {
    const { token } = await startAndReadCode(journey, 'victim');
    const changed = (token.startsWith('A') ? 'B' : 'A') + token.slice(1);
    await expect(journey.resets.progress(visitor(), changed)).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});

describe('A046: burning the counter to keep the owner out', () => {
  it('never touches the directory account: its owner signs in as before', async () => {
    for (let round = 0; round < 2; round += 1) {
      const { token, code } = await startAndReadCode(journey, 'victim');
      for (let attempt = 0; attempt < 5; attempt += 1) await guess(token, wrong(code));
    }
    expect(await journey.signsIn('victim', OLD_PASSWORD)).toBe(true);
  });
});
