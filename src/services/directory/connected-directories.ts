import { PosternError } from '../../domain/errors.ts';
import type { Directories, Directory } from '../../ports/directory.ts';
import type { Storage } from '../../ports/storage/index.ts';
import { readDirectories, realmsOf } from './directories-document.ts';
import type { OpenDirectories } from './open-directories.ts';
import { askedFor } from './realm.ts';

/**
 * The directory that Postern keeps itself among those an administrator connected, in the order the settings give.
 * @param deps.builtin what there is without settings.
 */
export function createConnectedDirectories(deps: {
  readonly storage: Pick<Storage, 'settings'>;
  readonly builtin: Directories;
  readonly open: OpenDirectories;
}): Directories {
  interface Placed {
    readonly directory: Directory;
    readonly realms: readonly string[];
  }

  async function placed(tenantId: string): Promise<readonly Placed[]> {
    const inForce = await readDirectories(deps.storage, tenantId);
    const own = (await deps.builtin.all(tenantId)).map((directory) => ({ directory, realms: [] }));
    const { directories, beforeBuiltin, version } = inForce;
    if (version === 0) return own;
    const open = await deps.open.of(tenantId, inForce);
    const connected = (list: typeof directories): Placed[] =>
      list.flatMap((stored) => {
        const directory = open.find(({ id }) => id === stored.id);
        return directory ? [{ directory, realms: realmsOf(stored) }] : [];
      });
    return [
      ...connected(directories.slice(0, beforeBuiltin)),
      ...own,
      ...connected(directories.slice(beforeBuiltin)),
    ];
  }

  return {
    async all(tenantId) {
      return (await placed(tenantId)).map(({ directory }) => directory);
    },

    async for(tenantId, canonicalIdentifier) {
      return askedFor(canonicalIdentifier, await placed(tenantId));
    },

    async get(tenantId, directoryId) {
      const own = await deps.builtin.all(tenantId);
      const builtin = own.find(({ id }) => id === directoryId);
      if (builtin) return builtin;
      const inForce = await readDirectories(deps.storage, tenantId);
      const stored = inForce.directories.find(({ id }) => id === directoryId);
      if (!stored) throw new PosternError('not-found');
      const found = (await deps.open.of(tenantId, inForce)).find(({ id }) => id === directoryId);
      if (!found) throw new PosternError('unavailable');
      return found;
    },
  };
}
