import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addOneOfEach, type ApiHouse, openApiHouse, PASSWORD, tenantId } from '../kit/api-house.ts';

interface Key {
  readonly id: string;
  readonly secret: string;
  readonly scopes: string[];
  readonly revokedAt: number | null;
}

let house: ApiHouse;
let owner: Awaited<ReturnType<ApiHouse['signIn']>>;
beforeAll(async () => {
  house = await openApiHouse();
  await addOneOfEach(house);
});
afterAll(() => house.close());
beforeEach(async () => {
  owner = await house.signIn('global-administrator');
});

const makeKey = (scopes: string[], more: { expiresAt?: number } = {}) =>
  owner.call<Key & { code: string; faults: unknown }>('POST', '/v1/api-keys', {
    body: { name: 'Monitoring', scopes, expiresAt: null, ...more },
  });
const withKey = (secret: string, method = 'GET', path = '/v1/overview', body?: unknown) =>
  house.call<{ code: string }>(method, path, {
    headers: { authorization: `Bearer ${secret}` },
    ...(body !== undefined && { body }),
  });

describe('an API key', () => {
  test('is shown once, kept as a digest, and never listed with its secret', async () => {
    const { body: key, status } = await makeKey(['overview.read']);
    expect(status).toBe(201);
    expect(key.secret).toMatch(/^ptn_[0-9a-z]+_[\w-]{43}$/);
    const list = await owner.call<{ items: Key[] }>('GET', '/v1/api-keys');
    expect(list.body.items[0]).toMatchObject({ id: key.id, scopes: ['overview.read'] });
    const kept = JSON.stringify(await house.storage.apiKeys.list(tenantId));
    const trail = JSON.stringify(await house.trail());
    for (const place of [list.text, kept, trail])
      expect(place).not.toContain(key.secret.slice(-43));
    expect((await house.trail(1))[0]).toMatchObject({
      type: 'api-key.created',
      target: key.id,
      fields: { name: 'Monitoring', scopes: ['overview.read'] },
    });
  });

  test('works without cookie, form token or origin, and is noted as used', async () => {
    const { body: key } = await makeKey(['overview.read']);
    house.clock.advanceSeconds(60);
    expect((await withKey(key.secret)).status).toBe(200);
    const kept = (await house.storage.apiKeys.list(tenantId)).find(({ id }) => id === key.id);
    expect(kept?.lastUsedAt).toBe(house.clock.now());
  });

  test('ends at once when it is revoked, and revoking it again is fine', async () => {
    const { body: key } = await makeKey(['overview.read']);
    expect((await owner.call('DELETE', `/v1/api-keys/${key.id}`)).status).toBe(204);
    expect((await owner.call('DELETE', `/v1/api-keys/${key.id}`)).status).toBe(204);
    expect((await withKey(key.secret)).status).toBe(401);
    const revoked = await house.storage.audit.count(tenantId, {
      types: ['api-key.revoked'],
      search: key.id,
    });
    expect(revoked).toBe(1);
  });

  test('ends at its time, and cannot be made with a time that has passed', async () => {
    const { body: key } = await makeKey(['overview.read'], {
      expiresAt: house.clock.now() + 60_000,
    });
    expect((await withKey(key.secret)).status).toBe(200);
    house.clock.advanceSeconds(61);
    expect((await withKey(key.secret)).status).toBe(401);
    const late = await makeKey(['overview.read'], { expiresAt: house.clock.now() });
    expect(late).toMatchObject({
      status: 400,
      body: { faults: [{ path: 'expiresAt', code: 'in-the-past' }] },
    });
  });

  test.each(['', 'ptn_', 'Bearer', 'ptn_x_y', `ptn_${'x'.repeat(300)}`, "ptn_' or 1=1"])(
    'that nobody made, like %j, opens nothing',
    async (secret) => {
      const answer = await withKey(secret);
      expect([answer.status, answer.body.code]).toEqual([401, 'not-signed-in']);
    },
  );

  test('holds no more than its maker does (A142)', async () => {
    const { body: maker } = await makeKey(['api-keys.write', 'users.read']);
    const body = { name: 'more', scopes: ['users.read', 'roles.write'], expiresAt: null };
    expect((await withKey(maker.secret, 'POST', '/v1/api-keys', body)).status).toBe(403);
    const same = { ...body, scopes: ['users.read'] };
    expect((await withKey(maker.secret, 'POST', '/v1/api-keys', same)).status).toBe(201);
  });

  test('cannot be taken for the secret of a session, nor a session for a key', async () => {
    const { body: key } = await makeKey(['overview.read']);
    const asCookie = await house.call('GET', '/v1/session', {
      headers: { cookie: `__Host-postern-console=${key.secret}` },
    });
    expect(asCookie.status).toBe(401);
    expect((await withKey(owner.cookie().split('=')[1] ?? '')).status).toBe(401);
  });

  test('is made only by somebody who proved their password within five minutes', async () => {
    house.clock.advanceSeconds(5 * 60 + 1);
    const late = await makeKey(['overview.read']);
    expect([late.status, late.body.code]).toEqual([401, 'reauthentication-required']);
    await owner.call('POST', '/v1/session/reauthentication', { body: { password: PASSWORD } });
    expect((await makeKey(['overview.read'])).status).toBe(201);
  });
});

describe('roles', () => {
  const path = (anchor: string, role: string) => `/v1/users/dir_builtin/${anchor}/roles/${role}`;

  test('are given and taken, once each, and recorded', async () => {
    const { ref } = await house.addUser('newcomer');
    for (let n = 0; n < 2; n += 1) {
      expect((await owner.call('PUT', path(ref.anchor, 'reports-reader'))).status).toBe(204);
    }
    const listed = await owner.call<{ items: { username: string; role: string }[] }>(
      'GET',
      '/v1/roles',
    );
    expect(listed.body.items).toContainEqual(
      expect.objectContaining({ username: 'newcomer', role: 'reports-reader' }),
    );
    for (let n = 0; n < 2; n += 1) {
      expect((await owner.call('DELETE', path(ref.anchor, 'reports-reader'))).status).toBe(204);
    }
    const events = await house.storage.audit.page(tenantId, { search: 'newcomer', limit: 9 });
    expect(events.map(({ type, fields }) => [type, fields])).toEqual([
      ['role.removed', { role: 'reports-reader' }],
      ['role.assigned', { role: 'reports-reader' }],
    ]);
  });

  test('are given only after a fresh proof, and never to nobody', async () => {
    expect((await owner.call('PUT', path('usr_unheard', 'reports-reader'))).status).toBe(404);
    expect((await owner.call('PUT', path('usr_unheard', 'emperor'))).status).toBe(404);
    const { ref } = await house.addUser('late-giver');
    house.clock.advanceSeconds(5 * 60 + 1);
    const late = await owner.call<{ code: string }>('PUT', path(ref.anchor, 'reports-reader'));
    expect(late.body.code).toBe('reauthentication-required');
    expect(await house.storage.roleAssignments.of(ref)).toEqual([]);
  });

  test('keep the last Global Administrator who can sign in, whichever way it is tried', async () => {
    const only = await house.directory.find('global-administrator');
    const anchor = only?.ref.anchor ?? '';
    const retired = await house.addAdministrator('retired', 'global-administrator');
    await house.storage.transaction((stores) =>
      house.directory.within(stores).updateUser(retired.ref.anchor, { enabled: false }),
    );
    const csv = 'username,displayName,enabled\nglobal-administrator,Owner,false\n';
    const tries = [
      owner.call<{ code: string }>('DELETE', path(anchor, 'global-administrator')),
      owner.call<{ code: string }>('DELETE', `/v1/users/dir_builtin/${anchor}`),
      owner.call<{ code: string }>('PATCH', `/v1/users/dir_builtin/${anchor}`, {
        body: { enabled: false },
      }),
    ];
    for (const { status, body } of await Promise.all(tries)) {
      expect([status, body.code]).toEqual([409, 'last-administrator']);
    }
    const imported = await owner.call('POST', '/v1/users/import', { body: { csv, dryRun: false } });
    expect(imported).toMatchObject({
      status: 422,
      body: { faults: [{ path: 'rows.1.enabled', code: 'last-administrator' }] },
    });
    expect(await house.directory.read(anchor)).toMatchObject({ enabled: true });
    const held = await house.storage.roleAssignments.list(tenantId);
    expect(held.filter(({ user }) => user.anchor === anchor)).toHaveLength(1);
  });

  test('let one of two Global Administrators go, and not both at once', async () => {
    const own = await openApiHouse();
    const pair = [
      await own.addAdministrator('first', 'global-administrator'),
      await own.addAdministrator('second', 'global-administrator'),
    ];
    const sessions = [await own.signIn('first'), await own.signIn('second')] as const;
    const [first, second] = pair.map(({ ref }) => path(ref.anchor, 'global-administrator'));
    const answers = await Promise.all([
      sessions[0].call('DELETE', second ?? ''),
      sessions[1].call('DELETE', first ?? ''),
    ]);
    // Whoever is second finds their own right gone, or themselves the last one.
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
    expect(await own.storage.roleAssignments.list(tenantId)).toHaveLength(1);
    await own.close();
  });
});
