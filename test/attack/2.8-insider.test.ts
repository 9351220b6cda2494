// What somebody inside could do: helpdesk, reader, key holder, and whoever can write to the database.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { endpoints, type EndpointId } from '../../src/contract/index.ts';
import type { Policy } from '../../src/domain/policy/policy.ts';
import { roles } from '../../src/domain/access/permissions.ts';
import { operator } from '../../src/services/access/caller.ts';
import { addOneOfEach, type ApiHouse, openApiHouse, PASSWORD, tenantId } from '../kit/api-house.ts';
import { codeIn } from '../kit/smtp-sink.ts';

let house: ApiHouse;

beforeEach(async () => {
  house = await openApiHouse();
  await addOneOfEach(house);
});
afterEach(() => house.close());

async function switchOn(change: Partial<Policy> = {}): Promise<void> {
  const caller = operator(tenantId);
  const { policy, version } = await house.services.policy.current(caller);
  const scope = { ...policy.scope, mode: 'all' as const };
  await house.services.policy.replace(caller, version, { ...policy, scope, ...change });
}

const anchorOf = async (username: string) =>
  (await house.directory.find(username))?.ref.anchor ?? '';

describe('A130: the helpdesk talked into a reset', () => {
  it('offers nobody a way to set or see somebody else’s password', () => {
    const bodies = Object.values(endpoints)
      .filter(({ path }) => path.startsWith('/users') || path.startsWith('/groups'))
      .map((endpoint) => JSON.stringify('body' in endpoint ? endpoint.body : null));
    expect(bodies.join()).not.toMatch(/password/i);
  });

  it('lets the helpdesk change no mail address, give no role, and lift no freeze of an administrator', async () => {
    const helpdesk = await house.signIn('helpdesk-administrator');
    await house.addUser('called');
    const victim = `/v1/users/dir_builtin/${await anchorOf('called')}`;
    const admin = `/v1/users/dir_builtin/${await anchorOf('global-administrator')}`;
    const tries = [
      await helpdesk.call('PATCH', victim, { body: { alternateMail: 'mine@evil.example' } }),
      await helpdesk.call('PUT', `${victim}/roles/global-administrator`),
      await helpdesk.call('PUT', `${admin}/freeze`),
      await helpdesk.call('DELETE', `${admin}/freeze`),
      await helpdesk.call('DELETE', `${admin}/sessions`),
    ];
    expect(tries.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403]);
    expect((await helpdesk.call('DELETE', `${victim}/freeze`)).status).toBe(204);
  });
});

describe('A132: the code read through the API', () => {
  it('shows code, token and password to no role, by no operation, in no log and no export', async () => {
    await switchOn();
    await house.addUser('victim', { alternateMail: 'victim@home.example' });
    const started = await house.call<{ token: string; reset: { reference: string } }>(
      'POST',
      '/v1/resets',
      { body: { identifier: 'victim' } },
    );
    await house.deliver();
    const [mail] = house.mails;
    const code = codeIn({ to: mail?.to ?? '', raw: `\n\n${mail?.text}` });
    const { token, reset } = started.body;
    const secrets = [code, `${code.slice(0, 4)} ${code.slice(4)}`, token, PASSWORD];
    const anchor = await anchorOf('victim');
    const readable = (Object.keys(endpoints) as EndpointId[]).filter(
      (id) => endpoints[id].method === 'get',
    );
    let read = 0;
    for (const role of roles) {
      const session = await house.signIn(role);
      for (const id of readable) {
        const path = endpoints[id].path
          .replace('{directoryId}', 'dir_builtin')
          .replace('{anchor}', anchor)
          .replace('{preset}', 'entra')
          .replace('{reference}', reset.reference);
        const answer = await session.call(
          'GET',
          `/v1${path}${id === 'exportAuditEvents' ? '?format=json' : ''}`,
        );
        if (answer.status === 200) read += 1;
        for (const secret of secrets) expect(answer.text).not.toContain(secret);
      }
    }
    expect(read).toBeGreaterThan(40);
    const said = JSON.stringify(house.lines);
    for (const secret of secrets) expect(said).not.toContain(secret);
    // The code is the right one: what was not found above would have been worth finding.
    const proved = await house.call<{ accepted: boolean }>('POST', '/v1/resets/current/proofs', {
      headers: { 'postern-reset': token },
      body: { answer: code },
    });
    expect(proved.body.accepted).toBe(true);
  });
});

describe('A133: ids of others', () => {
  it('answers for something of another organisation as for nothing at all', async () => {
    const foreign = { tenantId: 'tnt_foreign', directoryId: 'dir_builtin', anchor: 'usr_foreign' };
    const now = house.clock.now();
    await house.storage.tenants.add({ id: 'tnt_foreign', name: 'Foreign', createdAt: now });
    await house.storage.localUsers.add({
      ...foreign,
      id: foreign.anchor,
      username: 'foreign',
      displayName: 'Foreign',
      givenName: null,
      surname: null,
      mail: null,
      alternateMail: null,
      mobile: null,
      officePhone: null,
      locale: null,
      enabled: true,
      passwordHash: null,
      passwordChangedAt: null,
      lastWritebackId: null,
      createdAt: now,
      updatedAt: now,
    });
    const event = await house.storage.audit.append('tnt_foreign', {
      type: 'user.created',
      at: now,
      outcome: 'success',
      actor: { kind: 'system', id: null, name: null },
      subject: null,
      target: null,
      correlationId: null,
      ip: null,
      userAgent: null,
      fields: {},
    });
    const owner = await house.signIn('global-administrator');
    const pairs = [
      ['/v1/users/dir_builtin/usr_foreign', '/v1/users/dir_builtin/usr_nobody'],
      [`/v1/audit-events/${event.id}`, '/v1/audit-events/evt_nobody'],
    ] as const;
    for (const [theirs, nobodys] of pairs) {
      const [one, other] = [await owner.call('GET', theirs), await owner.call('GET', nobodys)];
      const bare = (text: string) => text.replace(/"reference":"[^"]+"/, '');
      expect([one.status, bare(one.text)]).toEqual([404, bare(other.text)]);
    }
    const role = await owner.call('PUT', '/v1/users/dir_builtin/usr_foreign/roles/reports-reader');
    expect(role.status).toBe(404);
    const list = await owner.call('GET', '/v1/users?query=foreign');
    expect(list.body).toEqual({ items: [], next: null, silent: [] });
  });
});

describe('A136: a policy weakened on the quiet', () => {
  it('asks for the password again, and the trail holds what was and what is', async () => {
    const author = await house.signIn('authentication-policy-administrator');
    const { body: before } = await author.call<{ version: number; policy: Policy }>(
      'GET',
      '/v1/policy',
    );
    const limits = { ...before.policy.limits, 'failed-proofs-per-account': 20 };
    const body = { version: before.version, policy: { ...before.policy, limits } };
    house.clock.advanceSeconds(5 * 60 + 1);
    const stolen = await author.call<{ code: string }>('PUT', '/v1/policy', { body });
    expect([stolen.status, stolen.body.code]).toEqual([401, 'reauthentication-required']);
    await author.call('POST', '/v1/session/reauthentication', { body: { password: PASSWORD } });
    expect((await author.call('PUT', '/v1/policy', { body })).status).toBe(200);
    expect((await house.trail(1))[0]?.fields).toMatchObject({
      before: { 'limits.failed-proofs-per-account': 10 },
      after: { 'limits.failed-proofs-per-account': 20 },
    });
  });

  it('cannot be reached by scopes of a key that only reads', async () => {
    const owner = await house.signIn('global-administrator');
    const key = await owner.call<{ secret: string }>('POST', '/v1/api-keys', {
      body: { name: 'reader', scopes: ['policy.read'], expiresAt: null },
    });
    const headers = { authorization: `Bearer ${key.body.secret}` };
    const { body } = await house.call<{ version: number; policy: Policy }>('GET', '/v1/policy', {
      headers,
    });
    const answer = await house.call('PUT', '/v1/policy', {
      headers,
      body: { version: body.version, policy: body.policy },
    });
    expect(answer.status).toBe(403);
  });
});

describe('A139: an auditor’s trail cleaned up', () => {
  it('has no operation that writes, changes or deletes a record', () => {
    const writing = Object.values(endpoints).filter(
      ({ path, method }) => path.startsWith('/audit-events') && method !== 'get',
    );
    expect(writing).toEqual([]);
  });
});

describe('A142: a key with too much', () => {
  it('gives itself nothing, whichever way it asks', async () => {
    const owner = await house.signIn('global-administrator');
    const key = await owner.call<{ secret: string }>('POST', '/v1/api-keys', {
      body: { name: 'keys', scopes: ['api-keys.write'], expiresAt: null },
    });
    const headers = { authorization: `Bearer ${key.body.secret}` };
    const more = { name: 'more', scopes: ['roles.write'], expiresAt: null };
    const self = `/v1/users/dir_builtin/${await anchorOf('helpdesk-administrator')}/roles/global-administrator`;
    const tries = [
      await house.call('POST', '/v1/api-keys', { headers, body: more }),
      await house.call('PUT', self, { headers }),
      await house.call('POST', '/v1/session/reauthentication', {
        headers,
        body: { password: PASSWORD },
      }),
    ];
    expect(tries.map(({ status }) => status)).toEqual([403, 403, 401]);
  });
});
