/** Keeps secrets at rest and turns short secrets into keyed digests, with keys derived from the master key. */
export interface Vault {
  /** AES-256-GCM with a random nonce; `boundTo` names the row, so a value copied to another row will not open. */
  seal(plain: string, boundTo: string): string;
  /** Throws when the value was altered, belongs to another row, or names an unknown key id. */
  open(sealed: string, boundTo: string): string;
  /** HMAC-SHA-256, hex. One purpose can never be confused with another. */
  mac(purpose: MacPurpose, value: string): string;
  /** Constant-time comparison of two hex digests. */
  sameMac(a: string, b: string): boolean;
}

export type MacPurpose =
  | 'reset-token'
  | 'session-token'
  | 'api-key'
  | 'one-time-token'
  | 'code'
  | 'limit-key'
  | 'identifier'
  | 'audit-chain'
  | 'audit-pseudonym'
  | 'form-token'
  | 'voice-callback'
  | 'recovery-code'
  | 'temporary-pass'
  | 'question-draw'
  | 'registration-lookup'
  | 'break-glass';
