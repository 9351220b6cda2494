import { generateKeyPairSync } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../../ports/clock.ts';
import type { Storage } from '../../ports/storage/index.ts';
import type { Vault } from '../../ports/vault.ts';

const section = 'push-keys';
const documentSchema = z.object({ publicKey: z.string(), privateKeySealed: z.string() });

/** The key pair by which push services know this installation (RFC 8292), base64url. */
export interface VapidKeys {
  readonly publicKey: string;
  readonly privateKey: string;
}

/** A pair on P-256, the public half as an uncompressed point (RFC 8292 §3.2). */
function generateKeys(): VapidKeys {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '', d = '' } = privateKey.export({ format: 'jwk' });
  const point = [Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')];
  return { publicKey: Buffer.concat(point).toString('base64url'), privateKey: d };
}

/** Browsers bind what they agreed to to the key: it is made at the first start and never changes. */
export async function ensureVapidKeys(deps: {
  readonly storage: Storage;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly tenantId: string;
}): Promise<VapidKeys> {
  const { storage, vault, tenantId } = deps;
  const boundTo = `${section}/${tenantId}`;
  const kept = await storage.settings.current(tenantId, section);
  if (kept === null) {
    const made = generateKeys();
    const document = {
      publicKey: made.publicKey,
      privateKeySealed: vault.seal(made.privateKey, boundTo),
    };
    const now = deps.clock.now();
    if ((await storage.settings.replace(tenantId, section, 0, document, now, null)) !== null) {
      return made;
    }
  }
  // Another process that started in the same instant was first.
  const current = kept ?? (await storage.settings.current(tenantId, section));
  const { publicKey, privateKeySealed } = documentSchema.parse(current?.document);
  return { publicKey, privateKey: vault.open(privateKeySealed, boundTo) };
}
