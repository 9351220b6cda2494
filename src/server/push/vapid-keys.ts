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
    const { default: webPush } = await import('web-push');
    const made = webPush.generateVAPIDKeys();
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
