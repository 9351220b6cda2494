import type { HeldMethod, Prompt } from '../../ports/method.ts';
import type { SignedInUser } from '../access/access-service.ts';
import type { Visitor } from '../visitor.ts';

/** A method that was asked for to vouch, and waits for its answer. */
export interface OpenStepUp {
  readonly id: string;
  readonly methodId: string;
  readonly isSent: boolean;
  readonly ask: HeldMethod['ask'];
  readonly prompt: Prompt | null;
  /** Where the code went, masked; null when nothing was sent. */
  readonly destination: string | null;
  readonly attemptsLeft: number;
  readonly expiresAt: number;
}

/** `token`: the session goes on under it. */
export type StepUpResult =
  | { readonly accepted: true; readonly token: string }
  | { readonly accepted: false; readonly over: boolean };

/** Proves again, in a portal session, who somebody is: with a method they held before (step-up). */
export interface StepUpService {
  /** Ids of the methods that can vouch for this person now, in the registry's order. */
  methods(signedIn: SignedInUser): Promise<readonly string[]>;
  /** Throws `not-found` for a method that cannot vouch, `too-many-requests`. The id of what waits for the answer. */
  begin(visitor: Visitor, signedIn: SignedInUser, methodId: string): Promise<string>;
  /** Null when it is used, over, or of another sign-in. */
  opened(signedIn: SignedInUser, id: string): Promise<OpenStepUp | null>;
  /** The attempt is counted before anything is compared; a right answer counts once. */
  prove(
    visitor: Visitor,
    signedIn: SignedInUser,
    id: string,
    answer: string,
  ): Promise<StepUpResult>;
}
