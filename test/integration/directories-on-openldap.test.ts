import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { runCommandLine } from '../../src/cli/main.ts';
import type {
  DirectoryCheckView,
  DirectoryDetailView,
  DirectoryView,
} from '../../src/contract/directories.ts';
import type { UserDetail, UserView } from '../../src/contract/users.ts';
import { loadConfig } from '../../src/server/config/index.ts';
import { openHouse } from '../../src/server/main.ts';
import { createLog } from '../../src/server/runtime/log.ts';
import { type ApiHouse, openApiHouse, tenantId } from '../kit/api-house.ts';
import { bulkPassword, type OpenLdapServer, startOpenLdap } from '../kit/directories/openldap.ts';
import { openLdapSettings } from '../kit/directories/openldap-fixture.ts';
import { codeIn } from '../kit/smtp-sink.ts';

type Session = Awaited<ReturnType<ApiHouse['signIn']>>;

const visitor = { tenantId, ip: '192.0.2.9', userAgent: null, locale: 'en' };
const NEW_PASSWORD = 'Eleven quiet rivers under snow';

let server: OpenLdapServer;
let house: ApiHouse;
let owner: Session;
let directory: DirectoryDetailView;

beforeAll(async () => {
  server = await startOpenLdap({ people: 30 });
  await server.admin.add(`cn=Engineers,${server.groupsDn}`, {
    objectClass: 'groupOfNames',
    cn: 'Engineers',
    member: [`uid=u1,${server.peopleDn}`, `uid=u2,${server.peopleDn}`],
  });
  await server.admin.add(`cn=Everybody who builds,${server.groupsDn}`, {
    objectClass: 'groupOfNames',
    cn: 'Everybody who builds',
    member: `cn=Engineers,${server.groupsDn}`,
  });
  house = await openApiHouse();
  await house.addAdministrator('owner', 'global-administrator');
  owner = await house.signIn('owner');
}, 60_000);
afterAll(async () => {
  await house.close();
  await server.stop();
});

const settings = (more: Parameters<typeof openLdapSettings>[1] = {}) =>
  openLdapSettings(server, { realms: ['example.test'], ...more });

async function add(more: object = {}) {
  const { body } = await owner.call<{ version: number }>('GET', '/v1/directories');
  return owner.call<DirectoryDetailView & { code?: string; faults?: { path: string }[] }>(
    'POST',
    '/v1/directories',
    {
      body: {
        version: body.version,
        kind: 'openldap',
        name: 'Example',
        enabled: true,
        settings: settings(),
        groupRoles: [],
        ...more,
      },
    },
  );
}

async function groupNamed(name: string): Promise<{ directoryId: string; anchor: string }> {
  const { body } = await owner.call<{ items: { directoryId: string; anchor: string }[] }>(
    'GET',
    `/v1/groups?query=${encodeURIComponent(name)}`,
  );
  const [group] = body.items;
  if (!group) throw new Error(`no group ${name}`);
  return { directoryId: group.directoryId, anchor: group.anchor };
}

describe('OpenLDAP, connected over the API', () => {
  test('is discovered by its address', async () => {
    const look = (authority: string | null) =>
      owner.call('POST', '/v1/directories/discover', {
        body: { kind: 'openldap', address: server.url, authority },
      });
    expect((await look(null)).status).toBe(503);
    const { status, body } = await look(server.ca);
    expect([status, body]).toEqual([
      200,
      {
        settings: { servers: [server.url], authority: server.ca, baseDn: server.baseDn },
        seen: ['OpenLDAP', `holds ${server.baseDn}`],
      },
    ]);
  });

  test('is not saved with a wrong password, and nothing is kept', async () => {
    const refused = await add({ settings: settings({ bindPassword: 'wrong' }) });
    expect([refused.status, refused.body.code]).toEqual([422, 'directory-check-failed']);
    expect(refused.body.faults?.map(({ path }) => path)).toContain('checks.sign-in');
    expect(refused.text).not.toContain('"wrong"');
  });

  test('shows before it is saved whom it finds', async () => {
    const { body, text } = await owner.call<{ user: UserView & { groups: { name: string }[] } }>(
      'POST',
      '/v1/directories/preview',
      {
        body: {
          id: null,
          kind: 'openldap',
          settings: settings(),
          identifier: 'U1',
          groupQuery: 'Eng',
        },
      },
    );
    expect(body.user, text).toMatchObject({ username: 'u1', mail: 'u1@example.test' });
    expect(body.user.groups.map(({ name }) => name).toSorted()).toEqual([
      'Engineers',
      'Everybody who builds',
    ]);
  });

  test('is saved when it works, and searched where it is', async () => {
    const added = await add();
    expect(added.status, added.text).toBe(201);
    directory = added.body;
    expect(directory).toMatchObject({
      reachable: true,
      users: 30,
      secretsKept: ['bindPassword'],
      health: { state: 'connected', server: server.url },
    });
    const checks = await owner.call<{ items: DirectoryCheckView[] }>(
      'POST',
      `/v1/directories/${directory.id}/check`,
    );
    expect(checks.body.items.filter(({ status }) => status === 'failed')).toEqual([]);
    const { body } = await owner.call<{ items: DirectoryView[] }>('GET', '/v1/users?query=u1');
    expect(body.items.length).toBeGreaterThan(0);
  });

  test('explains one of its people, with its own rules', async () => {
    const { body: found } = await owner.call<{ items: UserView[] }>('GET', '/v1/users?query=u1');
    const u1 = found.items.find(({ username }) => username === 'u1');
    const { body } = await owner.call<UserDetail>('GET', `/v1/users/${directory.id}/${u1?.anchor}`);
    expect(body.groups.map(({ name }) => name)).toContain('Everybody who builds');
    expect(body.passwordRules?.source).toContain('cn=default');
    expect(body.eligibility.rules.map(({ rule }) => rule)).toContain('expiry');
  });

  test('gives its people a reset through a nested group, and the new password works there', async () => {
    const group = await groupNamed('Everybody who builds');
    const { body } = await owner.call<{ version: number; policy: object }>('GET', '/v1/policy');
    const scope = { mode: 'selected', includeGroups: [group], excludeGroups: [] };
    const policy = { ...body.policy, scope };
    const saved = await owner.call('PUT', '/v1/policy', {
      body: { version: body.version, policy },
    });
    expect(saved.status, saved.text).toBe(200);
    const { resets } = house.services;
    const { token } = await resets.start(visitor, 'u2@example.test', 'reset');
    await house.deliver();
    const proof = await resets.prove(
      visitor,
      token,
      codeIn({ to: '', raw: house.mails.at(-1)?.text ?? '' }),
    );
    expect(proof).toMatchObject({ accepted: true, progress: { state: 'password' } });
    const done = await resets.setPassword(visitor, proof.token, NEW_PASSWORD);
    expect(done.state).toBe('done');
    const fresh = server.connect();
    await fresh.bind(`uid=u2,${server.peopleDn}`, NEW_PASSWORD);
    await fresh.unbind();
  });

  test('opens the console to a group it names, with the directory’s own password', async () => {
    const { anchor } = await groupNamed('Engineers');
    const { body: current } = await owner.call<{ version: number }>('GET', '/v1/directories');
    const { bindPassword: _kept, ...shown } = settings();
    const changed = await owner.call('PUT', `/v1/directories/${directory.id}`, {
      body: {
        version: current.version,
        name: 'Example',
        enabled: true,
        settings: shown,
        groupRoles: [{ group: anchor, role: 'reports-reader' }],
      },
    });
    expect(changed.status, changed.text).toBe(200);
    const reader = await house.signIn('u1', bulkPassword);
    expect((await reader.call('GET', '/v1/audit-events')).status).toBe(200);
    await expect(house.signIn('u5', bulkPassword)).rejects.toThrow('sign-in-failed');
    const { body } = await owner.call<{ groups: object[] }>(
      'GET',
      '/v1/administrator-policy/administrators',
    );
    expect(body.groups).toMatchObject([{ name: 'Engineers', role: 'reports-reader', members: 2 }]);
  });

  test('is not removed while the policy names one of its groups', async () => {
    const { body } = await owner.call<{ version: number }>('GET', '/v1/directories');
    const refused = await owner.call<{ faults: object[] }>(
      'DELETE',
      `/v1/directories/${directory.id}?version=${body.version}`,
    );
    expect(refused.status).toBe(409);
    expect(refused.body.faults).toMatchObject([{ path: 'groups', code: 'still-used' }]);
  });
});

describe('postern directory', () => {
  const folder = mkdtempSync(join(tmpdir(), 'postern-cli-directories-'));
  const environment = { POSTERN_DATA_DIR: join(folder, 'data') };
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  beforeAll(async () => {
    const config = loadConfig({ file: null, environment, needsMail: false });
    const made = await openHouse(config, createLog({ level: 'silent' }), 'http://localhost', {
      wake() {},
    });
    await made.close();
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function postern(...args: string[]) {
    let out = '';
    let complaints = '';
    const code = await runCommandLine(args, {
      environment,
      say: (line) => {
        out += `${line}\n`;
      },
      print: () => Promise.resolve(),
      complain: (line) => {
        complaints += `${line}\n`;
      },
      untilStopped: () => new Promise(() => undefined),
    });
    return { code, out, complaints };
  }

  const described = (more: object = {}) => {
    const { bindPassword: _secret, ...rest } = settings();
    return stringify({ kind: 'openldap', name: 'Example', settings: rest, ...more });
  };

  test('add refuses what does not work, and says which check failed', async () => {
    const secret = file('wrong', 'not the password\n');
    const refused = await postern(
      'directory',
      'add',
      file('openldap.yaml', described()),
      '--secret',
      `bindPassword=${secret}`,
    );
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.complaints).toContain('checks.sign-in');
    const incomplete = await postern('directory', 'add', file('none.yaml', 'kind: openldap\n'));
    expect(incomplete.complaints).toContain('none.yaml: name: Enter a value.');
  });

  test('add connects what works, list shows it, test tells every check, explain finds its people', async () => {
    const secret = file('right', `${server.service.password}\n`);
    const added = await postern(
      'directory',
      'add',
      file('openldap.yaml', described()),
      '--secret',
      `bindPassword=${secret}`,
    );
    expect(added, added.complaints).toMatchObject({ code: 0 });
    const list = await postern('directory', 'list');
    expect(list).toMatchObject({ code: 0 });
    expect(list.out).toContain(`2. Example (openldap, `);
    expect(list.out).toContain(`connected to ${server.url}`);
    expect(list.out).toContain('realms: example.test');
    const tested = await postern('directory', 'test', 'Example');
    expect(tested.code).toBe(0);
    expect(tested.out).toMatch(/passed {3}sign-in /);
    expect(tested.out).not.toContain(server.service.password);
    expect(await postern('directory', 'test', 'nowhere')).toMatchObject({ code: 1, out: '' });
    const explained = await postern('user', 'explain', 'u3');
    expect(explained, explained.complaints).toMatchObject({ code: 0 });
    expect(explained.out).toContain('directory: Example (openldap)\naccount: ordinary\n');
    expect(explained.out).toContain('password rules: from ');
  });
});
