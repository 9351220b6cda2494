import { BerWriter } from 'ldapts';

/** LDAP Password Modify (RFC 3062). */
export const passwordModifyOid = '1.3.6.1.4.1.4203.1.11.1';

const tags = { userIdentity: 0x80, oldPassword: 0x81, newPassword: 0x82 } as const;

export interface PasswordModify {
  /** A DN; absent, whoever is signed in. */
  readonly user?: string;
  readonly oldPassword?: string;
  /** Never absent: a server would make one up, and send it back. */
  readonly newPassword: string;
}

/** `PasswdModifyRequestValue` of RFC 3062 §2, in BER. */
export function passwordModifyRequest({ user, oldPassword, newPassword }: PasswordModify): Buffer {
  const writer = new BerWriter();
  writer.startSequence();
  if (user !== undefined) writer.writeString(user, tags.userIdentity);
  if (oldPassword !== undefined) writer.writeString(oldPassword, tags.oldPassword);
  writer.writeString(newPassword, tags.newPassword);
  writer.endSequence();
  return writer.buffer;
}
