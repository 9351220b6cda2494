import type { Role } from '../../domain/access/permissions.ts';
import { sameUser, type UserRef } from '../../domain/identity.ts';
import type { Directories } from '../../ports/directory.ts';
import type { Stores } from '../../ports/storage/index.ts';
import { readDirectories } from '../directory/directories-document.ts';
import { connectionOf } from '../directory/find-person.ts';
import { within } from '../directory/within.ts';

/** Of one group no more are read. */
const HOLDERS_OF_GROUP = 100;
const LISTED_WITHIN_MS = 8000;

export interface RoleHolders {
  /** Each once; whoever was given the role comes first. */
  readonly people: readonly UserRef[];
  /** Groups that give the role and whose members nobody told in time. */
  readonly unread: number;
  /** Groups that give the role to as many as are read, and perhaps to more. */
  readonly cut: number;
}

/**
 * Who holds one of these roles, given or by a group, as far as the directories tell in bounded time: for what everybody
 * of them is told, never for what somebody may do, which `rolesOf` decides.
 */
export async function roleHolders(
  desk: {
    readonly storage: Pick<Stores, 'roleAssignments' | 'settings'>;
    readonly directories: Directories;
  },
  tenantId: string,
  isMeant: (role: Role) => boolean,
): Promise<RoleHolders> {
  const [assigned, groups] = await Promise.all([
    desk.storage.roleAssignments.list(tenantId),
    groupsThatGive(desk, tenantId, isMeant),
  ]);
  const listed = await Promise.all(groups.map((list) => within(LISTED_WITHIN_MS, list)));
  const members = listed.filter((list) => list !== null);
  const given = assigned.filter(({ role }) => isMeant(role)).map(({ user }) => user);
  const people = [...given, ...members.flat()];
  return {
    people: people.filter(
      (user, index) => people.findIndex((one) => sameUser(one, user)) === index,
    ),
    unread: listed.length - members.length,
    cut: members.filter(({ length }) => length >= HOLDERS_OF_GROUP).length,
  };
}

/** How to list the members of each. */
async function groupsThatGive(
  desk: Parameters<typeof roleHolders>[0],
  tenantId: string,
  isMeant: (role: Role) => boolean,
): Promise<readonly (() => Promise<readonly UserRef[]>)[]> {
  const { directories: stored } = await readDirectories(desk.storage, tenantId);
  const groups = stored
    .filter(({ enabled }) => enabled)
    .flatMap(({ id, groupRoles }) =>
      [...new Set(groupRoles.filter(({ role }) => isMeant(role)).map(({ group }) => group))].map(
        (group) => ({ id, group }),
      ),
    );
  if (groups.length === 0) return [];
  const open = await desk.directories.all(tenantId);
  return groups.flatMap(({ id, group }) => {
    const directory = open.find((one) => one.id === id);
    const connection = directory && connectionOf(directory);
    if (!connection) return [];
    return [
      async () =>
        (await connection.membersOf(group, HOLDERS_OF_GROUP)).map((anchor) => ({
          tenantId,
          directoryId: id,
          anchor,
        })),
    ];
  });
}
