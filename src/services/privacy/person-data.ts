import type { AuditRecord } from '../../domain/audit/events.ts';
import type { UserRef } from '../../domain/identity.ts';
import type { Registration } from '../../domain/registration/registration.ts';
import type { Role } from '../../domain/access/permissions.ts';
import type { DirectoryUser } from '../../ports/directory.ts';
import type { MethodRegistry } from '../../ports/method.ts';
import type { PersonalRecords } from '../../ports/storage/personal-data.ts';
import type { RegistrationStateRow } from '../../ports/storage/registration-states.ts';

/** Everything Postern holds about one person, but for what answers a challenge. Times are epoch ms. */
export interface PersonData extends PersonalRecords {
  readonly person: UserRef;
  readonly exportedAt: number;
  /** As the directory has them; null when it does not have them any more. */
  readonly profile: DirectoryUser | null;
  readonly groups: readonly { readonly directoryId: string; readonly name: string }[];
  readonly roles: readonly Role[];
  readonly frozenAt: number | null;
  readonly registrations: readonly ExportedRegistration[];
  readonly asked: Omit<RegistrationStateRow, 'user'> | null;
  readonly campaign: {
    readonly standing: string;
    readonly reminders: number;
    readonly lastRemindedAt: number | null;
  } | null;
  /** Messages that left for them or could not, by what the trail says of each; their texts are not kept. */
  readonly messages: readonly {
    readonly at: number;
    readonly message: string;
    readonly destination: string;
    readonly delivery: string;
  }[];
  /** What they did and what was done about them, in order, with the ids that find it in the audit logs. */
  readonly events: readonly Omit<AuditRecord, 'tenantId' | 'previousHash' | 'hash'>[];
}

export interface ExportedRegistration extends Omit<Registration, 'data'> {
  /** The number or address a code goes to; null for what nothing is sent to. */
  readonly destination: string | null;
}

/** The number or address is the person's own; the seed, the digest and the key are nobody's to see. */
export function exportedRegistration(
  methods: MethodRegistry,
  { data, ...registration }: Registration,
): ExportedRegistration {
  const sent = methods.get(registration.methodId)?.kind === 'sent-code';
  const destination = sent ? (data['address'] ?? data['number']) : null;
  return {
    ...registration,
    destination: typeof destination === 'string' ? destination : null,
  };
}

const messageEvents = new Set<AuditRecord['type']>([
  'reset.code-sent',
  'reset.code-not-sent',
  'user.notified',
  'user.notice-failed',
]);

export function messagesIn(records: readonly AuditRecord[]): PersonData['messages'] {
  return records
    .filter(({ type }) => messageEvents.has(type))
    .map(({ at, type, fields }) => ({
      at,
      message: textOf(fields['notice']) || type,
      destination: textOf(fields['destination']),
      delivery: textOf(fields['delivery'] ?? fields['reason']),
    }));
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
