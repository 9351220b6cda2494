import { sameUser, type UserRef } from '../identity.ts';
import { gatesFilled, gatesSatisfied, type GateRule, type PassedGate } from './gates.ts';

/**
 * The reset session as a pure, total state machine; session.mermaid beside this file draws it and a
 * test compares the two. Everything that may happen to a reset goes through {@link advance}: there is
 * no other way to the password write (the invariant missing in CVE-2026-18963 and CVE-2023-26481).
 */
export const resetStates = [
  'choosing',
  'proving',
  'password',
  'unlock',
  'writing',
  'uncertain',
  'done',
  'unknown',
  'not-eligible',
  'blocked',
  'expired',
  'cancelled',
] as const;
export type ResetState = (typeof resetStates)[number];

export const endedStates: ReadonlySet<ResetState> = new Set([
  'done',
  'unknown',
  'not-eligible',
  'blocked',
  'expired',
  'cancelled',
]);

export const resetKinds = ['reset', 'unlock', 'activate'] as const;
export type ResetKind = (typeof resetKinds)[number];

export interface ResetSession {
  readonly kind: ResetKind;
  readonly state: ResetState;
  /** Null until the background look-up has found exactly one person; set once, never changed. */
  readonly subject: UserRef | null;
  readonly openChallengeId: string | null;
  readonly passed: readonly PassedGate[];
  readonly writebackId: string | null;
  readonly startedAt: number;
  readonly expiresAt: number;
  /** Set when every gate is filled; the write must be claimed before it. */
  readonly grantExpiresAt: number | null;
}

export type ResetEvent =
  | { readonly type: 'method-chosen'; readonly methodId: string; readonly challengeId: string }
  | { readonly type: 'subject-found'; readonly subject: UserRef }
  | {
      readonly type: 'proof-accepted';
      readonly subject: UserRef;
      readonly challengeId: string;
      readonly methodId: string;
      readonly methodClass: string;
      readonly fills: 1 | 2;
    }
  | { readonly type: 'found-ineligible' }
  | { readonly type: 'limit-reached' }
  /** Somebody who came for an unlock, and has proved who they are, wants a new password instead. */
  | { readonly type: 'password-wanted' }
  | { readonly type: 'write-claimed'; readonly writebackId: string }
  | { readonly type: 'write-applied'; readonly writebackId: string }
  | { readonly type: 'write-refused'; readonly writebackId: string }
  | { readonly type: 'write-uncertain'; readonly writebackId: string }
  | { readonly type: 'write-not-made'; readonly writebackId: string }
  /** Nothing that the directory keeps tells whether it was made, and nothing ever will. */
  | { readonly type: 'write-unknown'; readonly writebackId: string }
  | { readonly type: 'cancelled' }
  | { readonly type: 'clock-passed' };

/** What the policy says now; the caller reads it again for every event. */
export interface ResetRule extends GateRule {
  readonly grantSeconds: number;
  /** Whether an account may be unlocked without a new password. */
  readonly unlockAllowed: boolean;
}

export type ResetEffect =
  /** Void any earlier challenge of this session and queue this one. */
  | { readonly type: 'issue-challenge'; readonly challengeId: string; readonly methodId: string }
  /** The session has more rights now: its cookie must change (ASVS 7.2.4). */
  | { readonly type: 'rotate-token' }
  /** The only effect that lets a caller write a password; a session of kind `unlock` never has it. */
  | { readonly type: 'write-password'; readonly writebackId: string; readonly subject: UserRef }
  /** The only effect that lets a caller end a lock and leave the password alone. */
  | { readonly type: 'unlock-account'; readonly writebackId: string; readonly subject: UserRef }
  /** End everything of this user and tell every address. */
  | { readonly type: 'end-everything'; readonly subject: UserRef }
  /** Tell every address; what is signed in goes on, since the password is the same. */
  | { readonly type: 'tell-of-unlock'; readonly subject: UserRef }
  | { readonly type: 'reconcile'; readonly writebackId: string }
  | { readonly type: 'out-of-order'; readonly event: ResetEvent['type'] };

export interface Advance {
  readonly session: ResetSession;
  readonly effects: readonly ResetEffect[];
}

export function startSession(kind: ResetKind, now: number, lifetimeSeconds: number): ResetSession {
  return {
    kind,
    state: 'choosing',
    subject: null,
    openChallengeId: null,
    passed: [],
    writebackId: null,
    startedAt: now,
    expiresAt: now + lifetimeSeconds * 1000,
    grantExpiresAt: null,
  };
}

/** Whether the session, or the grant to set a password, has run out. A write under way is not cut off. */
export function hasExpired(session: ResetSession, now: number): boolean {
  if (
    session.state === 'writing' ||
    session.state === 'uncertain' ||
    endedStates.has(session.state)
  )
    return false;
  return (
    now >= session.expiresAt || (session.grantExpiresAt !== null && now >= session.grantExpiresAt)
  );
}

export function advance(
  session: ResetSession,
  event: ResetEvent,
  rule: ResetRule,
  now: number,
): Advance {
  if (hasExpired(session, now)) {
    const expired: ResetSession = {
      ...session,
      state: 'expired',
      openChallengeId: null,
      grantExpiresAt: null,
    };
    return event.type === 'clock-passed' ? moved(expired) : outOfOrder(expired, event);
  }
  switch (event.type) {
    case 'method-chosen':
      return chooseMethod(session, event, rule);
    case 'subject-found':
      return nameSubject(session, event);
    case 'proof-accepted':
      return acceptProof(session, event, rule, now);
    case 'found-ineligible':
      return endWhileOpen(session, event, 'not-eligible');
    case 'limit-reached':
      return endWhileOpen(session, event, 'blocked');
    case 'cancelled':
      return endWhileOpen(session, event, 'cancelled');
    case 'password-wanted':
      return wantPassword(session, event);
    case 'write-claimed':
      return claimWrite(session, event, rule, now);
    case 'write-applied':
    case 'write-refused':
    case 'write-uncertain':
    case 'write-not-made':
    case 'write-unknown':
      return settleWrite(session, event);
    case 'clock-passed':
      return moved(session);
  }
}

function moved(session: ResetSession, ...effects: ResetEffect[]): Advance {
  return { session, effects };
}

function outOfOrder(session: ResetSession, event: ResetEvent): Advance {
  return { session, effects: [{ type: 'out-of-order', event: event.type }] };
}

const isOpen = ({ state }: ResetSession) =>
  state === 'choosing' || state === 'proving' || state === 'password' || state === 'unlock';

/** Where a session of this kind waits, once every gate is filled, for the person to say the last word. */
const grantedState = (kind: ResetKind) => (kind === 'unlock' ? 'unlock' : 'password');

function chooseMethod(
  session: ResetSession,
  event: Extract<ResetEvent, { type: 'method-chosen' }>,
  rule: ResetRule,
): Advance {
  if (session.state !== 'choosing' && session.state !== 'proving')
    return outOfOrder(session, event);
  if (!rule.enabledMethods.has(event.methodId)) return outOfOrder(session, event);
  const alone = gatesFilled(session.passed, rule) === 0;
  if (alone && rule.needingAnother.has(event.methodId)) return outOfOrder(session, event);
  return moved(
    { ...session, state: 'proving', openChallengeId: event.challengeId },
    { type: 'issue-challenge', challengeId: event.challengeId, methodId: event.methodId },
  );
}

function nameSubject(
  session: ResetSession,
  event: Extract<ResetEvent, { type: 'subject-found' }>,
): Advance {
  if (!isOpen(session)) return outOfOrder(session, event);
  if (session.subject !== null) {
    return sameUser(session.subject, event.subject) ? moved(session) : outOfOrder(session, event);
  }
  return moved({ ...session, subject: event.subject });
}

function acceptProof(
  session: ResetSession,
  event: Extract<ResetEvent, { type: 'proof-accepted' }>,
  rule: ResetRule,
  now: number,
): Advance {
  const belongs =
    session.state === 'proving' &&
    session.openChallengeId === event.challengeId &&
    session.subject !== null &&
    sameUser(session.subject, event.subject) &&
    rule.enabledMethods.has(event.methodId);
  if (!belongs) return outOfOrder(session, event);
  const passed: PassedGate[] = [
    ...session.passed,
    {
      challengeId: event.challengeId,
      methodId: event.methodId,
      methodClass: event.methodClass,
      fills: event.fills,
      passedAt: now,
    },
  ];
  const complete = gatesSatisfied(passed, rule);
  return moved(
    {
      ...session,
      state: complete ? grantedState(session.kind) : 'choosing',
      passed,
      openChallengeId: null,
      grantExpiresAt: complete ? Math.min(now + rule.grantSeconds * 1000, session.expiresAt) : null,
    },
    { type: 'rotate-token' },
  );
}

function endWhileOpen(
  session: ResetSession,
  event: ResetEvent,
  state: 'not-eligible' | 'blocked' | 'cancelled',
): Advance {
  if (!isOpen(session)) return outOfOrder(session, event);
  return moved({ ...session, state, openChallengeId: null, grantExpiresAt: null });
}

/** The same proofs are asked for either, so that they are kept; what the policy asks is judged when it is written. */
function wantPassword(session: ResetSession, event: ResetEvent): Advance {
  if (session.state !== 'unlock') return outOfOrder(session, event);
  return moved({ ...session, kind: 'reset', state: 'password' });
}

function claimWrite(
  session: ResetSession,
  event: Extract<ResetEvent, { type: 'write-claimed' }>,
  rule: ResetRule,
  now: number,
): Advance {
  const { kind, subject } = session;
  if (session.state !== grantedState(kind) || subject === null) return outOfOrder(session, event);
  if (session.grantExpiresAt === null || now >= session.grantExpiresAt)
    return outOfOrder(session, event);
  if (kind === 'unlock' && !rule.unlockAllowed) return outOfOrder(session, event);
  // The policy may have become stricter since the last proof: what it asks now decides (F81).
  if (!gatesSatisfied(session.passed, rule)) {
    return moved({ ...session, state: 'choosing', grantExpiresAt: null });
  }
  return moved(
    { ...session, state: 'writing', writebackId: event.writebackId },
    {
      type: kind === 'unlock' ? 'unlock-account' : 'write-password',
      writebackId: event.writebackId,
      subject,
    },
  );
}

function settleWrite(
  session: ResetSession,
  event: Extract<
    ResetEvent,
    {
      type:
        | 'write-applied'
        | 'write-refused'
        | 'write-uncertain'
        | 'write-not-made'
        | 'write-unknown';
    }
  >,
): Advance {
  const underWay = session.state === 'writing' || session.state === 'uncertain';
  if (!underWay || session.writebackId !== event.writebackId || session.subject === null) {
    return outOfOrder(session, event);
  }
  if (event.type === 'write-applied') {
    return moved(
      { ...session, state: 'done', grantExpiresAt: null },
      {
        type: session.kind === 'unlock' ? 'tell-of-unlock' : 'end-everything',
        subject: session.subject,
      },
    );
  }
  if (event.type === 'write-unknown') {
    return moved({ ...session, state: 'unknown', grantExpiresAt: null });
  }
  if (event.type === 'write-uncertain') {
    if (session.state === 'uncertain') return moved(session);
    return moved(
      { ...session, state: 'uncertain' },
      { type: 'reconcile', writebackId: event.writebackId },
    );
  }
  // Refused or never made: the proofs are kept, so that a rejected password costs nothing.
  return moved({ ...session, state: grantedState(session.kind), writebackId: null });
}
