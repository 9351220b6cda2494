import { PosternError } from '../../domain/errors.ts';
import type { UserRef } from '../../domain/identity.ts';
import type { AuditActor } from '../../domain/audit/events.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Directories, DirectoryUser, WriteOutcome } from '../../ports/directory.ts';
import type { JobSignal } from '../../ports/job-signal.ts';
import type { Log, Meter } from '../../ports/log.ts';
import type { Random } from '../../ports/random.ts';
import type { Storage, Stores } from '../../ports/storage/index.ts';
import { entry, subjectOf } from '../audit/entries.ts';
import type { Visitor } from '../visitor.ts';

/** An intent older than this is not written any more: a process that slept through it has lost its turn (F66). */
const INTENT_LIFETIME_MS = 30_000;

export interface WriteRequest {
  readonly visitor: Visitor;
  readonly actor: AuditActor;
  readonly user: DirectoryUser;
  readonly kind: 'reset' | 'change';
  readonly newPassword: string;
  /** For a change: proved once more by the directory itself. */
  readonly currentPassword?: string;
  readonly sessionId: string | null;
  /** Moves whatever owns this write, in the transaction that commits the intent; throws when it may not. */
  readonly intend: (stores: Stores, writebackId: string) => Promise<void>;
  /** Moves the owner on, in the transaction that commits the outcome. */
  readonly settled: (
    stores: Stores,
    writebackId: string,
    outcome: WriteOutcome['outcome'],
  ) => Promise<void>;
  /** What else belongs into the transaction of a success, such as notices. */
  readonly applied: (stores: Stores, writebackId: string, at: number) => Promise<void>;
}

/**
 * The one way to a directory's passwords: the intent, with its audit record, is committed before the directory is
 * touched, the outcome after it (invariant I3, steps S8 to S11). Nothing of this is open while the other is slow.
 */
export interface Writeback {
  write(request: WriteRequest): Promise<WriteOutcome>;
}

export interface WritebackDeps {
  readonly storage: Storage;
  readonly directories: Directories;
  readonly random: Random;
  readonly clock: Clock;
  readonly log: Log;
  readonly meter: Meter;
  readonly signal: JobSignal;
}

export function createWriteback(deps: WritebackDeps): Writeback {
  return {
    async write(request) {
      const writebackId = deps.random.id('wbk');
      const intendedAt = deps.clock.now();
      await commitIntent(deps, request, writebackId, intendedAt);
      const { outcome, error } = await touchDirectory(deps, request, writebackId, intendedAt);
      deps.meter.observeSeconds('password_write', (deps.clock.now() - intendedAt) / 1000, {
        outcome: outcome.outcome,
      });
      await commitOutcome(deps, request, writebackId, outcome);
      deps.signal.wake();
      if (error !== undefined) throw error;
      return outcome;
    },
  };
}

async function commitIntent(
  deps: WritebackDeps,
  request: WriteRequest,
  writebackId: string,
  at: number,
): Promise<void> {
  const { user } = request;
  await deps.storage.transaction(async (stores) => {
    await request.intend(stores, writebackId);
    await stores.writebacks.add({
      id: writebackId,
      tenantId: user.ref.tenantId,
      user: user.ref,
      sessionId: request.sessionId,
      kind: request.kind,
      passwordChangedAtBefore: user.passwordChangedAt,
      intendedAt: at,
      outcome: 'pending',
      reason: null,
      settledAt: null,
    });
    await stores.audit.append(
      user.ref.tenantId,
      entry('password.write-intended', {
        at,
        outcome: 'pending',
        actor: request.actor,
        subject: subjectOf(user),
        correlationId: request.sessionId ?? writebackId,
        visitor: request.visitor,
        fields: { writebackId, kind: request.kind, passwordChangedAt: user.passwordChangedAt },
      }),
    );
  });
}

/** What the directory answered, and the error to pass on when it was certainly never asked. */
interface Touched {
  readonly outcome: WriteOutcome;
  readonly error?: PosternError;
}

const notMade: WriteOutcome = { outcome: 'refused', reason: 'unknown' };

async function touchDirectory(
  deps: WritebackDeps,
  request: WriteRequest,
  writebackId: string,
  intendedAt: number,
): Promise<Touched> {
  const { ref } = request.user;
  if (deps.clock.now() - intendedAt > INTENT_LIFETIME_MS) return { outcome: notMade };
  const directory = await deps.directories.get(ref.tenantId, ref.directoryId);
  try {
    const outcome =
      request.currentPassword === undefined
        ? await directory.setPassword(ref.anchor, request.newPassword, writebackId)
        : await directory.changePassword(
            ref.anchor,
            request.currentPassword,
            request.newPassword,
            writebackId,
          );
    return { outcome };
  } catch (error) {
    // A full queue turns work away before any of it is done.
    if (error instanceof PosternError && error.code === 'busy') return { outcome: notMade, error };
    // The request may or may not have arrived. Reading the directory later tells; guessing would not.
    deps.log.error({ error, writebackId }, 'password write got no answer');
    return { outcome: { outcome: 'uncertain' } };
  }
}

async function commitOutcome(
  deps: WritebackDeps,
  request: WriteRequest,
  writebackId: string,
  outcome: WriteOutcome,
): Promise<void> {
  const at = deps.clock.now();
  const { ref } = request.user;
  await deps.storage.transaction(async (stores) => {
    const reason = outcome.outcome === 'refused' ? outcome.reason : null;
    const first = await stores.writebacks.settle(
      ref.tenantId,
      writebackId,
      outcome.outcome,
      reason,
      at,
    );
    // Reconciliation settled it while this process was away: the owner has moved on, the audit still hears.
    if (first) await request.settled(stores, writebackId, outcome.outcome);
    if (outcome.outcome === 'applied') {
      await endEverythingOf(stores, ref, request.sessionId, at);
      await request.applied(stores, writebackId, at);
    }
    await stores.audit.append(
      ref.tenantId,
      entry(auditTypeOf[outcome.outcome], {
        at,
        outcome:
          outcome.outcome === 'applied'
            ? 'success'
            : outcome.outcome === 'refused'
              ? 'failure'
              : 'pending',
        actor: request.actor,
        subject: subjectOf(request.user),
        correlationId: request.sessionId ?? writebackId,
        visitor: request.visitor,
        fields: { writebackId, kind: request.kind, ...(reason === null ? {} : { reason }) },
      }),
    );
  });
}

const auditTypeOf = {
  applied: 'password.write-applied',
  refused: 'password.write-refused',
  uncertain: 'password.write-uncertain',
} as const;

/** A new password ends every session and every other reset of the person (invariant I10). */
export async function endEverythingOf(
  stores: Stores,
  user: UserRef,
  exceptResetId: string | null,
  at: number,
): Promise<void> {
  await stores.signInSessions.endAllOf(user);
  await stores.resetSessions.endOpenOf(user, exceptResetId, at);
}

/** The error for a directory's refusal: one fault of the field `password`. */
export function passwordRefused(reason: string): PosternError {
  return new PosternError('password-refused', { faults: [{ path: 'password', code: reason }] });
}
