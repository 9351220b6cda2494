import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { operator } from '../../src/services/access/caller.ts';
import { addOneOfEach, type ApiHouse, openApiHouse, PASSWORD } from '../kit/api-house.ts';
import { openTemporaryStorage } from '../kit/storage.ts';

type Failed = {
  type: string;
  title: string;
  code: string;
  detail: string;
  reference: string;
  status: number;
  faults?: { path: string; code: string; message: string }[];
};

let house: ApiHouse;
let owner: Awaited<ReturnType<ApiHouse['signIn']>>;
beforeAll(async () => {
  house = await openApiHouse();
  await addOneOfEach(house);
  owner = await house.signIn('global-administrator');
});
afterAll(() => house.close());

const makeGroup = (body: string, headers: Record<string, string> = {}) =>
  owner.call<Failed>('POST', '/v1/groups', { body, headers });
const faultsOf = ({ body }: { body: Failed }) =>
  (body.faults ?? []).map(({ path, code }) => `${path} ${code}`);

describe('a body', () => {
  test.each([
    ['not JSON', '{"name":', [' not-json']],
    ['nothing', '', [' not-json']],
    ['a key twice (A094)', '{"name":"a","name":"b"}', [' duplicate-key']],
    ['a key twice in disguise', '{"name":"a","n\\u0061me":"b"}', [' duplicate-key']],
    ['a prototype (A093)', '{"name":"a","__proto__":{"isAdmin":true}}', [' forbidden-key']],
    ['an unknown field (A017)', '{"name":"a","isAdmin":true}', ['isAdmin unknown-field']],
    ['a list for a text (A015)', '{"name":["a"]}', ['name wrong-type']],
    ['an object for a text', '{"name":{"a":1}}', ['name wrong-type']],
    ['a number for a text', '{"name":1}', ['name wrong-type']],
    ['a list', '["name"]', [' wrong-type']],
    ['null', 'null', [' wrong-type']],
    ['a field too few', '{}', ['name required']],
    ['too much text', `{"name":"${'x'.repeat(129)}"}`, ['name too-long']],
    ['a nest of lists', `{"name":${'['.repeat(40)}${']'.repeat(40)}}`, [' too-deep']],
  ])('that is %s is refused by its field', async (_what, body, faults) => {
    const answer = await makeGroup(body);
    expect(answer.status).toBe(400);
    expect(faultsOf(answer)).toEqual(faults);
    expect(
      (await house.directory.searchGroups({ query: '', limit: 9, cursor: null })).items,
    ).toEqual([]);
  });

  test('over 16 KiB is refused before it is parsed or hashed (A097)', async () => {
    const before = house.clock.now();
    const huge = JSON.stringify({ identifier: 'x', password: 'x'.repeat(100_000) });
    const answer = await house.call<Failed>('POST', '/v1/session', { body: huge });
    expect([answer.status, answer.body.code]).toEqual([413, 'too-large']);
    expect(house.clock.now()).toBe(before);
  });

  test('of more than its own limit is refused for an import too', async () => {
    const csv = `username,displayName\n${'x,y\n'.repeat(2_500_000)}`;
    const answer = await owner.call<Failed>('POST', '/v1/users/import', {
      body: { csv, dryRun: true },
    });
    expect(answer.status).toBe(413);
  });

  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/jsonp',
    'application/json; charset=utf-16',
  ])('of type %s is refused (A067)', async (type) => {
    const answer = await makeGroup('{"name":"a"}', { 'content-type': type });
    expect([answer.status, answer.body.code]).toEqual([415, 'unsupported-media-type']);
  });

  test('where none belongs is refused', async () => {
    const answer = await owner.call<Failed>('DELETE', '/v1/api-keys/key_x', {
      body: { all: true },
    });
    expect([answer.status, answer.body.code]).toEqual([400, 'bad-request']);
  });
});

describe('a query', () => {
  test.each([
    ['unknown=1', 'unknown unknown-field'],
    ['limit=1&limit=2', 'limit duplicate-field'],
    ['limit=many', 'limit wrong-type'],
    ['limit=1e1000', 'limit wrong-type'],
    ['limit=201', 'limit too-big'],
    ['query[]=a', 'query[] unknown-field'],
    ['a[__proto__][isAdmin]=1', 'a[__proto__][isAdmin] unknown-field'],
    ['__proto__=1', '__proto__ unknown-field'],
    ['query=%', ' not-a-form'],
    ['query=%ff', ' not-a-form'],
    [`query=${'x'.repeat(257)}`, 'query too-long'],
  ])('like %s is refused by its parameter (A093, A094)', async (query, fault) => {
    const answer = await owner.call<Failed>('GET', `/v1/users?${query}`);
    expect(answer.status).toBe(400);
    expect(faultsOf(answer)).toEqual([fault]);
  });

  test('where none belongs is refused', async () => {
    expect((await owner.call('GET', '/v1/policy?version=1')).status).toBe(400);
  });
});

describe('a problem', () => {
  test('has a stable code, a reference that finds the log line, and nothing of what was sent', async () => {
    const answer = await house.call<Failed>('POST', '/v1/session', {
      body: { identifier: 'somebody-secret', password: 'very secret indeed' },
    });
    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(answer.body).toMatchObject({
      type: 'urn:postern:problem:sign-in-failed',
      status: 401,
      code: 'sign-in-failed',
    });
    expect(answer.body.reference).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    const said = answer.text + JSON.stringify(house.lines);
    expect(said).not.toContain('secret');
  });

  test.each([
    ['de-AT,de;q=0.9,en;q=0.8', 'de', 'Melden Sie sich zuerst an.'],
    ['xx', 'en', 'Sign in first.'],
    ['ar', 'ar', undefined],
  ])('speaks the language asked for: %s', async (accepted, language, text) => {
    const answer = await house.call<Failed>('GET', '/v1/users', {
      headers: { 'accept-language': accepted },
    });
    expect(answer.headers.get('content-language')).toBe(language);
    if (text !== undefined) expect(answer.body.detail).toBe(text);
    expect(answer.body.code).toBe('not-signed-in');
  });

  test('of something that broke says no more than that (A157)', async () => {
    const storage = await openTemporaryStorage();
    const page = () => Promise.reject(new Error(`SELECT * FROM audit WHERE '${PASSWORD}'`));
    const broken = await openApiHouse({ ...storage, audit: { ...storage.audit, page } });
    await broken.addAdministrator('reader', 'reports-reader');
    const session = await broken.signIn('reader');
    const answer = await session.call<Failed>('GET', '/v1/audit-events');
    await broken.close();
    expect([answer.status, answer.body.code]).toEqual([500, 'unexpected']);
    expect(answer.text).not.toMatch(/SELECT|lanterns/);
  });

  test('of an unknown host is a 421 (A060)', async () => {
    const answer = await house.call<Failed>('GET', '/v1/set-up', {
      headers: { host: 'evil.example' },
    });
    expect([answer.status, answer.body.code]).toEqual([421, 'unknown-host']);
  });
});

describe('a reset by the API', () => {
  test('is found by its token alone, which comes in a header', async () => {
    const { policy: policies } = house.services;
    const caller = operator('tnt_test');
    const { policy, version } = await policies.current(caller);
    await policies.replace(caller, version, { ...policy, scope: { ...policy.scope, mode: 'all' } });
    const started = await house.call<{ token: string; reset: { state: string } }>(
      'POST',
      '/v1/resets',
      {
        body: { identifier: 'nobody at all' },
      },
    );
    expect(started).toMatchObject({
      status: 202,
      body: { reset: { state: 'proving', passwordRules: null } },
    });
    expect(started.headers.getSetCookie()).toEqual([]);
    const headers = { 'postern-reset': started.body.token };
    expect((await house.call('GET', '/v1/resets/current', { headers })).body).toEqual(
      started.body.reset,
    );
    for (const wrong of [
      {},
      { 'postern-reset': 'x' },
      { cookie: `__Host-postern-reset=${started.body.token}` },
    ]) {
      expect((await house.call('GET', '/v1/resets/current', { headers: wrong })).status).toBe(404);
    }
    const skipped = await house.call<Failed>('POST', '/v1/resets/current/password', {
      headers,
      body: { password: PASSWORD },
    });
    expect([skipped.status, skipped.body.code]).toEqual([409, 'out-of-order']);
    expect((await house.call('DELETE', '/v1/resets/current', { headers })).status).toBe(204);
  });
});
