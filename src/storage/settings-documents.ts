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

/** Reads JSON and remembers the last text under each key: documents are read with every request and hardly ever change. */
export type ReadDocument = (key: string, text: string) => unknown;

export function createReadDocument(): ReadDocument {
  const known = new Map<string, { readonly text: string; readonly document: unknown }>();
  return (key, text) => {
    const last = known.get(key);
    if (last?.text === text) return last.document;
    const document = frozen(JSON.parse(text));
    known.set(key, { text, document });
    return document;
  };
}

/** Everybody gets the same object, so nobody may change it. */
function frozen(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  for (const part of Object.values(value)) frozen(part);
  return Object.freeze(value);
}

export function createSettingsDocuments(context: StoreContext): SettingsDocuments {
  const { db } = context;
  return {
    async current(tenantId, section) {
      const [row] = await bySection(context, { tenantId, section });
      if (row === undefined) return null;
      return {
        section: row.section,
        version: row.version,
        document: context.readDocument(`${tenantId}/${section}`, row.document),
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
