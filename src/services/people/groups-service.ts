import { authorize } from '../../domain/access/actor.ts';
import type { AuditFieldValue } from '../../domain/audit/events.ts';
import { type FieldFault, PosternError } from '../../domain/errors.ts';
import { type GroupRef, sameGroup } from '../../domain/identity.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Directories, DirectoryGroup, Page } from '../../ports/directory.ts';
import type {
  GroupProfile,
  ManagedDirectories,
  Member,
  MemberDetail,
} from '../../ports/managed-directory.ts';
import type { Storage, Stores } from '../../ports/storage/index.ts';
import { type Caller, record } from '../access/caller.ts';
import type { PolicyReader } from '../policy/policy-reader.ts';
import { type ListRequest, type PartialPage, pageOfAnswering } from './across-directories.ts';
import { writable } from './managed.ts';
import { profileFaults } from './profile.ts';

/** Reading is of any directory, writing of the managed one: `method-not-allowed` for every other. */
export interface GroupsService {
  list(caller: Caller, request: ListRequest): Promise<PartialPage<DirectoryGroup>>;
  /** With how many persons it holds, directly or through groups. */
  get(
    caller: Caller,
    ref: GroupRef,
  ): Promise<{ readonly group: DirectoryGroup; readonly allMembers: number }>;
  /** Throws `name-taken`, and `bad-request` with faults. */
  create(caller: Caller, profile: GroupProfile): Promise<DirectoryGroup>;
  update(caller: Caller, ref: GroupRef, changes: Partial<GroupProfile>): Promise<DirectoryGroup>;
  /** Its members stay. Throws `in-use` for a group that the policy names: an exclusion must not vanish unseen. */
  delete(caller: Caller, ref: GroupRef): Promise<void>;
  members(
    caller: Caller,
    ref: GroupRef,
    page: { readonly limit: number; readonly cursor: string | null },
  ): Promise<Page<MemberDetail>>;
  /** Adding one who is in is fine. */
  addMember(caller: Caller, ref: GroupRef, member: Member): Promise<void>;
  /** Removing one who is not in is fine. */
  removeMember(caller: Caller, ref: GroupRef, member: Member): Promise<void>;
}

export function createGroupsService(deps: {
  readonly storage: Storage;
  readonly directories: Directories;
  readonly managed: ManagedDirectories;
  readonly policies: PolicyReader;
  readonly clock: Clock;
}): GroupsService {
  const { storage, directories, clock } = deps;

  async function knownGroup(tenantId: string, ref: GroupRef): Promise<DirectoryGroup> {
    const group = await (await directories.get(tenantId, ref.directoryId)).readGroup(ref.anchor);
    if (!group) throw new PosternError('not-found');
    return group;
  }

  /** Changes who is in a group, and says so, unless nothing changed. */
  async function changeMember(
    caller: Caller,
    ref: GroupRef,
    member: Member,
    type: 'group.member-added' | 'group.member-removed',
  ): Promise<void> {
    authorize(caller.actor, 'groups.write');
    const managed = await writable(deps, caller.actor.tenantId, ref.directoryId);
    await storage.transaction(async (stores) => {
      const writes = managed.within(stores);
      if (!(await writes.readGroup(ref.anchor))) throw new PosternError('not-found');
      const changed =
        type === 'group.member-added'
          ? await writes.addMember(ref.anchor, member)
          : await writes.removeMember(ref.anchor, member);
      if (!changed) return;
      const fields = { member: { ...member } };
      await record(stores, caller, type, { at: clock.now(), target: ref.anchor, fields });
    });
  }

  return {
    list({ actor }, request) {
      authorize(actor, 'groups.read');
      return pageOfAnswering(directories, actor.tenantId, request, (directory, page) =>
        directory.searchGroups(page),
      );
    },

    async get({ actor }, ref) {
      authorize(actor, 'groups.read');
      const group = await knownGroup(actor.tenantId, ref);
      const directory = await directories.get(actor.tenantId, ref.directoryId);
      return { group, allMembers: await directory.countMembers([ref]) };
    },

    async create(caller, profile) {
      authorize(caller.actor, 'groups.write');
      refuseFaults(profile);
      const managed = deps.managed.of(caller.actor.tenantId);
      return storage.transaction(async (stores) => {
        const group = await managed.within(stores).createGroup(profile);
        await record(stores, caller, 'group.created', {
          at: clock.now(),
          target: group.ref.anchor,
          fields: { after: recorded(group) },
        });
        return group;
      });
    },

    async update(caller, ref, changes) {
      authorize(caller.actor, 'groups.write');
      const managed = await writable(deps, caller.actor.tenantId, ref.directoryId);
      refuseFaults(changes);
      return storage.transaction(async (stores) => {
        const changed = await managed.within(stores).updateGroup(ref.anchor, changes);
        if (!changed) throw new PosternError('not-found');
        const { before, after } = changed;
        if (before.name === after.name && before.description === after.description) return after;
        await record(stores, caller, 'group.updated', {
          at: clock.now(),
          target: ref.anchor,
          fields: { before: recorded(before), after: recorded(after) },
        });
        return after;
      });
    },

    async delete(caller, ref) {
      authorize(caller.actor, 'groups.write');
      const { tenantId } = caller.actor;
      const managed = await writable(deps, tenantId, ref.directoryId);
      await storage.transaction(async (stores) => {
        await requireUnused(stores, deps.policies, tenantId, ref);
        const group = await managed.within(stores).deleteGroup(ref.anchor);
        if (!group) throw new PosternError('not-found');
        await record(stores, caller, 'group.deleted', {
          at: clock.now(),
          target: ref.anchor,
          fields: { before: recorded(group) },
        });
      });
    },

    async members({ actor }, ref, page) {
      authorize(actor, 'groups.read');
      return (await writable(deps, actor.tenantId, ref.directoryId)).listMembers(ref.anchor, page);
    },

    addMember: (caller, ref, member) => changeMember(caller, ref, member, 'group.member-added'),
    removeMember: (caller, ref, member) =>
      changeMember(caller, ref, member, 'group.member-removed'),
  };
}

async function requireUnused(
  stores: Stores,
  policies: PolicyReader,
  tenantId: string,
  ref: GroupRef,
): Promise<void> {
  const { scope } = (await policies.current(stores, tenantId)).policy;
  const named = [...scope.includeGroups, ...scope.excludeGroups];
  if (named.some((one) => sameGroup(one, ref))) throw new PosternError('in-use');
}

function recorded({
  name,
  description,
}: DirectoryGroup): Readonly<Record<string, AuditFieldValue>> {
  return { name, description };
}

/** A group's name follows the rule of a person's display name. */
function refuseFaults({ name }: Partial<GroupProfile>): void {
  if (name === undefined) return;
  const faults = profileFaults({ displayName: name }).map(
    ({ code }): FieldFault => ({ path: 'name', code }),
  );
  if (faults.length > 0) throw new PosternError('bad-request', { faults });
}
