/** One-way storage of secrets people choose: argon2id in a bounded pool. Throws `busy` when the queue is full. */
export interface PasswordHasher {
  /** PHC string. */
  hash(secret: string): Promise<string>;
  verify(phc: string, secret: string): Promise<boolean>;
  /** Costs what `verify` costs and is always false, for somebody who does not exist. */
  verifyNobody(secret: string): Promise<false>;
}
