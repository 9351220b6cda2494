import type { AuditEntry, AuditFieldValue, AuditRecord } from './events.ts';

/** Somebody whose name leaves the trail, and what stands in its place from then on. */
export interface ErasedPerson {
  readonly directoryId: string;
  readonly anchor: string;
  readonly pseudonym: string;
}

export type RedactedParts = Pick<AuditRecord, 'actor' | 'subject' | 'ip' | 'userAgent' | 'fields'>;

/** Fields that can say who somebody is or how they are reached. What happened, by which method and why stays. */
const personalFields: ReadonlySet<string> = new Set([
  'after',
  'before',
  'caseReference',
  'destination',
  'identifierMac',
  'label',
  'name',
]);

/**
 * A record without what it says of one person: their name gives way to the pseudonym, and the addresses they were
 * reached at and came from are gone. The ids stay, so that what belongs together can still be found. Null when the record
 * says nothing of them, or nothing any more.
 *
 * @param record one of those that are theirs; one of a visitor without a subject is the beginning of their journey.
 */
export function redacted(record: AuditRecord, person: ErasedPerson): RedactedParts | null {
  const isSubject =
    record.subject?.anchor === person.anchor && record.subject.directoryId === person.directoryId;
  const isActor = isPersonsOwn(record) && record.actor.id === person.anchor;
  const isBeginning = record.subject === null && record.actor.kind === 'visitor';
  if (!isSubject && !isActor && !isBeginning) return null;
  // A visitor whom nobody had asked for a proof yet came from where the person may have been.
  const cameFromThem = isActor || record.actor.kind === 'visitor';
  const { subject, actor } = record;
  const parts: RedactedParts = {
    actor: isActor ? { ...actor, name: person.pseudonym } : actor,
    subject: subject && isSubject ? { ...subject, name: person.pseudonym } : subject,
    ip: cameFromThem ? null : record.ip,
    userAgent: cameFromThem ? null : record.userAgent,
    fields:
      isSubject || isBeginning ? withoutPersonal(record.fields, person.pseudonym) : record.fields,
  };
  return textOf(parts) === textOf(record) ? null : parts;
}

function isPersonsOwn({ actor: { kind } }: AuditRecord): boolean {
  return kind === 'user' || kind === 'administrator';
}

function withoutPersonal(fields: AuditEntry['fields'], pseudonym: string): AuditEntry['fields'] {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]): [string, AuditFieldValue] => [
      name,
      personalFields.has(name) && value !== null ? pseudonym : value,
    ]),
  );
}

function textOf({ actor, subject, ip, userAgent, fields }: RedactedParts): string {
  return JSON.stringify([actor.name, subject?.name ?? null, ip, userAgent, fields]);
}
