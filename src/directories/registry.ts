import { PosternError } from '../domain/errors.ts';
import type { Directories, Directory } from '../ports/directory.ts';
import type { ManagedDirectories, ManagedDirectory } from '../ports/managed-directory.ts';

/** @param list of every tenant; within a tenant in the order in which they are asked. */
export function createDirectories(list: readonly Directory[]): Directories {
  const all = async (tenantId: string) =>
    list.filter((directory) => directory.tenantId === tenantId);
  return {
    all,
    for: all,
    async get(tenantId, directoryId) {
      const found = list.find(
        ({ id, tenantId: owner }) => id === directoryId && owner === tenantId,
      );
      if (found === undefined) throw new PosternError('not-found');
      return found;
    },
  };
}

/** @param list one for every tenant. `of` throws `not-found` for a tenant without one. */
export function createManagedDirectories(list: readonly ManagedDirectory[]): ManagedDirectories {
  return {
    of(tenantId) {
      const found = list.find((directory) => directory.tenantId === tenantId);
      if (found === undefined) throw new PosternError('not-found');
      return found;
    },
  };
}
