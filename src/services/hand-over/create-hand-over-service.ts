import { authorize } from '../../domain/access/actor.ts';
import { PosternError } from '../../domain/errors.ts';
import { userKey } from '../../domain/identity.ts';
import {
  HAND_OVER_LIFETIME_SECONDS,
  RESULT_LIFETIME_SECONDS,
} from '../../domain/registration/hand-over.ts';
import { allowedReturn, RESULT_PARAMETER } from '../../domain/registration/return-address.ts';
import type { DirectoryUser } from '../../ports/directory.ts';
import type { ResultSigner } from '../../ports/result-signer.ts';
import type { HandOverRow } from '../../ports/storage/hand-overs.ts';
import type { SignInSessionRow } from '../../ports/storage/sign-in-sessions.ts';
import type { SignedInUser } from '../access/access-service.ts';
import { record } from '../access/caller.ts';
import { rolesOf } from '../access/roles-of.ts';
import { entry, subjectOf, userActor, visitorActor } from '../audit/entries.ts';
import { readKnown } from '../people/managed.ts';
import { readUser } from '../people/read-user.ts';
import { whatIsMissing } from '../registration/overview.ts';
import { type RegistrationDesk, standingOf } from '../registration/standing.ts';
import { tooManyRequests } from '../throttle/limiter.ts';
import type { Visitor } from '../visitor.ts';
import type { HandOverService, Result } from './hand-over-service.ts';

/** Somebody without a method registers within this (RG-20), and cannot stay longer for another page. */
const SESSION_MS = 15 * 60 * 1000;

export interface HandOverDeps extends RegistrationDesk {
  readonly signer: ResultSigner;
  /** Absolute, without a slash at its end. */
  readonly baseUrl: string;
}

export function createHandOverService(deps: HandOverDeps): HandOverService {
  const { storage, directories, vault, random, clock } = deps;
  const macOf = (token: string) => vault.mac('one-time-token', token);

  async function returnsTo(tenantId: string, returnUrl: string): Promise<URL | null> {
    const { policy } = await deps.policies.current(storage, tenantId);
    return allowedReturn(policy.registration.returnAddresses, returnUrl);
  }

  /** Whether another page's word is enough for this account: never for one that opens the console (A130). */
  async function mayBeHandedOver(user: DirectoryUser | null): Promise<boolean> {
    if (user?.enabled !== true || (await storage.freezes.get(user.ref)) !== null) return false;
    return (await rolesOf(directories, storage, user.ref)).length === 0;
  }

  /** The person and the way back, as they are now: both may have changed since it was asked for. */
  async function errandNow(row: HandOverRow) {
    const returnUrl = await returnsTo(row.tenantId, row.returnUrl);
    const user = await readUser(directories, row.user);
    const isFit = returnUrl !== null && user !== null && (await mayBeHandedOver(user));
    return isFit ? { user, returnHost: returnUrl.host } : null;
  }

  async function peek(visitor: Visitor, token: string): Promise<HandOverRow | null> {
    return storage.handOvers.peek(visitor.tenantId, macOf(token), clock.now());
  }

  async function recordRefusal(visitor: Visitor, row: HandOverRow): Promise<void> {
    await storage.audit.append(
      visitor.tenantId,
      entry('hand-over.refused', {
        at: clock.now(),
        outcome: 'failure',
        actor: visitorActor,
        subject: null,
        target: row.id,
        visitor,
        fields: { reason: 'not-allowed-any-more' },
      }),
    );
  }

  return {
    async create(caller, ref, { returnUrl, state }) {
      const { actor } = caller;
      authorize(actor, 'registration.hand-over');
      if (actor.kind !== 'api-key') throw new PosternError('forbidden');
      const { tenantId } = actor;
      const back = await returnsTo(tenantId, returnUrl);
      if (back === null) {
        throw new PosternError('bad-request', {
          faults: [{ path: 'returnUrl', code: 'return-not-allowed' }],
        });
      }
      const user = await readKnown(directories, ref);
      if (!(await mayBeHandedOver(user))) throw new PosternError('not-offered');
      const { policy } = await deps.policies.current(storage, tenantId);
      const at = clock.now();
      const until = await storage.transaction((stores) =>
        deps.limiter.admit(stores, tenantId, policy, [
          { limit: 'hand-overs-per-account', key: userKey(user.ref) },
        ]),
      );
      if (until !== null) throw tooManyRequests(until, at);
      const id = random.id('hov');
      const token = random.token();
      const nonce = random.token();
      const expiresAt = at + HAND_OVER_LIFETIME_SECONDS * 1000;
      await storage.transaction(async (stores) => {
        await stores.handOvers.add({
          id,
          tenantId,
          tokenMac: macOf(token),
          user: user.ref,
          keyId: actor.keyId,
          returnUrl,
          state,
          nonce,
          createdAt: at,
          expiresAt,
          openedAt: null,
          finishedAt: null,
          outcome: null,
          complete: null,
        });
        await record(stores, caller, 'hand-over.created', {
          at,
          subject: subjectOf(user),
          target: id,
          // Without its query, which is the other page's own and may hold a secret.
          fields: { returnAddress: `${back.origin}${back.pathname}`, expiresAt },
        });
      });
      return { id, url: `${deps.baseUrl}/hand-over?token=${token}`, nonce, expiresAt };
    },

    async known(visitor, token) {
      const row = await peek(visitor, token);
      return row === null ? null : errandNow(row);
    },

    async open(visitor, token) {
      const row = await peek(visitor, token);
      if (row === null) return null;
      const errand = await errandNow(row);
      if (errand === null) {
        await recordRefusal(visitor, row);
        return null;
      }
      const { user } = errand;
      const now = clock.now();
      const sessionToken = random.token();
      const session: SignInSessionRow = {
        id: random.id('ses'),
        tenantId: visitor.tenantId,
        tokenMac: vault.mac('session-token', sessionToken),
        user: user.ref,
        place: 'portal',
        createdAt: now,
        authenticatedAt: now,
        lastSeenAt: now,
        idleSeconds: SESSION_MS / 1000,
        expiresAt: now + SESSION_MS,
        vouchedAt: null,
        handOverId: row.id,
      };
      const isOpened = await storage.transaction(async (stores) => {
        const opened = await stores.handOvers.open(visitor.tenantId, macOf(token), now);
        if (opened === null) return false;
        await stores.signInSessions.add(session);
        await stores.audit.append(
          visitor.tenantId,
          entry('hand-over.opened', {
            at: now,
            actor: userActor(user),
            subject: subjectOf(user),
            target: row.id,
            correlationId: session.id,
            visitor,
            fields: { keyId: row.keyId },
          }),
        );
        return true;
      });
      if (!isOpened) return null;
      const { id: sessionId, authenticatedAt, expiresAt, handOverId } = session;
      const signedIn: SignedInUser = {
        sessionId,
        user,
        roles: [],
        authenticatedAt,
        vouchedAt: null,
        handOverId,
        expiresAt,
      };
      return { token: sessionToken, signedIn };
    },

    async errandOf({ user, handOverId }) {
      if (handOverId === null) return null;
      const row = await storage.handOvers.get(user.ref.tenantId, handOverId);
      return row === null ? null : { user, returnHost: new URL(row.returnUrl).host };
    },

    async finish(visitor, signedIn, skipped) {
      const { user, handOverId, sessionId } = signedIn;
      const { tenantId } = user.ref;
      const row = handOverId === null ? null : await storage.handOvers.get(tenantId, handOverId);
      if (row === null || row.openedAt === null) throw new PosternError('not-found');
      const { openedAt } = row;
      const standing = await standingOf(deps, signedIn);
      const { complete } = whatIsMissing(standing);
      const hasNew = standing.person.registrations.some(({ createdAt }) => createdAt >= openedAt);
      const outcome = skipped ? 'skipped' : hasNew ? 'registered' : 'unchanged';
      const at = clock.now();
      await storage.transaction(async (stores) => {
        const finished = await stores.handOvers.finish(tenantId, row.id, { outcome, complete }, at);
        if (finished === null) return;
        await stores.signInSessions.end(tenantId, sessionId);
        await stores.audit.append(
          tenantId,
          entry('hand-over.finished', {
            at,
            actor: userActor(user),
            subject: subjectOf(user),
            target: row.id,
            correlationId: sessionId,
            visitor,
            fields: { outcome, complete },
          }),
        );
      });
    },

    async result({ tenantId }, token) {
      const since = clock.now() - RESULT_LIFETIME_SECONDS * 1000;
      const row = await storage.handOvers.finished(tenantId, macOf(token), since + 1);
      if (row === null || row.finishedAt === null) return null;
      const back = await returnsTo(tenantId, row.returnUrl);
      if (back === null) return null;
      const result: Result = {
        url: withResult(row.returnUrl, await deps.signer.sign(claimsOf(row, row.finishedAt))),
        returnHost: back.host,
      };
      return result;
    },

    keys: () => deps.signer.keys,
  };

  function claimsOf(row: HandOverRow, finishedAt: number) {
    const issuedAt = Math.floor(finishedAt / 1000);
    return {
      iss: deps.baseUrl,
      aud: row.keyId,
      sub: row.user.anchor,
      directoryId: row.user.directoryId,
      outcome: row.outcome ?? 'unchanged',
      complete: row.complete === true,
      state: row.state,
      nonce: row.nonce,
      jti: row.id,
      iat: issuedAt,
      exp: issuedAt + RESULT_LIFETIME_SECONDS,
    };
  }
}

/** Beside whatever query the address has, which stays as it was written. */
function withResult(returnUrl: string, signed: string): string {
  return `${returnUrl}${returnUrl.includes('?') ? '&' : '?'}${RESULT_PARAMETER}=${signed}`;
}
