import type { Actor } from '../../domain/access/actor.ts';
import { permissions } from '../../domain/access/permissions.ts';
import type {
  AuditActor,
  AuditEntry,
  AuditEventType,
  AuditRecord,
} from '../../domain/audit/events.ts';
import { PosternError } from '../../domain/errors.ts';
import type { Stores } from '../../ports/storage/index.ts';
import { type EntryParts, entry } from '../audit/entries.ts';
import type { Visitor } from '../visitor.ts';

/** Somebody who acts on the organisation's things, and where the request comes from. */
export interface Caller {
  readonly actor: Actor;
  readonly visitor: Visitor;
}

/** A sensitive act needs a password that was proved this recently (ASVS 7.5.1; spec §5.4). */
export const FRESH_PROOF_SECONDS = 5 * 60;

/** Throws `reauthentication-required`. Keys and operators hold no password to prove again. */
export function requireFreshProof(actor: Actor, now: number): void {
  if (actor.kind !== 'administrator') return;
  if (now - actor.authenticatedAt > FRESH_PROOF_SECONDS * 1000) {
    throw new PosternError('reauthentication-required');
  }
}

export function auditActorOf(actor: Actor): AuditActor {
  switch (actor.kind) {
    case 'administrator':
      return { kind: 'administrator', id: actor.user.anchor, name: actor.username };
    case 'api-key':
      return { kind: 'api-key', id: actor.keyId, name: null };
    case 'operator':
      return { kind: 'operator', id: null, name: null };
  }
}

/** Records what a caller did, in the transaction that does it. */
export function record<T extends AuditEventType>(
  stores: Pick<Stores, 'audit'>,
  caller: Caller,
  type: T,
  parts: Omit<EntryParts<T>, 'actor' | 'visitor'>,
): Promise<AuditRecord> {
  const written: AuditEntry<T> = entry(type, {
    ...parts,
    actor: auditActorOf(caller.actor),
    visitor: caller.visitor,
  });
  return stores.audit.append(caller.actor.tenantId, written);
}

/** Somebody at the server's own machine, by the command line: may do everything, and is recorded like anybody. */
export function operator(tenantId: string): Caller {
  return {
    actor: { kind: 'operator', tenantId, permissions: new Set(permissions) },
    visitor: { tenantId, ip: null, userAgent: null, locale: 'en' },
  };
}
