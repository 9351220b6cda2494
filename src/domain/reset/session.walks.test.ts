import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { UserRef } from '../identity.ts';
import {
  advance,
  endedStates,
  type ResetEffect,
  type ResetEvent,
  type ResetRule,
  type ResetSession,
  type ResetState,
  resetStates,
  startSession,
} from './session.ts';

// Random walks over the whole machine, judged by an account of what happened that is kept apart from it:
// what was issued, what was proved, what the policy said at that very moment (invariant I1).

const START = 1_000_000;
const WALKS = 25_000;

const methods = [
  { methodId: 'email', methodClass: 'mailbox', fills: 1 },
  { methodId: 'second-mailbox', methodClass: 'mailbox', fills: 1 },
  { methodId: 'text', methodClass: 'phone', fills: 1 },
  { methodId: 'voice', methodClass: 'phone', fills: 1 },
  { methodId: 'passkey', methodClass: 'passkey', fills: 2 },
] as const;
type Method = (typeof methods)[number];

const subjects: readonly UserRef[] = [
  { tenantId: 'tnt_1', directoryId: 'dir_1', anchor: 'alice' },
  { tenantId: 'tnt_1', directoryId: 'dir_1', anchor: 'bob' },
  { tenantId: 'tnt_1', directoryId: 'dir_2', anchor: 'alice' },
  { tenantId: 'tnt_2', directoryId: 'dir_1', anchor: 'alice' },
];

/** Which id an event names: one that is current, one that was, or one of elsewhere. */
type Which = 'current' | 'earlier' | 'foreign';
interface Step {
  readonly type: ResetEvent['type'] | 'next-in-order';
  readonly method: Method;
  readonly which: Which;
  readonly subject: UserRef | 'current';
  readonly gatesRequired: 1 | 2;
  readonly enabled: readonly string[];
  readonly needingAnother: readonly string[];
  readonly grantSeconds: number;
  readonly unlockAllowed: boolean;
  /** The clock of another machine may be behind. */
  readonly secondsPassed: number;
}

const types = [
  'method-chosen',
  'subject-found',
  'proof-accepted',
  'password-wanted',
  'write-claimed',
  'write-applied',
  'write-refused',
  'write-uncertain',
  'write-not-made',
  'write-unknown',
  'found-ineligible',
  'limit-reached',
  'cancelled',
  'clock-passed',
] as const satisfies readonly ResetEvent['type'][];

const step: fc.Arbitrary<Step> = fc.record({
  type: fc.oneof(
    { weight: 8, arbitrary: fc.constant('next-in-order' as const) },
    { weight: 8, arbitrary: fc.constantFrom(...types.slice(0, 10)) },
    { weight: 1, arbitrary: fc.constantFrom(...types.slice(10)) },
  ),
  method: fc.constantFrom(...methods),
  which: fc.oneof(
    { weight: 8, arbitrary: fc.constant<Which>('current') },
    { weight: 1, arbitrary: fc.constant<Which>('earlier') },
    { weight: 1, arbitrary: fc.constant<Which>('foreign') },
  ),
  subject: fc.oneof(
    { weight: 8, arbitrary: fc.constant('current' as const) },
    { weight: 1, arbitrary: fc.constantFrom(...subjects) },
  ),
  gatesRequired: fc.constantFrom(1, 2),
  enabled: fc.oneof(
    { weight: 3, arbitrary: fc.constant(methods.map(({ methodId }) => methodId)) },
    { weight: 2, arbitrary: fc.subarray(methods.map(({ methodId }) => methodId)) },
  ),
  needingAnother: fc.oneof(
    { weight: 9, arbitrary: fc.constant<string[]>([]) },
    { weight: 1, arbitrary: fc.subarray(methods.map(({ methodId }) => methodId)) },
  ),
  grantSeconds: fc.constantFrom(120, 600, 900),
  unlockAllowed: fc.oneof(
    { weight: 9, arbitrary: fc.constant(true) },
    { weight: 1, arbitrary: fc.constant(false) },
  ),
  secondsPassed: fc.oneof(
    { weight: 12, arbitrary: fc.constant(0) },
    { weight: 4, arbitrary: fc.integer({ min: 1, max: 60 }) },
    { weight: 1, arbitrary: fc.constantFrom(119, 120, 599, 600, 900, -30) },
  ),
});

const walk = fc.record({
  kind: fc.constantFrom('reset' as const, 'unlock' as const),
  lifetimeSeconds: fc.constantFrom(300, 900, 1800),
  steps: fc.array(step, { minLength: 1, maxLength: 40, size: 'max' }),
});

interface Proof {
  readonly challengeId: string;
  readonly method: Method;
}

/** What happened so far, as seen from outside the machine. */
interface Account {
  /** What was come for; a password instead only once everything was proved. */
  kind: ResetSession['kind'];
  now: number;
  subject: UserRef | null;
  open: { readonly challengeId: string; readonly methodId: string } | null;
  earlierChallenge: string;
  proofs: Proof[];
  underWay: string | null;
  earlierWriteback: string;
  grantEndsAt: number;
}

/** Gates filled by distinct classes of proofs whose method is allowed: counted the long way round. */
function gates(
  proofs: readonly Proof[],
  { enabledMethods: enabled, needingAnother }: ResetRule,
): number {
  const leading = proofs.some(
    ({ method: { methodId } }) => enabled.has(methodId) && !needingAnother.has(methodId),
  );
  if (!leading) return 0;
  const classes = new Set(methods.map(({ methodClass }) => methodClass));
  return [...classes]
    .map((one) =>
      proofs.filter(({ method }) => method.methodClass === one && enabled.has(method.methodId)),
    )
    .map((ofClass) =>
      ofClass.some(({ method }) => method.fills === 2) ? 2 : Math.min(ofClass.length, 1),
    )
    .reduce((sum, filled) => sum + filled, 0);
}

let made = 0;
const fresh = (prefix: string) => `${prefix}_${(made += 1)}`;

/** What an honest person and an honest server do in this state: most walks must get somewhere. */
function nextInOrder(session: ResetSession): ResetEvent['type'] {
  if (session.state === 'choosing') return 'method-chosen';
  if (session.state === 'proving') {
    return session.subject === null ? 'subject-found' : 'proof-accepted';
  }
  return session.state === 'password' || session.state === 'unlock'
    ? 'write-claimed'
    : 'write-refused';
}

function eventOf(given: Step, session: ResetSession, account: Account): ResetEvent {
  const type = given.type === 'next-in-order' ? nextInOrder(session) : given.type;
  const known = account.subject ?? (subjects[0] as UserRef);
  const subject = given.subject === 'current' ? known : given.subject;
  const pick = (current: string | null, earlier: string) => {
    if (given.which === 'foreign') return 'id_foreign';
    return given.which === 'earlier' || current === null ? earlier : current;
  };
  switch (type) {
    case 'method-chosen':
      return { type, methodId: given.method.methodId, challengeId: fresh('chl') };
    case 'subject-found':
      return { type, subject };
    case 'proof-accepted': {
      // A proof is by the method that was asked for, unless an attacker names another.
      const asked = methods.find(({ methodId }) => methodId === account.open?.methodId);
      const by = given.which === 'foreign' || !asked ? given.method : asked;
      const challengeId = pick(account.open?.challengeId ?? null, account.earlierChallenge);
      return { type, subject, challengeId, ...by };
    }
    case 'write-claimed':
      return { type, writebackId: fresh('wbk') };
    case 'write-applied':
    case 'write-refused':
    case 'write-uncertain':
    case 'write-not-made':
    case 'write-unknown':
      return { type, writebackId: pick(account.underWay, account.earlierWriteback) };
    case 'password-wanted':
    case 'found-ineligible':
    case 'limit-reached':
    case 'cancelled':
    case 'clock-passed':
      return { type };
  }
}

const writingStates: ReadonlySet<ResetState> = new Set(['writing', 'uncertain']);

/** `expect` is too slow for millions of looks. */
function must(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(`the machine broke a rule: ${what}`);
}

const same = (a: UserRef | null, b: UserRef | null) =>
  a?.tenantId === b?.tenantId && a?.directoryId === b?.directoryId && a?.anchor === b?.anchor;

type Moment = {
  readonly event: ResetEvent;
  readonly rule: ResetRule;
  readonly before: ResetSession;
  readonly after: ResetSession;
  readonly effects: readonly ResetEffect[];
};

/** Moves the account on, and throws where the machine did what it must never do. */
function judge(account: Account, moment: Moment): void {
  const { event, before, after, effects } = moment;
  must(resetStates.includes(after.state), 'a state that is none');
  if (endedStates.has(before.state)) must(after === before, 'an end was left');
  must(after.startedAt === before.startedAt && after.expiresAt === before.expiresAt, 'time moved');
  if (account.subject !== null) must(same(after.subject, account.subject), 'the subject changed');
  else if (after.subject !== null) {
    must(event.type === 'subject-found' && same(event.subject, after.subject), 'a made-up subject');
    account.subject = after.subject;
  }
  if (after.kind !== account.kind) {
    must(
      account.kind === 'unlock' && after.kind === 'reset' && event.type === 'password-wanted',
      'another kind of session',
    );
    must(before.state === 'unlock' && after.state === 'password', 'a password before the proofs');
    account.kind = after.kind;
  }
  for (const effect of effects) judgeEffect(account, moment, effect);
  must(
    after.passed.length === account.proofs.length &&
      after.passed.every(
        ({ challengeId }, index) => challengeId === account.proofs[index]?.challengeId,
      ),
    'a proof that was never accepted, or one that was lost',
  );
  const begins = after.state === 'writing' && before.state !== 'writing';
  const isUnlock = account.kind === 'unlock';
  const has = (wanted: ResetEffect['type']) => effects.some(({ type }) => type === wanted);
  must((begins && !isUnlock) === has('write-password'), 'a password write without its effect');
  must((begins && isUnlock) === has('unlock-account'), 'an unlock without its effect');
  const finishes = after.state === 'done' && before.state !== 'done';
  must((finishes && !isUnlock) === has('end-everything'), 'an end without its effect');
  must((finishes && isUnlock) === has('tell-of-unlock'), 'an unlock that nobody is told of');
  if (!writingStates.has(after.state) && account.underWay !== null) {
    account.earlierWriteback = account.underWay;
    account.underWay = null;
  }
}

function judgeEffect(account: Account, moment: Moment, effect: ResetEffect): void {
  const { event, rule, before, after, effects } = moment;
  const overdue = !writingStates.has(before.state) && account.now >= before.expiresAt;
  switch (effect.type) {
    case 'out-of-order':
      must(effect.event === event.type && effects.length === 1, 'out of order, and yet more');
      must(after === before || after.state === 'expired', 'out of order, and yet a move');
      return;
    case 'issue-challenge':
      must(event.type === 'method-chosen' && !overdue, 'a code nobody asked for');
      must(effect.methodId === event.methodId, 'a code by another method');
      must(rule.enabledMethods.has(effect.methodId), 'a code by a method switched off');
      must(
        !rule.needingAnother.has(effect.methodId) || gates(account.proofs, rule) > 0,
        'a weak method first',
      );
      if (account.open) account.earlierChallenge = account.open.challengeId;
      account.open = { challengeId: effect.challengeId, methodId: effect.methodId };
      return;
    case 'rotate-token': {
      must(event.type === 'proof-accepted' && !overdue, 'a token rotated for nothing');
      must(event.challengeId === account.open?.challengeId, 'a proof of no open challenge');
      must(same(event.subject, account.subject), 'a proof by somebody else');
      must(rule.enabledMethods.has(event.methodId), 'a proof by a method switched off');
      const method = methods.find(({ methodId }) => methodId === event.methodId) as Method;
      account.proofs.push({ challengeId: event.challengeId, method });
      account.earlierChallenge = event.challengeId;
      account.open = null;
      account.grantEndsAt = account.now + rule.grantSeconds * 1000;
      const filled = gates(account.proofs, rule) >= rule.gatesRequired;
      const granted = account.kind === 'unlock' ? 'unlock' : 'password';
      must(after.state === (filled ? granted : 'choosing'), 'gates miscounted');
      return;
    }
    case 'unlock-account':
    case 'write-password': {
      must(effect.type === 'write-password' || rule.unlockAllowed, 'an unlock that nobody allows');
      must(event.type === 'write-claimed', 'a write nobody claimed');
      must(effect.writebackId === event.writebackId, 'a write under another id');
      must(account.underWay === null, 'two writes at once');
      must(!overdue && account.now < account.grantEndsAt, 'a write too late');
      must(
        account.subject !== null && same(effect.subject, account.subject),
        'a write for another',
      );
      const filled = gates(account.proofs, rule);
      must(filled >= rule.gatesRequired, 'A WRITE WITHOUT THE PROOFS');
      account.underWay = effect.writebackId;
      return;
    }
    case 'tell-of-unlock':
    case 'end-everything':
      must(
        event.type === 'write-applied' && same(effect.subject, account.subject),
        'the wrong end',
      );
      must(event.writebackId === account.underWay, 'a stale write applied');
      return;
    case 'reconcile':
      must(event.type === 'write-uncertain', 'doubt about nothing');
      must(effect.writebackId === account.underWay, 'doubt about a stale write');
  }
}

describe('any walk through a reset', () => {
  test('writes no password and unlocks nobody without the proofs the policy asks for at that moment', () => {
    const visited = new Map<ResetState, number>();
    const effectsSeen = new Map<string, number>();
    const count = <T>(map: Map<T, number>, key: T) => map.set(key, (map.get(key) ?? 0) + 1);
    let walks = 0;
    fc.assert(
      fc.property(walk, ({ kind, lifetimeSeconds, steps }) => {
        walks += 1;
        let session = startSession(kind, START, lifetimeSeconds);
        const account: Account = {
          kind,
          now: START,
          subject: null,
          open: null,
          earlierChallenge: 'chl_none',
          proofs: [],
          underWay: null,
          earlierWriteback: 'wbk_none',
          grantEndsAt: 0,
        };
        for (const given of steps) {
          account.now += given.secondsPassed * 1000;
          const rule: ResetRule = {
            gatesRequired: given.gatesRequired,
            enabledMethods: new Set(given.enabled),
            needingAnother: new Set(given.needingAnother),
            grantSeconds: given.grantSeconds,
            unlockAllowed: given.unlockAllowed,
          };
          const event = eventOf(given, session, account);
          const next = advance(Object.freeze(session), event, rule, account.now);
          const { session: after, effects } = next;
          judge(account, { event, rule, before: session, after, effects });
          session = next.session;
          count(visited, session.state);
          for (const effect of next.effects) count(effectsSeen, effect.type);
        }
      }),
      { numRuns: WALKS },
    );
    // A walk that never gets anywhere would prove nothing.
    expect(walks).toBeGreaterThanOrEqual(WALKS);
    for (const state of resetStates) expect(visited.get(state) ?? 0).toBeGreaterThan(500);
    expect(effectsSeen.get('write-password')).toBeGreaterThan(5000);
    expect(effectsSeen.get('unlock-account')).toBeGreaterThan(2000);
    expect(effectsSeen.get('out-of-order')).toBeGreaterThan(5000);
  }, 120_000);
});
