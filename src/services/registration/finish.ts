import { z } from 'zod';
import { PosternError } from '../../domain/errors.ts';
import { sameUser } from '../../domain/identity.ts';
import { usableFrom } from '../../domain/registration/asking.ts';
import type { Enrolment, Method } from '../../ports/method.ts';
import type { EnrolmentRow } from '../../ports/storage/enrolments.ts';
import type { Stores } from '../../ports/storage/index.ts';
import type { RegistrationRow } from '../../ports/storage/registrations.ts';
import type { SignedInUser } from '../access/access-service.ts';
import { entry, subjectOf, userActor } from '../audit/entries.ts';
import type { Visitor } from '../visitor.ts';
import { openKept } from './kept.ts';
import { sealRegistrationData } from './registration-reader.ts';
import type { FinishResult, OpenEnrolment } from './registration-service.ts';
import {
  addableMethods,
  countOf,
  type RegistrationDesk,
  requireUnheld,
  type Standing,
  standingOf,
} from './standing.ts';
import { tell } from './tell.ts';

const record = z.record(z.string(), z.unknown());
const enrolmentSchema = z.object({ kept: record, shown: record });

const over: FinishResult = { ok: false, over: true, faults: [], attemptsLeft: 0 };

/** What a person has begun in this sign-in, to be shown again; null when it is no longer there. */
export async function opened(
  desk: RegistrationDesk,
  signedIn: SignedInUser,
  enrolmentId: string,
): Promise<OpenEnrolment | null> {
  const row = await ownRow(desk, signedIn, enrolmentId);
  const method = row ? desk.methods.get(row.methodId) : undefined;
  const isLive = row !== null && row.usedAt === null && row.expiresAt > desk.clock.now();
  if (!row || !isLive || !method?.enrolment) return null;
  const { policy } = await desk.policies.current(desk.storage, row.user.tenantId);
  return {
    id: row.id,
    methodId: row.methodId,
    page: method.enrolment.page,
    shown: enrolmentSchema.parse(openKept(desk.vault, row, 'enrolment')).shown,
    settings: policy.methods[row.methodId] ?? {},
    attemptsLeft: Math.max(0, row.maxAttempts - row.attempts),
    expiresAt: row.expiresAt,
  };
}

async function ownRow(
  desk: RegistrationDesk,
  { sessionId, user }: SignedInUser,
  enrolmentId: string,
): Promise<EnrolmentRow | null> {
  const row = await desk.storage.enrolments.get(user.ref.tenantId, enrolmentId);
  const isTheirs = row?.sessionId === sessionId && sameUser(row.user, user.ref);
  return isTheirs && row.methodId !== 'step-up' ? row : null;
}

/** The answer that makes it count. It was begun by somebody who had just proved who they are, in this sign-in. */
export async function finish(
  desk: RegistrationDesk,
  visitor: Visitor,
  signedIn: SignedInUser,
  enrolmentId: string,
  typed: Readonly<Record<string, string>>,
): Promise<FinishResult> {
  const begun = await ownRow(desk, signedIn, enrolmentId);
  if (begun === null) return over;
  const { tenantId } = begun.user;
  const standing = await standingOf(desk, signedIn);
  requireUnheld(standing);
  const method = addableMethods(standing).find(({ id }) => id === begun.methodId);
  if (!method?.enrolment) throw new PosternError('not-offered');
  const row = await desk.storage.enrolments.countAttempt(tenantId, begun.id, desk.clock.now());
  if (row === null) return over;
  const result = await method.enrolment.finish(
    typed,
    enrolmentSchema.parse(openKept(desk.vault, row, 'enrolment')).kept,
    standing.person,
    method.settings.parse(standing.policy.methods[method.id]),
    await desk.tools(tenantId),
  );
  if (!result.ok) return refused(desk, visitor, signedIn, row, result.faults);
  return keep(desk, visitor, signedIn, standing, row, method, result);
}

async function refused(
  desk: RegistrationDesk,
  visitor: Visitor,
  { user, sessionId }: SignedInUser,
  row: EnrolmentRow,
  faults: Extract<FinishResult, { ok: false }>['faults'],
): Promise<FinishResult> {
  await desk.storage.audit.append(
    user.ref.tenantId,
    entry('registration.refused', {
      at: desk.clock.now(),
      outcome: 'failure',
      actor: userActor(user),
      subject: subjectOf(user),
      correlationId: sessionId,
      visitor,
      fields: { method: row.methodId },
    }),
  );
  const attemptsLeft = Math.max(0, row.maxAttempts - row.attempts);
  return { ok: false, over: attemptsLeft === 0, faults, attemptsLeft };
}

type Answered = Extract<Awaited<ReturnType<Enrolment['finish']>>, { ok: true }>;

/** Everything that follows from a right answer is written together, or nothing of it. */
async function keep(
  desk: RegistrationDesk,
  visitor: Visitor,
  signedIn: SignedInUser,
  { policy }: Standing,
  enrolment: EnrolmentRow,
  method: Method,
  answered: Answered,
): Promise<FinishResult> {
  const { user } = signedIn;
  const { tenantId } = user.ref;
  const now = desk.clock.now();
  const id = desk.random.id('reg');
  const row: RegistrationRow = {
    id,
    user: user.ref,
    methodId: method.id,
    label: answered.label,
    dataSealed: sealRegistrationData(desk.vault, tenantId, id, answered.data),
    lookupMac:
      answered.lookup === null ? null : desk.vault.mac('registration-lookup', answered.lookup),
    source: 'user',
    version: 1,
    isDefault: false,
    usableFrom: usableFrom(policy.registration, signedIn.vouchedAt, now),
    createdAt: now,
    confirmedAt: now,
    lastUsedAt: null,
  };
  const max = method.enrolment?.max(method.settings.parse(policy.methods[method.id])) ?? 0;
  try {
    const isKept = await desk.storage.transaction(async (stores) => {
      await stores.registrationStates.hold(user.ref);
      if (!(await stores.enrolments.consume(tenantId, enrolment.id, now))) return false;
      await makeRoom(stores, row, max, answered.replaces);
      await stores.registrations.add(row);
      await stores.registrationStates.confirmed(user.ref, now);
      await stores.audit.append(
        tenantId,
        entry('registration.added', {
          at: now,
          actor: userActor(user),
          subject: subjectOf(user),
          target: id,
          correlationId: signedIn.sessionId,
          visitor,
          fields: { method: method.id, name: row.label, usableFrom: row.usableFrom },
        }),
      );
      await tell(desk, stores, visitor, signedIn, 'added', { ...row, data: answered.data }, now);
      return true;
    });
    if (!isKept) return over;
  } catch (error) {
    const fault = faultOf(error, max);
    if (fault === null) throw error;
    return { ok: false, over: true, faults: [fault], attemptsLeft: 0 };
  }
  desk.signal.wake();
  return { ok: true, registrationId: id, usableFrom: row.usableFrom };
}

/** Throws `in-use` when somebody with as many as they may have adds one more in the same instant. */
async function makeRoom(
  stores: Stores,
  row: RegistrationRow,
  max: number,
  replaces: boolean,
): Promise<void> {
  if (replaces) {
    await stores.registrations.removeAllOf(row.user, row.methodId);
    return;
  }
  const there = countOf(
    { registrations: (await stores.registrations.of(row.user)).map(bare) },
    row.methodId,
  );
  if (there >= max) throw new PosternError('in-use');
}

function bare(row: RegistrationRow) {
  return { ...row, data: {} };
}

function faultOf(error: unknown, max: number) {
  if (!(error instanceof PosternError)) return null;
  if (error.code === 'in-use') return { path: '', code: 'too-many', params: { max } };
  return error.code === 'name-taken' ? { path: '', code: 'already-registered' } : null;
}
