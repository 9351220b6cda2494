import { type DirectoryGroup, type DirectoryUser, ordinaryAccount } from '../../ports/directory.ts';
import type { LocalGroupRow } from '../../ports/storage/local-groups.ts';
import type { LocalUserRow } from '../../ports/storage/local-users.ts';

export function userOf(row: LocalUserRow): DirectoryUser {
  return {
    ref: { tenantId: row.tenantId, directoryId: row.directoryId, anchor: row.id },
    username: row.username,
    displayName: row.displayName,
    givenName: row.givenName,
    surname: row.surname,
    mail: row.mail,
    alternateMail: row.alternateMail,
    mobile: row.mobile,
    officePhone: row.officePhone,
    locale: row.locale,
    enabled: row.enabled,
    passwordChangedAt: row.passwordChangedAt,
    account: ordinaryAccount,
  };
}

export function groupOf(row: LocalGroupRow): DirectoryGroup {
  return {
    ref: { directoryId: row.directoryId, anchor: row.id },
    name: row.name,
    description: row.description,
    directMembers: row.directMembers,
  };
}
