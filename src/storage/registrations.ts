import type { UserRef } from '../domain/identity.ts';
import { PosternError } from '../domain/errors.ts';
import type { RegistrationRow, Registrations } from '../ports/storage/registrations.ts';
import type { StoreContext } from './context.ts';
import { onceCompiled } from './once-compiled.ts';
import type { RegistrationsTable } from './schema.ts';
import { startsWith } from './text-range.ts';

const ofUser = onceCompiled((db, user: UserRef) =>
  db
    .selectFrom('registrations')
    .selectAll()
    .where('tenant_id', '=', user.tenantId)
    .where('directory_id', '=', user.directoryId)
    .where('anchor', '=', user.anchor)
    .orderBy('created_at')
    .orderBy('id'),
);

export function createRegistrations(context: StoreContext): Registrations {
  const { db, dialect } = context;
  return {
    async add(row) {
      try {
        await db.insertInto('registrations').values(toColumns(row)).execute();
      } catch (error) {
        if (dialect.faultOf(error) !== 'duplicate') throw error;
        throw new PosternError('name-taken', { cause: error });
      }
    },
    async of(user) {
      return (await ofUser(context, user)).map(toRow);
    },
    async get(tenantId, id) {
      const row = await db
        .selectFrom('registrations')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('id', '=', id)
        .executeTakeFirst();
      return row === undefined ? null : toRow(row);
    },
    async byLookup(tenantId, methodId, lookupMac) {
      const row = await db
        .selectFrom('registrations')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('method_id', '=', methodId)
        .where('lookup_mac', '=', lookupMac)
        .executeTakeFirst();
      return row === undefined ? null : toRow(row);
    },
    async imported(tenantId, methodId, { label, after, limit }) {
      const rows = await db
        .selectFrom('registrations')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('method_id', '=', methodId)
        .where('source', '=', 'import')
        .$if(label !== '', (some) => some.where(startsWith('label', label)))
        .$if(after !== null, (some) =>
          some.where((row) =>
            row.or([
              row('label', '>', after?.label ?? ''),
              row.and([row('label', '=', after?.label ?? ''), row('id', '>', after?.id ?? '')]),
            ]),
          ),
        )
        .orderBy('label')
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(toRow);
    },
    async replace(seenVersion, next) {
      const { tenant_id, id, ...rest } = toColumns({ ...next, version: seenVersion + 1 });
      const row = await db
        .updateTable('registrations')
        .set(rest)
        .where('tenant_id', '=', tenant_id)
        .where('id', '=', id)
        .where('version', '=', seenVersion)
        .returningAll()
        .executeTakeFirst();
      return row === undefined ? null : toRow(row);
    },
    async remove(user, id, seenVersion) {
      const removed = await db
        .deleteFrom('registrations')
        .where((row) => row.and(columnsOf(user)))
        .where('id', '=', id)
        .where('version', '=', seenVersion)
        .returning('id')
        .executeTakeFirst();
      return removed !== undefined;
    },
    async removeAllOf(user, methodId) {
      const { numDeletedRows } = await db
        .deleteFrom('registrations')
        .where((row) => row.and(columnsOf(user)))
        .$if(methodId !== null, (rows) => rows.where('method_id', '=', methodId ?? ''))
        .executeTakeFirstOrThrow();
      return Number(numDeletedRows);
    },
    async countIn(tenantId, directoryId) {
      const { count } = await db
        .selectFrom('registrations')
        .select(({ fn }) => fn.countAll().as('count'))
        .where('tenant_id', '=', tenantId)
        .where('directory_id', '=', directoryId)
        .executeTakeFirstOrThrow();
      return Number(count);
    },
    async removeAllIn(tenantId, directoryId) {
      const { numDeletedRows } = await db
        .deleteFrom('registrations')
        .where('tenant_id', '=', tenantId)
        .where('directory_id', '=', directoryId)
        .executeTakeFirstOrThrow();
      return Number(numDeletedRows);
    },
    async purge(methodId, createdBefore, limit) {
      const { numDeletedRows } = await db
        .deleteFrom('registrations')
        .where((row) =>
          row(
            'id',
            'in',
            db
              .selectFrom('registrations')
              .select('id')
              .where('method_id', '=', methodId)
              .where('created_at', '<', createdBefore)
              .limit(limit),
          ),
        )
        .executeTakeFirstOrThrow();
      return Number(numDeletedRows);
    },
  };
}

function columnsOf(user: UserRef) {
  return { tenant_id: user.tenantId, directory_id: user.directoryId, anchor: user.anchor };
}

function toColumns(row: RegistrationRow): RegistrationsTable {
  return {
    ...columnsOf(row.user),
    id: row.id,
    method_id: row.methodId,
    label: row.label,
    data_sealed: row.dataSealed,
    lookup_mac: row.lookupMac,
    source: row.source,
    version: row.version,
    is_default: row.isDefault ? 1 : 0,
    usable_from: row.usableFrom,
    created_at: row.createdAt,
    confirmed_at: row.confirmedAt,
    last_used_at: row.lastUsedAt,
  };
}

function toRow(row: RegistrationsTable): RegistrationRow {
  return {
    user: { tenantId: row.tenant_id, directoryId: row.directory_id, anchor: row.anchor },
    id: row.id,
    methodId: row.method_id,
    label: row.label,
    dataSealed: row.data_sealed,
    lookupMac: row.lookup_mac,
    source: row.source as RegistrationRow['source'],
    version: row.version,
    isDefault: row.is_default === 1,
    usableFrom: row.usable_from,
    createdAt: row.created_at,
    confirmedAt: row.confirmed_at,
    lastUsedAt: row.last_used_at,
  };
}
