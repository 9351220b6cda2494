import { activeDirectory } from './active-directory/index.ts';
import { directoryServer389 } from './directory-server-389/index.ts';
import { genericLdap } from './generic-ldap/index.ts';
import { openLdap } from './openldap/index.ts';

export { createBuiltinDirectory } from './builtin/index.ts';
export { createDirectories, createManagedDirectories } from './registry.ts';

/** Every kind of directory that Postern can be connected to, by the name it has in the settings. */
export const directoryKinds = {
  'active-directory': activeDirectory,
  'directory-server-389': directoryServer389,
  'generic-ldap': genericLdap,
  openldap: openLdap,
} as const;
