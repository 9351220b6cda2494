import { PosternError } from '../../domain/errors.ts';
import { canonicalIdentifier } from '../../domain/identifier.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import { startSession } from '../../domain/reset/session.ts';
import { addressOf, networkOf } from '../../domain/throttle/network.ts';
import type { ResetSessionRow } from '../../ports/storage/reset-sessions.ts';
import type { Stores } from '../../ports/storage/index.ts';
import { entry, visitorActor } from '../audit/entries.ts';
import { type Countable, tooManyRequests } from '../throttle/limiter.ts';
import type { Visitor } from '../visitor.ts';
import { addChallenge, chooseNow } from './choose-method.ts';
import { movedBy, type ResetDesk } from './desk.ts';
import { identifierBinding } from './identifier-binding.ts';
import { asksDestination, enabledMethods, firstChoices, ruleOf } from './offered-methods.ts';
import { requireAnswering } from './silence.ts';

/** Who could finish a reset: there is a method for them to prove it by. Administrators need no scope (AD-01). */
export function offeredTo(
  { methods }: Pick<ResetDesk, 'methods'>,
  policy: Policy,
): { readonly users: boolean; readonly administrators: boolean; readonly unlock: boolean } {
  return {
    users: policy.scope.mode !== 'none' && enabledMethods(methods, policy, 'user').length > 0,
    administrators: enabledMethods(methods, policy, 'administrator').length > 0,
    unlock: policy.unlock.allowed,
  };
}

/**
 * START: the same work, bytes and time for every identifier, since nobody is looked up here (R001–R004, A022).
 * Look-up and sending happen in the outbox worker, from the sealed identifier.
 */
export async function startReset(
  desk: ResetDesk,
  visitor: Visitor,
  typed: string,
  {
    kind,
    asAdministrator,
  }: { readonly kind: 'reset' | 'unlock'; readonly asAdministrator: boolean },
): Promise<{ readonly row: ResetSessionRow; readonly token: string }> {
  const identifier = canonicalIdentifier(typed);
  if (!identifier.ok) {
    throw new PosternError('identifier-invalid', {
      faults: [{ path: 'identifier', code: identifier.fault }],
    });
  }
  const { policy } = await desk.policies.current(desk.storage, visitor.tenantId);
  const offered = offeredTo(desk, policy);
  // Where nobody else may reset, whoever begins says that they are an administrator: theirs is a rule of its own.
  const mayBegin = offered.users || (offered.administrators && asAdministrator);
  if (!mayBegin || (kind === 'unlock' && !offered.unlock)) throw new PosternError('not-offered');
  await requireAnswering(desk, visitor.tenantId, identifier.canonical);
  const now = desk.clock.now();
  const token = desk.random.token();
  const started = await desk.storage.transaction(async (stores) => {
    const until = await refusedUntil(desk, stores, visitor, policy, identifier.canonical);
    return until === null
      ? addReset(
          desk,
          stores,
          visitor,
          policy,
          { identifier: identifier.canonical, kind },
          token,
          now,
        )
      : until;
  });
  if (typeof started === 'number') throw tooManyRequests(started, now);
  desk.signal.wake();
  desk.meter.count('resets_started');
  return { row: started, token };
}

async function refusedUntil(
  desk: ResetDesk,
  stores: Stores,
  visitor: Visitor,
  policy: Policy,
  identifier: string,
): Promise<number | null> {
  // Counted by what was typed: an account's own counter would tell strangers that the account exists.
  const blocked = await desk.limiter.blockedUntil(stores, visitor.tenantId, {
    limit: 'failed-proofs-per-identifier',
    key: identifier,
  });
  if (blocked !== null) return blocked;
  const counted: Countable[] = [];
  if (visitor.ip !== null) {
    counted.push({ limit: 'start-per-address', key: addressOf(visitor.ip) });
    counted.push({ limit: 'start-per-network', key: networkOf(visitor.ip) });
  }
  counted.push({ limit: 'start-per-identifier', key: identifier });
  counted.push({ limit: 'start-per-identifier-per-day', key: identifier });
  return desk.limiter.admit(stores, visitor.tenantId, policy, counted);
}

async function addReset(
  desk: ResetDesk,
  stores: Stores,
  visitor: Visitor,
  policy: Policy,
  { identifier, kind }: { readonly identifier: string; readonly kind: 'reset' | 'unlock' },
  token: string,
  now: number,
): Promise<ResetSessionRow> {
  const id = desk.random.id('rst');
  const row: ResetSessionRow = {
    id,
    tenantId: visitor.tenantId,
    version: 1,
    tokenMac: desk.vault.mac('reset-token', token),
    previousTokenMac: null,
    reference: desk.random.reference(),
    identifierSealed: desk.vault.seal(identifier, identifierBinding(visitor.tenantId, id)),
    identifierMac: desk.vault.mac('identifier', identifier),
    locale: visitor.locale,
    ip: visitor.ip,
    userAgent: visitor.userAgent,
    sends: {},
    session: startSession(kind, now, policy.session.lifetimeSeconds),
    endedAt: null,
  };
  const methodId = chosenAtOnce(desk, policy);
  const chosen = methodId === null ? null : chooseNow(desk, row, methodId);
  const rule = ruleOf(desk.methods, policy, 'anybody');
  const begun = chosen === null ? row : movedBy(row, chosen.event, rule, now, chosen.changes).row;
  await stores.resetSessions.add(begun);
  await stores.audit.append(
    visitor.tenantId,
    entry('reset.requested', {
      at: now,
      actor: visitorActor,
      correlationId: id,
      visitor,
      fields: { kind, identifierMac: row.identifierMac },
    }),
  );
  if (methodId !== null) {
    await addChallenge(desk, stores, begun, { visitor, methodId, asked: null }, policy, now);
  }
  return begun;
}

/** The one way there is; null where there are several, and where a number has to be typed for it first. */
function chosenAtOnce({ methods }: ResetDesk, policy: Policy): string | null {
  const [only, ...others] = firstChoices(methods, policy).offered;
  if (only === undefined || others.length > 0) return null;
  return asksDestination(methods, policy, only) ? null : only;
}
