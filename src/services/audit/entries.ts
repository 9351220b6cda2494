import type {
  AuditActor,
  AuditEntry,
  AuditEventType,
  AuditOutcome,
} from '../../domain/audit/events.ts';
import type { DirectoryUser } from '../../ports/directory.ts';
import type { Visitor } from '../visitor.ts';

export const systemActor: AuditActor = { kind: 'system', id: null, name: null };
export const visitorActor: AuditActor = { kind: 'visitor', id: null, name: null };

/** Somebody who proved who they are, acting on their own account. */
export function userActor(user: DirectoryUser): AuditActor {
  return { kind: 'user', id: user.ref.anchor, name: user.username };
}

export function subjectOf(user: DirectoryUser): NonNullable<AuditEntry['subject']> {
  return { directoryId: user.ref.directoryId, anchor: user.ref.anchor, name: user.username };
}

export interface EntryParts<T extends AuditEventType> {
  readonly at: number;
  readonly outcome?: AuditOutcome;
  readonly actor?: AuditActor;
  readonly subject?: AuditEntry['subject'];
  readonly target?: string | null;
  readonly correlationId?: string | null;
  readonly visitor?: Pick<Visitor, 'ip' | 'userAgent'>;
  readonly fields?: AuditEntry<T>['fields'];
}

/** An audit entry with the parts that are the same for most events filled in: a success of the system's own. */
export function entry<T extends AuditEventType>(type: T, parts: EntryParts<T>): AuditEntry<T> {
  return {
    type,
    at: parts.at,
    outcome: parts.outcome ?? 'success',
    actor: parts.actor ?? systemActor,
    subject: parts.subject ?? null,
    target: parts.target ?? null,
    correlationId: parts.correlationId ?? null,
    ip: parts.visitor?.ip ?? null,
    userAgent: parts.visitor?.userAgent ?? null,
    fields: parts.fields ?? {},
  };
}
