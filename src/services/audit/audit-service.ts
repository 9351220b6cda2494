import { authorize } from '../../domain/access/actor.ts';
import { type ChainVerdict, verifyChain } from '../../domain/audit/chain.ts';
import type { AuditOutcome, AuditRecord } from '../../domain/audit/events.ts';
import type { Permission } from '../../domain/access/permissions.ts';
import { PosternError } from '../../domain/errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Directories, DirectoryUser } from '../../ports/directory.ts';
import type { Storage } from '../../ports/storage/index.ts';
import type { AuditFilter } from '../../ports/storage/audit-trail.ts';
import type { ResetSessionRow } from '../../ports/storage/reset-sessions.ts';
import type { Vault } from '../../ports/vault.ts';
import { type Caller, record } from '../access/caller.ts';
import { readUser } from '../people/read-user.ts';
import { type ExportFormat, recordLines } from './export-format.ts';
import { recordMatches } from './record-matches.ts';

/** Which records; times are epoch milliseconds, both ends included. */
export type AuditWanted = Omit<AuditFilter, 'limit' | 'beforeSeq'>;

export interface ResetStory {
  readonly reset: ResetSessionRow;
  readonly user: DirectoryUser | null;
  /** Oldest first. */
  readonly events: readonly AuditRecord[];
}

export interface AuditService {
  /** Newest first. `next` is handed back as `beforeSeq` for the following page. */
  page(
    caller: Caller,
    wanted: AuditWanted & { readonly limit: number; readonly beforeSeq?: number },
  ): Promise<{ readonly items: readonly AuditRecord[]; readonly next: number | null }>;
  get(caller: Caller, id: string): Promise<AuditRecord>;
  /**
   * The trail as it stood when this was called, oldest first, in chunks of bounded size. That somebody takes it
   * away is recorded before the first line leaves, and how much they got when the last one has, or they let go.
   */
  export(caller: Caller, wanted: AuditWanted, format: ExportFormat): Promise<AsyncIterable<string>>;
  /** Walks the whole hash chain. */
  verify(caller: Caller): Promise<ChainVerdict>;
  /** What happened in the reset whose reference somebody read out; `not-found` for an unknown one. */
  resetByReference(caller: Caller, reference: string): Promise<ResetStory>;
  /** Records that somebody known tried what they may not do. */
  denied(caller: Caller, permission: Permission, route: string): Promise<void>;
}

const BATCH = 500;
const MOST_EVENTS_OF_A_RESET = 200;

export function createAuditService(deps: {
  readonly storage: Storage;
  readonly directories: Directories;
  readonly vault: Vault;
  readonly clock: Clock;
}): AuditService {
  const { storage, vault, clock } = deps;

  async function* recordsAfter(tenantId: string, seq: number): AsyncGenerator<AuditRecord> {
    for (let last = seq; ; ) {
      const batch = await storage.audit.after(tenantId, last, BATCH);
      yield* batch;
      const end = batch.at(-1);
      if (!end || batch.length < BATCH) return;
      last = end.seq;
    }
  }

  function exported(
    caller: Caller,
    format: ExportFormat,
    outcome: AuditOutcome,
    rows: number | null,
  ): Promise<AuditRecord> {
    return record(storage, caller, 'audit.exported', {
      at: clock.now(),
      outcome,
      fields: { format, rows },
    });
  }

  async function* linesOf(
    caller: Caller,
    wanted: AuditWanted,
    format: ExportFormat,
    lastSeq: number,
  ): AsyncGenerator<string> {
    const { heading, line } = recordLines[format];
    let rows = 0;
    let outcome: AuditOutcome = 'failure';
    try {
      let chunk = heading;
      for await (const one of recordsAfter(caller.actor.tenantId, 0)) {
        if (one.seq > lastSeq) break;
        if (!recordMatches(one, wanted)) continue;
        chunk += line(one);
        rows += 1;
        if (rows % BATCH !== 0) continue;
        yield chunk;
        chunk = '';
      }
      yield chunk;
      outcome = 'success';
    } finally {
      await exported(caller, format, outcome, rows);
    }
  }

  return {
    async page({ actor }, wanted) {
      authorize(actor, 'audit.read');
      const found = await storage.audit.page(actor.tenantId, {
        ...wanted,
        limit: wanted.limit + 1,
      });
      const items = found.slice(0, wanted.limit);
      return { items, next: found.length > items.length ? (items.at(-1)?.seq ?? null) : null };
    },

    async get({ actor }, id) {
      authorize(actor, 'audit.read');
      const found = await storage.audit.get(actor.tenantId, id);
      if (!found) throw new PosternError('not-found');
      return found;
    },

    async export(caller, wanted, format) {
      authorize(caller.actor, 'audit.export');
      const head = await storage.audit.head(caller.actor.tenantId);
      await exported(caller, format, 'pending', null);
      return linesOf(caller, wanted, format, head?.seq ?? 0);
    },

    async verify({ actor }) {
      authorize(actor, 'audit.read');
      const { tenantId } = actor;
      return verifyChain({
        tenantId,
        mac: (text) => vault.mac('audit-chain', text),
        records: recordsAfter(tenantId, 0),
        readHead: () => storage.audit.head(tenantId),
      });
    },

    async resetByReference({ actor }, reference) {
      authorize(actor, 'audit.read');
      const { tenantId } = actor;
      const reset = await storage.resetSessions.byReference(tenantId, spelledOut(reference));
      if (!reset) throw new PosternError('not-found');
      const { subject } = reset.session;
      const [user, events] = await Promise.all([
        subject ? readUser(deps.directories, subject) : Promise.resolve(null),
        storage.audit.page(tenantId, { search: reset.id, limit: MOST_EVENTS_OF_A_RESET }),
      ]);
      return { reset, user, events: events.toReversed() };
    },

    async denied(caller, permission, route) {
      await record(storage, caller, 'access.denied', {
        at: clock.now(),
        outcome: 'failure',
        fields: { permission, route },
      });
    },
  };
}

/** A reference as it was read out: capitals aside, with its dash or without, `K7QM-2F9T`. */
function spelledOut(reference: string): string {
  const signs = reference.toUpperCase().replace(/[^0-9A-Z]/g, '');
  return `${signs.slice(0, 4)}-${signs.slice(4)}`;
}
