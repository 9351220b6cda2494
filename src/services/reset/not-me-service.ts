import type { Visitor } from '../visitor.ts';

/** The "this was not me" link of a notice: freezes self-service for the account and alerts administrators. */
export interface NotMeService {
  /** Looks without using it. False for a link that is used, expired or was never made. */
  known(visitor: Visitor, token: string): Promise<boolean>;
  /** Freezes, ends every session of the person, alerts administrators; once. False as above. */
  report(visitor: Visitor, token: string): Promise<boolean>;
}
