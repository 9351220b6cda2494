import type { AuditActor, AuditEventType } from '../../domain/audit/events.ts';
import type { Reconciled } from '../../domain/reset/reconciliation.ts';
import type { DirectoryUser, WriteOutcome } from '../../ports/directory.ts';
import type { WritebackKind } from '../../ports/storage/writebacks.ts';
import type { Stores } from '../../ports/storage/index.ts';
import { entry, subjectOf, systemActor } from '../audit/entries.ts';
import type { Visitor } from '../visitor.ts';

/** What became of a write: what the directory answered, or what is known without an answer of its. */
export type Written = WriteOutcome | { readonly outcome: Reconciled };
type WrittenAs = Written['outcome'];

type WriteEvent = Extract<AuditEventType, `password.write-${string}` | `account.unlock-${string}`>;

const passwordEvents = {
  intended: 'password.write-intended',
  applied: 'password.write-applied',
  refused: 'password.write-refused',
  uncertain: 'password.write-uncertain',
  'not-made': 'password.write-not-made',
  unknown: 'password.write-unknown',
} as const satisfies Record<WrittenAs | 'intended', WriteEvent>;

const unlockEvents = {
  intended: 'account.unlock-intended',
  applied: 'account.unlock-applied',
  refused: 'account.unlock-refused',
  uncertain: 'account.unlock-uncertain',
  'not-made': 'account.unlock-not-made',
  unknown: 'account.unlock-unknown',
} as const satisfies Record<WrittenAs | 'intended', WriteEvent>;

const outcomes = {
  intended: 'pending',
  applied: 'success',
  refused: 'failure',
  uncertain: 'pending',
  'not-made': 'failure',
  unknown: 'failure',
} as const;

export interface WriteRecord {
  readonly tenantId: string;
  readonly writebackId: string;
  readonly kind: WritebackKind;
  readonly became: WrittenAs | 'intended';
  readonly at: number;
  /** Null where the account is gone. */
  readonly user: DirectoryUser | null;
  readonly correlationId: string;
  readonly actor?: AuditActor;
  readonly visitor?: Visitor;
  readonly reason?: string | null;
  /** Found out afterwards, from what the directory keeps. */
  readonly late?: boolean;
}

/** One step of a write in the audit trail; unlocks and passwords are told apart by their type. */
export async function recordWrite(stores: Stores, record: WriteRecord): Promise<void> {
  const { kind, became, user, reason = null } = record;
  const fields = {
    writebackId: record.writebackId,
    kind,
    ...(became === 'intended' && kind !== 'unlock' && user !== null
      ? { passwordChangedAt: user.passwordChangedAt }
      : {}),
    ...(reason === null ? {} : { reason }),
    ...(became === 'applied' && record.late === true ? { late: true } : {}),
  };
  await stores.audit.append(
    record.tenantId,
    entry((kind === 'unlock' ? unlockEvents : passwordEvents)[became], {
      at: record.at,
      outcome: outcomes[became],
      actor: record.actor ?? systemActor,
      subject: user ? subjectOf(user) : null,
      correlationId: record.correlationId,
      ...(record.visitor && { visitor: record.visitor }),
      fields,
    }),
  );
}
