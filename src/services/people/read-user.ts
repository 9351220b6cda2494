import type { UserRef } from '../../domain/identity.ts';
import type { Directories, DirectoryUser } from '../../ports/directory.ts';

/** The person, or null when they, or the directory they were kept in, are not there any more. */
export async function readUser(
  directories: Directories,
  { tenantId, directoryId, anchor }: UserRef,
): Promise<DirectoryUser | null> {
  const directory = (await directories.all(tenantId)).find(({ id }) => id === directoryId);
  return directory ? directory.read(anchor) : null;
}
