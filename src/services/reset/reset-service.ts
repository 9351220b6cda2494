import type { ResetKind, ResetState } from '../../domain/reset/session.ts';
import type { PasswordRules } from '../../domain/password/rules-shown.ts';
import type { Prompt } from '../../ports/method.ts';
import type { Visitor } from '../visitor.ts';

/**
 * What can be said of a lock to somebody who has proved who they are: it can be ended (`possible`), there is none, this
 * directory locks nobody, the organisation allows it no more, or the directory does not answer just now.
 */
export type UnlockChance =
  | 'possible'
  | 'not-locked'
  | 'never-locks'
  | 'switched-off'
  | 'unanswered';

/** What a person in the middle of a reset may see: the same for every identifier until the first proof. */
export interface ResetProgress {
  readonly state: ResetState;
  /** What the person came for: a new password, or an end of the lock alone. */
  readonly kind: ResetKind;
  readonly reference: string;
  readonly expiresAt: number;
  /**
   * Ids of the methods that can be chosen now, in the registry's order: before the first proof what the organisation
   * offers, afterwards what this person has and has not used yet.
   */
  readonly methods: readonly string[];
  /** Further ones, before the first proof: by these only administrators can prove who they are. */
  readonly administratorMethods: readonly string[];
  /** Those of all of them that need the number typed in full first. */
  readonly methodsAskingDestination: readonly string[];
  readonly gatesRequired: number;
  readonly gatesFilled: number;
  readonly challenge: {
    readonly methodId: string;
    /** Which part of the portal asks for the answer. */
    readonly ask: 'code' | 'questions' | 'passkey' | 'approval';
    /** The answer is a code that was sent, to those it can be sent to. */
    readonly isSent: boolean;
    /** What is shown with it, such as questions; null when nothing is, or not yet. */
    readonly prompt: Prompt | null;
    readonly attemptsLeft: number;
    readonly expiresAt: number;
    /** When another code may be asked for; null when no more are sent in this reset. */
    readonly resendAt: number | null;
  } | null;
  /** Shown before the person types; null until every gate is filled. */
  readonly passwordRules: PasswordRules | null;
  /** Null until every gate of an unlock is filled. */
  readonly unlock: UnlockChance | null;
}

export interface StartedReset {
  readonly progress: ResetProgress;
  /** The secret of this browser's reset: kept in a cookie, changed with every accepted proof. */
  readonly token: string;
}

export interface ProofResult extends StartedReset {
  readonly accepted: boolean;
}

/** Where a reset stands, for whoever goes on to the page of its state and asks for the rest there. */
export interface ResetStanding {
  readonly state: ResetState;
  readonly expiresAt: number;
}

/** The steps of {@link ResetService} that every reset takes, with no more told than where it stands then. */
export interface ResetSteps {
  start(
    ...asked: Parameters<ResetService['start']>
  ): Promise<ResetStanding & Pick<StartedReset, 'token'>>;
  prove(
    ...asked: Parameters<ResetService['prove']>
  ): Promise<ResetStanding & Omit<ProofResult, 'progress'>>;
  setPassword(...asked: Parameters<ResetService['setPassword']>): Promise<ResetStanding>;
}

/**
 * The use case of the whole product. Every method but `start` takes the token of the browser that asked, and
 * throws `not-found` for a token it does not know, `session-expired` when the time has run out and
 * `out-of-order` when the step is not the next one; the state then tells which page to show.
 */
export interface ResetService {
  /**
   * Answers the same bytes in the same time for every identifier: nothing is looked up here.
   * When the organisation offers one method it is chosen at once. Throws `identifier-invalid`, `too-many-requests`,
   * and `not-offered` for an unlock where the organisation allows none, and where only administrators may reset
   * unless somebody says that they are one; nobody looks whether it is true before they have proved who they are.
   */
  start(
    visitor: Visitor,
    identifier: string,
    kind?: 'reset' | 'unlock',
    asAdministrator?: boolean,
  ): Promise<StartedReset>;
  /** Never throws `session-expired`: the state says it. */
  progress(visitor: Visitor, token: string): Promise<ResetProgress>;
  /**
   * Asks for a code, or for another one. Throws `too-many-requests` before `resendAt` and when no more are sent, and
   * `destination-needed` when the method asks for the number and none was typed.
   */
  chooseMethod(
    visitor: Visitor,
    token: string,
    methodId: string,
    typedDestination?: string,
  ): Promise<ResetProgress>;
  /** A wrong answer is no error: `accepted` is false, and the state says whether more may be tried. */
  prove(visitor: Visitor, token: string, answer: string): Promise<ProofResult>;
  /** Throws `password-refused` with faults (`password` path, refusal reason as code); the proofs are kept then. */
  setPassword(visitor: Visitor, token: string, password: string): Promise<ResetProgress>;
  /**
   * Ends the lock of somebody who came for that; an account without a lock is left alone, and `unlock` says so.
   * Throws `unlock-refused` with the directory's reason as a fault; the proofs are kept then.
   */
  unlock(visitor: Visitor, token: string): Promise<ResetProgress>;
  /** Sets a new password after all, with the proofs that were given for an unlock. */
  wantPassword(visitor: Visitor, token: string): Promise<ResetProgress>;
  cancel(visitor: Visitor, token: string): Promise<void>;
  /** Whether anybody can reset at all: the portal's first page says so before asking for a name. */
  offered(tenantId: string): Promise<{
    readonly users: boolean;
    readonly administrators: boolean;
    /** Whether an account can be unlocked without a new password. */
    readonly unlock: boolean;
  }>;
  readonly steps: ResetSteps;
}
