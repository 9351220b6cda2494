import type { AuditRecord } from '../../domain/audit/events.ts';
import { canonicalForm } from '../../domain/identifier.ts';
import type { AuditFilter } from '../../ports/storage/audit-trail.ts';

/** The filter of the stored trail, for records that are read in order: it finds what the store's own query finds. */
export function recordMatches(
  record: AuditRecord,
  wanted: Omit<AuditFilter, 'limit' | 'beforeSeq'>,
): boolean {
  return (
    (wanted.types === undefined || wanted.types.includes(record.type)) &&
    (wanted.outcome === undefined || record.outcome === wanted.outcome) &&
    (wanted.from === undefined || record.at >= wanted.from) &&
    (wanted.to === undefined || record.at <= wanted.to) &&
    nameOrId(record, wanted.search?.trim() ?? '')
  );
}

function nameOrId(record: AuditRecord, search: string): boolean {
  const { id, subject, actor, correlationId, target } = record;
  if (search === '') return true;
  const start = canonicalForm(search);
  const names = [subject?.name, actor.name];
  const ids = [id, correlationId, subject?.anchor, actor.id, target];
  return (
    names.some((name) => canonicalForm(name ?? '').startsWith(start)) ||
    ids.some((one) => one === search)
  );
}
