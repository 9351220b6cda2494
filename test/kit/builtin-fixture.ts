import { createBuiltinDirectory } from '../../src/directories/builtin/index.ts';
import type {
  ManagedDirectory,
  ManagedWrites,
  UserProfile,
} from '../../src/ports/managed-directory.ts';
import type { Storage } from '../../src/ports/storage/index.ts';
import { type FixedClock, fixedClock } from './clock.ts';
import type { DirectoryFixture } from './directory-fixture.ts';
import { type CountingHasher, cheapHasher } from './hasher.ts';
import { seededRandom } from './random.ts';

export interface BuiltinFixture extends DirectoryFixture {
  readonly directory: ManagedDirectory;
  readonly storage: Storage;
  readonly clock: FixedClock;
  readonly hasher: CountingHasher;
  /** The same storage seen by another tenant, under the same directory id. */
  readonly stranger: ManagedDirectory;
  write<T>(work: (writes: ManagedWrites) => Promise<T>): Promise<T>;
}

const blank: Omit<UserProfile, 'username'> = {
  displayName: 'Somebody',
  givenName: null,
  surname: null,
  mail: null,
  alternateMail: null,
  mobile: null,
  officePhone: null,
  locale: null,
  enabled: true,
};

export const profile = (username: string, more: Partial<UserProfile> = {}): UserProfile => ({
  ...blank,
  username,
  ...more,
});

/** A built-in directory over a storage that is already open, and closed with it. */
export function builtinFixture(storage: Storage, tenantId = 'tnt_contract'): BuiltinFixture {
  const clock = fixedClock();
  const hasher = cheapHasher();
  const random = seededRandom();
  const at = (tenant: string) =>
    createBuiltinDirectory({
      id: 'dir_builtin',
      tenantId: tenant,
      name: 'Contoso',
      storage,
      hasher,
      clock,
      random,
    });
  const directory = at(tenantId);
  const write = <T>(work: (writes: ManagedWrites) => Promise<T>): Promise<T> =>
    storage.transaction((stores) => work(directory.within(stores)));
  return {
    directory,
    storage,
    clock,
    hasher,
    stranger: at(`${tenantId}_other`),
    write,
    async addUser({ password, disabled, ...person }) {
      const hash = password === undefined ? null : await hasher.hash(password.normalize('NFC'));
      const made = profile(person.username, { ...person, enabled: disabled !== true });
      const user = await write((writes) => writes.createUser(made, hash));
      clock.advanceSeconds(1);
      return user.ref.anchor;
    },
    async addGroup(name) {
      const group = await write((writes) => writes.createGroup({ name, description: null }));
      return group.ref.anchor;
    },
    async addMember(group, member) {
      await write((writes) => writes.addMember(group, member));
    },
    async disable(user) {
      await write((writes) => writes.updateUser(user, { enabled: false }));
    },
    async remove(user) {
      await write((writes) => writes.deleteUser(user));
    },
    close: () => storage.close(),
  };
}
