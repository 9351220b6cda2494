import { z } from 'zod';
import { readFilter } from './filters.ts';
import { ldapSettingsShape } from './settings.ts';

const attribute = z
  .string()
  .max(128)
  .regex(/^(?:[a-z][a-z0-9-]*|\d+(?:\.\d+)+)(?:;[a-z0-9-]+)*$/i, {
    error: 'a name of an attribute',
  });

const filter = z
  .string()
  .max(1024)
  .refine((text) => readFilter(text) !== null, {
    error: 'a filter such as (objectClass=inetOrgPerson)',
  });

const name = z.string().min(1).max(1024);

/** What a directory without Active Directory's fixed names is set up with, beyond how it is reached. */
export const treeSettingsShape = {
  ...ldapSettingsShape,
  baseDn: name.describe('Where the people are, such as ou=people,dc=example,dc=com.'),
  peopleFilter: filter.describe('Who is a person.'),
  loginAttributes: z
    .array(attribute)
    .min(1)
    .max(8)
    .describe('What people may type to say who they are; each must be indexed for equality.'),
  usernameAttribute: attribute.describe('The name that people are known by.'),
  displayNameAttribute: attribute,
  givenNameAttribute: attribute,
  surnameAttribute: attribute,
  mailAttribute: attribute.describe('The mailbox that belongs to the account itself.'),
  alternateMailAttribute: attribute
    .nullable()
    .describe('A mailbox elsewhere, which can be read without the password that is reset.'),
  mobileAttribute: attribute.nullable(),
  officePhoneAttribute: attribute.nullable(),
  localeAttribute: attribute.nullable(),
  serviceFilter: filter.nullable().describe('Accounts of programs, which nobody may reset.'),
  groupBaseDn: name.nullable().describe('Where the groups are; absent, where the people are.'),
  groupFilter: filter,
  groupNameAttribute: attribute,
  memberAttributes: z
    .array(attribute)
    .max(8)
    .describe(
      'Attributes of groups that hold the DNs of members; each must be indexed for equality.',
    ),
  memberNameAttribute: attribute
    .nullable()
    .describe('The attribute of groups that holds user names, as memberUid of posixGroup.'),
} as const;

const treeSettingsSchema = z.object(treeSettingsShape);
export type TreeSettings = z.infer<typeof treeSettingsSchema>;

export const treeDefaults = {
  peopleFilter: '(objectClass=inetOrgPerson)',
  loginAttributes: ['uid', 'mail'],
  usernameAttribute: 'uid',
  displayNameAttribute: 'displayName',
  givenNameAttribute: 'givenName',
  surnameAttribute: 'sn',
  mailAttribute: 'mail',
  alternateMailAttribute: null,
  mobileAttribute: 'mobile',
  officePhoneAttribute: 'telephoneNumber',
  localeAttribute: 'preferredLanguage',
  serviceFilter: null,
  groupBaseDn: null,
  groupFilter:
    '(|(objectClass=groupOfNames)(objectClass=groupOfUniqueNames)(objectClass=posixGroup))',
  groupNameAttribute: 'cn',
  memberAttributes: ['member', 'uniqueMember'],
  memberNameAttribute: 'memberUid',
} as const satisfies Partial<TreeSettings>;
