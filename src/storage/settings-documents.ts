import type { SettingsDocuments } from '../ports/storage/settings-documents.ts';
import type { StoreContext } from './context.ts';
import { onceCompiled } from './once-compiled.ts';

const bySection = onceCompiled((db, at: { tenantId: string; section: string }) =>
  db
    .selectFrom('settings_documents')
    .selectAll()
    .where('tenant_id', '=', at.tenantId)
    .where('section', '=', at.section),
);

export function createSettingsDocuments(context: StoreContext): SettingsDocuments {
  const { db } = context;
  return {
    async current(tenantId, section) {
      const [row] = await bySection(context, { tenantId, section });
      if (row === undefined) return null;
      return {
        section: row.section,
        version: row.version,
        document: JSON.parse(row.document) as unknown,
        updatedAt: row.updated_at,
        updatedBy: row.updated_by,
      };
    },
    async replace(tenantId, section, expectedVersion, document, at, by) {
      const next = {
        version: expectedVersion + 1,
        document: JSON.stringify(document),
        updated_at: at,
        updated_by: by,
      };
      const written =
        expectedVersion === 0
          ? await db
              .insertInto('settings_documents')
              .values({ tenant_id: tenantId, section, ...next })
              .onConflict((conflict) => conflict.columns(['tenant_id', 'section']).doNothing())
              .returning('version')
              .executeTakeFirst()
          : await db
              .updateTable('settings_documents')
              .set(next)
              .where('tenant_id', '=', tenantId)
              .where('section', '=', section)
              .where('version', '=', expectedVersion)
              .returning('version')
              .executeTakeFirst();
      return written?.version ?? null;
    },
  };
}
