import { z } from 'zod';
import { readFilter } from '../ldap/filters.ts';
import { ldapDefaults } from '../ldap/settings.ts';
import { treeDefaults, treeSettingsShape } from '../ldap/tree-settings.ts';

const attribute = treeSettingsShape.usernameAttribute;

export const genericLdapSettingsSchema = z.strictObject({
  ...treeSettingsShape,
  anchorAttribute: attribute.describe(
    'What names an entry for ever, through every renaming and move, such as entryUUID.',
  ),
  passwordWrite: z
    .enum(['exop', 'replace'])
    .describe(
      'How a password is set: by the password exop (RFC 3062), or by writing the attribute, which the server must hash.',
    ),
  passwordAttribute: attribute.describe(
    'The attribute that is written, where the exop is not used.',
  ),
  changedTimeAttribute: attribute
    .nullable()
    .describe(
      'When the password was last changed, as a time or in days since 1970; absent, a lost answer stays uncertain.',
    ),
  disabledFilter: z
    .string()
    .max(1024)
    .refine((text) => readFilter(text) !== null, {
      error: 'a filter such as (accountStatus=closed)',
    })
    .nullable()
    .describe('Whose account is disabled.'),
  lockAttribute: attribute
    .nullable()
    .describe('Stands with an account that is locked, and is taken away to unlock it.'),
});
export type GenericLdapSettings = z.infer<typeof genericLdapSettingsSchema>;

export const genericLdapDefaults = {
  ...ldapDefaults,
  ...treeDefaults,
  anchorAttribute: 'entryUUID',
  passwordWrite: 'exop',
  passwordAttribute: 'userPassword',
  changedTimeAttribute: null,
  disabledFilter: null,
  lockAttribute: null,
} as const satisfies Partial<GenericLdapSettings>;
