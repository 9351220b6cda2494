/** A public key for others to verify with (RFC 8037 §2). */
export interface PublicKey {
  readonly kty: 'OKP';
  readonly crv: 'Ed25519';
  readonly x: string;
  readonly kid: string;
  readonly alg: 'EdDSA';
  readonly use: 'sig';
}

/** Signs what another program has to be able to believe. */
export interface ResultSigner {
  /** A compact JWS (RFC 7515 §3.1) of a JWT (RFC 7519); times in it are seconds. */
  sign(claims: Readonly<Record<string, string | number | boolean>>): Promise<string>;
  readonly keys: readonly PublicKey[];
}
