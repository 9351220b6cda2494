import { expect, test } from 'vitest';
import { builtinFixture } from '../../test/kit/builtin-fixture.ts';
import { openTemporaryStorage } from '../../test/kit/storage.ts';
import { createDirectories, createManagedDirectories, directoryKinds } from './index.ts';

test('gives a tenant its own directories, in order, and nobody else’s', async () => {
  const storage = await openTemporaryStorage();
  const { directory, stranger } = builtinFixture(storage);
  const second = { ...directory, id: 'dir_second' };
  const directories = createDirectories([directory, stranger, second]);
  expect(await directories.all(directory.tenantId)).toEqual([directory, second]);
  expect(await directories.all('tnt_unheard')).toEqual([]);
  expect(await directories.get(directory.tenantId, 'dir_second')).toBe(second);
  await expect(directories.get(stranger.tenantId, 'dir_second')).rejects.toThrow('not-found');
  await expect(directories.get(directory.tenantId, 'dir_unheard')).rejects.toThrow('not-found');
  const managed = createManagedDirectories([stranger, directory]);
  expect(managed.of(directory.tenantId)).toBe(directory);
  expect(() => managed.of('tnt_unheard')).toThrow('not-found');
  await storage.close();
});

test.each(Object.entries(directoryKinds))('names the kind %s as it names itself', (name, kind) => {
  expect(kind.id).toBe(name);
  // What an administrator begins with lacks only what nobody else can know.
  const { error } = kind.settings.safeParse(kind.defaults);
  const missing = error?.issues.map(({ path }) => String(path[0])) ?? [];
  expect(new Set(missing)).toEqual(new Set(['servers', 'bindDn', 'bindPassword', 'baseDn']));
  for (const field of ['servers', 'bindDn']) expect(kind.placeFields).toContain(field);
});
