/** Cryptographic randomness (ASVS 11.5.1); tests hand in a seeded one. */
export interface Random {
  /** Opaque URL-safe string of 256 bits, for cookies and link tokens. */
  token(): string;
  /** Decimal code without bias, such as `04718329`. */
  digits(length: number): string;
  /**
   * Prefixed id, such as `rst_…`: the millisecond it was made in, then 80 random bits. An id is a name, not a secret.
   * Those made later sort later, so that an index of them is written at its end (docs/measurements.md).
   */
  id(prefix: IdPrefix): string;
  /** Short reference that a person can read out on the telephone, such as `K7QM-2F9T`. */
  reference(): string;
}

export type IdPrefix =
  | 'tnt'
  | 'usr'
  | 'grp'
  | 'dir'
  | 'rst'
  | 'chl'
  | 'wbk'
  | 'evt'
  | 'msg'
  | 'ses'
  | 'key'
  | 'tok'
  | 'reg'
  | 'enr'
  | 'apv'
  | 'car'
  | 'cmp'
  | 'bgc'
  | 'cal'
  | 'hov';
