import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ApiHouse, openApiHouse, PASSWORD, tenantId } from '../kit/api-house.ts';

type Failed = { code: string; faults?: { path: string; code: string }[] };

let house: ApiHouse;
let token: string;
beforeEach(async () => {
  house = await openApiHouse();
  token = (await house.services.setUp.offer(tenantId)) ?? '';
});
afterEach(() => house.close());

const setUp = (changes: Record<string, unknown> = {}) =>
  house.call<Failed>('POST', '/v1/set-up', {
    body: {
      token,
      organisation: 'Fabrikam',
      username: 'owner',
      displayName: 'The Owner',
      mail: 'owner@fabrikam.example',
      password: PASSWORD,
      ...changes,
    },
  });
const required = async () =>
  (await house.call<{ required: boolean }>('GET', '/v1/set-up')).body.required;

describe('the first run', () => {
  test('makes the organisation and its first administrator with the token, once', async () => {
    expect(await required()).toBe(true);
    expect((await setUp()).status).toBe(204);
    expect(await required()).toBe(false);
    const owner = await house.signIn('owner@fabrikam.example');
    expect((await owner.call('GET', '/v1/session')).body).toMatchObject({
      tenantName: 'Fabrikam',
      roles: ['global-administrator'],
    });
    const again = await setUp({ username: 'second' });
    expect([again.status, again.body.code]).toEqual([409, 'out-of-order']);
    expect(await house.services.setUp.offer(tenantId)).toBeNull();
    const trail = await house.trail();
    expect(trail.map(({ type }) => type)).toEqual([
      'sign-in.succeeded',
      'role.assigned',
      'system.set-up',
    ]);
    for (const secret of [token, PASSWORD]) expect(JSON.stringify(trail)).not.toContain(secret);
  });

  test('is done by one of many who try at once (A141)', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, n) => setUp({ username: `owner-${n}` })),
    );
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
    expect(await house.storage.roleAssignments.list(tenantId)).toHaveLength(1);
    expect(await house.directory.countUsers()).toBe(1);
  });

  test('takes no token but the last one offered, and that for a day (A141)', async () => {
    const first = token;
    token = (await house.services.setUp.offer(tenantId)) ?? '';
    for (const wrong of [first, 'guessed', 'x'.repeat(256)]) {
      expect(await setUp({ token: wrong })).toMatchObject({
        status: 400,
        body: { faults: [{ path: 'token', code: 'unknown-token' }] },
      });
    }
    house.clock.advanceSeconds(24 * 3600);
    expect((await setUp()).status).toBe(400);
    expect(await required()).toBe(true);
  });

  test('refuses a weak password, a bad name and a bad address, and keeps the token', async () => {
    expect(await setUp({ password: 'fabrikam1' })).toMatchObject({
      status: 400,
      body: {
        code: 'password-refused',
        faults: expect.arrayContaining([
          expect.objectContaining({ path: 'password', code: 'too-short' }),
        ]),
      },
    });
    expect((await setUp({ username: 'a\u0000b' })).body.faults).toMatchObject([
      { path: 'username' },
    ]);
    expect((await setUp({ mail: 'nobody' })).body.faults).toMatchObject([{ path: 'mail' }]);
    expect((await setUp({ role: 'emperor' })).body.faults).toMatchObject([
      { path: 'role', code: 'unknown-field' },
    ]);
    expect(await house.directory.countUsers()).toBe(0);
    expect((await setUp()).status).toBe(204);
  });

  test('keeps the token as a digest (A150)', async () => {
    const mac = house.vault.mac('one-time-token', token);
    const row = await house.storage.oneTimeTokens.peek('set-up', mac, house.clock.now());
    expect(row).toMatchObject({ purpose: 'set-up', tenantId });
    expect(JSON.stringify(row)).not.toContain(token);
    expect((await setUp({ token: mac })).status).toBe(400);
  });
});
