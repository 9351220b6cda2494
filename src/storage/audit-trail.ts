import { type Expression, expressionBuilder, type Kysely, type SqlBool, sql } from 'kysely';
import {
  type ChainMac,
  GENESIS_HASH,
  headMac,
  inOrder,
  isAuthentic,
  recordHash,
  redactionMac,
} from '../domain/audit/chain.ts';
import type { AuditEntry, AuditRecord } from '../domain/audit/events.ts';
import { PosternError } from '../domain/errors.ts';
import { canonicalForm } from '../domain/identifier.ts';
import type { AuditFilter, AuditTrail } from '../ports/storage/audit-trail.ts';
import { searchCondition } from './audit-search.ts';
import type { StoreContext } from './context.ts';
import { onceCompiled, type Where } from './once-compiled.ts';
import type { AuditHeadsTable, AuditRecordsTable } from './audit-tables.ts';
import type { Tables } from './schema.ts';

/** Takes the end of the chain for this transaction: whoever appends next waits until it has ended. */
const headTaken = onceCompiled((db, at: AuditHeadsTable) =>
  db
    .insertInto('audit_heads')
    .values(at)
    .onConflict((conflict) =>
      conflict.column('tenant_id').doUpdateSet((row) => ({ seq: row.ref('audit_heads.seq') })),
    )
    .returningAll(),
);

const recordAdded = onceCompiled((db, at: AuditRecordsTable) =>
  db.insertInto('audit_records').values(at),
);

const headMoved = onceCompiled((db, at: AuditHeadsTable) => {
  const { tenant_id, ...end } = at;
  return db.updateTable('audit_heads').set(end).where('tenant_id', '=', tenant_id);
});

export function createAuditTrail(context: StoreContext): AuditTrail {
  const { db, dialect, vault, random, atomically } = context;
  const mac: ChainMac = (text) => vault.mac('audit-chain', text);

  function signedHead(tenantId: string, seq: number, hash: string): AuditHeadsTable {
    return { tenant_id: tenantId, seq, hash, mac: headMac(mac, tenantId, { seq, hash }) };
  }

  async function takeHead(inside: Where, tenantId: string): Promise<AuditHeadsTable> {
    const [head] = await headTaken(inside, signedHead(tenantId, 0, GENESIS_HASH));
    if (head === undefined) throw new Error('an upsert returns the row it wrote');
    if (!vault.sameMac(head.mac, headMac(mac, tenantId, head))) {
      throw new PosternError('unexpected', {
        cause: new Error(
          `the head of the audit trail of ${tenantId} was altered; run: postern audit verify`,
        ),
      });
    }
    return head;
  }

  return {
    append(tenantId, entry) {
      return atomically(async (transaction, run) => {
        const inside = { db: transaction, dialect, run };
        const head = await takeHead(inside, tenantId);
        const unsigned = {
          ...storable(entry),
          id: random.id('evt'),
          tenantId,
          seq: head.seq + 1,
          previousHash: head.hash,
        };
        const record: AuditRecord = { ...unsigned, hash: recordHash(mac, unsigned) };
        await recordAdded(inside, toColumns(record));
        await headMoved(inside, signedHead(tenantId, record.seq, record.hash));
        return record;
      });
    },
    async page(tenantId, filter) {
      const rows = await db
        .selectFrom('audit_records')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where(await matching(db, tenantId, filter))
        .orderBy('seq', 'desc')
        .limit(filter.limit)
        .execute();
      return rows.map(toRecord);
    },
    async count(tenantId, filter) {
      const { records } = await db
        .selectFrom('audit_records')
        .select((row) => row.fn.countAll<number>().as('records'))
        .where('tenant_id', '=', tenantId)
        .where(await matching(db, tenantId, filter))
        .executeTakeFirstOrThrow();
      return records;
    },
    async get(tenantId, id) {
      const row = await db
        .selectFrom('audit_records')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('id', '=', id)
        .executeTakeFirst();
      return row === undefined ? null : toRecord(row);
    },
    async after(tenantId, seq, limit) {
      const rows = await db
        .selectFrom('audit_records')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('seq', '>', seq)
        .orderBy('seq')
        .limit(limit)
        .execute();
      return rows.map(toRecord);
    },
    async head(tenantId) {
      const row = await db
        .selectFrom('audit_heads')
        .select(['seq', 'hash', 'mac'])
        .where('tenant_id', '=', tenantId)
        .executeTakeFirst();
      return row ?? null;
    },
    async ofPerson({ tenantId, directoryId, anchor }, afterSeq, limit) {
      const theirs = { subject_directory_id: directoryId, subject_anchor: anchor };
      const journeys = db
        .selectFrom('audit_records')
        .select('correlation_id')
        .where('tenant_id', '=', tenantId)
        .where((row) => row.and(theirs))
        .where('correlation_id', 'is not', null);
      const rows = await db
        .selectFrom('audit_records')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('seq', '>', afterSeq)
        .where((row) =>
          row.or([
            row.and(theirs),
            row.and([
              row('subject_anchor', 'is', null),
              row('actor_kind', '=', 'visitor'),
              row('correlation_id', 'in', journeys),
            ]),
            row.and([
              row('actor_id', '=', anchor),
              row('actor_kind', 'in', ['user', 'administrator']),
            ]),
          ]),
        )
        .orderBy('seq')
        .limit(limit)
        .execute();
      return rows.map(toRecord);
    },
    async redact(seen, parts) {
      if (!isAuthentic(mac, seen)) {
        throw new PosternError('unexpected', {
          cause: new Error(
            `record ${seen.seq} of the audit trail of ${seen.tenantId} was altered; run: postern audit verify`,
          ),
        });
      }
      const left: AuditRecord = { ...seen, ...parts };
      const columns = toColumns({ ...left, redactionMac: redactionMac(mac, left) });
      const changed = await db
        .updateTable('audit_records')
        .set({
          actor_name: columns.actor_name,
          actor_key: columns.actor_key,
          subject_name: columns.subject_name,
          subject_key: columns.subject_key,
          ip: columns.ip,
          user_agent: columns.user_agent,
          fields: columns.fields,
          redaction_mac: columns.redaction_mac,
        })
        .where('tenant_id', '=', seen.tenantId)
        .where('seq', '=', seen.seq)
        .where('hash', '=', seen.hash)
        .where((row) =>
          seen.redactionMac === undefined
            ? row('redaction_mac', 'is', null)
            : row('redaction_mac', '=', seen.redactionMac),
        )
        .returning('seq')
        .executeTakeFirst();
      return changed !== undefined;
    },
  };
}

async function matching(
  db: Kysely<Tables>,
  tenantId: string,
  filter: Omit<AuditFilter, 'limit'>,
): Promise<Expression<SqlBool>> {
  const row = expressionBuilder<Tables, 'audit_records'>();
  const conditions: Expression<SqlBool>[] = [];
  // PostgreSQL has no empty list to be in.
  if (filter.types?.length === 0) return sql<SqlBool>`1 = 0`;
  if (filter.types !== undefined) conditions.push(row('type', 'in', [...filter.types]));
  if (filter.outcome !== undefined) conditions.push(row('outcome', '=', filter.outcome));
  if (filter.from !== undefined) conditions.push(row('at', '>=', filter.from));
  if (filter.to !== undefined) conditions.push(row('at', '<=', filter.to));
  if (filter.beforeSeq !== undefined) conditions.push(row('seq', '<', filter.beforeSeq));
  const search = filter.search?.trim() ?? '';
  if (search !== '') conditions.push(await searchCondition(db, tenantId, search));
  return row.and(conditions);
}

/**
 * The entry as it will be read back: PostgreSQL keeps no NUL, and neither database an unpaired surrogate.
 * A hash over anything else would call an untouched record altered.
 */
function storable(entry: AuditEntry): AuditEntry {
  return {
    ...entry,
    actor: {
      kind: entry.actor.kind,
      id: storableText(entry.actor.id),
      name: storableText(entry.actor.name),
    },
    subject:
      entry.subject === null
        ? null
        : {
            directoryId: entry.subject.directoryId,
            anchor: entry.subject.anchor,
            name: storableText(entry.subject.name) ?? '',
          },
    target: storableText(entry.target),
    correlationId: storableText(entry.correlationId),
    ip: storableText(entry.ip),
    userAgent: storableText(entry.userAgent),
    fields: JSON.parse(JSON.stringify(inOrder(entry.fields))) as AuditEntry['fields'],
  };
}

function storableText(text: string | null): string | null {
  return text === null ? null : text.replaceAll('\0', '\u{FFFD}').toWellFormed();
}

function toColumns(record: AuditRecord): AuditRecordsTable {
  const { actor, subject } = record;
  return {
    tenant_id: record.tenantId,
    seq: record.seq,
    id: record.id,
    type: record.type,
    at: record.at,
    outcome: record.outcome,
    actor_kind: actor.kind,
    actor_id: actor.id,
    actor_name: actor.name,
    actor_key: actor.name === null ? null : canonicalForm(actor.name),
    subject_directory_id: subject?.directoryId ?? null,
    subject_anchor: subject?.anchor ?? null,
    subject_name: subject?.name ?? null,
    subject_key: subject === null ? null : canonicalForm(subject.name),
    target: record.target,
    correlation_id: record.correlationId,
    ip: record.ip,
    user_agent: record.userAgent,
    fields: JSON.stringify(record.fields),
    previous_hash: record.previousHash,
    hash: record.hash,
    redaction_mac: record.redactionMac ?? null,
  };
}

function toRecord(row: AuditRecordsTable): AuditRecord {
  return {
    type: row.type as AuditRecord['type'],
    at: row.at,
    outcome: row.outcome as AuditRecord['outcome'],
    actor: {
      kind: row.actor_kind as AuditRecord['actor']['kind'],
      id: row.actor_id,
      name: row.actor_name,
    },
    subject:
      row.subject_directory_id === null || row.subject_anchor === null || row.subject_name === null
        ? null
        : {
            directoryId: row.subject_directory_id,
            anchor: row.subject_anchor,
            name: row.subject_name,
          },
    target: row.target,
    correlationId: row.correlation_id,
    ip: row.ip,
    userAgent: row.user_agent,
    fields: JSON.parse(row.fields) as AuditRecord['fields'],
    id: row.id,
    tenantId: row.tenant_id,
    seq: row.seq,
    previousHash: row.previous_hash,
    hash: row.hash,
    ...(row.redaction_mac !== null && { redactionMac: row.redaction_mac }),
  };
}
