import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { UserDetail, UserView } from '../../src/contract/users.ts';
import { operator } from '../../src/services/access/caller.ts';
import { addOneOfEach, type ApiHouse, openApiHouse, PASSWORD, tenantId } from '../kit/api-house.ts';

type Failed = { code: string; faults: { path: string; code: string; message: string }[] };
type Paged<T> = { items: T[]; next: string | null };
type Report = Record<'created' | 'updated' | 'unchanged', number> & {
  refused: { row: number; column: string; code: string; message: string }[];
};

let house: ApiHouse;
let owner: Awaited<ReturnType<ApiHouse['signIn']>>;
let helpdesk: Awaited<ReturnType<ApiHouse['signIn']>>;

beforeAll(async () => {
  house = await openApiHouse();
  await addOneOfEach(house);
});
afterAll(() => house.close());
beforeEach(async () => {
  owner = await house.signIn('global-administrator');
  helpdesk = await house.signIn('helpdesk-administrator');
});

const userPath = (anchor: string) => `/v1/users/dir_builtin/${anchor}`;
const newest = async (type: string) =>
  (await house.storage.audit.page(tenantId, { types: [type], limit: 1 }))[0];

describe('users', () => {
  test('are made without a password, changed and deleted, each act with before and after', async () => {
    const made = await owner.call<UserView>('POST', '/v1/users', {
      body: { username: 'megan', displayName: 'Megan Bowen', mail: 'Megan@Contoso.example' },
    });
    expect(made).toMatchObject({
      status: 201,
      body: {
        username: 'megan',
        mail: 'Megan@Contoso.example',
        alternateMail: null,
        mobile: null,
        officePhone: null,
        enabled: true,
        passwordChangedAt: null,
      },
    });
    expect(await newest('user.created')).toMatchObject({
      subject: { name: 'megan' },
      fields: { after: { username: 'megan', mail: 'Megan@Contoso.example' } },
    });
    const path = userPath(made.body.anchor);
    const changed = await owner.call<UserView>('PATCH', path, {
      body: { alternateMail: 'megan@home.example' },
    });
    expect(changed.body).toEqual({ ...made.body, alternateMail: 'megan@home.example' });
    expect((await newest('user.updated'))?.fields).toEqual({
      before: { alternateMail: null },
      after: { alternateMail: 'megan@home.example' },
    });
    expect((await owner.call('DELETE', path)).status).toBe(204);
    expect((await newest('user.deleted'))?.fields).toMatchObject({ before: { username: 'megan' } });
    expect((await owner.call('GET', path)).status).toBe(404);
  });

  test('leave no trace of a change that changes nothing', async () => {
    const user = await house.addUser('unmoved');
    const before = await house.storage.audit.count(tenantId, { search: 'unmoved' });
    await owner.call('PATCH', userPath(user.ref.anchor), { body: { displayName: 'unmoved' } });
    expect(await house.storage.audit.count(tenantId, { search: 'unmoved' })).toBe(before);
  });

  test.each([
    [{ username: ' spaced ', displayName: 'X' }, 'username', 'forbidden-characters'],
    [{ username: 'a\u200Bb', displayName: 'X' }, 'username', 'forbidden-characters'],
    [{ username: 'x', displayName: 'line\nbreak' }, 'displayName', 'forbidden-characters'],
    [{ username: 'x', displayName: 'X', mail: 'a@b@c.example' }, 'mail', 'forbidden-characters'],
    [
      { username: 'x', displayName: 'X', mail: 'a@example.com\r\nBcc: all@x' },
      'mail',
      'forbidden-characters',
    ],
    [{ username: 'x', displayName: 'X', alternateMail: 'nobody' }, 'alternateMail', 'wrong-format'],
    [{ username: 'x', displayName: 'X', locale: 'not a language' }, 'locale', 'wrong-format'],
    [
      { username: 'x', displayName: 'X', password: 'Chosen by an administrator' },
      'password',
      'unknown-field',
    ],
    [{ username: ['x'], displayName: 'X' }, 'username', 'wrong-type'],
  ])('are not made of %j', async (body, path, code) => {
    const answer = await owner.call<Failed>('POST', '/v1/users', { body });
    expect(answer.status).toBe(400);
    expect(answer.body.faults).toEqual([expect.objectContaining({ path, code })]);
  });

  test('have a name of their own', async () => {
    await house.addUser('taken');
    const again = await owner.call<Failed>('POST', '/v1/users', {
      body: { username: 'TAKEN', displayName: 'X' },
    });
    expect([again.status, again.body.code]).toEqual([409, 'name-taken']);
  });

  test('are searched and paged on the server', async () => {
    for (let n = 0; n < 5; n += 1) await house.addUser(`paged-${n}`);
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const next: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const page = await owner.call<Paged<UserView>>(
        'GET',
        `/v1/users?query=PAGED-&limit=2${next}`,
      );
      expect(page.body.items.length).toBeLessThanOrEqual(2);
      seen.push(...page.body.items.map(({ username }) => username));
      cursor = page.body.next;
    }
    expect(seen).toEqual(['paged-0', 'paged-1', 'paged-2', 'paged-3', 'paged-4']);
  });

  test.each(['x', 'dir_foreign:', 'dir_builtin:%F0%9F%92%A9', ':'])(
    'are not paged by a cursor nobody handed out: %s',
    async (cursor) => {
      const answer = await owner.call<Failed>('GET', `/v1/users?cursor=${cursor}`);
      expect([answer.status, answer.body.code]).toEqual([400, 'bad-request']);
    },
  );

  test('are shown with a warning when their codes go only where the forgotten password leads', async () => {
    const shown = async (username: string, alternateMail: string | null) => {
      const user = await house.addUser(username, { alternateMail });
      const { body } = await helpdesk.call<UserDetail>('GET', userPath(user.ref.anchor));
      return body.ownMailboxOnly;
    };
    expect(await shown('alone', null)).toBe(true);
    expect(await shown('twice', 'Twice@contoso.example')).toBe(true);
    expect(await shown('elsewhere', 'elsewhere@home.example')).toBe(false);
  });

  test('are shown with groups, roles and why they cannot reset', async () => {
    const user = await house.addUser('explained');
    await house.addGroup('Explainers', [user]);
    const detail = await helpdesk.call<UserDetail>('GET', userPath(user.ref.anchor));
    expect(detail.body).toMatchObject({
      username: 'explained',
      roles: [],
      frozenAt: null,
      groups: [{ name: 'Explainers', directMembers: 1 }],
      eligibility: { eligible: false, reason: 'switched-off', gatesRequired: 1 },
    });
    expect(detail.body.eligibility.rules.map(({ rule, passed }) => `${rule} ${passed}`)).toEqual([
      'account true',
      'expiry true',
      'protection true',
      'service true',
      'password-change true',
      'scope false',
      'freeze true',
      'limits true',
      'methods true',
    ]);
    expect(detail.text).not.toMatch(/argon2|hash/i);
  });

  test('lose sessions and open resets when they are disabled', async () => {
    const user = await house.addAdministrator('disabled-now', 'reports-reader');
    const session = await house.signIn('disabled-now');
    await owner.call('PATCH', userPath(user.ref.anchor), { body: { enabled: false } });
    await owner.call('PATCH', userPath(user.ref.anchor), { body: { enabled: true } });
    expect((await session.call('GET', '/v1/session')).status).toBe(401);
  });

  test('take their roles and freeze with them when they are deleted', async () => {
    const user = await house.addAdministrator('deleted-holder', 'reports-reader');
    await house.storage.freezes.freeze({ user: user.ref, reason: 'administrator', frozenAt: 1 });
    expect((await owner.call('DELETE', userPath(user.ref.anchor))).status).toBe(204);
    expect(await house.storage.roleAssignments.of(user.ref)).toEqual([]);
    expect(await house.storage.freezes.get(user.ref)).toBeNull();
  });

  test('are deleted only after a fresh proof of the password', async () => {
    const user = await house.addUser('kept');
    house.clock.advanceSeconds(5 * 60 + 1);
    const late = await owner.call<Failed>('DELETE', userPath(user.ref.anchor));
    expect(late.body.code).toBe('reauthentication-required');
    await owner.call('POST', '/v1/session/reauthentication', { body: { password: PASSWORD } });
    expect((await owner.call('DELETE', userPath(user.ref.anchor))).status).toBe(204);
  });
});

describe('a helpdesk agent', () => {
  test('freezes, unfreezes and ends sessions of a person, and each is recorded once', async () => {
    const user = await house.addUser('called-in');
    const path = userPath(user.ref.anchor);
    const visitor = { tenantId, ip: null, userAgent: null, locale: 'en' };
    const { token } = await house.services.access.signIn(visitor, 'called-in', PASSWORD, 'portal');
    for (const [method, what] of [
      ['PUT', 'freeze'],
      ['PUT', 'freeze'],
      ['DELETE', 'freeze'],
      ['DELETE', 'freeze'],
    ] as const) {
      expect((await helpdesk.call(method, `${path}/${what}`)).status).toBe(204);
    }
    expect(await house.services.access.resume(tenantId, token, 'portal')).toBeNull();
    await house.services.access.signIn(visitor, 'called-in', PASSWORD, 'portal');
    expect((await helpdesk.call('DELETE', `${path}/sessions`)).status).toBe(204);
    const events = await house.storage.audit.page(tenantId, { search: 'called-in', limit: 9 });
    expect(events.map(({ type }) => type).filter((type) => type !== 'sign-in.succeeded')).toEqual([
      'sign-in.ended',
      'user.unfrozen',
      'user.frozen',
    ]);
  });

  test('does none of it to somebody who holds a role (A130)', async () => {
    const admin = await house.directory.find('global-administrator');
    const path = userPath(admin?.ref.anchor ?? '');
    for (const [method, what] of [
      ['PUT', 'freeze'],
      ['DELETE', 'freeze'],
      ['DELETE', 'sessions'],
    ] as const) {
      expect((await helpdesk.call(method, `${path}/${what}`)).status).toBe(403);
    }
    expect((await owner.call('GET', '/v1/session')).status).toBe(200);
  });
});

test('a key that writes users does not reach an administrator’s mailbox (A130)', async () => {
  const key = await owner.call<{ secret: string }>('POST', '/v1/api-keys', {
    body: { name: 'HR', scopes: ['users.write', 'users.read'], expiresAt: null },
  });
  const headers = { authorization: `Bearer ${key.body.secret}` };
  const admin = await house.directory.find('global-administrator');
  const path = userPath(admin?.ref.anchor ?? '');
  const body = { alternateMail: 'attacker@evil.example' };
  expect((await house.call('PATCH', path, { headers, body })).status).toBe(403);
  expect((await house.call('DELETE', path, { headers })).status).toBe(403);
  const csv =
    'username,displayName,mail\nglobal-administrator,X,attacker@evil.example\nnew-hire,New,\n';
  const imported = await house.call<Failed>('POST', '/v1/users/import', {
    headers,
    body: { csv, dryRun: false },
  });
  expect(imported.body.faults).toEqual([
    { path: 'rows.1', code: 'administrator-account', message: expect.stringContaining('role') },
  ]);
  expect(await house.directory.find('global-administrator')).toEqual(admin);
  expect(await house.directory.find('new-hire')).toBeNull();
});

describe('an import', () => {
  const send = (csv: string, dryRun: boolean, headers = {}) =>
    owner.call<Report & Failed>('POST', '/v1/users/import', { body: { csv, dryRun }, headers });

  test('tried dry says what would happen, names every bad row, and writes nothing', async () => {
    await house.addUser('import-old', { displayName: 'Old' });
    await house.addUser('import-same', { displayName: 'Same' });
    const before = await house.directory.countUsers();
    const csv = [
      'username,displayName,alternateMail,enabled',
      'import-new,New,new@home.example,true',
      'import-old,Changed,,',
      'import-same,Same,,true',
      'import bad\u200B,Bad,not an address,perhaps',
      'IMPORT-NEW,Twice,,',
      'short,row',
    ].join('\r\n');
    const dry = await send(csv, true, { 'accept-language': 'de' });
    expect(dry.body).toMatchObject({ dryRun: true, created: 1, updated: 1, unchanged: 1 });
    expect(dry.body.refused.map(({ row, column, code }) => `${row} ${column} ${code}`)).toEqual([
      '4 username forbidden-characters',
      '4 alternateMail wrong-format',
      '4 enabled not-a-choice',
      '5 username duplicate-username',
      '6  wrong-column-count',
    ]);
    expect(dry.body.refused[3]?.message).toBe(
      'Dieser Benutzername kommt in der Datei mehr als einmal vor.',
    );
    expect(await house.directory.countUsers()).toBe(before);
    const real = await send(csv, false);
    expect([real.status, real.body.code]).toEqual([422, 'import-invalid']);
    expect(real.body.faults.map(({ path }) => path)).toContain('rows.4.alternateMail');
    expect(await house.directory.countUsers()).toBe(before);
  });

  test('makes and updates people, keeps passwords, and can be repeated', async () => {
    await house.addUser('keeps-password');
    const csv =
      'username,displayName,mail\nkeeps-password,Renamed,kept@contoso.example\nmade-here,Made,\n';
    expect((await send(csv, false)).body).toMatchObject({ created: 1, updated: 1, unchanged: 0 });
    expect((await send(csv, false)).body).toMatchObject({ created: 0, updated: 0, unchanged: 2 });
    expect(await house.directory.signIn('keeps-password', PASSWORD)).toMatchObject({
      ok: true,
      user: { displayName: 'Renamed' },
    });
    const events = await house.trail(3);
    expect(events.map(({ type }) => type)).toEqual([
      'user.imported',
      'user.created',
      'user.updated',
    ]);
    expect(new Set(events.map(({ correlationId }) => correlationId)).size).toBe(1);
    expect(events[0]?.fields).toEqual({ created: 1, updated: 1, refused: 0 });
  });

  test('of many people is written whole', async () => {
    const rows = Array.from({ length: 1500 }, (_, n) => `bulk-${n},Bulk ${n}`);
    const report = await send(['username,displayName', ...rows].join('\n'), false);
    expect(report.body).toMatchObject({ created: 1500, refused: [] });
    expect(await house.directory.find('bulk-1499')).not.toBeNull();
    expect(await house.services.audit.verify(operator(tenantId))).toMatchObject({ intact: true });
  });

  test('needs a fresh proof of the password unless it is a dry run', async () => {
    house.clock.advanceSeconds(5 * 60 + 1);
    const csv = 'username,displayName\nfresh,Fresh\n';
    expect((await send(csv, true)).status).toBe(200);
    expect((await send(csv, false)).body.code).toBe('reauthentication-required');
  });

  test.each([
    ['', '0 username missing-column,0 displayName missing-column'],
    [
      'name;mail\nx;y\n',
      '0 username missing-column,0 displayName missing-column,0 name;mail unknown-column',
    ],
    ['username,displayName\na,A\n"b,B\n', '2  not-csv'],
  ])('of a file that is no such table says so: %j', async (csv, expected) => {
    const { body } = await send(csv, true);
    expect(body.refused.map(({ row, column, code }) => `${row} ${column} ${code}`).join(',')).toBe(
      expected,
    );
  });
});

describe('groups', () => {
  const groupPath = (anchor: string) => `/v1/groups/dir_builtin/${anchor}`;

  test('are made, changed, filled and deleted, each act recorded', async () => {
    const user = await house.addUser('member');
    const made = await owner.call<{ anchor: string }>('POST', '/v1/groups', {
      body: { name: 'Pilots' },
    });
    expect(made.status).toBe(201);
    const path = groupPath(made.body.anchor);
    expect(
      (await owner.call('PATCH', path, { body: { description: 'First to fly' } })).body,
    ).toMatchObject({
      name: 'Pilots',
      description: 'First to fly',
    });
    const member = `${path}/members/user/${user.ref.anchor}`;
    for (let n = 0; n < 2; n += 1) expect((await owner.call('PUT', member)).status).toBe(204);
    expect((await owner.call('GET', `${path}/members`)).body).toEqual({
      items: [{ kind: 'user', anchor: user.ref.anchor, name: 'member' }],
      next: null,
    });
    expect((await owner.call('GET', path)).body).toMatchObject({ directMembers: 1, allMembers: 1 });
    for (let n = 0; n < 2; n += 1) expect((await owner.call('DELETE', member)).status).toBe(204);
    expect((await owner.call('DELETE', path)).status).toBe(204);
    const events = await house.storage.audit.page(tenantId, { search: made.body.anchor, limit: 9 });
    expect(events.map(({ type }) => type)).toEqual([
      'group.deleted',
      'group.member-removed',
      'group.member-added',
      'group.updated',
      'group.created',
    ]);
  });

  test('may hold each other in a circle, and count a person once', async () => {
    const user = await house.addUser('in-circle');
    const [one, two] = [
      await house.addGroup('Circle one', [user]),
      await house.addGroup('Circle two', [user]),
    ];
    for (const [outer, inner] of [
      [one, two],
      [two, one],
    ] as const) {
      const path = `${groupPath(outer.ref.anchor)}/members/group/${inner.ref.anchor}`;
      expect((await owner.call('PUT', path)).status).toBe(204);
    }
    expect((await owner.call('GET', groupPath(one.ref.anchor))).body).toMatchObject({
      allMembers: 1,
      directMembers: 2,
    });
  });

  test('take nobody who is not there', async () => {
    const group = await house.addGroup('Picky');
    expect(
      (await owner.call('PUT', `${groupPath(group.ref.anchor)}/members/user/usr_unheard`)).status,
    ).toBe(404);
    expect(
      (await owner.call('PUT', `${groupPath('grp_unheard')}/members/user/usr_unheard`)).status,
    ).toBe(404);
    expect(
      (await owner.call('PUT', `${groupPath(group.ref.anchor)}/members/robot/usr_x`)).status,
    ).toBe(404);
  });
});

describe('the organisation', () => {
  test('has the name somebody saved last', async () => {
    const before = await owner.call<{ version: number }>('GET', '/v1/settings/organisation');
    const body = { name: 'Contoso Ltd', version: before.body.version };
    const saved = await owner.call('PUT', '/v1/settings/organisation', { body });
    expect(saved).toMatchObject({ status: 200, body: { name: 'Contoso Ltd', version: 1 } });
    const stale = await owner.call<Failed>('PUT', '/v1/settings/organisation', { body });
    expect([stale.status, stale.body.code]).toEqual([409, 'conflict']);
    expect(await newest('settings.changed')).toMatchObject({
      fields: { after: { name: 'Contoso Ltd' } },
    });
    expect((await owner.call('GET', '/v1/overview')).body).toMatchObject({
      organisation: 'Contoso Ltd',
    });
  });
});

test('the overview counts who is there, in scope and ready', async () => {
  const own = await openApiHouse();
  await own.addAdministrator('boss', 'global-administrator');
  const [ann] = [await own.addUser('ann'), await own.addUser('no-mail', { mail: null })];
  const group = await own.addGroup('Some', [ann]);
  const session = await own.signIn('boss');
  const { body: current } = await session.call<{ policy: object; version: number }>(
    'GET',
    '/v1/policy',
  );
  const scope = { mode: 'selected', includeGroups: [group.ref], excludeGroups: [] };
  await session.call('PUT', '/v1/policy', {
    body: { version: 0, policy: { ...current.policy, scope } },
  });
  expect((await session.call('GET', '/v1/overview')).body).toMatchObject({
    scope: 'selected',
    users: 3,
    inScope: 1,
    sampled: 3,
    frozen: 0,
    methodsEnabled: ['email'],
    resetsLastDay: { started: 0, finished: 0, refused: 0 },
    lastEvents: [{ type: 'policy.changed' }, { type: 'sign-in.succeeded' }],
  });
  await own.close();
});
