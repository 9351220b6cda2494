/** A list of common and breached passwords; where it is kept is not the domain's business. */
export interface CommonPasswords {
  /** @param comparable a whole password in the form of `comparable()`, never a part of one (R088). */
  has(comparable: string): boolean;
}
