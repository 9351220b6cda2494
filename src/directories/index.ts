import { openLdap } from './openldap/index.ts';

export { createBuiltinDirectory } from './builtin/index.ts';
export { createDirectories, createManagedDirectories } from './registry.ts';

/** Every kind of directory that Postern can be connected to, by the name it has in the settings. */
export const directoryKinds = { openldap: openLdap } as const;
