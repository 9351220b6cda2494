import type {
  ConnectedDirectory,
  DirectoryDeps,
  DirectoryPlace,
} from '../../ports/directory-kind.ts';
import { createBindPace } from './bind-pace.ts';
import type { Dialect } from './dialect.ts';
import { createGroups } from './groups.ts';
import { createPasswords } from './passwords.ts';
import { createPeople } from './people.ts';
import type { LdapService } from './service.ts';
import { checkTree } from './tree-checks.ts';
import type { TreeSettings } from './tree-settings.ts';
import { createTurns } from './turns.ts';

export interface TreeDirectoryDeps extends DirectoryDeps {
  readonly service: LdapService;
  readonly settings: TreeSettings;
  readonly dialect: Dialect;
  readonly place: DirectoryPlace;
}

/** A directory of people and groups under one tree, whose ways with accounts and passwords are a dialect. */
export function openTreeDirectory(deps: TreeDirectoryDeps): ConnectedDirectory {
  const { service, settings, dialect, place, random } = deps;
  const people = createPeople({ service, settings, dialect, place });
  const groups = createGroups({ service, settings, dialect, place });
  const pace = createBindPace((below) => (below === 0 ? 0 : Number(random.digits(6)) % below));
  const log = deps.log.child({ directory: place.id });
  return {
    ...place,
    kind: dialect.kind,
    locksAccounts: dialect.locksAccounts,
    find: async (identifier) => (await people.find(identifier))?.user ?? null,
    read: async (anchor) => (await people.read(anchor))?.user ?? null,
    async memberOf(asked) {
      const person = await people.known(asked);
      return person === null ? [] : groups.above(person);
    },
    searchUsers: (page) => people.search(page),
    searchGroups: (page) => groups.search(page),
    readGroup: (anchor) => groups.read(anchor),
    countUsers: () => people.count(),
    countMembers: (refs) => groups.countMembers(refs),
    membersOf: (group, limit) => groups.membersOf(group, limit),
    ...createPasswords({ service, dialect, people, turns: createTurns(), pace, log }),
    async passwordPolicy(asked) {
      const person = await people.known(asked);
      return person === null ? null : dialect.passwordPolicy(person.entry);
    },
    async writeState(anchor) {
      const person = await people.read(anchor);
      if (person === null) return null;
      const { passwordChangedAt, account } = person.user;
      return { passwordChangedAt, lastWritebackId: null, locked: account.locked };
    },
    ping: () => service.ping(),
    lookAround: () => service.lookAround(),
    check: () => checkTree({ service, settings, dialect, random }),
    health: () => service.health(),
    close: () => service.close(),
  };
}
