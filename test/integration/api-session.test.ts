import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { PosternError } from '../../src/domain/errors.ts';
import { limitTable } from '../../src/domain/throttle/limits.ts';
import {
  type Answer,
  addOneOfEach,
  type ApiHouse,
  openApiHouse,
  PASSWORD,
  tenantId,
} from '../kit/api-house.ts';

interface Problem {
  readonly code: string;
  readonly reference: string;
}

let house: ApiHouse;
let address = 0;
let from: string;

beforeAll(async () => {
  house = await openApiHouse();
  await addOneOfEach(house);
  await house.addUser('no-role');
  const disabled = await house.addAdministrator('disabled', 'reports-reader');
  await house.storage.transaction((stores) =>
    house.directory.within(stores).updateUser(disabled.ref.anchor, { enabled: false }),
  );
});
afterAll(() => house.close());
beforeEach(() => {
  address += 1;
  from = `198.51.100.${address}`;
});

const enter = (identifier: string, password: string) =>
  house.call<Problem>('POST', '/v1/session', { body: { identifier, password }, from });

describe('signing in', () => {
  test('gives a session in a cookie that scripts cannot read, and says who it is', async () => {
    const answer = await house.call('POST', '/v1/session', {
      body: { identifier: ' Global-Administrator@CONTOSO.example ', password: PASSWORD },
    });
    expect(answer.body).toMatchObject({
      user: { username: 'global-administrator' },
      roles: ['global-administrator'],
      tenantName: 'Contoso',
      expiresAt: house.clock.now() + 8 * 3600 * 1000,
    });
    const [cookie] = answer.headers.getSetCookie();
    expect(cookie).toMatch(
      /^__Host-postern-console=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
    );
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const [newest] = await house.trail(1);
    expect(newest).toMatchObject({
      type: 'sign-in.succeeded',
      fields: { place: 'console' },
      ip: '192.0.2.7',
    });
  });

  test('answers the same for unknown, wrong, disabled, without a role and unreadable (R001)', async () => {
    const tries: [string, string][] = [
      ['nobody-here', PASSWORD],
      ['reports-reader', 'wrong'],
      ['disabled', PASSWORD],
      ['disabled', 'wrong'],
      ['no-role', PASSWORD],
      ['zero\u200Bwidth', PASSWORD],
    ];
    const answers: Answer<Problem>[] = [];
    for (const [identifier, password] of tries) answers.push(await enter(identifier, password));
    const seen = answers.map(({ status, body: { reference: _own, ...rest }, headers }) =>
      JSON.stringify([status, rest, [...headers.keys()].toSorted()]),
    );
    expect(new Set(seen).size).toBe(1);
    expect(answers[0]).toMatchObject({ status: 401, body: { code: 'sign-in-failed' } });
    const failed = await house.storage.audit.page(tenantId, {
      types: ['sign-in.failed'],
      limit: 6,
    });
    expect(failed.map(({ fields }) => (fields as { reason?: string }).reason)).toEqual([
      'wrong',
      'no-role',
      'wrong',
      'disabled',
      'wrong',
      'unknown',
    ]);
    expect(JSON.stringify(failed)).not.toContain(PASSWORD);
  });

  test('is refused after ten wrong passwords, the right one too, until the time is over', async () => {
    await house.addAdministrator('guessed', 'reports-reader');
    const { max } = limitTable['failed-sign-ins-per-identifier'];
    for (let n = 0; n < max.recommended; n += 1) {
      expect((await enter('guessed', `wrong ${n}`)).status).toBe(401);
    }
    const blocked = await enter('guessed', PASSWORD);
    expect(blocked).toMatchObject({ status: 429, body: { code: 'too-many-requests' } });
    expect(Number(blocked.headers.get('retry-after'))).toBe(15 * 60);
    house.clock.advanceSeconds(15 * 60 + 1);
    expect((await enter('guessed', PASSWORD)).status).toBe(200);
  });

  test('counts one person under every name they have, without saying that two names are one (A036)', async () => {
    await house.addAdministrator('two-names', 'reports-reader');
    for (let n = 0; n < 10; n += 1)
      await enter(n % 2 === 0 ? 'two-names' : 'TWO-names@contoso.example', 'wrong');
    const same = await enter('two-names', PASSWORD);
    const other = await enter('two-names@contoso.example', PASSWORD);
    expect([same.status, other.status]).toEqual([401, 401]);
    house.clock.advanceSeconds(15 * 60 + 1);
    expect((await enter('two-names', PASSWORD)).status).toBe(200);
  });

  test('blocks a name that nobody has just like one that somebody has', async () => {
    for (let n = 0; n < 10; n += 1) await enter('unknown-and-guessed', 'wrong');
    expect((await enter('unknown-and-guessed', 'wrong')).status).toBe(429);
  });

  test('forgets the wrong tries of somebody who then gets in', async () => {
    await house.addAdministrator('typo', 'reports-reader');
    for (let n = 0; n < 9; n += 1) await enter('typo', 'wrong');
    expect((await enter('typo', PASSWORD)).status).toBe(200);
    for (let n = 0; n < 9; n += 1) await enter('typo', 'wrong');
    expect((await enter('typo', PASSWORD)).status).toBe(200);
  });

  test('stops an address that fails under many names', async () => {
    const { max } = limitTable['failed-sign-ins-per-address'];
    for (let n = 0; n < max.recommended; n += 1) await enter(`sprayed-${n}`, 'wrong');
    expect((await enter('reports-reader', PASSWORD)).status).toBe(429);
    from = '203.0.113.9';
    expect((await enter('reports-reader', PASSWORD)).status).toBe(200);
  });

  test('compares no more than the limit when many tries come at once (A034)', async () => {
    await house.addAdministrator('hammered', 'reports-reader');
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, n) => enter('hammered', `wrong ${n}`)),
    );
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(10);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(20);
  });

  test('ends the session that the browser had before', async () => {
    const before = await house.signIn('reports-reader');
    const old = before.cookie();
    await before.call('POST', '/v1/session', {
      body: { identifier: 'helpdesk-administrator', password: PASSWORD },
    });
    expect(before.cookie()).not.toBe(old);
    expect((await house.call('GET', '/v1/session', { headers: { cookie: old } })).status).toBe(401);
    const events = await house.storage.audit.page(tenantId, { types: ['sign-in.ended'], limit: 1 });
    expect(events[0]).toMatchObject({ actor: { name: 'reports-reader' } });
  });
});

describe('a session', () => {
  const isLive = async (session: { call: ApiHouse['call'] }) =>
    (await session.call('GET', '/v1/session')).status === 200;

  test('ends after fifteen minutes without a request', async () => {
    const session = await house.signIn('reports-reader');
    for (let n = 0; n < 3; n += 1) {
      house.clock.advanceSeconds(14 * 60);
      expect(await isLive(session)).toBe(true);
    }
    house.clock.advanceSeconds(15 * 60 + 1);
    expect(await isLive(session)).toBe(false);
  });

  test('ends after eight hours whatever happens in it', async () => {
    const session = await house.signIn('reports-reader');
    for (let n = 0; n < 47; n += 1) {
      house.clock.advanceSeconds(10 * 60);
      expect(await isLive(session)).toBe(true);
    }
    house.clock.advanceSeconds(10 * 60);
    expect(await isLive(session)).toBe(false);
  });

  test('ends with signing out, and its cookie is taken back', async () => {
    const session = await house.signIn('reports-reader');
    const { cookie, formToken } = session;
    const secret = { cookie: cookie(), 'postern-form-token': formToken() };
    const answer = await session.call('DELETE', '/v1/session');
    expect(answer.status).toBe(204);
    expect(answer.headers.getSetCookie()[0]).toContain('Max-Age=0');
    expect((await house.call('GET', '/v1/session', { headers: secret })).status).toBe(401);
  });

  test('ends when the person is disabled or holds no role any more', async () => {
    const leaver = await house.addAdministrator('leaver', 'reports-reader');
    const demoted = await house.addAdministrator('demoted', 'reports-reader');
    const [one, other] = [await house.signIn('leaver'), await house.signIn('demoted')];
    await house.storage.transaction(async (stores) => {
      await house.directory.within(stores).updateUser(leaver.ref.anchor, { enabled: false });
      await stores.roleAssignments.remove(demoted.ref, 'reports-reader', 'global-administrator');
    });
    expect([await isLive(one), await isLive(other)]).toEqual([false, false]);
  });

  test('loses a right at once when the role is taken', async () => {
    const changing = await house.addAdministrator(
      'changing',
      'global-administrator',
      'reports-reader',
    );
    const session = await house.signIn('changing');
    expect((await session.call('GET', '/v1/users')).status).toBe(200);
    await house.storage.roleAssignments.remove(
      changing.ref,
      'global-administrator',
      'global-administrator',
    );
    expect((await session.call('GET', '/v1/users')).status).toBe(403);
  });

  test('changes nothing without its form token, or with another session’s (A067)', async () => {
    const [one, other] = [
      await house.signIn('reports-reader'),
      await house.signIn('helpdesk-administrator'),
    ];
    for (const token of ['', 'x', other.formToken()]) {
      const answer = await house.call<Problem>('DELETE', '/v1/session', {
        headers: { cookie: one.cookie(), ...(token !== '' && { 'postern-form-token': token }) },
      });
      expect([answer.status, answer.body.code]).toEqual([403, 'forged-request']);
    }
    expect(await isLive(one)).toBe(true);
  });

  test.each([
    { origin: 'https://evil.example' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'null' },
  ])('changes nothing for a page of another site: %j (A067)', async (headers) => {
    const session = await house.signIn('reports-reader');
    const answer = await session.call<Problem>('DELETE', '/v1/session', { headers });
    expect([answer.status, answer.body.code]).toEqual([403, 'forged-request']);
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  });

  test('takes a new secret when the password is proved again (R141)', async () => {
    const session = await house.signIn('reports-reader');
    const old = { cookie: session.cookie(), token: session.formToken() };
    house.clock.advanceSeconds(600);
    const wrong = await session.call<Problem>('POST', '/v1/session/reauthentication', {
      body: { password: 'wrong' },
    });
    expect([wrong.status, wrong.body.code]).toEqual([401, 'sign-in-failed']);
    const right = await session.call<{ authenticatedAt: number }>(
      'POST',
      '/v1/session/reauthentication',
      {
        body: { password: PASSWORD },
      },
    );
    expect(right).toMatchObject({ status: 200, body: { authenticatedAt: house.clock.now() } });
    expect(session.cookie()).not.toBe(old.cookie);
    expect(session.formToken()).not.toBe(old.token);
    expect(
      (await house.call('GET', '/v1/session', { headers: { cookie: old.cookie } })).status,
    ).toBe(401);
    expect(await isLive(session)).toBe(true);
  });

  test('and a key together are refused', async () => {
    const session = await house.signIn('global-administrator');
    const answer = await session.call<Problem>('GET', '/v1/users', {
      headers: { authorization: 'Bearer ptn_x_y' },
    });
    expect([answer.status, answer.body.code]).toEqual([400, 'bad-request']);
  });

  test('is kept as a digest alone (A150)', async () => {
    const session = await house.signIn('reports-reader');
    const token = session.cookie().split('=')[1] ?? '';
    const row = await house.storage.signInSessions.touch(
      tenantId,
      house.vault.mac('session-token', token),
      house.clock.now(),
    );
    expect(row).not.toBeNull();
    expect(JSON.stringify(row)).not.toContain(token);
    expect(
      (
        await house.call('GET', '/v1/session', {
          headers: { cookie: `__Host-postern-console=${row?.tokenMac}` },
        })
      ).status,
    ).toBe(401);
  });
});

describe('changing a known password', () => {
  const visitor = () => ({ tenantId, ip: from, userAgent: null, locale: 'en' });
  const fresh = 'Nine copper kettles whistling';
  const failureOf = (promise: Promise<unknown>) =>
    promise.then(
      () => 'done',
      (error: unknown) =>
        error instanceof PosternError
          ? `${error.code} ${error.faults.map(({ code }) => code).join()}`.trim()
          : String(error),
    );

  test('writes it, ends every session and tells every address', async () => {
    const user = await house.addUser('changer', { alternateMail: 'changer@home.example' });
    const { token } = await house.services.access.signIn(visitor(), 'changer', PASSWORD, 'portal');
    await house.services.changes.change(visitor(), user.ref, PASSWORD, fresh);
    expect(await house.services.access.resume(tenantId, token, 'portal')).toBeNull();
    expect(await house.directory.signIn('changer', fresh)).toMatchObject({ ok: true });
    expect(await house.directory.signIn('changer', PASSWORD)).toMatchObject({ ok: false });
    expect((await house.trail(2)).map(({ type, outcome }) => `${type} ${outcome}`)).toEqual([
      'password.write-applied success',
      'password.write-intended pending',
    ]);
    const jobs = await house.storage.outbox.lease('test', house.clock.now(), 30, 16);
    expect(jobs.map(({ kind }) => kind)).toEqual(['send-message', 'send-message']);
  });

  test('counts a wrong current password as a failed sign-in, and stops at the limit', async () => {
    const user = await house.addUser('guessed-current');
    for (let n = 0; n < 10; n += 1) {
      const failure = await failureOf(
        house.services.changes.change(visitor(), user.ref, `wrong ${n}`, fresh),
      );
      expect(failure).toBe('sign-in-failed');
    }
    expect(
      await failureOf(house.services.changes.change(visitor(), user.ref, PASSWORD, fresh)),
    ).toBe('too-many-requests');
    expect((await enter('guessed-current', PASSWORD)).status).toBe(429);
  });

  test('refuses an empty current password without asking the directory (A016)', async () => {
    const user = await house.addUser('empty-current');
    expect(await failureOf(house.services.changes.change(visitor(), user.ref, '', fresh))).toBe(
      'sign-in-failed',
    );
  });

  test('refuses a new password by the rules, or the same one, at no cost', async () => {
    const user = await house.addUser('rules');
    const change = (next: string) =>
      failureOf(house.services.changes.change(visitor(), user.ref, PASSWORD, next));
    expect(await change('short')).toBe('password-refused too-short');
    expect(await change(PASSWORD)).toBe('password-refused same-as-current');
    for (let n = 0; n < 12; n += 1) await change('short');
    expect(await change(fresh)).toBe('done');
  });

  test('is closed to an account that is frozen', async () => {
    const user = await house.addUser('frozen-changer');
    await house.storage.freezes.freeze({ user: user.ref, reason: 'reported-not-me', frozenAt: 1 });
    expect(
      await failureOf(house.services.changes.change(visitor(), user.ref, PASSWORD, fresh)),
    ).toBe('password-refused account-protected');
  });
});
