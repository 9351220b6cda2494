// What somebody else's page, or a planted address, can do with the browser of a person who is handed over.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ApiClient } from '../kit/api-client.ts';
import { formWith, headingOf, type Page, PortalClient } from '../kit/portal-client.ts';
import {
  OLD_PASSWORD,
  openRunningServer,
  type Person,
  type RunningServer,
} from '../kit/running-server.ts';

let server: RunningServer;
let key: string;
let people = 0;
let attacker: Person;
let victim: Person;
let browser: PortalClient;

beforeAll(async () => {
  server = await openRunningServer();
  await server.changePolicy((policy) => ({
    ...policy,
    scope: { ...policy.scope, mode: 'all' },
    methods: { ...policy.methods, 'app-code': { ...policy.methods['app-code'], enabled: true } },
    registration: { ...policy.registration, returnAddresses: ['https://login.example.org/after'] },
  }));
  const made = await server.administrator.ok<{ secret: string }>('POST', '/api-keys', {
    name: 'sign-in page',
    scopes: ['registration.hand-over'],
    expiresAt: null,
  });
  key = made.secret;
});
afterAll(() => server.stop());

beforeEach(async () => {
  people += 1;
  attacker = await server.addUser(`mallory-${people}`, { mail: null });
  victim = await server.addUser(`victim-${people}`, { mail: null });
  browser = new PortalClient(server.origin);
});

async function handOver(person: Person, state = 'state-of-the-browser'): Promise<string> {
  const path = `/users/${person.directoryId}/${person.anchor}/hand-overs`;
  const answer = await new ApiClient(server.origin, { authorization: `Bearer ${key}` }).call<{
    url: string;
  }>('POST', path, { returnUrl: 'https://login.example.org/after', state });
  expect(answer.status).toBe(201);
  const { pathname, search } = new URL(answer.body.url);
  return `${pathname}${search}`;
}

const signIn = async (person: Person) => {
  const page = await browser.get('/sign-in');
  await browser.submit(page, { identifier: person.username, password: OLD_PASSWORD });
};
const portalCookie = () => browser.cookies.get('postern-portal');
const goOn = (page: Page) =>
  browser.submit(page, { instead: formWith(page, 'instead').fields['instead'] ?? '' });
const refreshOf = (page: Page) =>
  /http-equiv="refresh" content="0; url=([^"]+)"/.exec(page.body)?.[1];
const tokenOf = (page: Page) => formWith(page, 'form_token').fields['form_token'] ?? '';
const finish = (page: Page) => browser.post('/hand-over/finish', { form_token: tokenOf(page) });
/** What the signed result says. */
function claimsOf(page: Page): Record<string, unknown> {
  const body = refreshOf(page)?.split('.').at(-2) ?? '';
  return JSON.parse(Buffer.from(body, 'base64url').toString()) as Record<string, unknown>;
}

describe('login CSRF: an address that the attacker had made for their own account', () => {
  it('changes nothing when the victim’s browser opens it, and names the stranger', async () => {
    await signIn(victim);
    const before = portalCookie();
    const page = await browser.get(await handOver(attacker));
    expect(page.body).toContain(attacker.username);
    expect(portalCookie()).toBe(before);
    expect((await browser.get('/security-info')).body).toContain(victim.username);
    const trail = (await server.trail()).filter(({ type }) => type === 'hand-over.opened');
    expect(trail.filter(({ subject }) => subject?.anchor === attacker.anchor)).toEqual([]);
  });

  it('is not gone on with by a form of another site', async () => {
    const page = await browser.get(await handOver(attacker));
    const { fields } = formWith(page, 'instead');
    for (const headers of [
      { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
      { origin: 'null', 'sec-fetch-site': 'cross-site' },
    ]) {
      expect((await browser.send('/hand-over', fields, headers)).status).toBe(403);
    }
    const unsigned = { ...fields, form_token: '' };
    expect((await browser.send('/hand-over', unsigned)).status).toBe(403);
    expect(portalCookie()).toBeUndefined();
  });

  it('signs nobody out in silence: both names are said first', async () => {
    await signIn(victim);
    // As after a click on a link of another site: the cookie of the session, which is Strict, does not come along.
    const arrived = await browser.request(await handOver(attacker), { headers: { cookie: '' } });
    expect(arrived.status).toBe(303);
    const page = await browser.request('/hand-over', {
      headers: { cookie: withoutPortal(browser) },
    });
    expect(page.body).not.toContain(victim.username);
    const before = portalCookie();
    const told = await goOn(page);
    expect(portalCookie()).toBe(before);
    expect(headingOf(told)).toBe('Somebody else is signed in here');
    expect(told.body).toContain(victim.username);
    expect(told.body).toContain(attacker.username);
    await goOn(told);
    expect(portalCookie()).not.toBe(before);
  });

  it('keeps the account in sight on every page after', async () => {
    await goOn(await browser.get(await handOver(attacker)));
    for (const path of ['/security-info/set-up', '/security-info/add']) {
      const page = await browser.get(path);
      expect(page.status).toBe(200);
      expect(page.body).toContain(attacker.username);
      expect(page.body).toContain('login.example.org');
    }
  });

  it('leads nobody astray with a second address planted half-way', async () => {
    await goOn(await browser.get(await handOver(victim)));
    await browser.get(await handOver(attacker));
    const page = await browser.get('/security-info/set-up');
    expect(page.body).toContain(victim.username);
    expect(claimsOf(await finish(page))).toMatchObject({ sub: victim.anchor });
  });
});

describe('session fixation', () => {
  it('begins a session under a secret of its own, whatever the browser had', async () => {
    const planted = 'A'.repeat(43);
    browser.cookies.set('postern-portal', planted);
    browser.cookies.set('postern-way-back', planted);
    const path = await handOver(victim);
    await goOn(await browser.get(path));
    expect(portalCookie()).not.toBe(planted);
    expect(path).not.toContain(portalCookie());
    const other = new PortalClient(server.origin);
    other.cookies.set('postern-portal', planted);
    expect((await other.get('/security-info/set-up')).url).toContain('/sign-in');
  });

  it('takes the secret out of the address at once (A064)', async () => {
    const first = await browser.request(await handOver(victim));
    expect(first.status).toBe(303);
    expect(first.headers.get('location')).toBe('/hand-over');
    const cookie = first.headers.getSetCookie().find((line) => line.includes('hand-over'));
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Lax/i);
    expect(server.lines.join('')).not.toContain(/=([\w-]{43})/.exec(cookie ?? '')?.[1]);
  });

  it('opens once: the address works in no second browser', async () => {
    const path = await handOver(victim);
    await goOn(await browser.get(path));
    const thief = new PortalClient(server.origin);
    expect(headingOf(await thief.get(path))).toBe('This address does not work any more');
  });
});

describe('the session of somebody who was handed over', () => {
  it('reaches nothing but what is to be set up', async () => {
    await goOn(await browser.get(await handOver(victim)));
    for (const path of ['/security-info', '/security-info/registrations/reg_x', '/change']) {
      expect(new URL((await browser.get(path)).url).pathname).toBe('/security-info/set-up');
    }
    const console = await new ApiClient(server.origin).call('GET', '/session', undefined, {
      cookie: `postern-console=${portalCookie()}`,
    });
    expect(console.status).toBe(401);
  });

  it('goes back to the page that asked, with its result, and is over', async () => {
    const page = await goOn(await browser.get(await handOver(victim)));
    const session = portalCookie() ?? '';
    const back = await finish(page);
    expect(refreshOf(back)).toMatch(
      /^https:\/\/login\.example\.org\/after\?postern_result=[\w.-]+$/,
    );
    expect(portalCookie()).toBeUndefined();
    const old = new PortalClient(server.origin);
    old.cookies.set('postern-portal', session);
    expect((await old.get('/security-info/set-up')).url).toContain('/sign-in');
  });

  it.each(['/hand-over/return', '/hand-over/return?url=https://evil.example', '/hand-over'])(
    'goes back nowhere without having been handed over: %s (A069)',
    async (path) => {
      const page = await browser.get(path);
      expect(page.body).not.toContain('evil.example');
      expect(refreshOf(page)).toBeUndefined();
    },
  );

  it('skips as often as the policy lets anybody, and says so', async () => {
    const skip = async () => {
      const page = await goOn(await browser.get(await handOver(victim)));
      if (!page.body.includes('/security-info/set-up/skip')) return null;
      const back = await browser.post('/security-info/set-up/skip', { form_token: tokenOf(page) });
      return claimsOf(back)['outcome'];
    };
    const outcomes = [await skip(), await skip(), await skip(), await skip()];
    expect(outcomes).toEqual(['skipped', 'skipped', 'skipped', null]);
  });
});

function withoutPortal(client: PortalClient): string {
  return client
    .cookieHeader()
    .split('; ')
    .filter((pair) => !pair.startsWith('postern-portal='))
    .join('; ');
}
