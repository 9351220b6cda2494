/** Cryptographic randomness (ASVS 11.5.1); tests hand in a seeded one. */
export interface Random {
  /** Opaque URL-safe string of 256 bits, for cookies and link tokens. */
  token(): string;
  /** Decimal code without bias, such as `04718329`. */
  digits(length: number): string;
  /** Prefixed id of 128 bits, such as `rst_…`; an id is a name, not a secret. */
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
