import type { DirectoryKind } from '../../ports/directory-kind.ts';
import { discoverTree } from '../ldap/discover.ts';
import { createLdapService } from '../ldap/service.ts';
import { ldapPlaceFields } from '../ldap/settings.ts';
import { openTreeDirectory } from '../ldap/tree-directory.ts';
import { directoryServer389Dialect } from './dialect.ts';
import {
  directoryServer389Defaults,
  type DirectoryServer389Settings,
  directoryServer389SettingsSchema,
} from './settings.ts';

/** 389 Directory Server, Red Hat Directory Server and FreeIPA. */
export const directoryServer389: DirectoryKind<DirectoryServer389Settings> = {
  id: 'directory-server-389',
  settings: directoryServer389SettingsSchema,
  defaults: directoryServer389Defaults,
  placeFields: ldapPlaceFields,
  open(given, place, deps) {
    const settings = directoryServer389SettingsSchema.parse(given);
    const service = createLdapService({ settings, clock: deps.clock, log: deps.log });
    const dialect = directoryServer389Dialect({ ...deps, service, settings });
    return openTreeDirectory({ ...deps, service, settings, dialect, place });
  },
  discover: discoverTree,
};
