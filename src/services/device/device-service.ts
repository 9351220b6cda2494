import type { Visitor } from '../visitor.ts';

/** One act of a device: JSON text of a `DeviceAct`, and its signature as base64url. */
export interface SignedAct {
  readonly payload: string;
  readonly signature: string;
}

/** A reset that waits for its owner's approval, as the owner's device shows it. */
export interface WaitingApproval {
  readonly id: string;
  readonly username: string;
  /** From where the reset was started; null when the server does not know. */
  readonly ip: string | null;
  readonly userAgent: string | null;
  /** Epoch ms. */
  readonly askedAt: number;
  readonly expiresAt: number;
}

/** `gone`: the reset has ended, its time has run out, or too many wrong numbers were typed. */
export type Decided = 'approved' | 'denied' | 'wrong-number' | 'gone';

/**
 * What a registered device may do without a sign-in: its owner has lost the password, and the key is the proof.
 * All throw `not-found` for a device that is not registered (any more, or yet) and for what it did not sign just now.
 */
export interface DeviceService {
  /** Throws `bad-request` for any act but `list`. */
  waiting(visitor: Visitor, signed: SignedAct): Promise<readonly WaitingApproval[]>;
  /** Takes messages from now on; false for an address of a service that is not asked. Throws `bad-request` as above. */
  subscribe(visitor: Visitor, signed: SignedAct): Promise<boolean>;
  /** By which a browser knows whose messages it takes; null where none are sent. */
  readonly pushKey: string | null;
  /**
   * Approves with the number that the resetting browser shows, or denies: that ends every reset of the person, freezes
   * the account's resets and alerts the administrators, as a reported change does. Throws `bad-request` for other acts.
   */
  decide(visitor: Visitor, signed: SignedAct): Promise<Decided>;
}
