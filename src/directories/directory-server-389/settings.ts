import { z } from 'zod';
import { ldapDefaults } from '../ldap/settings.ts';
import { treeDefaults, treeSettingsShape } from '../ldap/tree-settings.ts';

export const directoryServer389SettingsSchema = z.strictObject({
  ...treeSettingsShape,
  schema: z
    .enum(['389-directory-server', 'freeipa'])
    .describe(
      'Which attributes tell of locks, of the age of a password, and of who somebody is for ever.',
    ),
  defaultPolicyDn: z
    .string()
    .min(1)
    .max(1024)
    .nullable()
    .describe(
      'The password policy of those who have no other: cn=config, or cn=global_policy,cn=REALM,cn=kerberos,… of ' +
        'FreeIPA; absent, none is shown.',
    ),
});
export type DirectoryServer389Settings = z.infer<typeof directoryServer389SettingsSchema>;

export const directoryServer389Defaults = {
  ...ldapDefaults,
  ...treeDefaults,
  alternateMailAttribute: 'mailAlternateAddress',
  schema: '389-directory-server',
  defaultPolicyDn: 'cn=config',
} as const satisfies Partial<DirectoryServer389Settings>;
