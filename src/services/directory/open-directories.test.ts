import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  type KeptElsewhere,
  type KeptElsewhereKind,
  keptElsewhere,
} from '../../../test/kit/directories/kept-elsewhere.ts';
import { channelDeps } from '../../../test/kit/channel-deps.ts';
import { seededRandom } from '../../../test/kit/random.ts';
import { fixedVault } from '../../../test/kit/vault.ts';
import { sealSettings } from '../settings/sealed-settings.ts';
import type { DirectoriesInForce, StoredDirectory } from './directories-document.ts';
import { createOpenDirectories, directoryPlace, type OpenDirectories } from './open-directories.ts';

const tenantId = 'tnt_test';
const vault = fixedVault();
let elsewhere: KeptElsewhereKind;
let corp: KeptElsewhere;
let open: OpenDirectories;

beforeEach(async () => {
  elsewhere = keptElsewhere();
  corp = await elsewhere.server('corp');
  const { clock, log } = channelDeps().deps;
  open = createOpenDirectories({
    kinds: elsewhere.kinds,
    vault,
    clock,
    log,
    random: seededRandom(),
  });
});
afterEach(async () => {
  await open.close();
  await elsewhere.close();
});

function stored(more: Partial<StoredDirectory> = {}, realms: readonly string[] = []) {
  const kind = elsewhere.kinds.get('kept-elsewhere');
  if (!kind) throw new Error('there is no kind');
  const id = more.id ?? 'dir_1';
  const settings = corp.settings({ realms: [...realms] });
  return {
    id,
    kind: kind.id,
    name: 'corp',
    enabled: true,
    groupRoles: [],
    ...sealSettings(vault, directoryPlace(tenantId, id), kind, settings),
    ...more,
  };
}

const document = (version: number, ...directories: StoredDirectory[]): DirectoriesInForce => ({
  version,
  directories,
  beforeBuiltin: 0,
});
const openNow = () => corp.opened.length - corp.closed.length;

test('opens what is needed once, and nothing that is off', async () => {
  const inForce = document(1, stored(), stored({ id: 'dir_2', enabled: false }));
  const [first, ...others] = await open.of(tenantId, inForce);
  expect(others).toEqual([]);
  expect((await open.of(tenantId, inForce))[0]).toBe(first);
  expect(openNow()).toBe(1);
});

test('leaves a directory connected when another one changes', async () => {
  const one = stored();
  await open.of(tenantId, document(1, one));
  await open.of(tenantId, document(2, one, stored({ id: 'dir_2' })));
  expect(corp.closed).toHaveLength(0);
});

test('closes one whose settings changed when the last question to it is answered', async () => {
  const anchor = await corp.addUser('ada');
  const [before] = await open.of(tenantId, document(1, stored()));
  const asked = before?.read(anchor);
  await open.of(tenantId, document(2, stored({}, ['corp.example'])));
  expect(corp.closed).toHaveLength(0);
  expect(await asked).toMatchObject({ username: 'ada' });
  expect(corp.closed).toHaveLength(1);
  expect(openNow()).toBe(1);
});

test('asks by the newest settings whoever holds on to a directory', async () => {
  const anchor = await corp.addUser('ada');
  const [before] = await open.of(tenantId, document(1, stored()));
  await open.of(tenantId, document(2, stored({}, ['corp.example'])));
  expect(await before?.read(anchor)).toMatchObject({ username: 'ada' });
  await open.of(tenantId, document(3));
  await expect(before?.read(anchor)).rejects.toMatchObject({ code: 'unavailable' });
  expect(openNow()).toBe(0);
});

test('takes nothing back for a reader that was overtaken', async () => {
  const [older, newer] = [document(1, stored()), document(2, stored({}, ['corp.example']))];
  await open.of(tenantId, newer);
  await open.of(tenantId, older);
  expect(corp.opened).toHaveLength(1);
  expect(corp.opened[0]?.realms).toEqual(['corp.example']);
});
