import type { DirectoryKind } from '../../ports/directory-kind.ts';
import { discoverTree } from '../ldap/discover.ts';
import { createLdapService } from '../ldap/service.ts';
import { openTreeDirectory } from '../ldap/tree-directory.ts';
import { openLdapDialect } from './dialect.ts';
import {
  openLdapDefaults,
  openLdapPlaceFields,
  type OpenLdapSettings,
  openLdapSettingsSchema,
} from './settings.ts';

export const openLdap: DirectoryKind<OpenLdapSettings> = {
  id: 'openldap',
  settings: openLdapSettingsSchema,
  defaults: openLdapDefaults,
  placeFields: openLdapPlaceFields,
  open(given, place, deps) {
    const settings = openLdapSettingsSchema.parse(given);
    const service = createLdapService({ settings, clock: deps.clock, log: deps.log });
    const dialect = openLdapDialect({ ...deps, service, settings });
    return openTreeDirectory({ ...deps, service, settings, dialect, place });
  },
  discover: discoverTree,
};
