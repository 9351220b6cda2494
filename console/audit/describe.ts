import type { AuditRecordView } from '../../src/contract/activity.ts';
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
