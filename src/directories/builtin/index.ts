import { PosternError } from '../../domain/errors.ts';
import { canonicalForm } from '../../domain/identifier.ts';
import type { Clock } from '../../ports/clock.ts';
import { anchorOf } from '../../ports/directory.ts';
import type { ManagedDirectory } from '../../ports/managed-directory.ts';
import type { PasswordHasher } from '../../ports/password-hasher.ts';
import type { Random } from '../../ports/random.ts';
import type { Storage } from '../../ports/storage/index.ts';
import { createManagedWrites } from './managed-writes.ts';
import { pageOf } from '../pages.ts';
import { createPasswords } from './passwords.ts';
import { groupOf, userOf } from './rows.ts';

export interface BuiltinDirectoryDeps {
  readonly id: string;
  readonly tenantId: string;
  /** Shown to administrators. */
  readonly name: string;
  readonly storage: Storage;
  readonly hasher: PasswordHasher;
  readonly clock: Clock;
  readonly random: Random;
}

/** People and groups that live in Postern's own database; passwords are kept as argon2id. */
export function createBuiltinDirectory(deps: BuiltinDirectoryDeps): ManagedDirectory {
  const { id, tenantId, name, storage, hasher, clock, random } = deps;
  const { localUsers: users, localGroups: groups } = storage;
  return {
    id,
    tenantId,
    kind: 'builtin',
    name,
    locksAccounts: false,

    async find(canonicalIdentifier) {
      const row = await users.find(tenantId, id, canonicalIdentifier);
      return row && userOf(row);
    },

    async read(anchor) {
      const row = await users.get(tenantId, id, anchor);
      return row && userOf(row);
    },

    async memberOf(person) {
      const anchors = await groups.transitiveOf(tenantId, id, anchorOf(person));
      return anchors.map((group) => ({ directoryId: id, anchor: group }));
    },

    searchUsers: (request) =>
      pageOf(
        'users',
        request,
        (limit, after) =>
          users.search(tenantId, id, { query: canonicalForm(request.query), limit, after }),
        (row) => canonicalForm(row.username),
        userOf,
      ),

    searchGroups: (request) =>
      pageOf(
        'groups',
        request,
        (limit, after) =>
          groups.search(tenantId, id, { query: canonicalForm(request.query), limit, after }),
        (row) => canonicalForm(row.name),
        groupOf,
      ),

    async readGroup(anchor) {
      const row = await groups.get(tenantId, id, anchor);
      return row && groupOf(row);
    },

    countUsers: () => users.count(tenantId, id),

    async countMembers(refs) {
      const anchors = refs.filter((ref) => ref.directoryId === id).map((ref) => ref.anchor);
      return anchors.length === 0 ? 0 : groups.countTransitiveMembers(tenantId, id, anchors);
    },

    ...createPasswords({ id, tenantId, users, hasher, clock }),

    async writeState(anchor) {
      const row = await users.get(tenantId, id, anchor);
      return (
        row && {
          passwordChangedAt: row.passwordChangedAt,
          lastWritebackId: row.lastWritebackId ?? '',
          locked: false,
        }
      );
    },

    ping: () => storage.ping(),

    async listMembers(groupAnchor, request) {
      if ((await groups.get(tenantId, id, groupAnchor)) === null) {
        throw new PosternError('not-found');
      }
      return pageOf(
        'members',
        request,
        (limit, after) => groups.members(tenantId, id, groupAnchor, limit, after),
        (row) => row.id,
        (row) => ({ kind: row.kind, anchor: row.id, name: row.name }),
      );
    },

    within: (stores) => createManagedWrites({ id, tenantId, clock, random }, stores),
  };
}
