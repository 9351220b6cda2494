import { authorize } from '../../domain/access/actor.ts';
import type { Role } from '../../domain/access/permissions.ts';
import { PosternError } from '../../domain/errors.ts';
import type { UserRef } from '../../domain/identity.ts';
import { hasOnlyOwnMailbox } from '../../domain/registration/mailboxes.ts';
import type { Eligibility } from '../../domain/reset/eligibility.ts';
import type { Clock } from '../../ports/clock.ts';
import type {
  Directories,
  DirectoryGroup,
  DirectoryPasswordPolicy,
  DirectoryUser,
} from '../../ports/directory.ts';
import type {
  ManagedDirectories,
  UserChanges,
  UserProfile,
} from '../../ports/managed-directory.ts';
import type { Storage, Stores } from '../../ports/storage/index.ts';
import { type Caller, record, requireFreshProof } from '../access/caller.ts';
import { KEPT_ROLE, requireOtherAdministrator } from '../access/last-administrator.ts';
import { rolesWithin } from '../access/roles-of.ts';
import { subjectOf } from '../audit/entries.ts';
import { within } from '../directory/within.ts';
import { readGroups } from '../policy/group-names.ts';
import type { PolicyReader } from '../policy/policy-reader.ts';
import type { EligibilityReader } from '../reset/eligibility-facts.ts';
import { endEverythingOf } from '../writeback/writeback.ts';
import { type ListRequest, type PartialPage, pageOfAnswering } from './across-directories.ts';
import { readKnown, requireMayTouch, writable } from './managed.ts';
import { profileFaults, recordedChange, recordedProfile } from './profile.ts';

const RULES_WITHIN_MS = 2000;

export interface UserDossier {
  readonly user: DirectoryUser;
  readonly roles: readonly Role[];
  readonly frozenAt: number | null;
  /** Until when wrong answers keep the account from self-service. */
  readonly blockedUntil: number | null;
  /** Every group, direct or through others. */
  readonly groups: readonly DirectoryGroup[];
  readonly eligibility: Eligibility;
  /** They can be asked by mail, and only in the mailbox that the forgotten password opens. */
  readonly ownMailboxOnly: boolean;
  /** What the directory holds their passwords to; null where it says nothing, or not soon enough to wait for. */
  readonly passwordRules: DirectoryPasswordPolicy | null;
}

/** Reading is of any directory, writing of the managed one: `method-not-allowed` for every other. */
export interface UsersService {
  list(caller: Caller, request: ListRequest): Promise<PartialPage<DirectoryUser>>;
  get(caller: Caller, ref: UserRef): Promise<UserDossier>;
  /** Throws `name-taken`, and `bad-request` with faults. */
  create(caller: Caller, profile: UserProfile): Promise<DirectoryUser>;
  /** Disabling ends everything of the person. Throws `last-administrator`, `bad-request` with faults. */
  update(caller: Caller, ref: UserRef, changes: UserChanges): Promise<DirectoryUser>;
  /** With roles, sessions and open resets. Throws `last-administrator`, `reauthentication-required`. */
  delete(caller: Caller, ref: UserRef): Promise<void>;
}

export interface UsersDeps {
  readonly storage: Storage;
  readonly directories: Directories;
  readonly managed: ManagedDirectories;
  readonly policies: PolicyReader;
  readonly eligibility: EligibilityReader;
  readonly clock: Clock;
}

export function createUsersService(deps: UsersDeps): UsersService {
  const { storage, directories, clock } = deps;

  return {
    list({ actor }, request) {
      authorize(actor, 'users.read');
      return pageOfAnswering(directories, actor.tenantId, request, (directory, page) =>
        directory.searchUsers(page),
      );
    },

    async get({ actor }, ref) {
      authorize(actor, 'users.read');
      const user = await readKnown(directories, ref);
      const { policy } = await deps.policies.current(storage, actor.tenantId);
      const directory = await directories.get(ref.tenantId, ref.directoryId);
      const memberOf = await directory.memberOf(ref.anchor);
      const [roles, freeze, groups, eligibility, passwordRules] = await Promise.all([
        rolesWithin(storage, ref, () => Promise.resolve(memberOf)),
        storage.freezes.get(ref),
        readGroups(directories, actor.tenantId, memberOf),
        deps.eligibility.decide(storage, user, policy),
        within(RULES_WITHIN_MS, () => directory.passwordPolicy(ref.anchor)),
      ]);
      const { blockedUntil, person, usableMethods } = eligibility;
      return {
        user,
        roles,
        frozenAt: freeze?.frozenAt ?? null,
        blockedUntil,
        groups,
        eligibility,
        ownMailboxOnly:
          usableMethods.includes('email') && hasOnlyOwnMailbox(user, person.registrations),
        passwordRules,
      };
    },

    async create(caller, profile) {
      authorize(caller.actor, 'users.write');
      refuseFaults(profile);
      const managed = deps.managed.of(caller.actor.tenantId);
      return storage.transaction(async (stores) => {
        const user = await managed.within(stores).createUser(profile, null);
        await record(stores, caller, 'user.created', {
          at: clock.now(),
          subject: subjectOf(user),
          fields: { after: recordedProfile(user) },
        });
        return user;
      });
    },

    async update(caller, ref, changes) {
      authorize(caller.actor, 'users.write');
      const managed = await writable(deps, ref.tenantId, ref.directoryId);
      refuseFaults(changes);
      return storage.transaction(async (stores) => {
        await requireMayTouch(stores, caller.actor, ref, []);
        const changed = await managed.within(stores).updateUser(ref.anchor, changes);
        if (!changed) throw new PosternError('not-found');
        const { before, after } = changed;
        const difference = recordedChange(before, after);
        if (!difference) return after;
        const at = clock.now();
        await record(stores, caller, 'user.updated', {
          at,
          subject: subjectOf(after),
          fields: difference,
        });
        if (before.enabled && !after.enabled) {
          await endEverythingOf(stores, ref, null, at);
          const held = await stores.roleAssignments.of(ref);
          if (held.includes(KEPT_ROLE)) {
            await requireOtherAdministrator(stores, managed, [ref]);
          }
        }
        return after;
      });
    },

    async delete(caller, ref) {
      authorize(caller.actor, 'users.write');
      const managed = await writable(deps, ref.tenantId, ref.directoryId);
      const at = clock.now();
      requireFreshProof(caller.actor, at);
      await storage.transaction(async (stores) => {
        await requireMayTouch(stores, caller.actor, ref, []);
        const user = await managed.within(stores).readUser(ref.anchor);
        if (!user) throw new PosternError('not-found');
        const subject = subjectOf(user);
        for (const role of await takeRoles(stores, ref)) {
          await record(stores, caller, 'role.removed', { at, subject, fields: { role } });
          if (role !== KEPT_ROLE) continue;
          await requireOtherAdministrator(stores, managed, [ref]);
        }
        await endEverythingOf(stores, ref, null, at);
        await stores.freezes.lift(ref);
        await stores.registrations.removeAllOf(ref, null);
        await stores.registrationStates.remove(ref);
        await managed.within(stores).deleteUser(ref.anchor);
        await record(stores, caller, 'user.deleted', {
          at,
          subject,
          fields: { before: recordedProfile(user) },
        });
      });
    },
  };
}

/** Every role the person held. Throws `last-administrator`. */
async function takeRoles(stores: Stores, ref: UserRef): Promise<readonly Role[]> {
  const held = await stores.roleAssignments.of(ref);
  for (const role of held) {
    const outcome = await stores.roleAssignments.remove(ref, role, KEPT_ROLE);
    if (outcome === 'last-holder') throw new PosternError('last-administrator');
  }
  return held;
}

function refuseFaults(profile: Partial<UserProfile>): void {
  const faults = profileFaults(profile);
  if (faults.length > 0) throw new PosternError('bad-request', { faults });
}
