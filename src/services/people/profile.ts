import type { AuditFieldValue } from '../../domain/audit/events.ts';
import type { FieldFault } from '../../domain/errors.ts';
import { canonicalIdentifier } from '../../domain/identifier.ts';
import { localeSchema } from '../../domain/locale.ts';
import { readMailAddress } from '../../domain/mail-address.ts';
import { readPhoneNumber } from '../../domain/phone-number.ts';
import type { DirectoryUser } from '../../ports/directory.ts';
import type { UserProfile } from '../../ports/managed-directory.ts';

const LONGEST_NAME = 128;

// Controls, line ends and signs that turn the direction of what follows (A087); joiners of scripts stay.
const forbiddenInNames = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/u;

type Check = (value: string) => FieldFault['code'] | null;

const asName: Check = (value) => {
  if (value.trim() === '') return 'required';
  if ([...value].length > LONGEST_NAME) return 'too-long';
  return forbiddenInNames.test(value) ? 'forbidden-characters' : null;
};

const asUsername: Check = (value) => {
  if (value.trim() !== value) return 'forbidden-characters';
  if ([...value].length > LONGEST_NAME) return 'too-long';
  const identifier = canonicalIdentifier(value);
  if (identifier.ok) return null;
  return identifier.fault === 'empty' ? 'required' : identifier.fault;
};

const asAddress: Check = (value) => {
  const read = readMailAddress(value);
  return read.ok ? null : read.fault;
};

const asNumber: Check = (value) => {
  const read = readPhoneNumber(value);
  return read.ok ? null : read.fault;
};

const asLocale: Check = (value) => (localeSchema.safeParse(value).success ? null : 'wrong-format');

const checks = {
  username: asUsername,
  displayName: asName,
  givenName: asName,
  surname: asName,
  mail: asAddress,
  alternateMail: asAddress,
  mobile: asNumber,
  officePhone: asNumber,
  locale: asLocale,
} as const satisfies Partial<Record<keyof UserProfile, Check>>;

/** What is wrong with what is given, by field; what is null or not given is fine. */
export function profileFaults(profile: Partial<UserProfile>): FieldFault[] {
  return Object.entries(checks).flatMap(([path, check]) => {
    const value = profile[path as keyof typeof checks];
    const code = typeof value === 'string' ? check(value) : null;
    return code === null ? [] : [{ path, code }];
  });
}

const profileFields = [
  'username',
  'displayName',
  'givenName',
  'surname',
  'mail',
  'alternateMail',
  'mobile',
  'officePhone',
  'locale',
  'enabled',
] as const satisfies readonly (keyof UserProfile)[];

type Recorded = Readonly<Record<string, AuditFieldValue>>;

/** The profile as the audit trail keeps it. */
export function recordedProfile(user: DirectoryUser): Recorded {
  return Object.fromEntries(profileFields.map((field) => [field, user[field]]));
}

/** The fields that differ, as they were and as they are; null when none does. */
export function recordedChange(
  before: DirectoryUser,
  after: DirectoryUser,
): { readonly before: Recorded; readonly after: Recorded } | null {
  const changed = profileFields.filter((field) => before[field] !== after[field]);
  if (changed.length === 0) return null;
  const side = (user: DirectoryUser) =>
    Object.fromEntries(changed.map((field) => [field, user[field]]));
  return { before: side(before), after: side(after) };
}
