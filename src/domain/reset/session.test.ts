import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import type { UserRef } from '../identity.ts';
import {
  type Advance,
  advance,
  endedStates,
  hasExpired,
  type ResetEvent,
  type ResetKind,
  type ResetRule,
  type ResetSession,
  resetStates,
  startSession,
} from './session.ts';

// Many runs, on machines that may be busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const START = 1_000_000;
const LIFETIME = 900;
const GRANT = 600;
const EXPIRY = START + LIFETIME * 1000;
const alice: UserRef = { tenantId: 'tnt_1', directoryId: 'dir_1', anchor: 'alice' };
const bob: UserRef = { tenantId: 'tnt_1', directoryId: 'dir_1', anchor: 'bob' };

const rule = (gatesRequired: 1 | 2, ...enabled: string[]): ResetRule => ({
  gatesRequired,
  enabledMethods: new Set(enabled),
  needingAnother: new Set(),
  grantSeconds: GRANT,
  unlockAllowed: true,
});
const one = rule(1, 'email', 'sms', 'passkey');
const two = rule(2, 'email', 'sms', 'passkey');

const methods = {
  email: { methodClass: 'mailbox', fills: 1 },
  mail2: { methodClass: 'mailbox', fills: 1 },
  sms: { methodClass: 'phone', fills: 1 },
  passkey: { methodClass: 'passkey', fills: 2 },
} as const;
type MethodId = keyof typeof methods;

const chosen = (methodId: MethodId, challengeId: string): ResetEvent => ({
  type: 'method-chosen',
  methodId,
  challengeId,
});
const proof = (methodId: MethodId, challengeId: string, subject = alice): ResetEvent => ({
  type: 'proof-accepted',
  subject,
  challengeId,
  methodId,
  ...methods[methodId],
});
const found = (subject = alice): ResetEvent => ({ type: 'subject-found', subject });
const write = (
  what: 'claimed' | 'applied' | 'refused' | 'uncertain' | 'not-made' | 'unknown',
  writebackId = 'wbk_1',
): ResetEvent => ({ type: `write-${what}`, writebackId });
type PlainType =
  | 'found-ineligible'
  | 'limit-reached'
  | 'cancelled'
  | 'clock-passed'
  | 'password-wanted';
const plain = (type: PlainType) => ({ type });

/** The session after these events, all under one rule; every one of them must be in order. */
function after(
  events: readonly ResetEvent[],
  under = one,
  now = START,
  kind: ResetKind = 'reset',
): ResetSession {
  let session = startSession(kind, START, LIFETIME);
  for (const event of events) {
    const step = advance(session, event, under, now);
    expect(typesOf(step)).not.toContain('out-of-order');
    session = step.session;
  }
  return session;
}
const typesOf = (step: Advance) => step.effects.map(({ type }) => type);
const proven = [chosen('email', 'chl_1'), found(), proof('email', 'chl_1')];

describe('a reset with one gate', () => {
  test('goes from choosing to done, and ends everything of the person at the end', () => {
    let session = startSession('reset', START, LIFETIME);
    const states = [session.state];
    const effects: string[] = [];
    for (const event of [...proven, write('claimed'), write('applied')]) {
      const step = advance(session, event, one, START);
      ({ session } = step);
      states.push(session.state);
      effects.push(...typesOf(step));
    }
    expect(states).toEqual(['choosing', 'proving', 'proving', 'password', 'writing', 'done']);
    expect(effects).toEqual([
      'issue-challenge',
      'rotate-token',
      'write-password',
      'end-everything',
    ]);
  });

  test('keeps the proofs when a password is refused or was never written', () => {
    for (const outcome of ['refused', 'not-made'] as const) {
      const session = after([...proven, write('claimed'), write(outcome)]);
      expect(session).toMatchObject({ state: 'password', writebackId: null });
      const again = advance(session, write('claimed', 'wbk_2'), one, START);
      expect(again.effects).toEqual([
        { type: 'write-password', writebackId: 'wbk_2', subject: alice },
      ]);
    }
  });

  test('is reconciled once when nobody knows whether the password was written', () => {
    const writing = after([...proven, write('claimed')]);
    const step = advance(writing, write('uncertain'), one, START);
    expect(step.effects).toEqual([{ type: 'reconcile', writebackId: 'wbk_1' }]);
    const again = advance(step.session, write('uncertain'), one, START);
    expect(again).toEqual({ session: step.session, effects: [] });
    expect(advance(step.session, write('applied'), one, START).session.state).toBe('done');
  });
});

describe('a write that nobody can find out about', () => {
  test('ends the session without a guess, and keeps nothing of the grant', () => {
    for (const events of [[write('claimed')], [write('claimed'), write('uncertain')]]) {
      const session = after([...proven, ...events, write('unknown')]);
      expect(session).toMatchObject({ state: 'unknown', grantExpiresAt: null });
      expect(typesOf(advance(session, write('not-made'), one, START))).toEqual(['out-of-order']);
    }
  });
});

describe('an unlock', () => {
  const unlocking = (...events: ResetEvent[]) =>
    after([...proven, ...events], one, START, 'unlock');

  test('goes from choosing to done without ever writing a password or ending anything', () => {
    let session = startSession('unlock', START, LIFETIME);
    const states = [session.state];
    const effects: string[] = [];
    for (const event of [...proven, write('claimed'), write('applied')]) {
      const step = advance(session, event, one, START);
      ({ session } = step);
      states.push(session.state);
      effects.push(...typesOf(step));
    }
    expect(states).toEqual(['choosing', 'proving', 'proving', 'unlock', 'writing', 'done']);
    expect(effects).toEqual([
      'issue-challenge',
      'rotate-token',
      'unlock-account',
      'tell-of-unlock',
    ]);
  });

  test('needs the proofs that the policy asks for now', () => {
    const step = advance(unlocking(), write('claimed'), two, START);
    expect(step.session).toMatchObject({ state: 'choosing', grantExpiresAt: null });
    expect(step.effects).toEqual([]);
  });

  test('is not made once the organisation allows none any more', () => {
    const none = { ...one, unlockAllowed: false };
    expect(typesOf(advance(unlocking(), write('claimed'), none, START))).toEqual(['out-of-order']);
  });

  test('keeps the proofs when it is refused or was never made', () => {
    for (const outcome of ['refused', 'not-made'] as const) {
      const session = unlocking(write('claimed'), write(outcome));
      expect(session).toMatchObject({ kind: 'unlock', state: 'unlock', writebackId: null });
    }
  });

  test('becomes a reset with its proofs when the person wants a new password', () => {
    const session = unlocking(plain('password-wanted'));
    expect(session).toMatchObject({ kind: 'reset', state: 'password' });
    expect(session.passed).toHaveLength(1);
    expect(typesOf(advance(session, write('claimed'), one, START))).toEqual(['write-password']);
  });

  test('becomes none before everything is proved', () => {
    const early = after([chosen('email', 'chl_1'), found()], one, START, 'unlock');
    expect(typesOf(advance(early, plain('password-wanted'), one, START))).toEqual(['out-of-order']);
  });

  test('is made of no reset', () => {
    expect(typesOf(advance(after(proven), plain('password-wanted'), one, START))).toEqual([
      'out-of-order',
    ]);
  });
});

describe('a proof', () => {
  const open = after([chosen('email', 'chl_1'), found()]);

  test.each([
    ['of a challenge that was replaced', proof('email', 'chl_0')],
    ['of another person', proof('email', 'chl_1', bob)],
    ['of a person of another tenant', proof('email', 'chl_1', { ...alice, tenantId: 'tnt_2' })],
    [
      'of the same anchor in another directory',
      proof('email', 'chl_1', { ...alice, directoryId: 'dir_2' }),
    ],
    ['by a method that is switched off now (A010)', proof('mail2', 'chl_1')],
  ])('is not taken when it is %s', (_what, event) => {
    const step = advance(open, event, one, START);
    expect(step).toEqual({
      session: open,
      effects: [{ type: 'out-of-order', event: 'proof-accepted' }],
    });
  });

  test('is not taken before anybody is known', () => {
    const nobody = after([chosen('email', 'chl_1')]);
    expect(typesOf(advance(nobody, proof('email', 'chl_1'), one, START))).toEqual(['out-of-order']);
  });

  test('is not taken twice', () => {
    const session = after([chosen('email', 'chl_1'), found(), proof('email', 'chl_1')], two);
    expect(session.state).toBe('choosing');
    expect(typesOf(advance(session, proof('email', 'chl_1'), two, START))).toEqual([
      'out-of-order',
    ]);
  });

  test('of the first code is not taken after another was asked for', () => {
    const session = after([chosen('email', 'chl_1'), found(), chosen('email', 'chl_2')]);
    expect(typesOf(advance(session, proof('email', 'chl_1'), one, START))).toEqual([
      'out-of-order',
    ]);
    expect(advance(session, proof('email', 'chl_2'), one, START).session.state).toBe('password');
  });
});

describe('two gates', () => {
  const second = (methodId: MethodId, under = two) =>
    [...proven, chosen(methodId, 'chl_2'), proof(methodId, 'chl_2')].reduce(
      (session, event) => advance(session, event, under, START).session,
      startSession('reset', START, LIFETIME),
    );

  test('are not filled by two proofs of one class (A009)', () => {
    expect(second('email').state).toBe('choosing');
    expect(second('mail2', rule(2, 'email', 'mail2')).state).toBe('choosing');
  });

  test('are filled by proofs of two classes, or by one that fills both', () => {
    expect(second('sms').state).toBe('password');
    const passkey = after([chosen('passkey', 'chl_1'), found(), proof('passkey', 'chl_1')], two);
    expect(passkey.state).toBe('password');
  });

  test('asked for after the proof send the person back to choose, without a write (F81)', () => {
    const step = advance(after(proven), write('claimed'), two, START);
    expect(step.session).toMatchObject({ state: 'choosing', grantExpiresAt: null });
    expect(step.effects).toEqual([]);
  });

  test('count no proof by a method that was switched off since', () => {
    const session = second('sms');
    const step = advance(session, write('claimed'), rule(2, 'email', 'passkey'), START);
    expect(step.session.state).toBe('choosing');
    expect(typesOf(step)).not.toContain('write-password');
  });
});

describe('time', () => {
  test('ends a session at the end of its life, whatever happens in it', () => {
    const session = after([chosen('email', 'chl_1'), found()]);
    expect(hasExpired(session, EXPIRY - 1)).toBe(false);
    expect(advance(session, proof('email', 'chl_1'), one, EXPIRY - 1).session.state).toBe(
      'password',
    );
    expect(hasExpired(session, EXPIRY)).toBe(true);
    const late = advance(session, proof('email', 'chl_1'), one, EXPIRY);
    expect(late.session.state).toBe('expired');
    expect(typesOf(late)).toEqual(['out-of-order']);
  });

  test('ends a grant before the session, and never outlives the session', () => {
    const session = after(proven);
    expect(session.grantExpiresAt).toBe(START + GRANT * 1000);
    const inTime = advance(session, write('claimed'), one, START + GRANT * 1000 - 1);
    expect(inTime.session.state).toBe('writing');
    const late = advance(session, write('claimed'), one, START + GRANT * 1000);
    expect(late.session).toMatchObject({ state: 'expired', grantExpiresAt: null });
    expect(typesOf(late)).toEqual(['out-of-order']);
    const lateProof = after(proven, one, EXPIRY - 1000);
    expect(lateProof.grantExpiresAt).toBe(EXPIRY);
  });

  test('does not cut off a write under way, but ends what a refusal leaves', () => {
    const writing = after([...proven, write('claimed')]);
    expect(advance(writing, plain('clock-passed'), one, EXPIRY * 2).session).toEqual(writing);
    const refused = advance(writing, write('refused'), one, EXPIRY * 2).session;
    expect(refused.state).toBe('password');
    expect(advance(refused, write('claimed', 'wbk_2'), one, EXPIRY * 2).session.state).toBe(
      'expired',
    );
    expect(advance(writing, write('applied'), one, EXPIRY * 2).session.state).toBe('done');
  });

  test('that has not come changes nothing', () => {
    const session = after(proven);
    expect(advance(session, plain('clock-passed'), one, START)).toEqual({ session, effects: [] });
  });
});

describe('every state with every event', () => {
  const events: ResetEvent[] = [
    chosen('email', 'chl_1'),
    chosen('sms', 'chl_2'),
    chosen('passkey', 'chl_1'),
    found(alice),
    found(bob),
    ...(['chl_1', 'chl_2'] as const).flatMap((challenge) => [
      proof('email', challenge),
      proof('sms', challenge),
      proof('passkey', challenge),
      proof('email', challenge, bob),
    ]),
    plain('found-ineligible'),
    plain('limit-reached'),
    plain('cancelled'),
    plain('clock-passed'),
    plain('password-wanted'),
    ...(['wbk_1', 'wbk_2'] as const).flatMap((id) => [
      write('claimed', id),
      write('applied', id),
      write('refused', id),
      write('uncertain', id),
      write('not-made', id),
      write('unknown', id),
    ]),
  ];
  const rules = [one, two, rule(1, 'email'), rule(2, 'sms'), rule(1)];
  const times = [START, EXPIRY];
  const edges = new Set<string>();
  const seen = new Set<string>();
  const faults: string[] = [];

  const deeplyFrozen = (session: ResetSession): ResetSession => {
    for (const gate of session.passed) Object.freeze(gate);
    Object.freeze(session.passed);
    return Object.freeze(session);
  };

  /** Time alone moves a session that has run out; the diagram draws that as the passing of the clock. */
  const labelOf = (session: ResetSession, event: ResetEvent, now: number) =>
    hasExpired(session, now) ? 'clock-passed' : event.type;

  function look(
    session: ResetSession,
    event: ResetEvent,
    under: ResetRule,
    now: number,
  ): ResetSession {
    const step = advance(session, event, under, now);
    const next = step.session;
    const refused = typesOf(step).includes('out-of-order');
    const ended = endedStates.has(session.state);
    const said = `${session.state} with ${event.type}`;
    if (!resetStates.includes(next.state)) faults.push(`${said}: unknown state ${next.state}`);
    if (ended && next !== session) faults.push(`${said}: leaves an end`);
    if (session.subject !== null && next.subject !== session.subject)
      faults.push(`${said}: another subject`);
    const moved = next.state !== session.state;
    if (refused && moved && next.state !== 'expired')
      faults.push(`${said}: out of order, and yet moves`);
    const touched = typesOf(step).find((type) => type.endsWith('-password'));
    if (session.kind === 'unlock' && touched) faults.push(`${said}: an unlock with ${touched}`);
    if (refused && step.effects.length > 1) faults.push(`${said}: out of order, and yet does more`);
    if (hasExpired(session, now) && next.state !== 'expired') faults.push(`${said}: lives on`);
    if (moved || (step.effects.length > 0 && !refused)) {
      edges.add(`${session.state} --> ${next.state}: ${labelOf(session, event, now)}`);
    }
    return deeplyFrozen(next);
  }

  beforeAll(() => {
    const open = (['reset', 'unlock'] as const).map((kind) =>
      deeplyFrozen(startSession(kind, START, LIFETIME)),
    );
    for (let session = open.pop(); session !== undefined; session = open.pop()) {
      for (const event of events) {
        for (const under of rules) {
          for (const now of times) {
            const next = look(session, event, under, now);
            const key = JSON.stringify(next);
            // More proofs than gates lead nowhere new.
            if (seen.has(key) || next.passed.length > 2) continue;
            seen.add(key);
            open.push(next);
          }
        }
      }
    }
  });

  test('gives an answer that keeps every rule of the machine', () => {
    expect(faults).toEqual([]);
    expect(seen.size).toBeGreaterThan(500);
    const states = new Set([...seen].map((key) => (JSON.parse(key) as ResetSession).state));
    expect([...states].toSorted()).toEqual([...resetStates].toSorted());
  });

  test('is what the diagram beside the machine draws', () => {
    const text = readFileSync(new URL('session.mermaid', import.meta.url), 'utf8');
    const lines = text.split('\n').map((line) => line.trim());
    const drawn = lines.filter((line) => /^[a-z-]+ --> [a-z-]+: /.test(line));
    expect(drawn.toSorted()).toEqual([...edges].toSorted());
    expect(lines.filter((line) => line.startsWith('[*]'))).toEqual(['[*] --> choosing']);
    const ends = lines
      .filter((line) => line.endsWith('[*]'))
      .map((line) => line.replace(/ .*/, ''));
    expect(ends.toSorted()).toEqual([...endedStates].toSorted());
    const known =
      /^(stateDiagram-v2|\[\*\] --> choosing|[a-z-]+ --> \[\*\]|[a-z-]+ --> [a-z-]+: [a-z-]+|)$/;
    expect(lines.filter((line) => !known.test(line))).toEqual([]);
  });
});
