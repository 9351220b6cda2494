import type { BreakGlassCodeRow, BreakGlassCodes } from '../ports/storage/break-glass-codes.ts';
import type { StoreContext } from './context.ts';
import type { BreakGlassCodesTable } from './schema.ts';

export function createBreakGlassCodes({ db }: StoreContext): BreakGlassCodes {
  const sealed = (tenantId: string) =>
    db
      .selectFrom('break_glass_codes')
      .where('tenant_id', '=', tenantId)
      .where('used_at', 'is', null)
      .where('revoked_at', 'is', null);

  return {
    async add(row) {
      await db
        .insertInto('break_glass_codes')
        .values({
          tenant_id: row.tenantId,
          id: row.id,
          label: row.label,
          code_mac: row.codeMac,
          created_at: row.createdAt,
          used_at: row.usedAt,
          used_in: row.usedIn,
          revoked_at: row.revokedAt,
        })
        .execute();
    },
    async list(tenantId) {
      const rows = await db
        .selectFrom('break_glass_codes')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .orderBy('created_at')
        .orderBy('id')
        .execute();
      return rows.map(toRow);
    },
    async countSealed(tenantId) {
      const { count } = await sealed(tenantId)
        .select(({ fn }) => fn.countAll().as('count'))
        .executeTakeFirstOrThrow();
      return Number(count);
    },
    async consume(tenantId, codeMac, sessionId, now) {
      const row = await db
        .updateTable('break_glass_codes')
        .set({ used_at: now, used_in: sessionId })
        .where('tenant_id', '=', tenantId)
        .where('code_mac', '=', codeMac)
        .where('used_at', 'is', null)
        .where('revoked_at', 'is', null)
        .returningAll()
        .executeTakeFirst();
      return row === undefined ? null : toRow(row);
    },
    async opened(tenantId, sessionId) {
      const row = await db
        .selectFrom('break_glass_codes')
        .select('id')
        .where('tenant_id', '=', tenantId)
        .where('used_in', '=', sessionId)
        .executeTakeFirst();
      return row !== undefined;
    },
    async revoke(tenantId, id, now) {
      const row = await db
        .updateTable('break_glass_codes')
        .set({ revoked_at: now })
        .where('tenant_id', '=', tenantId)
        .where('id', '=', id)
        .where('used_at', 'is', null)
        .where('revoked_at', 'is', null)
        .returningAll()
        .executeTakeFirst();
      return row === undefined ? null : toRow(row);
    },
  };
}

function toRow(row: BreakGlassCodesTable): BreakGlassCodeRow {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    label: row.label,
    codeMac: row.code_mac,
    createdAt: row.created_at,
    usedAt: row.used_at,
    usedIn: row.used_in,
    revokedAt: row.revoked_at,
  };
}
