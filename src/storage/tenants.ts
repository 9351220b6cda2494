import type { TenantRow, Tenants } from '../ports/storage/tenants.ts';
import type { StoreContext } from './context.ts';
import { onceCompiled } from './once-compiled.ts';
import type { TenantsTable } from './schema.ts';

const toTenant = (row: TenantsTable): TenantRow => ({
  id: row.id,
  name: row.name,
  createdAt: row.created_at,
});

const byId = onceCompiled((db, at: { id: string }) =>
  db.selectFrom('tenants').selectAll().where('id', '=', at.id),
);

export function createTenants(context: StoreContext): Tenants {
  const { db } = context;
  return {
    async add(tenant) {
      await db
        .insertInto('tenants')
        .values({ id: tenant.id, name: tenant.name, created_at: tenant.createdAt })
        .execute();
    },
    async get(id) {
      const [row] = await byId(context, { id });
      return row === undefined ? null : toTenant(row);
    },
    async list() {
      const rows = await db
        .selectFrom('tenants')
        .selectAll()
        .orderBy('created_at')
        .orderBy('id')
        .execute();
      return rows.map(toTenant);
    },
    async rename(id, name) {
      await db.updateTable('tenants').set({ name }).where('id', '=', id).execute();
    },
  };
}
