import { authorize } from '../../domain/access/actor.ts';
import { makeBreakGlassCode, writeBreakGlassCode } from '../../domain/break-glass-code.ts';
import { PosternError } from '../../domain/errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { JobSignal } from '../../ports/job-signal.ts';
import type { Random } from '../../ports/random.ts';
import type { BreakGlassCodeRow } from '../../ports/storage/break-glass-codes.ts';
import type { Storage } from '../../ports/storage/index.ts';
import type { Vault } from '../../ports/vault.ts';
import { auditActorOf, type Caller, record, requireFreshProof } from '../access/caller.ts';
import type { Notices } from '../notify/notices.ts';

/** What may be shown of a code: everything but the code. */
export type BreakGlassCodeDetail = Omit<BreakGlassCodeRow, 'codeMac' | 'tenantId'>;

export interface BreakGlassCodesService {
  /**
   * The code, in groups of four, is handed out here and kept nowhere: only its keyed digest is. Every Global
   * Administrator is told. Throws `reauthentication-required`.
   */
  create(caller: Caller, label: string): Promise<{ readonly id: string; readonly code: string }>;
  /** Oldest first. */
  list(caller: Caller): Promise<readonly BreakGlassCodeDetail[]>;
  /** Throws `not-found` for one that is used, revoked or unknown, and `reauthentication-required`. */
  revoke(caller: Caller, id: string): Promise<BreakGlassCodeDetail>;
}

export function createBreakGlassCodesService(deps: {
  readonly storage: Storage;
  readonly vault: Vault;
  readonly random: Random;
  readonly clock: Clock;
  readonly notices: Notices;
  readonly signal: JobSignal;
}): BreakGlassCodesService {
  const { storage, clock } = deps;
  return {
    async create(caller, label) {
      authorize(caller.actor, 'roles.write');
      const { tenantId } = caller.actor;
      const at = clock.now();
      requireFreshProof(caller.actor, at);
      const id = deps.random.id('bgc');
      const code = makeBreakGlassCode(Buffer.from(deps.random.token(), 'base64url'));
      await storage.transaction(async (stores) => {
        await stores.breakGlassCodes.add({
          id,
          tenantId,
          label,
          codeMac: deps.vault.mac('break-glass', code),
          createdAt: at,
          usedAt: null,
          usedIn: null,
          revokedAt: null,
        });
        const made = await record(stores, caller, 'break-glass.created', {
          at,
          target: id,
          fields: { label },
        });
        // Everybody, whoever did it: a code that a stolen session made is noticed before it is used.
        const { name, id: actorId, kind } = auditActorOf(caller.actor);
        await deps.notices.administrators(stores, {
          tenantId,
          alert: 'break-glass-created',
          username: name ?? actorId ?? kind,
          detail: label,
          reference: made.id,
          at,
          locale: caller.visitor.locale,
          correlationId: null,
        });
      });
      deps.signal.wake();
      return { id, code: writeBreakGlassCode(code) };
    },

    async list({ actor }) {
      authorize(actor, 'roles.write');
      return (await storage.breakGlassCodes.list(actor.tenantId)).map(detailOf);
    },

    async revoke(caller, id) {
      authorize(caller.actor, 'roles.write');
      const at = clock.now();
      requireFreshProof(caller.actor, at);
      return storage.transaction(async (stores) => {
        const row = await stores.breakGlassCodes.revoke(caller.actor.tenantId, id, at);
        if (!row) throw new PosternError('not-found');
        const { label } = row;
        await record(stores, caller, 'break-glass.revoked', { at, target: id, fields: { label } });
        return detailOf(row);
      });
    },
  };
}

function detailOf({ codeMac: _secret, tenantId: _own, ...shown }: BreakGlassCodeRow) {
  return shown;
}
