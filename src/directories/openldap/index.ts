import type { DirectoryKind } from '../../ports/directory-kind.ts';
import { discoverTree } from '../ldap/discover.ts';
import { createLdapService } from '../ldap/service.ts';
import { ldapPlaceFields } from '../ldap/settings.ts';
import { openTreeDirectory } from '../ldap/tree-directory.ts';
import { openLdapDialect } from './dialect.ts';
import { openLdapDefaults, type OpenLdapSettings, openLdapSettingsSchema } from './settings.ts';

export const openLdap: DirectoryKind<OpenLdapSettings> = {
  id: 'openldap',
  settings: openLdapSettingsSchema,
  defaults: openLdapDefaults,
  placeFields: ldapPlaceFields,
  open(given, place, deps) {
    const settings = openLdapSettingsSchema.parse(given);
    const service = createLdapService({ settings, clock: deps.clock, log: deps.log });
    const dialect = openLdapDialect({ ...deps, service, settings });
    return openTreeDirectory({ ...deps, service, settings, dialect, place });
  },
  discover: discoverTree,
};
