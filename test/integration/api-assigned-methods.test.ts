import { Secret, TOTP } from 'otpauth';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DirectoryUser } from '../../src/ports/directory.ts';
import type { Policy } from '../../src/domain/policy/policy.ts';
import {
  type Answer,
  type ApiHouse,
  addOneOfEach,
  openApiHouse,
  tenantId,
} from '../kit/api-house.ts';

let house: ApiHouse;
let anna: DirectoryUser;
let helpdesk: Awaited<ReturnType<ApiHouse['signIn']>>;
let root: Awaited<ReturnType<ApiHouse['signIn']>>;

const visitor = { tenantId, ip: '192.0.2.9', userAgent: null, locale: 'en' };

beforeEach(async () => {
  house = await openApiHouse();
  await addOneOfEach(house);
  anna = await house.addUser('anna', { alternateMail: 'anna@home.example' });
  await house.addUser('berta');
  helpdesk = await house.signIn('helpdesk-administrator');
  root = await house.signIn('global-administrator');
});
afterEach(() => house.close());

async function enable(...ids: string[]): Promise<void> {
  const current = await root.call<{ policy: Policy; version: number }>('GET', '/v1/policy');
  const { policy } = current.body;
  const methods = Object.fromEntries(
    Object.entries(policy.methods).map(([id, settings]) => [
      id,
      { ...settings, enabled: ids.includes(id) },
    ]),
  );
  const wanted = { ...policy, scope: { ...policy.scope, mode: 'all' }, methods };
  const saved = await root.call('PUT', '/v1/policy', {
    body: { version: current.body.version, policy: wanted },
  });
  if (saved.status !== 200) throw new Error(saved.text);
}

const issue = (ref: DirectoryUser['ref'], body: object = { caseReference: 'INC-4711' }) =>
  helpdesk.call<{ code: string; expiresAt: number }>(
    'POST',
    `/v1/users/${ref.directoryId}/${ref.anchor}/temporary-pass`,
    { body },
  );

/** Where anna was told of something, sorted. */
const tellings = () =>
  house.mails
    .map(({ to }) => to)
    .filter((to) => to.startsWith('anna@'))
    .toSorted();

describe('a temporary pass', () => {
  test('is not issued where the organisation has it switched off', async () => {
    await enable('email');
    const answer = await issue(anna.ref);
    expect(answer.status).toBe(403);
    expect(answer.body).toMatchObject({ code: 'not-offered' });
  });

  test('is shown once to the agent, told of at every address, and resets the password', async () => {
    await enable('temporary-pass');
    const { status, body, headers } = await issue(anna.ref);
    expect(status).toBe(201);
    expect(headers.get('cache-control')).toContain('no-store');
    expect(body.code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(body.expiresAt).toBe(house.clock.now() + 600_000);
    await house.deliver();
    expect(tellings()).toEqual(['anna@contoso.example', 'anna@home.example']);
    const [issued] = (await house.trail()).filter(({ type }) => type === 'user.pass-issued');
    expect(issued).toMatchObject({
      subject: { name: 'anna' },
      actor: { name: 'helpdesk-administrator' },
      fields: { caseReference: 'INC-4711', expiresAt: body.expiresAt },
    });
    const { token } = await house.services.resets.start(visitor, 'anna');
    const proof = await house.services.resets.prove(visitor, token, body.code.toLowerCase());
    expect(proof).toMatchObject({ accepted: true, progress: { state: 'password' } });
    const everything = JSON.stringify([await house.trail(), house.lines, house.mails]);
    for (const form of [body.code, body.code.replace('-', '')]) {
      expect(everything).not.toContain(form);
    }
  });

  test.each(['global-administrator', 'helpdesk-administrator', 'reports-reader'])(
    'is never issued for a %s',
    async (name) => {
      await enable('temporary-pass');
      const user = await house.directory.find(name);
      if (!user) throw new Error('there is one of each');
      const answer = await issue(user.ref);
      expect(answer.status).toBe(403);
      expect(answer.body).toMatchObject({ code: 'forbidden' });
      expect(await house.storage.registrations.of(user.ref)).toEqual([]);
    },
  );

  test.each([
    {},
    { caseReference: ' ' },
    { caseReference: 'x'.repeat(65) },
    { caseReference: 'a\nb' },
  ])('needs a case to belong to: %j is none', async (body) =>
    expect((await issue(anna.ref, body)).status).toBe(400),
  );

  test('needs a password that was proved a short while ago', async () => {
    house.clock.advanceSeconds(301);
    const answer = await issue(anna.ref);
    expect(answer.body).toMatchObject({ code: 'reauthentication-required' });
  });
});

describe('hardware tokens', () => {
  // The seeds of RFC 6238, appendix B.
  const sha1 = Buffer.from('12345678901234567890').toString('hex');
  const sha256 = Secret.fromUTF8('12345678901234567890123456789012').base32;
  const heading = 'username,serial,seed,digits,periodSeconds,algorithm';
  const list = (...rows: string[]) => [heading, ...rows].join('\r\n');

  interface Report {
    readonly assigned: number;
    readonly unchanged: number;
    readonly refused: readonly { row: number; column: string; code: string; message: string }[];
  }

  const send = (csv: string, dryRun: boolean): Promise<Answer<Report>> =>
    root.call<Report>('POST', '/v1/hardware-tokens/import', { body: { csv, dryRun } });

  test('are named with every row that is wrong by a dry run, and nothing is changed', async () => {
    const csv = list(
      `anna,T-1,${sha1},6,30,SHA1`,
      `nobody,T-2,${sha1},6,30,SHA1`,
      `anna,t-1,${sha1},6,30,SHA1`,
      `anna,T-3,not a seed!,6,30,SHA1`,
      `anna,T-4,${sha1},7,45,MD5`,
      `anna,T-5,3132333435,6,30,SHA1`,
      `anna,T-6`,
    );
    const { status, body } = await send(csv, true);
    expect(status).toBe(200);
    expect(body.assigned).toBe(1);
    expect(body.refused.map(({ row, column, code }) => `${row} ${column} ${code}`)).toEqual([
      '2 username unknown-user',
      '3 serial duplicate-serial',
      '4 seed not-a-seed',
      '5 digits not-a-choice',
      '5 periodSeconds not-a-choice',
      '5 algorithm not-a-choice',
      '6 seed not-a-seed',
      '7  wrong-column-count',
    ]);
    for (const { message } of body.refused) expect(message).not.toBe('');
    expect(await house.storage.registrations.of(anna.ref)).toEqual([]);
  });

  test('are refused altogether for one bad row', async () => {
    const answer = await send(list(`anna,T-1,${sha1},6,30,SHA1`, `nobody,T-2,${sha1},,,`), false);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('rows.2.username');
    expect(answer.text).not.toContain(sha1);
    expect(await house.storage.registrations.of(anna.ref)).toEqual([]);
  });

  test('are the person\u2019s at once: their codes reset the password', async () => {
    await enable('app-code');
    const csv = list(`anna,T-1,${sha1},6,30,SHA1`, `ANNA,T-2,${sha256},8,60,SHA-256`);
    expect((await send(csv, false)).body).toMatchObject({ assigned: 2, unchanged: 0 });
    await house.deliver();
    expect(tellings()).toHaveLength(4);
    const totp = new TOTP({
      secret: Secret.fromBase32(sha256),
      algorithm: 'SHA256',
      digits: 8,
      period: 60,
    });
    const { token } = await house.services.resets.start(visitor, 'anna');
    const code = totp.generate({ timestamp: house.clock.now() });
    const proof = await house.services.resets.prove(visitor, token, code);
    expect(proof.accepted).toBe(true);
    const added = (await house.trail()).filter(({ type }) => type === 'registration.added');
    expect(added.map(({ fields }) => fields['name'])).toEqual(['T-2', 'T-1']);
    expect(JSON.stringify([await house.trail(), house.lines, house.mails])).not.toContain(sha256);
  });

  test('that a person has already stay as they are; those of others are not given away', async () => {
    await send(list(`anna,T-1,${sha1},,,`, `anna,T-2,${sha1},,,`), false);
    const { body } = await send(list(`anna,T-1,${sha1},,,`, `berta,t-2,${sha1},,,`), true);
    expect(body).toMatchObject({ assigned: 0, unchanged: 1 });
    expect(body.refused).toMatchObject([{ row: 2, column: 'serial', code: 'token-assigned' }]);
  });

  test('are five for one person and no more, with apps', async () => {
    const rows = Array.from({ length: 6 }, (_, at) => `berta,B-${at},${sha1},,,`);
    const { body } = await send(list(...rows), true);
    expect(body.assigned).toBe(5);
    expect(body.refused).toMatchObject([{ row: 6, code: 'too-many-tokens' }]);
  });

  test('go to somebody with a role only from whoever may give roles', async () => {
    const made = await root.call<{ secret: string }>('POST', '/v1/api-keys', {
      body: { name: 'tokens', scopes: ['methods.assign'], expiresAt: null },
    });
    const answer = await house.call<Report>('POST', '/v1/hardware-tokens/import', {
      body: { csv: list(`reports-reader,R-1,${sha1},,,`), dryRun: true },
      headers: { authorization: `Bearer ${made.body.secret}` },
    });
    expect(answer.body.refused).toMatchObject([{ row: 1, code: 'administrator-account' }]);
  });
});

describe('the list of hardware tokens', () => {
  const tokens = ['C-3', 'A-1', 'B-2'].map((serial) => `anna,${serial},${'A'.repeat(32)}`);
  const csv = ['username,serial,seed', ...tokens].join('\n');
  interface Page {
    readonly items: readonly { readonly serial: string; readonly user: { username: string } }[];
    readonly next: string | null;
  }
  const list = (query = '') => helpdesk.call<Page>('GET', `/v1/hardware-tokens${query}`);

  test('names each by its serial number with whoever has it, in pages, and no seed', async () => {
    expect((await list()).body).toEqual({ items: [], next: null });
    const done = await root.call('POST', '/v1/hardware-tokens/import', {
      body: { csv, dryRun: false },
    });
    expect(done.status).toBe(200);
    const first = await list('?limit=2');
    expect(first.body.items.map(({ serial }) => serial)).toEqual(['A-1', 'B-2']);
    const rest = await list(`?limit=2&cursor=${encodeURIComponent(first.body.next ?? '')}`);
    expect(rest.body).toMatchObject({
      items: [{ serial: 'C-3', user: { username: 'anna' }, lastUsedAt: null }],
      next: null,
    });
    expect((await list('?query=B')).body.items).toHaveLength(1);
    expect(first.text + rest.text).not.toContain('AAAA');
  });

  test('goes on from no place that it did not hand out', async () => {
    for (const cursor of ['x', '[]', '["a"]', '{}', '[1,2]']) {
      expect((await list(`?cursor=${encodeURIComponent(cursor)}`)).status).toBe(400);
    }
  });
});

describe('what somebody registered', () => {
  type Seen = { items: { id: string; methodId: string; label: string }[] };
  const at = (ref: DirectoryUser['ref'], id = '') =>
    `/v1/users/${ref.directoryId}/${ref.anchor}/registrations${id === '' ? '' : `/${id}`}`;
  const seed = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';

  async function tokenOf(username: string, serial: string): Promise<string> {
    const csv = `username,serial,seed\n${username},${serial},${seed}\n`;
    const imported = await root.call('POST', '/v1/hardware-tokens/import', {
      body: { csv, dryRun: false },
    });
    if (imported.status !== 200) throw new Error(imported.text);
    return serial;
  }

  test('is seen by name, and nothing that answers it is', async () => {
    await enable('app-code');
    await tokenOf('anna', 'T-1');
    const seen = await helpdesk.call<Seen>('GET', at(anna.ref));
    expect(seen.status).toBe(200);
    expect(seen.body.items).toMatchObject([
      { methodId: 'app-code', label: 'T-1', source: 'import' },
    ]);
    expect(seen.text).not.toContain(seed);
    expect(Object.keys(seen.body.items[0] ?? {})).not.toContain('data');
    const strange = { ...anna.ref, anchor: 'usr_nobody' };
    expect((await helpdesk.call('GET', at(strange))).status).toBe(404);
  });

  test('is taken away by who may, told at every address, and works no more', async () => {
    await enable('app-code');
    await tokenOf('anna', 'T-2');
    const [token] = (await helpdesk.call<Seen>('GET', at(anna.ref))).body.items;
    await house.deliver();
    const before = tellings().length;
    expect((await helpdesk.call('DELETE', at(anna.ref, token?.id))).status).toBe(403);
    expect((await root.call('DELETE', at(anna.ref, 'reg_other'))).status).toBe(404);
    expect((await root.call('DELETE', at(anna.ref, token?.id))).status).toBe(204);
    expect((await root.call('DELETE', at(anna.ref, token?.id))).status).toBe(404);
    expect((await helpdesk.call<Seen>('GET', at(anna.ref))).body.items).toEqual([]);
    await house.deliver();
    expect(tellings()).toHaveLength(before + 2);
    const removed = (await house.trail()).filter(({ type }) => type === 'registration.removed');
    expect(removed).toMatchObject([{ subject: { name: 'anna' }, fields: { name: 'T-2' } }]);
  });

  test('is enough or not for a reset, and what is missing is named', async () => {
    type State = { required: boolean; complete: boolean; missing: string[] };
    const path = `/v1/users/${anna.ref.directoryId}/${anna.ref.anchor}/registration`;
    await enable('app-code', 'recovery-codes');
    const before = await helpdesk.call<State>('GET', path);
    expect(before.body).toMatchObject({ required: true, complete: false, missing: ['app-code'] });
    await tokenOf('anna', 'T-4');
    const after = await helpdesk.call<State>('GET', path);
    expect(after.body).toMatchObject({ complete: true, missing: [] });
    const reader = await house.signIn('reports-reader');
    expect((await reader.call('GET', path)).status).toBe(403);
  });

  test('goes with the account it belongs to', async () => {
    await enable('app-code');
    await tokenOf('anna', 'T-3');
    const path = `/v1/users/${anna.ref.directoryId}/${anna.ref.anchor}`;
    expect((await root.call('DELETE', path)).status).toBe(204);
    expect(await house.storage.registrations.of(anna.ref)).toEqual([]);
  });
});
