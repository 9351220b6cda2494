import type { AuditRecordView } from '../../src/contract/activity.ts';
import type { PolicyChange } from '../../src/contract/shapes.ts';
import type { Texts } from '../locales/index.ts';

/** A type that this console has no words for, as from a newer server, is shown by its name. */
export function typeText(type: string, t: Texts): string {
  const names: Readonly<Record<string, string | undefined>> = t.audit.types;
  return names[type] ?? type;
}

export function actorText(actor: AuditRecordView['actor'], t: Texts): string {
  const kind = t.audit.actors[actor.kind] ?? actor.kind;
  const name = actor.name ?? actor.id;
  return name === null ? kind : name;
}

/** Whom or what the event is about; null when it is about nothing in particular. */
export function subjectText(event: AuditRecordView): string | null {
  return event.subject?.name ?? (event.target === null ? null : shortId(event.target));
}

/** An id is a name for machines: its start is enough to tell two apart in a list. */
function shortId(id: string): string {
  return /^[a-z]{3}_[0-9a-f]{16,}$/.test(id) ? `${id.slice(0, 12)}…` : id;
}

export function fieldName(name: string, t: Texts): string {
  const names: Readonly<Record<string, string | undefined>> = t.audit.fieldNames;
  return names[name] ?? name;
}

/** For machines alone: a digest and an id tell a reader nothing. */
const technical = new Set(['identifierMac', 'writebackId']);

/** What an event says beside its type, in one line. */
export function fieldsLine(event: AuditRecordView, t: Texts): string {
  return Object.entries(event.fields)
    .filter(([name]) => !technical.has(name))
    .filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value))
    .map(([name, value]) => `${fieldName(name, t)}: ${String(value)}`)
    .join(' · ');
}

/** The settings that an event of a changed policy tells of; null for an event of anything else. */
export function policyChangesOf(event: AuditRecordView): readonly PolicyChange[] | null {
  const { before, after } = event.fields;
  if (event.type !== 'policy.changed' || !isRecord(before) || !isRecord(after)) return null;
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].map((path) => ({
    path,
    before: before[path] ?? null,
    after: after[path] ?? null,
    weakens: false,
  }));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
