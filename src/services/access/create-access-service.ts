import { permissionsOf } from '../../domain/access/permissions.ts';
import { PosternError } from '../../domain/errors.ts';
import { canonicalIdentifier } from '../../domain/identifier.ts';
import { sameUser, type UserRef } from '../../domain/identity.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Directories, Directory, DirectoryUser, SignInResult } from '../../ports/directory.ts';
import type { Meter } from '../../ports/log.ts';
import type { Random } from '../../ports/random.ts';
import type { Storage } from '../../ports/storage/index.ts';
import type { SignInSessionRow } from '../../ports/storage/sign-in-sessions.ts';
import type { Vault } from '../../ports/vault.ts';
import { entry, subjectOf, userActor, visitorActor } from '../audit/entries.ts';
import { type LookUp, lookUp } from '../directory/find-person.ts';
import { readUser } from '../people/read-user.ts';
import type { PolicyReader } from '../policy/policy-reader.ts';
import type { Visitor } from '../visitor.ts';
import type { AccessService, SignedInUser, SignIn } from './access-service.ts';
import type { NewPasswordReason } from './change-service.ts';
import { HELD_UP, HELD_UP_LIFETIME_SECONDS, heldUpMac } from './held-up-token.ts';
import { keyMacOf } from './api-key-text.ts';
import { rolesOf } from './roles-of.ts';
import type { PasswordTry, SignInLimits } from './sign-in-limits.ts';

type Place = SignInSessionRow['place'];
type FailureReason =
  | Extract<SignInResult, { ok: false }>['reason']
  | 'unknown'
  | 'no-role'
  | 'too-many';

interface Proved {
  readonly user: DirectoryUser;
  readonly tried: PasswordTry;
  /** Why the right password is good for a new one alone; null when it is good. */
  readonly heldUp: NewPasswordReason | null;
}

function heldUpBy(result: SignInResult): NewPasswordReason | null {
  if (result.ok) return null;
  const { reason } = result;
  return reason === 'password-expired' || reason === 'must-change' ? reason : null;
}

/** NIST SP 800-63B-4 §2.3.3 asks for 15 min idle and 12 h; the console ends earlier. */
const sessionTable = {
  console: { idleSeconds: 15 * 60, absoluteSeconds: 8 * 3600 },
  portal: { idleSeconds: 15 * 60, absoluteSeconds: 3600 },
} as const satisfies Record<Place, { idleSeconds: number; absoluteSeconds: number }>;

export interface AccessDeps {
  readonly storage: Storage;
  readonly directories: Directories;
  readonly policies: PolicyReader;
  readonly limits: SignInLimits;
  readonly vault: Vault;
  readonly random: Random;
  readonly clock: Clock;
  readonly meter: Meter;
}

export function createAccessService(deps: AccessDeps): AccessService {
  const { storage, vault, random, clock } = deps;
  const macOf = (token: string) => vault.mac('session-token', token);

  /**
   * The person behind a right password; everything else is recorded, counted and thrown as one error.
   * @param known whoever is signed in already; null to find them by what was typed.
   */
  async function prove(
    visitor: Visitor,
    identifier: string,
    password: string,
    place: Place,
    known: UserRef | null = null,
  ): Promise<Proved> {
    const { policy } = await deps.policies.current(storage, visitor.tenantId);
    const name = canonicalIdentifier(identifier);
    // What cannot be anybody's name is counted as one name: enough to stop a flood of them.
    const canonical = name.ok ? name.canonical : '';
    const { directory, user, someSilent } =
      known === null
        ? await locate(deps.directories, visitor.tenantId, canonical)
        : await locateKnown(deps.directories, known);
    const tried = { visitor, canonical, user, someSilent };
    const { spent } = await deps.limits.admit(policy, tried);
    // An empty password is an anonymous bind to some directories (A016): it is never asked about.
    if (canonical === '' || password === '') throw await fail(policy, tried, place, 'wrong');
    const result = await directory.signIn(canonical, password);
    if (spent) throw await fail(policy, tried, place, 'too-many');
    const heldUp = heldUpBy(result);
    if (!result.ok && heldUp === null) {
      const reason = result.reason === 'wrong' && user === null ? 'unknown' : result.reason;
      throw await fail(policy, tried, place, reason);
    }
    if (!user || !('user' in result) || !sameUser(user.ref, result.user.ref)) {
      throw await fail(policy, tried, place, 'unknown');
    }
    const allowed =
      place === 'portal' || (await rolesOf(deps.directories, storage, user.ref)).length > 0;
    if (!allowed) throw await fail(policy, tried, place, 'no-role');
    return { user: result.user, tried, heldUp };
  }

  /** The password was right, which clears what wrong ones had counted; and yet it opens nothing. */
  async function holdUp(
    visitor: Visitor,
    { user, tried }: Proved,
    place: Place,
    reason: NewPasswordReason,
  ): Promise<Extract<SignIn, { heldUp: string }>> {
    const token = random.token();
    const now = clock.now();
    await storage.transaction(async (stores) => {
      await deps.limits.succeeded(stores, tried);
      if (place === 'portal') {
        await stores.oneTimeTokens.add({
          id: random.id('tok'),
          tenantId: visitor.tenantId,
          purpose: HELD_UP,
          tokenMac: heldUpMac(vault, token),
          user: user.ref,
          about: reason,
          createdAt: now,
          expiresAt: now + HELD_UP_LIFETIME_SECONDS * 1000,
          usedAt: null,
        });
      }
      await stores.audit.append(
        visitor.tenantId,
        entry('sign-in.failed', {
          at: now,
          outcome: 'failure',
          actor: userActor(user),
          subject: subjectOf(user),
          visitor,
          fields: { place, reason, identifierMac: vault.mac('identifier', tried.canonical) },
        }),
      );
    });
    if (place === 'console') throw new PosternError('new-password-needed');
    return { heldUp: reason, token, lifetimeSeconds: HELD_UP_LIFETIME_SECONDS };
  }

  async function fail(
    policy: Policy,
    tried: Tried,
    place: Place,
    reason: FailureReason,
  ): Promise<PosternError> {
    const { visitor, user, canonical } = tried;
    await storage.transaction(async (stores) => {
      await deps.limits.failed(stores, policy, tried);
      await stores.audit.append(
        visitor.tenantId,
        entry('sign-in.failed', {
          at: clock.now(),
          outcome: 'failure',
          actor: visitorActor,
          subject: user ? subjectOf(user) : null,
          visitor,
          fields: { place, reason, identifierMac: vault.mac('identifier', canonical) },
        }),
      );
    });
    deps.meter.count('sign_ins_failed', { place });
    // Whether somebody is unknown or mistyped a password is not said, and while not every directory answers neither
    // is known: both are told to try again.
    return new PosternError(tried.someSilent ? 'unavailable' : 'sign-in-failed');
  }

  async function signedIn(user: DirectoryUser, row: SignInSessionRow): Promise<SignedInUser> {
    return {
      sessionId: row.id,
      user,
      roles: await rolesOf(deps.directories, storage, user.ref),
      authenticatedAt: row.authenticatedAt,
      vouchedAt: row.vouchedAt,
      handOverId: row.handOverId,
      expiresAt: row.expiresAt,
    };
  }

  return {
    async signIn(visitor, identifier, password, place) {
      const proved = await prove(visitor, identifier, password, place);
      const { user, tried, heldUp } = proved;
      if (heldUp !== null) return holdUp(visitor, proved, place, heldUp);
      const token = random.token();
      const now = clock.now();
      const { idleSeconds, absoluteSeconds } = sessionTable[place];
      const row: SignInSessionRow = {
        id: random.id('ses'),
        tenantId: visitor.tenantId,
        tokenMac: macOf(token),
        user: user.ref,
        place,
        createdAt: now,
        authenticatedAt: now,
        lastSeenAt: now,
        idleSeconds,
        expiresAt: now + absoluteSeconds * 1000,
        vouchedAt: null,
        handOverId: null,
      };
      await storage.transaction(async (stores) => {
        await deps.limits.succeeded(stores, tried);
        await stores.signInSessions.add(row);
        await stores.audit.append(
          visitor.tenantId,
          entry('sign-in.succeeded', {
            at: now,
            actor: userActor(user),
            subject: subjectOf(user),
            correlationId: row.id,
            visitor,
            fields: { place },
          }),
        );
      });
      return { token, signedIn: await signedIn(user, row) };
    },

    async resume(tenantId, token, place) {
      const row = await storage.signInSessions.touch(tenantId, macOf(token), clock.now());
      if (row?.place !== place) return null;
      const user = await readUser(deps.directories, row.user);
      const resumed = user?.enabled === true ? await signedIn(user, row) : null;
      if (resumed && (place === 'portal' || resumed.roles.length > 0)) return resumed;
      await storage.signInSessions.end(tenantId, row.id);
      return null;
    },

    async reauthenticate(visitor, signedInBefore, password, place) {
      const { user, sessionId } = signedInBefore;
      const proved = await prove(visitor, user.username, password, place, user.ref);
      if (!sameUser(proved.user.ref, user.ref)) throw new PosternError('sign-in-failed');
      if (proved.heldUp !== null) throw new PosternError('new-password-needed');
      const token = random.token();
      const now = clock.now();
      await storage.transaction(async (stores) => {
        await deps.limits.succeeded(stores, proved.tried);
        const tenantId = visitor.tenantId;
        const live = await stores.signInSessions.reauthenticated(
          tenantId,
          sessionId,
          macOf(token),
          now,
        );
        if (!live) throw new PosternError('not-signed-in');
        await stores.audit.append(
          tenantId,
          entry('sign-in.succeeded', {
            at: now,
            actor: userActor(user),
            subject: subjectOf(user),
            correlationId: sessionId,
            visitor,
            fields: { place },
          }),
        );
      });
      return { token, signedIn: { ...signedInBefore, user: proved.user, authenticatedAt: now } };
    },

    async signOut(visitor, { user, sessionId }) {
      await storage.transaction(async (stores) => {
        if (!(await stores.signInSessions.end(visitor.tenantId, sessionId))) return;
        await stores.audit.append(
          visitor.tenantId,
          entry('sign-in.ended', {
            at: clock.now(),
            actor: userActor(user),
            subject: subjectOf(user),
            correlationId: sessionId,
            visitor,
            fields: { reason: 'signed-out', sessions: 1 },
          }),
        );
      });
    },

    actorOf({ user, roles, authenticatedAt }) {
      return {
        kind: 'administrator',
        tenantId: user.ref.tenantId,
        user: user.ref,
        username: user.username,
        roles,
        permissions: permissionsOf(roles),
        authenticatedAt,
      };
    },

    async actorOfApiKey(secret) {
      const row = await storage.apiKeys.use(keyMacOf(vault, secret), clock.now());
      if (!row) return null;
      return {
        kind: 'api-key',
        tenantId: row.tenantId,
        keyId: row.id,
        permissions: new Set(row.scopes),
      };
    },
  };
}

/** Every directory is asked, whoever answers, so that how long it takes tells nothing. */
async function locate(
  directories: Directories,
  tenantId: string,
  canonical: string,
): Promise<LookUp & { readonly directory: Directory }> {
  const found = canonical === '' ? nobody : await lookUp(directories, tenantId, canonical);
  const directory = found.directory ?? (await directories.all(tenantId))[0];
  if (!directory) throw new PosternError('unavailable');
  return { ...found, directory };
}

/** Whoever is signed in is known by more than a name, which somebody of another directory may have as well. */
async function locateKnown(
  directories: Directories,
  { tenantId, directoryId, anchor }: UserRef,
): Promise<LookUp & { readonly directory: Directory }> {
  const directory = await directories.get(tenantId, directoryId);
  return { user: await directory.read(anchor), alike: false, directory, someSilent: false };
}

const nobody: LookUp = { user: null, alike: false, directory: null, someSilent: false };

/** A try, and whether a directory that may hold this person kept silent. */
interface Tried extends PasswordTry {
  readonly someSilent: boolean;
}
