// Administration, insiders with a hand on the files, and what is left lying about: at rest, in logs, in lists.
// What each role may do by the API is in 2.8-insider.test.ts. Second approvers, notices of weakened policies,
// break-glass and privileged directory groups (A130, A136, A138, A144) come with the features they guard.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EndpointId, endpoints } from '../../src/contract/index.ts';
import { type Permission, permissions } from '../../src/domain/access/permissions.ts';
import { operator } from '../../src/services/access/caller.ts';
import { ApiClient } from '../kit/api-client.ts';
import { formWith, PortalClient } from '../kit/portal-client.ts';
import { ResetClient, wrongCode } from '../kit/reset-client.ts';
import {
  ADMINISTRATOR,
  NEW_PASSWORD,
  OLD_PASSWORD,
  openRunningServer,
  type Person,
  type RunningServer,
} from '../kit/running-server.ts';

let server: RunningServer;

beforeAll(async () => {
  server = await openRunningServer();
  await server.openToEverybody();
});

afterAll(() => server.stop());

/** Every operation that reads, with an address that finds something. */
function readingPaths(person: Person, reference: string): [EndpointId, string][] {
  return (Object.keys(endpoints) as EndpointId[])
    .filter((id) => endpoints[id].method === 'get')
    .map((id) => [
      id,
      endpoints[id].path
        .replace('{directoryId}', person.directoryId)
        .replace('{anchor}', person.anchor)
        .replace('{preset}', 'entra')
        .replace('{reference}', reference) + (id === 'exportAuditEvents' ? '?format=csv' : ''),
    ]);
}

/** The whole database as text, and every other file beside it but the keys. */
async function lyingAbout(): Promise<[string, string][]> {
  const names = await server.sql<{ name: string }>(
    "select name from sqlite_master where type = 'table'",
  );
  const tables = await Promise.all(
    names.map(
      async ({ name }): Promise<[string, string]> => [
        `table ${name}`,
        JSON.stringify(await server.sql(`select * from "${name}"`)),
      ],
    ),
  );
  const files = readdirSync(server.folder)
    // The file of the set-up token holds it, for its owner's eyes; it goes with the next start (A141).
    .filter((name) => name !== 'keys.json' && name !== 'set-up-token')
    .map((name): [string, string] => [
      `file ${name}`,
      readFileSync(join(server.folder, name)).toString('latin1'),
    ]);
  return [...tables, ...files];
}

describe('A132, A150, A156: secrets in lists, logs and files (CVE-2026-108337, CVE-2023-36472, CVE-2023-28443)', () => {
  it('are found in no answer, log line, metric, export or file, after every path was walked with them', async () => {
    const secrets = new Map<string, string>();
    const keep = (what: string, value: string) => {
      if (value.length < 8) throw new Error(`${what} is too short to be looked for`);
      secrets.set(what, value);
      return value;
    };
    keep('the administrator’s password', ADMINISTRATOR.password);
    keep('the set-up token', server.setUpToken);
    keep('the old password', OLD_PASSWORD);

    // A reset by the pages, with every kind of mistake on the way.
    const person = await server.addUser('careful.person', { alternateMail: 'other@home.example' });
    const browser = new PortalClient(server.origin);
    const identify = await browser.get('/reset');
    await browser.submit(identify, {
      identifier: keep('a password typed as a name', 'hunter2-hunter2'),
    });
    const prove = await browser.submit(await browser.get('/reset'), {
      identifier: 'careful.person',
    });
    keep('the token before the proof', browser.cookies.get('postern-reset') ?? '');
    keep('the form token', formWith(prove, 'code').fields['form_token'] ?? '');
    const code = keep('the code', await server.readCode('other@home.example'));
    await browser.submit(prove, { code: keep('a wrong code', wrongCode(code)) });
    await browser.submit(prove, { code: keep('an odd code', 'tell-tale-code') });
    const choose = await browser.submit(prove, { code });
    keep('the token after the proof', browser.cookies.get('postern-reset') ?? '');
    const refused = keep('a refused password', 'careful.person');
    await browser.submit(choose, { password: refused, confirmation: refused });
    const differing = keep('a confirmation that differs', 'a different confirmation');
    await browser.submit(choose, { password: NEW_PASSWORD, confirmation: differing });
    await browser.submit(choose, { password: NEW_PASSWORD, confirmation: NEW_PASSWORD });
    keep('the new password', NEW_PASSWORD);
    const notice = await server.nextMail('other@home.example');
    const link = /token=3D([\w=\r\n-]+)/.exec(notice.raw)?.[1]?.replaceAll('=\r\n', '') ?? '';
    keep('the not-me link', /^[\w-]+/.exec(link)?.[0] ?? '');

    // Signing in, rightly and wrongly, and changing the password.
    const wrong = keep('a wrong password', 'wrong horse battery staple');
    const entry = await browser.get('/sign-in?next=change');
    await browser.submit(entry, { identifier: 'careful.person', password: wrong });
    const change = await browser.submit(entry, {
      identifier: 'careful.person',
      password: NEW_PASSWORD,
    });
    keep('the portal session', browser.cookies.get('postern-portal') ?? '');
    const changed = keep('the changed password', 'Eleven slow barges at dusk');
    const passwords = { password: changed, confirmation: changed };
    await browser.submit(change, {
      current: keep('a wrong current one', 'not my current one'),
      ...passwords,
    });
    await browser.submit(change, { current: NEW_PASSWORD, ...passwords });

    // The API: a session, a key, a reset under way, and things in the wrong place.
    const entered = await fetch(`${server.origin}/api/v1/session`, {
      method: 'POST',
      body: JSON.stringify({
        identifier: ADMINISTRATOR.username,
        password: ADMINISTRATOR.password,
      }),
      headers: { 'content-type': 'application/json' },
    });
    keep(
      'the console session',
      /console=([\w-]+)/.exec(entered.headers.getSetCookie()[0] ?? '')?.[1] ?? '',
    );
    keep('the API’s form token', ((await entered.json()) as { formToken: string }).formToken);
    type Key = { id: string; secret: string };
    const { id, secret } = await server.administrator.ok<Key>('POST', '/api-keys', {
      name: 'canary',
      scopes: ['overview.read'],
      expiresAt: null,
    });
    keep('the API key', secret);
    keep('the API key’s random part', secret.slice(`ptn_${id.replace(/^key_/, '')}_`.length));
    const open = await server.begin();
    keep('an open reset’s token', open.reset.token);
    keep('an open reset’s code', open.code);
    const { reference = '' } = (await open.reset.progress()).body;
    const lost = keep('a token in an address', 'tok-in-the-address-0123456789');
    await fetch(`${server.origin}/not-me?token=${lost}`, { redirect: 'manual' });
    await fetch(`${server.origin}/nowhere/${lost}?password=${wrong}`);
    await open.reset.step('POST', `/resets/current/proofs?code=${lost}`, { answer: lost });
    await open.reset.step('POST', '/resets/current/proofs', { answer: { [lost]: lost } });
    await new ApiClient(server.origin).call('GET', '/users', undefined, {
      authorization: `Bearer ptn_${lost}`,
    });
    await server.outboxEmpty();

    const reader = await server.addUser('auditor');
    await server.giveRole(reader, 'reports-reader');
    const auditor = await ApiClient.signIn(server.origin, 'auditor', OLD_PASSWORD);
    const places: [string, string][] = [...(await lyingAbout()), ['log', server.lines.join('')]];
    places.push(['metrics', await (await fetch(`${server.origin}/metrics`)).text()]);
    let read = 0;
    for (const client of [server.administrator, auditor, new ApiClient(server.origin)]) {
      for (const [id, path] of readingPaths(person, reference)) {
        const { status, body } = await client.call('GET', path);
        if (status === 200) read += 1;
        // An administrator’s own session is told its form token; that one is another one.
        places.push([`GET ${id}`, typeof body === 'string' ? body : JSON.stringify(body)]);
      }
    }
    expect(read).toBeGreaterThan(20);
    expect(server.lines.length).toBeGreaterThan(30);

    const found = [...secrets].flatMap(([what, value]) =>
      places
        .filter(
          ([, text]) => text.includes(value) || text.includes(JSON.stringify(value).slice(1, -1)),
        )
        .map(([place]) => `${what} in ${place}`),
    );
    // A username is no secret, but it was refused as a password.
    expect(found.filter((one) => !one.startsWith('a refused password'))).toEqual([]);
    // What was looked for was worth finding: the code and the key are the right ones.
    expect((await open.reset.prove(open.code)).body.accepted).toBe(true);
    const headers = { authorization: `Bearer ${secret}` };
    expect((await fetch(`${server.origin}/api/v1/overview`, { headers })).status).toBe(200);
  });

  it('are worth nothing as they are stored: no stored value opens anything', async () => {
    const { reset } = await server.begin();
    const before = await server.signsIn(ADMINISTRATOR.username, ADMINISTRATOR.password);
    expect(before).toBe(true);
    const stored = await server.sql<Record<string, string | number | null>>(
      `select token_mac as v from reset_sessions union select token_mac from sign_in_sessions
       union select token_mac from one_time_tokens union select key_mac from api_keys
       union select code_mac from challenges union select password_hash from local_users
       union select id from reset_sessions union select id from sign_in_sessions`,
    );
    const values = stored.map(({ v }) => String(v ?? '')).filter((value) => value.length > 8);
    expect(values.length).toBeGreaterThan(10);
    for (const value of values) {
      const thief = new ResetClient(server.origin);
      thief.token = value;
      expect((await thief.set(NEW_PASSWORD)).status).toBe(404);
      const api = new ApiClient(server.origin);
      const asSession = { cookie: `postern-console=${value}` };
      expect((await api.call('GET', '/session', undefined, asSession)).status).toBe(401);
      const asKey = { authorization: `Bearer ${value}` };
      expect((await api.call('GET', '/overview', undefined, asKey)).status).toBe(401);
    }
    expect(await reset.state()).toBe('proving');
  });
});

describe('A133: things of others by their id (GHSA-93x3-m7pw-ppqm)', () => {
  it('are not found by whoever counts on from their own', async () => {
    const { person } = await server.begin();
    const other = person.anchor.replace(/.$/, (sign) => (sign === '0' ? '1' : '0'));
    const paths = [
      `/users/${person.directoryId}/${other}`,
      `/users/dir_other/${person.anchor}`,
      `/groups/${person.directoryId}/${person.anchor}`,
      '/audit-events/evt_0',
      '/resets/by-reference/AAAA-AAAA',
      '/users/..%2f..%2fpolicy/x',
    ];
    const answers = await Promise.all(paths.map((path) => server.administrator.call('GET', path)));
    expect(answers.map(({ status }) => status)).toEqual(paths.map(() => 404));
  });
});

describe('A135: secrets in what configuration shows (GHSA-m9h4, CVE-2022-42132)', () => {
  it('are shown by no answer and no log line, not even when they do not work', async () => {
    const mailPassword = 'canary-of-the-mail-server';
    const metricsToken = 'canary-of-the-metrics-endpoint';
    const configured = await openRunningServer({
      refuseMail: () => 550,
      environment: {
        POSTERN_MAIL_USERNAME: 'postern',
        POSTERN_MAIL_PASSWORD: mailPassword,
        POSTERN_METRICS_TOKEN: metricsToken,
      },
    });
    try {
      await configured.setScope('all');
      const person = await configured.addUser('somebody');
      const reset = await ResetClient.started(configured.origin, 'somebody');
      const { reference = '' } = (await reset.progress()).body;
      await configured.outboxEmpty();
      const metrics = await (await fetch(`${configured.origin}/metrics`)).text();
      expect(metrics).toContain('messages_failed_total{message="reset-code"} 1');
      expect(metrics).not.toContain('canary');
      for (const [, path] of readingPaths(person, reference)) {
        const { body } = await configured.administrator.call('GET', path);
        expect(JSON.stringify(body)).not.toContain('canary');
      }
      expect(configured.lines.join('')).not.toContain('canary');
      expect(configured.lines.join('')).not.toContain(Buffer.from(mailPassword).toString('base64'));
    } finally {
      await configured.stop();
    }
  });
});

describe('A136: what weakens, from a console that was left open', () => {
  it('asks for the password again for a policy, a role, a key and a deletion, and records what was and is', async () => {
    const person = await server.addSomebody();
    const path = `/users/${person.directoryId}/${person.anchor}`;
    const { version, policy } = await server.administrator.ok<{
      version: number;
      policy: { limits: Record<string, number> };
    }>('GET', '/policy');
    const limits = { ...policy.limits, 'failed-proofs-per-account': 20 };
    const acts: readonly [string, string, unknown][] = [
      ['PUT', '/policy', { version, policy: { ...policy, limits } }],
      ['PUT', `${path}/roles/global-administrator`, undefined],
      ['POST', '/api-keys', { name: 'mine', scopes: ['users.write'], expiresAt: null }],
      ['DELETE', path, undefined],
    ];
    await server.sql('update sign_in_sessions set authenticated_at = authenticated_at - 301000');
    const end = await server.trailEnd();
    for (const [method, at, body] of acts) {
      const answer = await server.administrator.call<{ code: string }>(method, at, body);
      expect([at, answer.status, answer.body.code]).toEqual([at, 401, 'reauthentication-required']);
    }
    expect(await server.trailEnd()).toBe(end);
    await server.restart();
    expect((await server.administrator.call('PUT', '/policy', acts[0]?.[2])).status).toBe(200);
    const changed = (await server.trail(end)).find(({ type }) => type === 'policy.changed');
    expect(changed).toMatchObject({
      actor: { name: ADMINISTRATOR.username },
      fields: {
        before: { 'limits.failed-proofs-per-account': 10 },
        after: { 'limits.failed-proofs-per-account': 20 },
      },
    });
  });
});

describe('A139: a trail altered in the database', () => {
  type Verdict = { intact: boolean; firstBad: { seq: number; fault: string } | null };
  type Row = Record<string, string | number | null>;
  const verify = () => server.administrator.ok<Verdict>('GET', '/audit-events/verification');

  /** Tampers, asks for the verdict, and puts every record and the head back as they were. */
  async function verdictAfter(tamper: (last: number) => Promise<unknown>): Promise<Verdict> {
    const records = await server.sql<Row>('select * from audit_records');
    const heads = await server.sql<Row>('select * from audit_heads');
    await tamper(Number(heads[0]?.['seq']));
    try {
      return await verify();
    } finally {
      await restore('audit_records', records);
      await restore('audit_heads', heads);
      expect((await verify()).intact).toBe(true);
    }
  }

  async function restore(table: string, rows: readonly Row[]): Promise<void> {
    await server.sql(`delete from ${table}`);
    for (const row of rows) {
      const names = Object.keys(row);
      const marks = names.map(() => '?').join(', ');
      await server.sql(
        `insert into ${table} (${names.join(', ')}) values (${marks})`,
        ...Object.values(row),
      );
    }
  }

  it('stands as it was written', async () => {
    expect(await verify()).toMatchObject({ intact: true, firstBad: null });
    expect((await server.trail()).length).toBeGreaterThan(10);
  });

  it.each([
    ['type', "'user.created'"],
    ['at', 'at + 1'],
    ['outcome', "'success-ish'"],
    ['actor_name', "'somebody else'"],
    ['actor_kind', "'system'"],
    ['subject_name', "'somebody else'"],
    ['fields', "'{}'"],
    ['ip', "'203.0.113.1'"],
    ['target', "'x'"],
    ['correlation_id', "'rst_x'"],
    ['hash', "replace(hash, substr(hash, 1, 1), 'g')"],
    ['previous_hash', "'0'"],
  ])('names the record whose %s was altered', async (column, value) => {
    const [record] = await server.sql<{ seq: number }>(
      'select seq from audit_records where subject_name is not null and actor_name is not null',
    );
    const seq = record?.seq ?? 0;
    const verdict = await verdictAfter(() =>
      server.sql(`update audit_records set ${column} = ${value} where seq = ${seq}`),
    );
    expect([verdict.intact, verdict.firstBad?.seq]).toEqual([false, seq]);
  });

  it.each([1, 7])('names the place of record %i that was taken out', async (seq) => {
    const verdict = await verdictAfter(() =>
      server.sql('delete from audit_records where seq = ?', seq),
    );
    expect(verdict.firstBad).toEqual({ seq, fault: 'missing' });
  });

  it('names the first of two that changed places', async () => {
    const verdict = await verdictAfter(async () => {
      await server.sql('update audit_records set seq = -1 where seq = 4');
      await server.sql('update audit_records set seq = 4 where seq = 6');
      await server.sql('update audit_records set seq = 6 where seq = -1');
    });
    expect([verdict.intact, verdict.firstBad?.seq]).toEqual([false, 4]);
  });

  it('names the place of a gap that was closed by numbering anew', async () => {
    const verdict = await verdictAfter(async () => {
      await server.sql('delete from audit_records where seq = 5');
      await server.sql('update audit_records set seq = -seq where seq > 5');
      await server.sql('update audit_records set seq = -seq - 1 where seq < 0');
    });
    expect([verdict.intact, verdict.firstBad?.seq]).toEqual([false, 5]);
  });

  it('names the first record of a tail that was cut, also when the head was set back to fit', async () => {
    const cutTail = (last: number) =>
      server.sql('delete from audit_records where seq > ?', last - 3);
    const cut = await verdictAfter(cutTail);
    expect(cut.firstBad?.fault).toBe('tail-cut');
    const hidden = await verdictAfter(async (last) => {
      await cutTail(last);
      const to = last - 3;
      const hash = '(select hash from audit_records where seq = ?)';
      await server.sql(`update audit_heads set seq = ?, hash = ${hash}`, to, to);
    });
    expect(hidden.firstBad?.fault).toBe('head-altered');
  });

  it('names a record that somebody wrote in without the key', async () => {
    const verdict = await verdictAfter(async (last) => {
      const [sample = {}] = await server.sql('select * from audit_records limit 1');
      const values = Object.keys(sample).map((name) => {
        if (name === 'seq') return String(last + 1);
        if (name === 'id') return "'evt_forged'";
        return name === 'previous_hash' ? 'hash' : name;
      });
      await server.sql(
        `insert into audit_records (${Object.keys(sample).join()})
         select ${values.join()} from audit_records where seq = ${last}`,
      );
    });
    expect(verdict.firstBad?.fault).toBe('altered');
  });

  it('is told by the service that auditors ask on the command line as well', async () => {
    const caller = operator(server.house.foundation.tenantId);
    const verdict = server.house.services.audit;
    await verdictAfter(async () => {
      await server.sql("update audit_records set ip = '203.0.113.1' where seq = 6");
      expect(await verdict.verify(caller)).toMatchObject({
        intact: false,
        firstBad: { seq: 6, fault: 'altered' },
      });
    });
  });
});

describe('A141: the set-up token, used again (CVE-2020-1731)', () => {
  const again = {
    organisation: 'Evil',
    username: 'evil',
    displayName: 'Evil',
    mail: 'evil@evil.example',
    password: 'a very long password indeed',
  };

  it('makes no second administrator, before a restart or after, and is gone from the disk', async () => {
    const complete = () =>
      new ApiClient(server.origin).call<{ code: string }>('POST', '/set-up', {
        ...again,
        token: server.setUpToken,
      });
    expect(await complete()).toMatchObject({ status: 409, body: { code: 'out-of-order' } });
    await server.restart();
    expect(await complete()).toMatchObject({ status: 409, body: { code: 'out-of-order' } });
    expect(readdirSync(server.folder)).not.toContain('set-up-token');
    expect(server.lines.join('')).not.toContain(server.setUpToken);
    const state = await new ApiClient(server.origin).ok('GET', '/set-up');
    expect(state).toEqual({ required: false });
    for (const name of ['keys.json', 'postern.db']) {
      expect(statSync(join(server.folder, name)).mode & 0o077).toBe(0);
    }
  });
});

describe('A142: a key that reaches further than its scopes', () => {
  it.each(permissions)('does with "%s" what needs it, and nothing else', async (scope) => {
    const { secret } = await server.administrator.ok<{ secret: string }>('POST', '/api-keys', {
      name: scope,
      scopes: [scope],
      expiresAt: null,
    });
    const described = (await (await fetch(`${server.origin}/api/openapi.json`)).json()) as {
      paths: Record<string, Record<string, { operationId: string; 'x-permission'?: Permission }>>;
    };
    const operations = Object.values(described.paths).flatMap((one) => Object.values(one));
    const headers = { authorization: `Bearer ${secret}` };
    for (const { operationId, 'x-permission': needed } of operations) {
      if (needed === undefined) continue;
      const { method, path } = endpoints[operationId as EndpointId];
      const at = path.replaceAll(/\{\w+\}/g, 'nothing-there');
      const answer = await new ApiClient(server.origin).call(
        method.toUpperCase(),
        at,
        undefined,
        headers,
      );
      expect([operationId, answer.status === 403]).toEqual([operationId, needed !== scope]);
    }
    for (const path of ['/session', '/session/reauthentication']) {
      const own = await new ApiClient(server.origin).call('POST', path, { password: 'x' }, headers);
      expect([400, 401]).toContain(own.status);
    }
  });
});

describe('A151: sealed values that change places in the database (Authelia’s row-bound data)', () => {
  it('open nothing: the swapped reset fails aloud, and nobody’s counter is touched', async () => {
    const own = await server.begin();
    const victim = await server.begin();
    const references = await Promise.all(
      [own, victim].map(async ({ reset }) => (await reset.progress()).body.reference ?? ''),
    );
    const [mine, theirs] = await Promise.all(
      references.map(async (reference) => {
        const text = 'select identifier_sealed as v from reset_sessions where reference = ?';
        return (await server.sql<{ v: string }>(text, reference))[0]?.v;
      }),
    );
    const put = (value: string | undefined, reference: string | undefined) =>
      server.sql(
        'update reset_sessions set identifier_sealed = ? where reference = ?',
        value ?? '',
        reference ?? '',
      );
    await put(mine, references[1]);
    await put(theirs, references[0]);
    const logged = server.lines.length;
    for (const { reset, code } of [own, victim]) {
      const answer = await reset.prove(wrongCode(code));
      expect([answer.status, answer.body.code]).toEqual([500, 'unexpected']);
      expect(JSON.stringify(answer.body)).not.toMatch(/seal|key|decrypt|authenticate|stack/i);
    }
    const errors = server.lines.slice(logged).filter((line) => line.includes('"level":"error"'));
    expect(errors).toHaveLength(2);
    await put(mine, references[0]);
    await put(theirs, references[1]);
    expect((await own.reset.prove(own.code)).body.accepted).toBe(true);
  });

  it('send no mail to another: a job with the payload of another one is not done', async () => {
    const deaf = await openRunningServer({ refuseMail: () => 451 });
    try {
      await deaf.setScope('all');
      await deaf.addUser('somebody');
      await deaf.addUser('somebody.else');
      await ResetClient.started(deaf.origin, 'somebody');
      await ResetClient.started(deaf.origin, 'somebody.else');
      const waiting = () =>
        deaf.sql<{ id: string; payload_sealed: string }>(
          "select id, payload_sealed from outbox_jobs where kind = 'send-message' and closed_at is null and attempts > 0 and leased_until is null",
        );
      await deaf.whenStored(async () => (await waiting()).length === 2);
      const [one, two] = await waiting();
      const swapped = 'update outbox_jobs set payload_sealed = ?, not_before = 0 where id = ?';
      await deaf.sql(swapped, two?.payload_sealed ?? '', one?.id ?? '');
      await deaf.sql(swapped, one?.payload_sealed ?? '', two?.id ?? '');
      await new ResetClient(deaf.origin).start('nobody');
      const failures = () =>
        deaf.lines.filter((line) => line.includes('"message":"job failed"')).length;
      await deaf.whenLogged(() => failures() === 2);
      expect(deaf.sink.caught).toEqual([]);
    } finally {
      await deaf.stop();
    }
  });
});
