import type { UserRef } from '../../domain/identity.ts';
import type { DirectoryUser } from '../../ports/directory.ts';
import type { PublicKey } from '../../ports/result-signer.ts';
import type { Caller } from '../access/caller.ts';
import type { SignedInUser } from '../access/access-service.ts';
import type { Visitor } from '../visitor.ts';

export interface HandedOver {
  readonly id: string;
  /** Where the browser has to be sent; worth something once. */
  readonly url: string;
  readonly nonce: string;
  /** Epoch ms. */
  readonly expiresAt: number;
}

/** What a person is told before anything happens: whose account it is, and which page asks. */
export interface Errand {
  readonly user: DirectoryUser;
  /** Host of the page that they go back to. */
  readonly returnHost: string;
}

/**
 * Another sign-in page, trusted with an API key of its own scope, sends somebody here to register what the policy
 * needs, and gets them back with a signed result. It vouches for their password, and for nothing else.
 */
export interface HandOverService {
  /**
   * For API keys alone. Throws `forbidden` for anybody else, `not-found`, `not-offered` for an account that no other
   * page can vouch for, `bad-request` with a fault at `returnUrl`, `too-many-requests`.
   */
  create(
    caller: Caller,
    user: UserRef,
    asked: { readonly returnUrl: string; readonly state: string },
  ): Promise<HandedOver>;
  /** Looks without using it. Null when it is worth nothing, for whatever reason. */
  known(visitor: Visitor, token: string): Promise<Errand | null>;
  /** Begins a session that may register and nothing else, for exactly one caller; null for every other. */
  open(
    visitor: Visitor,
    token: string,
  ): Promise<{ readonly token: string; readonly signedIn: SignedInUser } | null>;
  /** Which errand a session is for; null for one that began otherwise. */
  errandOf(signedIn: SignedInUser): Promise<Errand | null>;
  /** Ends the errand and its session. Doing it again changes nothing. */
  finish(visitor: Visitor, signedIn: SignedInUser, skipped: boolean): Promise<void>;
  /** Where the browser goes back to, with the signed result; null before it is finished and two minutes after. */
  result(visitor: Visitor, token: string): Promise<Result | null>;
  /** What results can be verified with. */
  keys(): readonly PublicKey[];
}

export interface Result {
  readonly url: string;
  readonly returnHost: string;
}
