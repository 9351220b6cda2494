// What a request may say and what a browser may hold: types, empty passwords, destinations, forged cookies.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { endpoints } from '../../src/contract/index.ts';
import { permissions } from '../../src/domain/access/permissions.ts';
import { ApiClient } from '../kit/api-client.ts';
import { formWith, headingOf, PortalClient } from '../kit/portal-client.ts';
import { ResetClient } from '../kit/reset-client.ts';
import {
  type BegunReset,
  NEW_PASSWORD,
  OLD_PASSWORD,
  openRunningServer,
  type RunningServer,
} from '../kit/running-server.ts';

let server: RunningServer;

beforeAll(async () => {
  server = await openRunningServer();
  await server.openToEverybody();
});

afterAll(() => server.stop());

/** A reset that waits for its code, or with `proven` for its password. */
async function begun(proven = false): Promise<BegunReset> {
  const begun = await server.begin();
  if (proven) await begun.reset.prove(begun.code);
  return begun;
}

/** A browser that holds the secret of a reset. */
function browserOn(token: string): PortalClient {
  const browser = new PortalClient(server.origin);
  browser.cookies.set('postern-reset', token);
  return browser;
}

async function formFields(browser: PortalClient): Promise<{ form_token: string }> {
  const { fields } = formWith(await browser.get('/reset'), 'identifier');
  return { form_token: fields['form_token'] ?? '' };
}

describe('A015: an array, object or number where a text belongs (CVE-2018-12421)', () => {
  /** Every body of the API that holds a text, with the texts' names. */
  const bodies = Object.values(endpoints).flatMap((endpoint) => {
    if (!('body' in endpoint) || endpoint.body === undefined) return [];
    const { properties = {} } = z.toJSONSchema(endpoint.body, { io: 'input' });
    const texts = Object.entries(properties).flatMap(([name, property]) =>
      typeof property === 'object' && allows(property, 'string') ? [name] : [],
    );
    return texts.map((field) => ({
      id: endpoint.id,
      method: endpoint.method,
      path: endpoint.path,
      field,
    }));
  });
  const wrongTypes: readonly unknown[] = [
    [],
    ['text'],
    [['text']],
    {},
    { $ne: null },
    { toString: 'x' },
    0,
    1.5,
    true,
  ];

  it.each(bodies)('is refused for "$field" of $id', async ({ method, path, field }) => {
    const { key } = await keyForEverything();
    const person = await server.addSomebody();
    const at = path
      .replace('{directoryId}', person.directoryId)
      .replace('{anchor}', person.anchor)
      .replace('{preset}', 'entra');
    const { reset } = await begun();
    for (const value of wrongTypes) {
      const headers = at.startsWith('/session')
        ? {}
        : { authorization: `Bearer ${key}`, 'postern-reset': reset.token };
      const answer = await new ApiClient(server.origin).call<{ code: string; faults: unknown }>(
        method.toUpperCase(),
        at,
        { [field]: value },
        headers,
      );
      const wanted = at === '/session/reauthentication' ? 401 : 400;
      expect([field, value, answer.status]).toEqual([field, value, wanted]);
      if (wanted === 401) continue;
      expect(answer.body.code).toBe('bad-request');
      expect(JSON.stringify(answer.body.faults)).toContain(`"path":"${field}`);
    }
  });

  it('is refused when the whole body is of another type', async () => {
    for (const body of [[], [{ identifier: 'x' }], 'text', 7, null, true]) {
      const answer = await new ResetClient(server.origin).step('POST', '/resets', body);
      expect([body, answer.status]).toEqual([body, 400]);
    }
  });

  it('is refused in every form', async () => {
    const browser = new PortalClient(server.origin);
    const { form_token } = await formFields(browser);
    const forms: readonly [string, string][] = [
      ['/reset', 'identifier'],
      ['/reset/code', 'code'],
      ['/reset/method', 'method'],
      ['/reset/password', 'password'],
      ['/sign-in', 'password'],
      ['/change', 'current'],
    ];
    for (const [path, field] of forms) {
      for (const name of [`${field}[]`, `${field}[0]`, `${field}[$ne]`, `${field}.length`]) {
        const page = await browser.send(path, { form_token, [name]: 'text' });
        expect([path, name, page.status]).toEqual([path, name, 400]);
      }
      const twice = `form_token=${form_token}&${field}=a&${field}=b`;
      expect((await sendText(browser, path, twice)).status).toBe(400);
      const tokenTwice = `form_token=${form_token}&form_token=${form_token}&${field}=a`;
      expect((await sendText(browser, path, tokenTwice)).status).toBe(400);
    }
  });
});

function allows(schema: z.core.JSONSchema.JSONSchema, type: string): boolean {
  if (schema.type === type) return true;
  return (schema.anyOf ?? []).some((one) => typeof one === 'object' && allows(one, type));
}

function sendText(browser: PortalClient, path: string, body: string) {
  return browser.request(path, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      origin: server.origin,
      'sec-fetch-site': 'same-origin',
    },
  });
}

let everything: Promise<{ key: string }> | undefined;

/** An API key that holds every permission: what is refused to it is refused for its shape. */
function keyForEverything(): Promise<{ key: string }> {
  everything ??= server.administrator
    .ok<{ secret: string }>('POST', '/api-keys', {
      name: 'everything',
      scopes: permissions,
      expiresAt: null,
    })
    .then(({ secret }) => ({ key: secret }));
  return everything;
}

describe('A016: an empty password for an anonymous bind (CVE-2025-13357)', () => {
  const empties = ['', ' ', '\0', '\u00a0', '\t\r\n', '\u200b'];

  it('signs nobody in, with or without a password of their own', async () => {
    const withPassword = await server.addSomebody();
    const without = await server.addUser('no-password-yet', { password: null });
    for (const { username } of [withPassword, without]) {
      for (const password of empties) {
        const console = await new ApiClient(server.origin).call<{ code: string }>(
          'POST',
          '/session',
          { identifier: username, password },
        );
        expect([400, 401, 429]).toContain(console.status);
        const browser = new PortalClient(server.origin);
        const page = await browser.get('/sign-in');
        await browser.submit(page, { identifier: username, password });
        expect(browser.cookies.has('postern-portal')).toBe(false);
      }
    }
  });

  it('changes no password', async () => {
    const person = await server.addSomebody();
    const browser = new PortalClient(server.origin);
    const entry = await browser.get('/sign-in?next=change');
    const credentials = { identifier: person.username, password: OLD_PASSWORD };
    const change = await browser.submit(entry, credentials);
    for (const current of empties) {
      const fields = { current, password: NEW_PASSWORD, confirmation: NEW_PASSWORD };
      const page = await browser.submit(change, fields);
      expect(headingOf(page)).toBe(headingOf(change));
    }
    expect(await server.signsIn(person.username, OLD_PASSWORD)).toBe(true);
  });
});

describe('A018: a destination of the attacker’s choice (CVE-2023-49032)', () => {
  const thief = 'thief@evil.example';
  const fields = ['to', 'mail', 'email', 'phone', 'destination', 'address'];

  it.each(fields)('sends to the stored address whatever "%s" says', async (field) => {
    const person = await server.addSomebody();
    const reset = new ResetClient(server.origin);
    expect((await reset.start(person.username, { [field]: thief })).status).toBe(400);
    const query = `/resets?${field}=${encodeURIComponent(thief)}`;
    const inQuery = await reset.step('POST', query, { identifier: person.username });
    expect(inQuery.status).toBe(400);
    const browser = new PortalClient(server.origin);
    const { fields: form } = formWith(await browser.get('/reset'), 'identifier');
    const own = { ...form, identifier: person.username };
    expect((await browser.send('/reset', { ...own, [field]: thief })).status).toBe(400);
    await browser.send(`/reset?${field}=${encodeURIComponent(thief)}`, own, {
      [`x-${field}`]: thief,
      from: thief,
    });
    await server.readCode(person.mail ?? '');
    await server.outboxEmpty();
    expect(server.sink.caught.map(({ to }) => to)).not.toContain(thief);
  });

  it('knows no opaque value of one reset that another would take', async () => {
    const own = await begun();
    const victim = await begun();
    const mixed = browserOn(own.reset.token);
    await mixed.get('/reset/continue');
    mixed.cookies.set('postern-reset', victim.reset.token);
    const { form_token } = await formFields(mixed);
    await mixed.send('/reset/code', { form_token, code: own.code });
    expect(await victim.reset.state()).toBe('proving');
    expect(await own.reset.state()).toBe('proving');
  });
});

describe('A019: forging what the browser holds (LTB default keyphrase)', () => {
  /** The value with one bit of one character turned, for every character. */
  function turned(value: string): string[] {
    return [...value].flatMap((sign, at) =>
      [1, 2, 4, 8, 16, 32].map((bit) => {
        const other = String.fromCharCode(sign.charCodeAt(0) ^ bit);
        return value.slice(0, at) + other + value.slice(at + 1);
      }),
    );
  }

  it('takes no reset token with a bit turned, cut off or added', async () => {
    const { reset } = await begun(true);
    const { token } = reset;
    const forged = [...turned(token), token.slice(0, -1), `${token}A`, token.toUpperCase()];
    for (const one of forged.filter((other) => other !== token && /^[\x21-\x7e]+$/.test(other))) {
      reset.token = one;
      expect([one, (await reset.set(NEW_PASSWORD)).status]).toEqual([one, 404]);
    }
    reset.token = token;
    expect(await reset.state()).toBe('password');
  });

  it('takes no sign-in with a bit turned', async () => {
    const person = await server.addSomebody();
    const browser = new PortalClient(server.origin);
    const entry = await browser.get('/sign-in');
    await browser.submit(entry, { identifier: person.username, password: OLD_PASSWORD });
    const token = browser.cookies.get('postern-portal') ?? '';
    expect((await browser.request('/security-info')).status).toBe(200);
    for (const one of turned(token).filter((other) => /^[\w-]+$/.test(other))) {
      const thief = new PortalClient(server.origin);
      thief.cookies.set('postern-portal', one);
      expect([one, (await thief.request('/security-info')).status]).toEqual([one, 303]);
      const console = { cookie: `postern-console=${one}` };
      const api = new ApiClient(server.origin);
      expect((await api.call('GET', '/session', undefined, console)).status).toBe(401);
    }
  });

  it('does not take the cookie of one place for the other', async () => {
    const person = await server.addSomebody();
    await server.giveRole(person, 'reports-reader');
    const browser = new PortalClient(server.origin);
    const entry = await browser.get('/sign-in');
    await browser.submit(entry, { identifier: person.username, password: OLD_PASSWORD });
    const cookie = `postern-console=${browser.cookies.get('postern-portal') ?? ''}`;
    const api = new ApiClient(server.origin);
    expect((await api.call('GET', '/session', undefined, { cookie })).status).toBe(401);
    expect((await api.call('GET', '/users', undefined, { cookie })).status).toBe(401);
  });

  it('takes no form whose browser was turned by a bit', async () => {
    const browser = new PortalClient(server.origin);
    const { fields } = formWith(await browser.get('/reset'), 'identifier');
    const visit = browser.cookies.get('postern-visit') ?? '';
    for (const one of turned(visit).filter((other) => /^[\w-]+$/.test(other))) {
      browser.cookies.set('postern-visit', one);
      const page = await browser.send('/reset', { ...fields, identifier: 'nobody' });
      expect([one, page.status]).toEqual([one, 403]);
    }
  });

  it('shows a notice of its own words or none, whatever the cookie says', async () => {
    const browser = new PortalClient(server.origin);
    for (const value of turned('code-wrong.5.too-short')) {
      if (!/^[\w.-]+$/.test(value)) continue;
      browser.cookies.set('postern-notice', value);
      const page = await browser.get('/sign-in');
      expect(page.status).toBe(200);
      expect(page.body).not.toContain(value);
    }
    for (const language of turned('en')) {
      if (!/^[\w.-]+$/.test(language)) continue;
      browser.cookies.set('postern-language', language);
      expect((await browser.get('/help')).body).toMatch(/<html lang="(?:en|de|ar)"/);
    }
  });
});
