import { authorize } from '../../domain/access/actor.ts';
import { PosternError } from '../../domain/errors.ts';
import type { UserRef } from '../../domain/identity.ts';
import type { AuditRecord } from '../../domain/audit/events.ts';
import type { Directories, DirectoryUser } from '../../ports/directory.ts';
import type { ManagedDirectories } from '../../ports/managed-directory.ts';
import type { MethodRegistry } from '../../ports/method.ts';
import type { RegistrationStateRow } from '../../ports/storage/registration-states.ts';
import { type Caller, record, requireFreshProof } from '../access/caller.ts';
import { rolesByGroup } from '../access/roles-of.ts';
import { subjectOf } from '../audit/entries.ts';
import { readUser } from '../people/read-user.ts';
import { readGroups } from '../policy/group-names.ts';
import type { RegistrationReader } from '../registration/registration-reader.ts';
import { endEverythingOf } from '../writeback/writeback.ts';
import { type ErasureDesk, pseudonymOf, redactRecordsOf } from './erasures.ts';
import { exportedRegistration, messagesIn, type PersonData } from './person-data.ts';

export interface Erasure {
  /** What stands in the trail where their name was. */
  readonly pseudonym: string;
  readonly registrations: number;
  readonly sessions: number;
  /** Records of the trail that said something of them. */
  readonly records: number;
  /** The account was kept by Postern itself, and is gone too. */
  readonly accountDeleted: boolean;
}

export interface PrivacyService {
  /** Throws `not-found` for somebody nothing is held of, `reauthentication-required`. */
  export(caller: Caller, user: UserRef): Promise<PersonData>;
  /**
   * Erases what is held of a person: registrations, what was begun, sessions, links, resets, and the account where
   * Postern itself keeps it. The trail keeps what happened, under a pseudonym. What a connected directory holds is left to
   * it. Can be made again. Throws `holds-role` for somebody with a role, `not-found`, `reauthentication-required`.
   */
  erase(caller: Caller, user: UserRef): Promise<Erasure>;
}

export interface PrivacyDeps extends ErasureDesk {
  readonly directories: Directories;
  readonly managed: ManagedDirectories;
  readonly methods: MethodRegistry;
  readonly registrations: RegistrationReader;
}

const BATCH = 500;

export function createPrivacyService(deps: PrivacyDeps): PrivacyService {
  const { storage, directories, clock } = deps;

  async function eventsOf(user: UserRef): Promise<readonly AuditRecord[]> {
    const all: AuditRecord[] = [];
    for (;;) {
      const batch = await storage.audit.ofPerson(user, all.at(-1)?.seq ?? 0, BATCH);
      all.push(...batch);
      if (batch.length < BATCH) return all;
    }
  }

  /** Somebody who is gone from their directory may still be in the trail. */
  async function known(ref: UserRef): Promise<DirectoryUser | null> {
    const user = await readUser(directories, ref);
    if (user !== null) return user;
    const [registration] = await storage.registrations.of(ref);
    const [event] = await storage.audit.ofPerson(ref, 0, 1);
    if (!registration && !event) throw new PosternError('not-found');
    return null;
  }

  async function groupsOf(user: DirectoryUser | null): Promise<PersonData['groups']> {
    if (user === null) return [];
    const { tenantId, directoryId, anchor } = user.ref;
    const memberOf = await (await directories.get(tenantId, directoryId)).memberOf(anchor);
    const groups = await readGroups(directories, tenantId, memberOf);
    return groups.map(({ ref, name }) => ({ directoryId: ref.directoryId, name }));
  }

  async function campaignOf(ref: UserRef): Promise<PersonData['campaign']> {
    const campaign = await storage.campaigns.latest(ref.tenantId);
    const row = campaign === null ? null : await storage.campaigns.person(campaign.id, ref);
    if (row === null) return null;
    const { standing, reminders, lastRemindedAt } = row;
    return { standing, reminders, lastRemindedAt };
  }

  async function dataOf(ref: UserRef, user: DirectoryUser | null): Promise<PersonData> {
    const events = await eventsOf(ref);
    const asked = await storage.registrationStates.get(ref);
    const registrations = await deps.registrations.all(storage, ref);
    return {
      person: ref,
      exportedAt: clock.now(),
      profile: user,
      groups: await groupsOf(user),
      roles: await storage.roleAssignments.of(ref),
      frozenAt: (await storage.freezes.get(ref))?.frozenAt ?? null,
      registrations: registrations.map((one) => exportedRegistration(deps.methods, one)),
      asked: asked === null ? null : without(asked),
      campaign: await campaignOf(ref),
      ...(await storage.personalData.of(ref)),
      messages: messagesIn(events),
      events: events.map(
        ({ tenantId: _tenant, previousHash: _before, hash: _hash, ...event }) => event,
      ),
    };
  }

  return {
    async export(caller, ref) {
      authorize(caller.actor, 'users.export');
      const at = clock.now();
      requireFreshProof(caller.actor, at);
      const user = await known(ref);
      const data = await dataOf(ref, user);
      await record(storage, caller, 'user.exported', {
        at,
        subject: user === null ? nameless(deps, ref) : subjectOf(user),
      });
      return data;
    },

    async erase(caller, ref) {
      authorize(caller.actor, 'users.erase');
      const at = clock.now();
      requireFreshProof(caller.actor, at);
      const user = await known(ref);
      const byGroup = user === null ? [] : await rolesByGroup(directories, storage, ref);
      const managed = deps.managed.of(ref.tenantId);
      const row = { user: ref, pseudonym: pseudonymOf(deps, ref), erasedAt: at };
      const erased = await storage.transaction(async (stores) => {
        const held = await stores.roleAssignments.of(ref);
        if (held.length + byGroup.length > 0) throw new PosternError('holds-role');
        const { signIns } = await stores.personalData.of(ref);
        await endEverythingOf(stores, ref, null, at);
        const registrations = await stores.personalData.forget(ref);
        const isOurs = managed.id === ref.directoryId;
        const gone = isOurs ? await managed.within(stores).deleteUser(ref.anchor) : null;
        const counts = { registrations, sessions: signIns.length, accountDeleted: gone !== null };
        await stores.personalData.erased(row);
        await record(stores, caller, 'user.erased', {
          at,
          subject: nameless(deps, ref),
          fields: counts,
        });
        return counts;
      });
      return { pseudonym: row.pseudonym, ...erased, records: await redactRecordsOf(deps, row) };
    },
  };
}

function without({ user: _user, ...rest }: RegistrationStateRow): PersonData['asked'] {
  return rest;
}

function nameless(deps: ErasureDesk, { directoryId, anchor, tenantId }: UserRef) {
  return { directoryId, anchor, name: pseudonymOf(deps, { tenantId, directoryId, anchor }) };
}
