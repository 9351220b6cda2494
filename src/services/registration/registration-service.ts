import type { Enrolment, EnrolmentFault } from '../../ports/method.ts';
import type { RegistrationSource } from '../../domain/registration/registration.ts';
import type { SignedInUser } from '../access/access-service.ts';
import type { Visitor } from '../visitor.ts';

/** One thing a person registered, as they may see it. Times are epoch ms. */
export interface RegisteredMethod {
  readonly id: string;
  readonly methodId: string;
  readonly label: string;
  /** Where a code would go, masked; null when nothing is sent, or the label says it already. */
  readonly destination: string | null;
  readonly source: RegistrationSource;
  readonly isDefault: boolean;
  /** Whether the policy lets this person use it now. */
  readonly enabled: boolean;
  /** Later than now while it is held back (R065). */
  readonly usableFrom: number;
  readonly createdAt: number;
  readonly lastUsedAt: number | null;
  /** Of a set that is used up, such as recovery codes: how many are left; null for every other method. */
  readonly left: number | null;
}

/** What the directory knows of a person that a code can be sent to; masked, and not theirs to change here. */
export interface OrganisationContact {
  readonly kind: 'mail' | 'alternateMail' | 'mobile' | 'officePhone';
  readonly value: string;
}

export interface AddableMethod {
  readonly methodId: string;
  readonly page: Enrolment['page'];
}

export interface RegistrationOverview {
  readonly registered: readonly RegisteredMethod[];
  readonly contacts: readonly OrganisationContact[];
  /** What can still be added, the strongest first. */
  readonly addable: readonly AddableMethod[];
  /** Whether what they have is enough for a reset, once none of it is held back any more. */
  readonly complete: boolean;
  /** The fewest methods that would make it complete, the strongest first. */
  readonly missing: readonly string[];
  readonly lastConfirmedAt: number | null;
  /** Hours that something added now would be held back; 0 when an older method vouched, or nothing is held. */
  readonly holdHours: number;
  /** Whether an older method could vouch, and none has in this sign-in. */
  readonly mayVouch: boolean;
  /** Before anything is changed, the person has to prove again who they are. */
  readonly mustProve: boolean;
  /** The password does not prove it: the session began on another page's word, and a method can vouch. */
  readonly mustVouch: boolean;
  /** Self-service is off for this account: nothing can be changed. */
  readonly isFrozen: boolean;
  /** Epoch ms until which nothing can be changed because the password was reset; null when nothing keeps them. */
  readonly heldUntil: number | null;
}

/** What a sign-in asks for before it goes on; null when nothing. */
export type Guidance =
  | {
      readonly wants: 'registration';
      readonly missing: readonly string[];
      readonly maySkip: boolean;
      readonly skipsLeft: number;
    }
  | { readonly wants: 'confirmation' };

/** An enrolment that waits for its answer. */
export interface OpenEnrolment {
  readonly id: string;
  readonly methodId: string;
  readonly page: Enrolment['page'];
  readonly shown: Readonly<Record<string, unknown>>;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly attemptsLeft: number;
  readonly expiresAt: number;
}

export type BeginResult =
  | { readonly ok: true; readonly enrolmentId: string }
  | { readonly ok: false; readonly faults: readonly EnrolmentFault[] };

export type FinishResult =
  | {
      readonly ok: true;
      readonly registrationId: string;
      /** Epoch ms; later than now when it is held back. */
      readonly usableFrom: number;
    }
  /** `over`: nothing waits for an answer any more; it has to be begun again. */
  | {
      readonly ok: false;
      readonly over: boolean;
      readonly faults: readonly EnrolmentFault[];
      readonly attemptsLeft: number;
    };

/**
 * What somebody who is signed in to the portal does with their own methods. Whatever changes something throws
 * `reauthentication-required` when who they are was proved too long ago (RG-20, RG-21), `not-offered` when
 * self-service is off for the account, and tells every address of theirs (R065).
 */
export interface RegistrationService {
  overview(signedIn: SignedInUser): Promise<RegistrationOverview>;
  /** Throws like a change, and makes none. */
  requireProof(signedIn: SignedInUser): Promise<void>;
  /** The settings of a method that can be added; throws `not-found`. */
  addable(
    signedIn: SignedInUser,
    methodId: string,
  ): Promise<AddableMethod & { readonly settings: Readonly<Record<string, unknown>> }>;
  /** Throws `not-found` for a method that cannot be added, `too-many-requests` when too many codes were sent. */
  begin(
    visitor: Visitor,
    signedIn: SignedInUser,
    methodId: string,
    typed: Readonly<Record<string, string>>,
  ): Promise<BeginResult>;
  /** Null when it is used, over, or of another sign-in. */
  opened(signedIn: SignedInUser, enrolmentId: string): Promise<OpenEnrolment | null>;
  /** The attempt is counted before anything is compared; a right answer counts once. */
  finish(
    visitor: Visitor,
    signedIn: SignedInUser,
    enrolmentId: string,
    typed: Readonly<Record<string, string>>,
  ): Promise<FinishResult>;
  /** Throws `not-found`, `bad-request` with faults at `name`, `conflict`. */
  rename(visitor: Visitor, signedIn: SignedInUser, id: string, name: string): Promise<void>;
  /** Throws `not-found`, `conflict`. */
  remove(visitor: Visitor, signedIn: SignedInUser, id: string): Promise<void>;
  makeDefault(visitor: Visitor, signedIn: SignedInUser, id: string): Promise<void>;
  /** The person says that everything is right (RG-06). */
  confirm(visitor: Visitor, signedIn: SignedInUser): Promise<void>;
  /** What this sign-in has to ask for. */
  guidance(signedIn: SignedInUser): Promise<Guidance | null>;
  /** Puts off what is missing; false when that is not allowed any more. */
  putOff(visitor: Visitor, signedIn: SignedInUser): Promise<boolean>;
}
