import { PosternError } from '../../domain/errors.ts';
import { canonicalForm } from '../../domain/identifier.ts';
import type { Clock } from '../../ports/clock.ts';
import type {
  ImportedRow,
  ImportRow,
  ManagedWrites,
  Member,
  UserChanges,
  UserProfile,
} from '../../ports/managed-directory.ts';
import type { Random } from '../../ports/random.ts';
import type { Stores } from '../../ports/storage/index.ts';
import type { LocalUserRow } from '../../ports/storage/local-users.ts';
import { groupOf, userOf } from './rows.ts';

export interface ManagedWritesDeps {
  readonly id: string;
  readonly tenantId: string;
  readonly clock: Clock;
  readonly random: Random;
}

const profileFields = [
  'displayName',
  'givenName',
  'surname',
  'mail',
  'alternateMail',
  'mobile',
  'officePhone',
  'locale',
  'enabled',
] as const satisfies readonly (keyof UserChanges)[];

/** What a new person has of the fields that an import does not mention. */
const unmentioned = {
  givenName: null,
  surname: null,
  mail: null,
  alternateMail: null,
  mobile: null,
  officePhone: null,
  locale: null,
  enabled: true,
} as const;

/** The writes of the built-in directory, through the stores of the caller's transaction. */
export function createManagedWrites(deps: ManagedWritesDeps, stores: Stores): ManagedWrites {
  const { id, tenantId, clock, random } = deps;
  const { localUsers, localGroups } = stores;
  const local = (member: Member) => ({ kind: member.kind, id: member.anchor });

  const newRow = (profile: UserProfile, passwordHash: string | null): LocalUserRow => {
    const now = clock.now();
    return {
      id: random.id('usr'),
      tenantId,
      directoryId: id,
      username: profile.username,
      displayName: profile.displayName,
      givenName: profile.givenName,
      surname: profile.surname,
      mail: profile.mail,
      alternateMail: profile.alternateMail,
      mobile: profile.mobile,
      officePhone: profile.officePhone,
      locale: profile.locale,
      enabled: profile.enabled,
      passwordHash,
      passwordChangedAt: passwordHash === null ? null : now,
      lastWritebackId: null,
      createdAt: now,
      updatedAt: now,
    };
  };

  const addRow = async (row: LocalUserRow): Promise<void> => {
    if (!(await localUsers.add(row))) throw new PosternError('name-taken');
  };

  const importRow = async (given: ImportRow, dryRun: boolean): Promise<ImportedRow> => {
    const canonical = canonicalForm(given.username);
    const found = await localUsers.find(tenantId, id, canonical);
    // A find answers to a mail address too; an import goes by the username alone.
    const before = found !== null && canonicalForm(found.username) === canonical ? found : null;
    if (before === null) {
      const row = newRow({ ...unmentioned, ...given }, null);
      if (!dryRun) await addRow(row);
      return { change: 'created', user: userOf(row) };
    }
    const after = changedRow(before, given, clock.now());
    if (after === before) return { change: 'none', before: userOf(before), user: userOf(before) };
    if (!dryRun) await localUsers.update(after);
    return { change: 'updated', before: userOf(before), user: userOf(after) };
  };

  return {
    async readUser(anchor) {
      const row = await localUsers.get(tenantId, id, anchor);
      return row && userOf(row);
    },

    async readGroup(anchor) {
      const row = await localGroups.get(tenantId, id, anchor);
      return row && groupOf(row);
    },

    async createUser(profile, passwordHash) {
      const row = newRow(profile, passwordHash);
      await addRow(row);
      return userOf(row);
    },

    async updateUser(anchor, changes) {
      const before = await localUsers.get(tenantId, id, anchor);
      if (before === null) return null;
      const after = changedRow(before, changes, clock.now());
      if (after !== before && !(await localUsers.update(after))) return null;
      return { before: userOf(before), after: userOf(after) };
    },

    async deleteUser(anchor) {
      const row = await localUsers.get(tenantId, id, anchor);
      if (row === null || !(await localUsers.remove(tenantId, id, anchor))) return null;
      return userOf(row);
    },

    async createGroup(profile) {
      const row = {
        id: random.id('grp'),
        tenantId,
        directoryId: id,
        name: profile.name,
        description: profile.description,
        createdAt: clock.now(),
      };
      if (!(await localGroups.add(row))) throw new PosternError('name-taken');
      return groupOf({ ...row, directMembers: 0 });
    },

    async updateGroup(anchor, changes) {
      const before = await localGroups.get(tenantId, id, anchor);
      if (before === null) return null;
      const after = { ...before, ...changes };
      if (!(await localGroups.update(after))) return null;
      return { before: groupOf(before), after: groupOf(after) };
    },

    async deleteGroup(anchor) {
      const row = await localGroups.get(tenantId, id, anchor);
      if (row === null || !(await localGroups.remove(tenantId, id, anchor))) return null;
      return groupOf(row);
    },

    addMember: (groupAnchor, member) =>
      localGroups.addMember(tenantId, id, groupAnchor, local(member)),

    removeMember: (groupAnchor, member) =>
      localGroups.removeMember(tenantId, id, groupAnchor, local(member)),

    async importUsers(rows, dryRun) {
      const imported: ImportedRow[] = [];
      // One after the other: all of them share the caller's transaction, which is one connection.
      for (const row of rows) imported.push(await importRow(row, dryRun));
      return imported;
    },
  };
}

/** The row with the fields that were given; the very same row when they say what stands already. */
function changedRow(row: LocalUserRow, changes: UserChanges, now: number): LocalUserRow {
  const differing = profileFields.filter(
    (field) => changes[field] !== undefined && changes[field] !== row[field],
  );
  if (differing.length === 0) return row;
  const changed = Object.fromEntries(differing.map((field) => [field, changes[field]]));
  return { ...row, ...changed, updatedAt: now };
}
