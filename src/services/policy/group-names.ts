import { canonicalForm } from '../../domain/identifier.ts';
import type { GroupRef } from '../../domain/identity.ts';
import type { Directories, DirectoryGroup } from '../../ports/directory.ts';

/** The group, or null when it or its directory is unknown. */
export async function readGroup(
  directories: Directories,
  tenantId: string,
  { directoryId, anchor }: GroupRef,
): Promise<DirectoryGroup | null> {
  const directory = (await directories.all(tenantId)).find(({ id }) => id === directoryId);
  return directory ? directory.readGroup(anchor) : null;
}

/** The groups that are still there, in the order of the references, each once. */
export async function readGroups(
  directories: Directories,
  tenantId: string,
  refs: readonly GroupRef[],
): Promise<readonly DirectoryGroup[]> {
  const distinct = new Map(refs.map((ref) => [`${ref.directoryId}/${ref.anchor}`, ref]));
  const found = await Promise.all(
    [...distinct.values()].map((ref) => readGroup(directories, tenantId, ref)),
  );
  return found.filter((group) => group !== null);
}

/** Every group of exactly this name, capitals aside, in every directory. */
export async function groupsNamed(
  directories: Directories,
  tenantId: string,
  name: string,
): Promise<readonly DirectoryGroup[]> {
  const wanted = canonicalForm(name);
  const found = await Promise.all(
    (await directories.all(tenantId)).map(async (directory) => {
      const matches: DirectoryGroup[] = [];
      let cursor: string | null = null;
      do {
        const page: Awaited<ReturnType<typeof directory.searchGroups>> =
          await directory.searchGroups({ query: name, limit: 200, cursor });
        matches.push(...page.items.filter((group) => canonicalForm(group.name) === wanted));
        cursor = page.next;
      } while (cursor !== null);
      return matches;
    }),
  );
  return found.flat();
}
