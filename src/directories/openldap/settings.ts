import { z } from 'zod';
import { ldapDefaults } from '../ldap/settings.ts';
import { treeDefaults, treeSettingsShape } from '../ldap/tree-settings.ts';

export const openLdapSettingsSchema = z.strictObject({
  ...treeSettingsShape,
  defaultPolicyDn: z
    .string()
    .min(1)
    .max(1024)
    .nullable()
    .describe(
      'The password policy of those who have no other (olcPPolicyDefault); absent, the only one there is.',
    ),
  mustChangeAfterReset: z
    .boolean()
    .describe(
      'Whether somebody who set a password here must change it at the next sign-in; needs the right to write pwdReset.',
    ),
});
export type OpenLdapSettings = z.infer<typeof openLdapSettingsSchema>;

export const openLdapDefaults = {
  ...ldapDefaults,
  ...treeDefaults,
  defaultPolicyDn: null,
  mustChangeAfterReset: false,
} as const satisfies Partial<OpenLdapSettings>;
