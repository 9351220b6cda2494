import { authorize } from '../../domain/access/actor.ts';
import type { Permission } from '../../domain/access/permissions.ts';
import { PosternError } from '../../domain/errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Random } from '../../ports/random.ts';
import type { ApiKeyRow } from '../../ports/storage/api-keys.ts';
import type { Storage } from '../../ports/storage/index.ts';
import type { Vault } from '../../ports/vault.ts';
import { apiKeyText, keyMacOf } from './api-key-text.ts';
import { auditActorOf, type Caller, record, requireFreshProof } from './caller.ts';

export interface NewApiKey {
  readonly name: string;
  readonly scopes: readonly Permission[];
  /** Null for a key that is good until it is revoked. */
  readonly expiresAt: number | null;
}

export interface ApiKeysService {
  /** Newest first; revoked and expired ones too. */
  list(caller: Caller): Promise<readonly ApiKeyRow[]>;
  /**
   * The text is shown once and never again. Throws `forbidden` for a scope the maker does not hold,
   * `bad-request` for an expiry that has passed, `reauthentication-required`.
   */
  create(
    caller: Caller,
    key: NewApiKey,
  ): Promise<{ readonly row: ApiKeyRow; readonly text: string }>;
  /** Takes effect with the next request. Throws `not-found`; revoking twice is fine. */
  revoke(caller: Caller, id: string): Promise<void>;
}

export function createApiKeysService(deps: {
  readonly storage: Storage;
  readonly vault: Vault;
  readonly random: Random;
  readonly clock: Clock;
}): ApiKeysService {
  const { storage, vault, random, clock } = deps;
  return {
    async list({ actor }) {
      authorize(actor, 'api-keys.read');
      const rows = await storage.apiKeys.list(actor.tenantId);
      return rows.toSorted((a, b) => b.createdAt - a.createdAt);
    },

    async create(caller, { name, scopes, expiresAt }) {
      const { actor } = caller;
      authorize(actor, 'api-keys.write');
      const wanted = [...new Set(scopes)];
      for (const scope of wanted) authorize(actor, scope);
      const now = clock.now();
      requireFreshProof(actor, now);
      if (expiresAt !== null && expiresAt <= now) {
        throw new PosternError('bad-request', {
          faults: [{ path: 'expiresAt', code: 'in-the-past' }],
        });
      }
      const id = random.id('key');
      const text = apiKeyText(id, random.token());
      const row: ApiKeyRow = {
        id,
        tenantId: actor.tenantId,
        name,
        keyMac: keyMacOf(vault, text),
        scopes: wanted,
        createdAt: now,
        createdBy: auditActorOf(actor).id,
        expiresAt,
        revokedAt: null,
        lastUsedAt: null,
      };
      await storage.transaction(async (stores) => {
        await stores.apiKeys.add(row);
        await record(stores, caller, 'api-key.created', {
          at: now,
          target: id,
          fields: { name, scopes: wanted, expiresAt },
        });
      });
      return { row, text };
    },

    async revoke(caller, id) {
      const { actor } = caller;
      authorize(actor, 'api-keys.write');
      await storage.transaction(async (stores) => {
        const row = (await stores.apiKeys.list(actor.tenantId)).find((one) => one.id === id);
        if (!row) throw new PosternError('not-found');
        const at = clock.now();
        if (!(await stores.apiKeys.revoke(actor.tenantId, id, at))) return;
        await record(stores, caller, 'api-key.revoked', {
          at,
          target: id,
          fields: { name: row.name },
        });
      });
    },
  };
}
