import { type Directories, type DirectoryUser, ordinaryAccount } from '../../ports/directory.ts';

/** Asked about in place of nobody, so that the same is read. */
export async function standIn(
  { directories }: { readonly directories: Directories },
  tenantId: string,
): Promise<DirectoryUser> {
  const [first] = await directories.all(tenantId);
  return {
    ref: { tenantId, directoryId: first?.id ?? '', anchor: 'nobody' },
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
