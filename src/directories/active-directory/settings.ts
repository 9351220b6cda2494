import { z } from 'zod';
import { readFilter } from '../ldap/filters.ts';
import { ldapDefaults, ldapSettingsShape } from '../ldap/settings.ts';

const attribute = z
  .string()
  .max(128)
  .regex(/^[a-z][a-z0-9-]*$/i, { error: 'a name of an attribute' });

const filter = z
  .string()
  .max(1024)
  .refine((text) => readFilter(text) !== null, { error: 'a filter such as (objectClass=user)' });

const name = z.string().min(1).max(1024);

export const activeDirectorySettingsSchema = z.strictObject({
  ...ldapSettingsShape,
  baseDn: name.describe('Where the people are, such as OU=People,DC=corp,DC=example,DC=com.'),
  peopleFilter: filter.describe('Who is a person.'),
  loginAttributes: z
    .array(attribute)
    .min(1)
    .max(8)
    .describe('What people may type to say who they are; each must be indexed.'),
  alternateMailAttribute: attribute
    .nullable()
    .describe('A mailbox elsewhere, which can be read without the password that is reset.'),
  mobileAttribute: attribute.nullable(),
  officePhoneAttribute: attribute.nullable(),
  localeAttribute: attribute.nullable(),
  serviceFilter: filter
    .nullable()
    .describe(
      'Accounts of programs beside those that show it: with a service principal name, or managed by the domain.',
    ),
  groupBaseDn: name.nullable().describe('Where the groups are; absent, the whole domain.'),
  mustChangeAfterReset: z
    .boolean()
    .describe(
      'Whether somebody who set a password here must change it at the next sign-in. It has no effect for accounts ' +
        'whose password never expires; and when the answer to such a write is lost, nobody can tell what became of it.',
    ),
  enforceHistory: z
    .enum(['when-offered', 'temporary-password'])
    .describe(
      'Domain controllers hold a reset to the history of passwords only where they offer the control for it (policy ' +
        'hints). "temporary-password" enforces it on the others: the account gets a random password first, which is then ' +
        'changed to the new one. The cost: the random password takes a place in the history; and after a refused password ' +
        'or a crash in between, neither the old nor the new password works until the reset is done again.',
    ),
});
export type ActiveDirectorySettings = z.infer<typeof activeDirectorySettingsSchema>;

export const activeDirectoryDefaults = {
  ...ldapDefaults,
  peopleFilter: '(&(objectCategory=person)(objectClass=user))',
  loginAttributes: ['sAMAccountName', 'userPrincipalName', 'mail'],
  alternateMailAttribute: 'otherMailbox',
  mobileAttribute: 'mobile',
  officePhoneAttribute: 'telephoneNumber',
  localeAttribute: 'preferredLanguage',
  serviceFilter: null,
  groupBaseDn: null,
  mustChangeAfterReset: false,
  enforceHistory: 'when-offered',
} as const satisfies Partial<ActiveDirectorySettings>;
