import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type {
  DirectoryCheckView,
  DirectoryDetailView,
  DirectoryView,
} from '../../src/contract/directories.ts';
import { type Answer, type ApiHouse, openApiHouse, tenantId } from '../kit/api-house.ts';
import {
  type KeptElsewhere,
  type KeptElsewhereKind,
  keptElsewhere,
  PERSONS_PASSWORD,
} from '../kit/directories/kept-elsewhere.ts';

type Session = Awaited<ReturnType<ApiHouse['signIn']>>;
interface Problem {
  readonly code: string;
  readonly faults?: readonly { path: string; code: string; message: string }[];
}

let elsewhere: KeptElsewhereKind;
let corp: KeptElsewhere;
let lab: KeptElsewhere;
let house: ApiHouse;
let owner: Session;

beforeEach(async () => {
  elsewhere = keptElsewhere();
  corp = await elsewhere.server('corp');
  lab = await elsewhere.server('lab');
  house = await openApiHouse(undefined, elsewhere.kinds);
  await house.addAdministrator('owner', 'global-administrator');
  owner = await house.signIn('owner');
});
afterEach(async () => {
  await house.close();
  await elsewhere.close();
});

const list = async () =>
  (await owner.call<{ version: number; items: DirectoryView[] }>('GET', '/v1/directories')).body;
const version = async () => (await list()).version;

async function tryToAdd(server: KeptElsewhere, more: object = {}) {
  return owner.call<DirectoryDetailView & Problem>('POST', '/v1/directories', {
    body: {
      version: await version(),
      kind: 'kept-elsewhere',
      name: server.host,
      enabled: true,
      settings: server.settings(),
      groupRoles: [],
      ...more,
    },
  });
}

async function added(server: KeptElsewhere, more: object = {}): Promise<DirectoryDetailView> {
  const answer = await tryToAdd(server, more);
  expect(answer.status, answer.text).toBe(201);
  return answer.body;
}

const replace = async (id: string, body: object) =>
  owner.call<DirectoryDetailView & Problem>('PUT', `/v1/directories/${id}`, {
    body: { version: await version(), ...body },
  });

const asTyped = ({ name, enabled, settings, groupRoles }: DirectoryDetailView) => ({
  name,
  enabled,
  settings,
  groupRoles: groupRoles.map(({ group, role }) => ({ group, role })),
});

const signIn = (identifier: string, password = PERSONS_PASSWORD): Promise<Answer<Problem>> =>
  house.call('POST', '/v1/session', { body: { identifier, password } });

describe('a directory that is connected', () => {
  test('is asked after the built-in one, with its secret kept and not shown', async () => {
    const directory = await added(corp);
    expect(directory).toMatchObject({
      kind: 'kept-elsewhere',
      managed: false,
      reachable: true,
      secretsKept: ['password'],
      health: { state: 'connected' },
    });
    expect(JSON.stringify(directory)).not.toContain(corp.settings().password);
    const { items } = await list();
    expect(items.map(({ name }) => name)).toEqual(['Postern', 'corp']);
    const [record] = await house.trail(1);
    expect(record).toMatchObject({ type: 'directory.added', target: directory.id });
    expect(JSON.stringify(record)).not.toContain(corp.settings().password);
  });

  test('shows its people and groups, searched where they are', async () => {
    await corp.addUser('ada');
    await corp.addGroup('Engineers', []);
    const { id } = await added(corp);
    const users = await owner.call<{ items: object[] }>('GET', '/v1/users?query=ada');
    expect(users.body.items).toMatchObject([{ username: 'ada', directoryId: id }]);
    const groups = await owner.call<{ items: object[] }>('GET', '/v1/groups?query=Engi');
    expect(groups.body.items).toMatchObject([{ name: 'Engineers', directoryId: id }]);
    await corp.addGroup('Engine room', []);
    const again = await owner.call<{ items: object[] }>('GET', '/v1/groups?query=Engi');
    expect(again.body.items).toHaveLength(2);
  });

  test('explains whether one of its people can reset', async () => {
    const anchor = await corp.addUser('ada');
    const { id } = await added(corp);
    const { body } = await owner.call<{ eligibility: object }>('GET', `/v1/users/${id}/${anchor}`);
    expect(body.eligibility).toMatchObject({ eligible: false, reason: 'switched-off' });
  });

  test('is opened again when its settings change, and closed then', async () => {
    const directory = await added(corp);
    const before = corp.opened.length - corp.closed.length;
    expect(before).toBe(1);
    const changed = await replace(directory.id, {
      ...asTyped(directory),
      settings: { ...directory.settings, realms: ['corp.example'] },
    });
    expect(changed.status, changed.text).toBe(200);
    expect(corp.opened.length - corp.closed.length).toBe(1);
    expect(corp.opened.at(-1)?.realms).toEqual(['corp.example']);
    expect((await list()).items[1]?.realms).toEqual(['corp.example']);
  });

  test('keeps its secret for the same place, and wants it again for another', async () => {
    const directory = await added(corp);
    const typed = asTyped(directory);
    expect((await replace(directory.id, { ...typed, name: 'Head office' })).status).toBe(200);
    const moved = await replace(directory.id, {
      ...typed,
      settings: { ...typed.settings, host: 'lab' },
    });
    expect(moved.status).toBe(400);
    expect(moved.body.faults).toMatchObject([{ path: 'settings.password', code: 'required' }]);
    expect(lab.opened).toEqual([]);
  });

  test('is saved only when it works, or switched off', async () => {
    const wrong = { settings: corp.settings({ password: 'guessed' }) };
    const refused = await tryToAdd(corp, wrong);
    expect(refused.status).toBe(422);
    expect(refused.body).toMatchObject({
      code: 'directory-check-failed',
      faults: [{ path: 'checks.sign-in', code: 'check-failed' }],
    });
    expect((await list()).items).toHaveLength(1);
    const off = await added(corp, { ...wrong, enabled: false });
    expect(off).toMatchObject({ enabled: false, reachable: false, users: null });
    expect(corp.opened.length).toBe(corp.closed.length);
  });

  test('is refused when another change came first', async () => {
    await added(corp);
    const late = await tryToAdd(lab, { version: 0 });
    expect([late.status, late.body.code]).toEqual([409, 'conflict']);
  });
});

describe('a directory that is silent', () => {
  test('is named beside what the others hold, and asked for alone is an error', async () => {
    await lab.addUser('bob');
    const { id } = await added(corp);
    await added(lab);
    corp.silence(true);
    const users = await owner.call<{ items: object[]; silent: string[] }>('GET', '/v1/users');
    expect(users.body).toMatchObject({ silent: ['corp'] });
    expect(users.body.items).toContainEqual(expect.objectContaining({ username: 'bob' }));
    expect((await owner.call('GET', `/v1/users?directoryId=${id}`)).status).toBe(503);
    const overview = await owner.call<object>('GET', '/v1/overview');
    expect(overview.body).toMatchObject({ users: 2, silentDirectories: ['corp'] });
    expect((await list()).items[1]).toMatchObject({
      reachable: false,
      users: null,
      health: { state: 'unreachable', lastError: 'connection refused' },
    });
  });

  test('hides none of the other administrators', async () => {
    const anchor = await corp.addUser('ada');
    const { id: directoryId } = await added(corp);
    const user = { tenantId, directoryId, anchor };
    await house.storage.roleAssignments.assign({ user, role: 'reports-reader', assignedAt: 0 });
    corp.silence(true);
    const { body } = await owner.call<{ items: object[] }>(
      'GET',
      '/v1/administrator-policy/administrators',
    );
    expect(body).toMatchObject({ unread: 1, items: [{ user: { username: 'owner' } }] });
  });
});

describe('the order', () => {
  test('puts directories before and after the built-in one', async () => {
    const [first, second] = [await added(corp), await added(lab)];
    const order = async (...ids: string[]) =>
      owner.call<Problem>('PUT', '/v1/directories/order', {
        body: { version: await version(), ids },
      });
    expect((await order(second.id, 'dir_builtin', first.id)).status).toBe(204);
    expect((await list()).items.map(({ name }) => name)).toEqual(['lab', 'Postern', 'corp']);
    const incomplete = await order(second.id, first.id);
    expect(incomplete.body).toMatchObject({ code: 'bad-request' });
    const twice = await order(second.id, second.id, first.id);
    expect(twice.body).toMatchObject({ code: 'bad-request' });
  });
});

describe('before it is saved', () => {
  const trial = (more: object = {}) => ({
    id: null,
    kind: 'kept-elsewhere',
    settings: corp.settings(),
    ...more,
  });

  test('a server is discovered, and silence is told', async () => {
    const discover = (address: string) =>
      owner.call<Problem>('POST', '/v1/directories/discover', {
        body: { kind: 'kept-elsewhere', address, authority: null },
      });
    expect((await discover('corp')).body).toMatchObject({ settings: { host: 'corp' } });
    expect((await discover('nowhere')).status).toBe(503);
  });

  test('each check is tried on the server and told, and nothing stays open', async () => {
    const check = async (settings: object) =>
      (
        await owner.call<{ items: DirectoryCheckView[] }>('POST', '/v1/directories/check', {
          body: trial({ settings }),
        })
      ).body.items;
    expect((await check(corp.settings())).map(({ status }) => status)).toEqual([
      'passed',
      'passed',
    ]);
    expect((await check(corp.settings({ password: 'guessed' }))).at(-1)).toMatchObject({
      id: 'sign-in',
      status: 'failed',
    });
    expect(corp.opened.length).toBe(corp.closed.length);
    const [record] = await house.trail(1);
    expect(record).toMatchObject({
      type: 'directory.tried',
      outcome: 'failure',
      fields: { what: 'check', failed: ['sign-in'] },
    });
  });

  test('a typed name and a word show whom and which groups it finds', async () => {
    const ada = await corp.addUser('ada');
    await corp.addGroup('Engineers', [ada]);
    corp.say({ locked: true });
    const { body } = await owner.call<object>('POST', '/v1/directories/preview', {
      body: trial({ identifier: 'ADA', groupQuery: 'eng' }),
    });
    expect(body).toMatchObject({
      user: { username: 'ada', account: { locked: true }, groups: [{ name: 'Engineers' }] },
      groups: [{ name: 'Engineers' }],
      more: false,
    });
    const nobody = await owner.call<object>('POST', '/v1/directories/preview', {
      body: trial({ identifier: 'nobody', groupQuery: null }),
    });
    expect(nobody.body).toMatchObject({ user: null, groups: [] });
  });

  test('an administrator who only reads may look and not try', async () => {
    await house.addAdministrator('reader', 'authentication-policy-administrator');
    const reader = await house.signIn('reader');
    expect((await reader.call('GET', '/v1/directories/kinds')).status).toBe(200);
    const tried = await reader.call('POST', '/v1/directories/check', { body: trial() });
    expect(tried.status).toBe(403);
    expect(corp.opened).toEqual([]);
  });

  test('it takes a password of the last minutes', async () => {
    house.clock.advanceSeconds(600);
    const late = await tryToAdd(corp);
    expect(late.body.code).toBe('reauthentication-required');
  });
});

describe('a name', () => {
  test('finds the one person of all directories, and two alike are nobody', async () => {
    await corp.addUser('ada');
    await added(corp);
    await added(lab);
    expect((await signIn('ada')).body.code).toBe('sign-in-failed');
    const failed = await house.trail(1);
    expect(failed[0]).toMatchObject({ subject: { name: 'ada' }, fields: { reason: 'no-role' } });
    await lab.addUser('ada');
    await signIn('ada');
    expect((await house.trail(1))[0]).toMatchObject({ subject: null });
  });

  test('with a realm goes to the directories that name the realm alone', async () => {
    await corp.addUser('ada');
    await lab.addUser('ada');
    const realm = (server: KeptElsewhere) => ({
      settings: server.settings({ realms: [server.host] }),
    });
    const [first, second] = [await added(corp, realm(corp)), await added(lab, realm(lab))];
    for (const [typed, id] of [
      ['CORP\\ada', first.id],
      ['lab\\ada', second.id],
    ]) {
      await signIn(typed ?? '');
      expect((await house.trail(1))[0]).toMatchObject({ subject: { directoryId: id } });
    }
  });

  test('gets one answer, known or not, while a directory is silent', async () => {
    const ada = await corp.addUser('ada');
    const group = await corp.addGroup('Admins', [ada]);
    await added(corp, { groupRoles: [{ group, role: 'reports-reader' }] });
    await added(lab);
    lab.silence(true);
    for (const [name, password] of [
      ['ada', 'wrong'],
      ['nobody', 'wrong'],
      ['owner', 'wrong'],
    ]) {
      expect((await signIn(name ?? '', password)).body.code).toBe('unavailable');
    }
    expect((await signIn('ada')).status).toBe(200);
  });
});

describe('a role by a group', () => {
  test('opens the console while the person is in the group', async () => {
    const ada = await corp.addUser('ada');
    await corp.addUser('bob');
    const group = await corp.addGroup('Admins', [ada]);
    const directory = await added(corp, {
      groupRoles: [{ group, role: 'helpdesk-administrator' }],
    });
    expect(directory.groupRoles).toEqual([
      { group, role: 'helpdesk-administrator', name: 'Admins' },
    ]);
    expect((await signIn('bob')).body.code).toBe('sign-in-failed');
    const session = await house.signIn('ada', PERSONS_PASSWORD);
    expect((await session.call('GET', '/v1/users')).status).toBe(200);
    expect((await session.call('GET', '/v1/policy')).status).toBe(403);
    const typed = asTyped(directory);
    expect((await replace(directory.id, { ...typed, groupRoles: [] })).status).toBe(200);
    expect((await session.call('GET', '/v1/users')).status).toBe(401);
  });

  test('asks for the password of the account that signed in, whoever else has its name', async () => {
    const ada = await corp.addUser('ada');
    await lab.addUser('ada');
    const group = await corp.addGroup('Admins', [ada]);
    await added(corp, {
      settings: corp.settings({ realms: ['corp'] }),
      groupRoles: [{ group, role: 'reports-reader' }],
    });
    await added(lab);
    const session = await house.signIn('corp\\ada', PERSONS_PASSWORD);
    const again = await session.call('POST', '/v1/session/reauthentication', {
      body: { password: PERSONS_PASSWORD },
    });
    expect(again.status, again.text).toBe(200);
  });

  test('puts the person under the administrators’ rule', async () => {
    const ada = await corp.addUser('ada');
    const group = await corp.addGroup('Admins', [ada]);
    const { id } = await added(corp, { groupRoles: [{ group, role: 'reports-reader' }] });
    const { body } = await owner.call<{ roles: string[]; eligibility: object }>(
      'GET',
      `/v1/users/${id}/${ada}`,
    );
    expect(body.roles).toEqual(['reports-reader']);
    expect(body.eligibility).toMatchObject({ gatesRequired: 2 });
  });

  test('keeps a helpdesk agent from the account (A130)', async () => {
    const ada = await corp.addUser('ada');
    const group = await corp.addGroup('Admins', [ada]);
    const { id } = await added(corp, { groupRoles: [{ group, role: 'global-administrator' }] });
    await house.addAdministrator('agent', 'helpdesk-administrator');
    const agent = await house.signIn('agent');
    const frozen = await agent.call('PUT', `/v1/users/${id}/${ada}/freeze`);
    expect(frozen.status).toBe(403);
  });
});

describe('removing one', () => {
  const remove = async (id: string, more = '') =>
    owner.call<Problem>('DELETE', `/v1/directories/${id}?version=${await version()}${more}`);

  test('is refused while roles, groups or registrations refer to it', async () => {
    const anchor = await corp.addUser('ada');
    const { id } = await added(corp);
    const user = { tenantId, directoryId: id, anchor };
    const role = 'reports-reader' as const;
    await house.storage.roleAssignments.assign({ user, role, assignedAt: 0 });
    await house.storage.registrations.add({
      id: 'reg_1',
      user,
      methodId: 'app-code',
      label: 'Phone',
      dataSealed: '',
      lookupMac: null,
      source: 'user',
      version: 1,
      isDefault: false,
      usableFrom: 0,
      createdAt: 0,
      confirmedAt: null,
      lastUsedAt: null,
    });
    const refused = await remove(id);
    expect(refused.body).toMatchObject({
      code: 'still-in-use',
      faults: [
        { path: 'roles', code: 'still-used' },
        { path: 'registrations', code: 'still-used' },
      ],
    });
    await house.storage.roleAssignments.remove(user, role, 'global-administrator');
    expect((await remove(id)).status).toBe(409);
    expect((await remove(id, '&registrations=remove')).status).toBe(204);
    expect(await house.storage.registrations.of(user)).toEqual([]);
    expect((await list()).items).toHaveLength(1);
    expect(corp.opened.length).toBe(corp.closed.length);
  });
});
