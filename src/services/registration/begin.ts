import { userKey } from '../../domain/identity.ts';
import { PosternError } from '../../domain/errors.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import type { ChannelKind } from '../../ports/channel.ts';
import type { DirectoryUser } from '../../ports/directory.ts';
import type { EnrolmentRow } from '../../ports/storage/enrolments.ts';
import type { Stores } from '../../ports/storage/index.ts';
import type { SignedInUser } from '../access/access-service.ts';
import { tooManyRequests } from '../throttle/limiter.ts';
import type { Visitor } from '../visitor.ts';
import { sealKept } from './kept.ts';
import type { BeginResult } from './registration-service.ts';
import { addableMethods, type RegistrationDesk, requireMayChange, standingOf } from './standing.ts';

/** A code that is sent lives at most ten minutes (R029); what is only shown, as long as a registration session. */
const SENT_LIFETIME_MS = 10 * 60 * 1000;
const SHOWN_LIFETIME_MS = 15 * 60 * 1000;
export const ATTEMPTS = 5;

/** Begins to register a method; what was begun of it before in this sign-in is over. */
export async function begin(
  desk: RegistrationDesk,
  visitor: Visitor,
  signedIn: SignedInUser,
  methodId: string,
  typed: Readonly<Record<string, string>>,
): Promise<BeginResult> {
  const standing = await standingOf(desk, signedIn);
  requireMayChange(desk, standing, signedIn);
  const method = addableMethods(standing).find(({ id }) => id === methodId);
  const enrolment = method?.enrolment ?? null;
  if (!method || enrolment === null) throw new PosternError('not-found');
  const { user } = signedIn;
  const { tenantId } = user.ref;
  const begun = await enrolment.begin(
    typed,
    standing.person,
    method.settings.parse(standing.policy.methods[methodId]),
    await desk.tools(tenantId),
  );
  if (!begun.ok) return { ok: false, faults: begun.faults };
  const { send, kept, shown } = begun;
  if (send !== null) {
    const reaches = await desk.reach(desk.storage, tenantId);
    if (!reaches(send.carrier, send.to)) {
      return { ok: false, faults: [{ path: 'number', code: 'country-not-served' }] };
    }
    await admitCode(desk, standing.policy, user, send);
  }
  const now = desk.clock.now();
  const id = desk.random.id('enr');
  const expiresAt = now + (send === null ? SHOWN_LIFETIME_MS : SENT_LIFETIME_MS);
  const row: EnrolmentRow = {
    id,
    user: user.ref,
    methodId,
    sessionId: signedIn.sessionId,
    keptSealed: sealKept(desk.vault, tenantId, id, 'enrolment', { kept, shown }),
    attempts: 0,
    maxAttempts: ATTEMPTS,
    createdAt: now,
    expiresAt,
    usedAt: null,
  };
  await desk.storage.transaction(async (stores) => {
    await stores.enrolments.voidOf(tenantId, signedIn.sessionId, methodId, now);
    await stores.enrolments.add(row);
    if (send !== null) {
      await sendCode(desk, stores, visitor, user, { ...send, purpose: 'register', expiresAt, now });
    }
  });
  if (send !== null) desk.signal.wake();
  return { ok: true, enrolmentId: id };
}

/** Counts a code to where it goes and for whom it goes there; throws `too-many-requests`. */
export async function admitCode(
  desk: RegistrationDesk,
  policy: Policy,
  user: DirectoryUser,
  { carrier, to }: { readonly carrier: ChannelKind; readonly to: string },
): Promise<void> {
  const key = to.toLowerCase();
  const kind = carrier === 'email' ? 'mail' : 'phone';
  const until = await desk.storage.transaction((stores) =>
    desk.limiter.admit(stores, user.ref.tenantId, policy, [
      { limit: 'registration-codes-per-account', key: userKey(user.ref) },
      { limit: `${kind}-per-destination-per-hour`, key },
      { limit: `${kind}-per-destination-per-day`, key },
    ]),
  );
  if (until !== null) throw tooManyRequests(until, desk.clock.now());
}

export async function sendCode(
  desk: RegistrationDesk,
  stores: Stores,
  visitor: Visitor,
  user: DirectoryUser,
  code: {
    readonly carrier: ChannelKind;
    readonly to: string;
    readonly code: string;
    readonly purpose: 'register' | 'vouch';
    readonly expiresAt: number;
    readonly now: number;
  },
): Promise<void> {
  const { now, expiresAt } = code;
  await desk.notices.message(stores, {
    kind: 'registration-code',
    params: {
      code: code.code,
      minutes: Math.floor((expiresAt - now) / 60_000),
      purpose: code.purpose,
      displayName: user.displayName,
      username: user.username,
      reference: desk.random.reference(),
      askedFrom: visitor.ip ?? '',
    },
    user,
    carrier: code.carrier,
    to: code.to,
    locale: visitor.locale,
    at: now,
    deadlineAt: expiresAt,
    correlationId: null,
  });
}
