import { PosternError } from '../../domain/errors.ts';
import type { UserRef } from '../../domain/identity.ts';
import type { AuditActor } from '../../domain/audit/events.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Directories, Directory, DirectoryUser, WriteOutcome } from '../../ports/directory.ts';
import type { JobSignal } from '../../ports/job-signal.ts';
import type { Log, Meter } from '../../ports/log.ts';
import type { Random } from '../../ports/random.ts';
import type { Storage, Stores } from '../../ports/storage/index.ts';
import type { Visitor } from '../visitor.ts';
import { recordWrite, type Written } from './write-records.ts';

/** An intent older than this is not written any more: a process that slept through it has lost its turn (F66). */
const INTENT_LIFETIME_MS = 30_000;

/** What is to be written; a change is proved once more by the directory itself, an unlock leaves the password alone. */
type Write =
  | { readonly kind: 'reset'; readonly newPassword: string }
  | { readonly kind: 'change'; readonly currentPassword: string; readonly newPassword: string }
  | { readonly kind: 'unlock' };

export type WriteRequest = Write & {
  readonly visitor: Visitor;
  readonly actor: AuditActor;
  readonly user: DirectoryUser;
  readonly sessionId: string | null;
  /** Moves whatever owns this write, in the transaction that commits the intent; throws when it may not. */
  readonly intend: (stores: Stores, writebackId: string) => Promise<void>;
  /** Moves the owner on, in the transaction that commits the outcome. */
  readonly settled: (
    stores: Stores,
    writebackId: string,
    outcome: WriteResult['outcome'],
  ) => Promise<void>;
  /** What else belongs into the transaction of a success, such as notices. */
  readonly applied: (stores: Stores, writebackId: string, at: number) => Promise<void>;
};

/** What a directory answered, or `not-made` where it was certainly never asked. */
export type WriteResult = WriteOutcome | { readonly outcome: 'not-made' };

/**
 * The one way to write to a directory: the intent, with its audit record, is committed before the directory is
 * touched, the outcome after it (invariant I3, steps S8 to S11). Nothing of this is open while the other is slow.
 */
export interface Writeback {
  /** Throws `busy` and `unavailable` when nothing was sent, with everything as it was before. */
  write(request: WriteRequest): Promise<WriteResult>;
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
      const { result, error } = await touchDirectory(deps, request, writebackId, intendedAt);
      deps.meter.observeSeconds('password_write', (deps.clock.now() - intendedAt) / 1000, {
        outcome: result.outcome,
      });
      await commitOutcome(deps, request, writebackId, result);
      deps.signal.wake();
      if (error !== undefined) throw error;
      return result;
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
    await recordWrite(stores, recordOf(request, writebackId, 'intended', at));
  });
}

function recordOf(
  { user, kind, sessionId, actor, visitor }: WriteRequest,
  writebackId: string,
  became: Written['outcome'] | 'intended',
  at: number,
) {
  const { tenantId } = user.ref;
  const correlationId = sessionId ?? writebackId;
  return { tenantId, writebackId, kind, became, at, user, correlationId, actor, visitor };
}

/** What the directory answered, and the error to pass on when it was certainly never asked. */
interface Touched {
  readonly result: WriteResult;
  readonly error?: PosternError;
}

const notMade: WriteResult = { outcome: 'not-made' };

async function touchDirectory(
  deps: WritebackDeps,
  request: WriteRequest,
  writebackId: string,
  intendedAt: number,
): Promise<Touched> {
  const { ref } = request.user;
  if (deps.clock.now() - intendedAt > INTENT_LIFETIME_MS) return { result: notMade };
  try {
    const directory = await deps.directories.get(ref.tenantId, ref.directoryId);
    return { result: await send(directory, request, writebackId) };
  } catch (error) {
    // What a directory, or the list of them, throws on purpose says that nothing was sent (ports/directory.ts).
    if (error instanceof PosternError) return { result: notMade, error };
    // The request may or may not have arrived. Reading the directory later tells; guessing would not.
    deps.log.error({ error, writebackId }, 'a write got no answer');
    return { result: { outcome: 'uncertain' } };
  }
}

function send(
  directory: Directory,
  request: WriteRequest,
  writebackId: string,
): Promise<WriteOutcome> {
  const { anchor } = request.user.ref;
  switch (request.kind) {
    case 'unlock':
      return directory.unlock(anchor, writebackId);
    case 'reset':
      return directory.setPassword(anchor, request.newPassword, writebackId);
    case 'change':
      return directory.changePassword(
        anchor,
        request.currentPassword,
        request.newPassword,
        writebackId,
      );
  }
}

async function commitOutcome(
  deps: WritebackDeps,
  request: WriteRequest,
  writebackId: string,
  result: WriteResult,
): Promise<void> {
  const at = deps.clock.now();
  const { ref } = request.user;
  const { outcome } = result;
  const reason = result.outcome === 'refused' ? result.reason : null;
  await deps.storage.transaction(async (stores) => {
    const first = await stores.writebacks.settle(ref.tenantId, writebackId, outcome, reason, at);
    // Reconciliation settled it while this process was away: the owner has moved on, the audit still hears.
    if (first) await request.settled(stores, writebackId, outcome);
    if (outcome === 'applied') {
      if (request.kind !== 'unlock') await endEverythingOf(stores, ref, request.sessionId, at);
      await request.applied(stores, writebackId, at);
    }
    await recordWrite(stores, { ...recordOf(request, writebackId, outcome, at), reason });
  });
}

/** A new password ends every session and every other reset of the person (invariant I10). */
export async function endEverythingOf(
  stores: Stores,
  user: UserRef,
  exceptResetId: string | null,
  at: number,
): Promise<void> {
  await stores.signInSessions.endAllOf(user);
  await stores.resetSessions.endOpenOf(user, exceptResetId, at);
  await stores.handOvers.voidOf(user, at);
}

/** The error for a directory's refusal: one fault of the field `password`. */
export function passwordRefused(reason: string): PosternError {
  return new PosternError('password-refused', { faults: [{ path: 'password', code: reason }] });
}
