import { anchorOf } from '../../ports/directory.ts';
import type { DirectoryKind } from '../../ports/directory-kind.ts';
import { createBindPace } from '../ldap/bind-pace.ts';
import { createLdapService } from '../ldap/service.ts';
import { ldapPlaceFields } from '../ldap/settings.ts';
import { checkDomain } from './checks.ts';
import { discoverDomain } from './discover.ts';
import { createDomainReader } from './domain.ts';
import { createGroups } from './groups.ts';
import { createPasswords } from './passwords.ts';
import { createPeople } from './people.ts';
import { createPolicyReader } from './policy.ts';
import { createResets } from './resets.ts';
import {
  activeDirectoryDefaults,
  type ActiveDirectorySettings,
  activeDirectorySettingsSchema,
} from './settings.ts';

const kind = 'active-directory';

/** A domain of Active Directory, as Windows Server and Samba have it. */
export const activeDirectory: DirectoryKind<ActiveDirectorySettings> = {
  id: kind,
  settings: activeDirectorySettingsSchema,
  defaults: activeDirectoryDefaults,
  placeFields: ldapPlaceFields,
  open(given, place, { clock, log: parentLog, random }) {
    const settings = activeDirectorySettingsSchema.parse(given);
    const log = parentLog.child({ directory: place.id });
    const service = createLdapService({ settings, clock, log });
    const domain = createDomainReader(service);
    const people = createPeople({ service, domain, settings, place, clock });
    const groups = createGroups({ service, domain, settings, place });
    const policies = createPolicyReader(service, domain);
    const resets = createResets({ service, domain, policies, settings, random, log });
    const pace = createBindPace((below) => (below === 0 ? 0 : Number(random.digits(6)) % below));
    return {
      ...place,
      kind,
      locksAccounts: true,
      find: async (identifier) => (await people.find(identifier))?.user ?? null,
      read: async (anchor) => (await people.read(anchor))?.user ?? null,
      memberOf: (person) => groups.above(anchorOf(person)),
      searchUsers: (page) => people.search(page),
      searchGroups: (page) => groups.search(page),
      readGroup: (anchor) => groups.read(anchor),
      countUsers: () => people.count(),
      countMembers: (refs) => groups.countMembers(refs),
      membersOf: (group, limit) => groups.membersOf(group, limit),
      ...createPasswords({ service, people, policies, resets, pace, clock, log }),
      passwordPolicy: (person) => policies.of(anchorOf(person)),
      async writeState(anchor) {
        const person = await people.read(anchor);
        if (person === null) return null;
        const { passwordChangedAt, account } = person.user;
        return { passwordChangedAt, lastWritebackId: null, locked: account.locked };
      },
      ping: () => service.ping(),
      lookAround: () => service.lookAround(),
      check: () => checkDomain({ service, domain, people, policies, settings }),
      health: () => service.health(),
      close: () => service.close(),
    };
  },
  discover: discoverDomain,
};
