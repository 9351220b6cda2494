import type { DirectoryKind } from '../../ports/directory-kind.ts';
import { discoverTree } from '../ldap/discover.ts';
import { createLdapService } from '../ldap/service.ts';
import { ldapPlaceFields } from '../ldap/settings.ts';
import { openTreeDirectory } from '../ldap/tree-directory.ts';
import { genericLdapDialect } from './dialect.ts';
import {
  genericLdapDefaults,
  type GenericLdapSettings,
  genericLdapSettingsSchema,
} from './settings.ts';

export const genericLdap: DirectoryKind<GenericLdapSettings> = {
  id: 'generic-ldap',
  settings: genericLdapSettingsSchema,
  defaults: genericLdapDefaults,
  placeFields: ldapPlaceFields,
  open(given, place, deps) {
    const settings = genericLdapSettingsSchema.parse(given);
    const service = createLdapService({ settings, clock: deps.clock, log: deps.log });
    const dialect = genericLdapDialect({ service, settings, random: deps.random });
    return openTreeDirectory({ ...deps, service, settings, dialect, place });
  },
  discover: discoverTree,
};
