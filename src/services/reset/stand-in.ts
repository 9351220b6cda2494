import { type Directories, type DirectoryUser, ordinaryAccount } from '../../ports/directory.ts';

/** Asked about in place of nobody, so that the same is read. */
export function standIn(
  { directories }: { readonly directories: Directories },
  tenantId: string,
): DirectoryUser {
  return {
    ref: { tenantId, directoryId: directories.all(tenantId)[0]?.id ?? '', anchor: 'nobody' },
    username: '',
    displayName: '',
    givenName: null,
    surname: null,
    mail: null,
    alternateMail: null,
    mobile: null,
    officePhone: null,
    locale: null,
    enabled: true,
    passwordChangedAt: null,
    account: ordinaryAccount,
  };
}
