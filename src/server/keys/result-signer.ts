import {
  calculateJwkThumbprint,
  exportJWK,
  exportPKCS8,
  generateKeyPair,
  importPKCS8,
  SignJWT,
} from 'jose';
import { z } from 'zod';
import type { Clock } from '../../ports/clock.ts';
import type { PublicKey, ResultSigner } from '../../ports/result-signer.ts';
import type { Storage } from '../../ports/storage/index.ts';
import type { Vault } from '../../ports/vault.ts';

const section = 'result-key';
const algorithm = 'EdDSA';
/** Told apart from every other kind of JWT (RFC 8725 §3.11). */
const TYPE = 'postern-hand-over+jwt';

const documentSchema = z.object({ x: z.string(), kid: z.string(), privateKeySealed: z.string() });

/** Opens the key pair that results are signed with; it is made at the first start. */
export async function openResultSigner(deps: {
  readonly storage: Storage;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly tenantId: string;
}): Promise<ResultSigner> {
  const { storage, vault, tenantId } = deps;
  const boundTo = `${section}/${tenantId}`;
  const current = () => storage.settings.current(tenantId, section);
  let kept = await current();
  if (kept === null) {
    const document = await makeKey((privateKey) => vault.seal(privateKey, boundTo));
    await storage.settings.replace(tenantId, section, 0, document, deps.clock.now(), null);
    // Whether it is this one or that of another process that started in the same instant.
    kept = await current();
  }
  const { x, kid, privateKeySealed } = documentSchema.parse(kept?.document);
  const privateKey = await importPKCS8(vault.open(privateKeySealed, boundTo), algorithm);
  const publicKey: PublicKey = { kty: 'OKP', crv: 'Ed25519', x, kid, alg: algorithm, use: 'sig' };
  return {
    keys: [publicKey],
    sign: (claims) =>
      new SignJWT(claims).setProtectedHeader({ alg: algorithm, kid, typ: TYPE }).sign(privateKey),
  };
}

async function makeKey(
  seal: (privateKey: string) => string,
): Promise<z.infer<typeof documentSchema>> {
  const pair = await generateKeyPair(algorithm, { crv: 'Ed25519', extractable: true });
  const jwk = await exportJWK(pair.publicKey);
  return {
    x: jwk.x ?? '',
    kid: await calculateJwkThumbprint(jwk),
    privateKeySealed: seal(await exportPKCS8(pair.privateKey)),
  };
}
