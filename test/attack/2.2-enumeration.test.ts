// Finding out who has an account, and what state it is in. What time tells is in 2.2-timing.test.ts.
// A028 has nothing to stand on yet: nobody can register, or change an address, without being an administrator.
import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiClient } from '../kit/api-client.ts';
import { observed } from '../kit/observed.ts';
import { type Page, PortalClient } from '../kit/portal-client.ts';
import { ResetClient, type StepAnswer } from '../kit/reset-client.ts';
import {
  ADMINISTRATOR,
  OLD_PASSWORD,
  openRunningServer,
  type Person,
  type RunningServer,
} from '../kit/running-server.ts';
import { freePort } from '../kit/free-port.ts';

let server: RunningServer;

/** One of each kind of name a stranger could try; `round` makes a fresh set, so that no counter is shared. */
const kinds = {
  known: (round: string) => `known-${round}`,
  'known by mail': (round: string) => `known-${round}@contoso.example`,
  nobody: (round: string) => `a-name-that-nobody-has-${round}`,
  disabled: (round: string) => `disabled-${round}`,
  'out of scope': (round: string) => `outside-${round}`,
  frozen: (round: string) => `frozen-${round}`,
  'without an address': (round: string) => `unreachable-${round}`,
  'without a password': (round: string) => `fresh-${round}`,
  administrator: (round: string) =>
    round === 'portal' ? 'ada.brandt@contoso.example' : ADMINISTRATOR.username,
} as const satisfies Readonly<Record<string, (round: string) => string>>;
type Kind = keyof typeof kinds;
const kindNames = Object.keys(kinds) as Kind[];
const others = kindNames.filter((kind) => kind !== 'nobody');
/** Those of whom there is one in every round. */
const ofRound = others.filter((kind) => kind !== 'administrator');

let pilot = { directoryId: '', anchor: '' };

async function addOneOfEach(round: string): Promise<void> {
  const member = async (name: string, profile = {}): Promise<Person> => {
    const person = await server.addUser(`${name}-${round}`, profile);
    const path = `/groups/${pilot.directoryId}/${pilot.anchor}/members/user/${person.anchor}`;
    await server.administrator.ok('PUT', path);
    return person;
  };
  await member('known');
  await member('disabled', { enabled: false });
  await server.addUser(`outside-${round}`);
  const frozen = await member('frozen');
  await server.administrator.ok('PUT', `/users/${frozen.directoryId}/${frozen.anchor}/freeze`);
  await member('unreachable', { mail: null });
  await member('fresh', { password: null });
}

const rounds = ['api', 'portal', 'blocked', 'starts', 'sign-in', 'console', 'cancel'];

beforeAll(async () => {
  server = await openRunningServer();
  const group = await server.administrator.ok<typeof pilot>('POST', '/groups', { name: 'pilot' });
  pilot = { directoryId: group.directoryId, anchor: group.anchor };
  await server.setScope('selected', [pilot]);
  await server.raiseVisitorLimits();
  for (const round of rounds) await addOneOfEach(round);
});

afterAll(() => server.stop());

const wrong = '00000000';

/** Everything the API answers on the way of somebody who never has the code. */
async function apiWalk(identifier: string): Promise<StepAnswer[]> {
  const reset = new ResetClient(server.origin, { 'accept-encoding': 'identity' });
  const answers = [await reset.start(identifier), await reset.progress()];
  await server.outboxEmpty();
  answers.push(await reset.progress(), await reset.choose('email'), await reset.set(OLD_PASSWORD));
  for (let n = 0; n < 6; n += 1) answers.push(await reset.prove(wrong));
  answers.push(await reset.progress(), await reset.cancel(), await reset.progress());
  return answers;
}

/** Everything the pages answer on the same way, redirects and all. */
async function portalWalk(identifier: string): Promise<Page[]> {
  const browser = new PortalClient(server.origin, { 'accept-encoding': 'identity' });
  const pages: Page[] = [];
  const act = async (path: string, fields: Readonly<Record<string, string>>) => {
    const form_token = await formToken(browser);
    pages.push(await browser.send(path, { form_token, ...fields }));
    pages.push(await browser.request('/reset/continue'));
  };
  await act('/reset', { identifier });
  await server.outboxEmpty();
  await act('/reset/method', { method: 'email' });
  for (let n = 0; n < 6; n += 1) await act('/reset/code', { code: wrong });
  await act('/reset/password', { password: OLD_PASSWORD, confirmation: OLD_PASSWORD });
  await act('/reset/cancel', {});
  return pages;
}

async function formToken(browser: PortalClient): Promise<string> {
  const { body } = await browser.request('/sign-in');
  return /name="form_token" value="([^"]+)"/.exec(body)?.[1] ?? '';
}

describe('A020: another answer for a name that exists (R001 to R004)', () => {
  it.each(others)('sees the same of the API for "%s" as for nobody', async (kind) => {
    const [theirs, nobodys] = [
      await apiWalk(kinds[kind]('api')),
      await apiWalk(`nobody-api-${kind}`),
    ];
    expect(theirs.map(observed)).toEqual(nobodys.map(observed));
    expect(theirs.map(({ status }) => status).slice(0, 5)).toEqual([202, 200, 200, 429, 409]);
  });

  it.each(others)('sees the same pages for "%s" as for nobody', async (kind) => {
    const [theirs, nobodys] = [
      await portalWalk(kinds[kind]('portal')),
      await portalWalk(`nobody-portal-${kind}`),
    ];
    expect(theirs.map(observed)).toEqual(nobodys.map(observed));
    expect(theirs[1]?.body).toContain('name="code"');
  });

  it('is told apart when one page differs by a letter', () => {
    const page = { status: 200, headers: new Headers(), body: '<h1>Enter the code</h1>' };
    expect(observed({ ...page, body: '<h1>Enter a code</h1>' })).not.toBe(observed(page));
    expect(observed({ ...page, headers: new Headers({ 'x-known': '1' }) })).not.toBe(
      observed(page),
    );
  });

  it.each(ofRound)(
    'ends a reset of "%s" after ten wrong answers, as one of nobody',
    async (kind) => {
      const walk = async (identifier: string) => {
        const seen: string[] = [];
        for (let start = 0; start < 3; start += 1) {
          const reset = new ResetClient(server.origin, { 'accept-encoding': 'identity' });
          seen.push(observed(await reset.start(identifier)));
          await server.outboxEmpty();
          if (reset.token === '') continue;
          for (let n = 0; n < 5; n += 1) seen.push(observed(await reset.prove(wrong)));
        }
        return seen;
      };
      const theirs = await walk(kinds[kind]('blocked'));
      expect(theirs).toEqual(await walk(`nobody-blocked-${kind}`));
      expect(theirs.at(-1)).toMatch(/^429\n/);
    },
  );

  it('refuses the fourth start of any name alike', async () => {
    await server.changePolicy((policy) => ({
      ...policy,
      limits: { ...policy.limits, 'start-per-identifier': 3 },
    }));
    const walk = async (identifier: string) => {
      const seen: string[] = [];
      for (let start = 0; start < 4; start += 1) {
        const answer = await new ResetClient(server.origin).start(identifier);
        seen.push(observed(answer));
      }
      return seen;
    };
    try {
      const nobodys = await walk('nobody-starts');
      expect(nobodys.map((one) => one.slice(0, 3))).toEqual(['202', '202', '202', '429']);
      for (const kind of ofRound) {
        expect(await walk(kinds[kind]('starts'))).toEqual(nobodys);
      }
    } finally {
      await server.raiseVisitorLimits();
    }
  });

  it('gives up any reset alike, in the very moment in which its person is looked up', async () => {
    const seen = new Set<string>();
    for (let round = 0; round < 8; round += 1) {
      for (const name of [...ofRound.map((kind) => kinds[kind]('cancel')), 'nobody-cancel']) {
        const reset = await ResetClient.started(server.origin, name);
        seen.add(observed(await reset.cancel()));
      }
    }
    expect([...seen], [...seen].join(' | ')).toHaveLength(1);
  });
});

describe('A020: another answer to a wrong password for a name that exists', () => {
  const passwords = ['the wrong password entirely', '', ' '];

  it.each(kindNames)('sees the same signing in as "%s"', async (kind) => {
    const walk = async (identifier: string) => {
      const seen: string[] = [];
      for (const password of passwords) {
        const browser = new PortalClient(server.origin, { 'accept-encoding': 'identity' });
        const form_token = await formToken(browser);
        const fields = { form_token, next: 'security-info', identifier, password };
        seen.push(observed(await browser.send('/sign-in', fields)));
        seen.push(observed(await browser.request('/sign-in')));
        const body = { identifier, password };
        const api = new ApiClient(server.origin);
        const headers = { 'accept-encoding': 'identity' };
        seen.push(observed(await api.call('POST', '/session', body, headers)));
      }
      return seen;
    };
    expect(await walk(kinds[kind]('sign-in'))).toEqual(await walk(`nobody-sign-in-${kind}`));
  });

  it('does not say that the right password belongs to somebody without a role, or disabled', async () => {
    const api = new ApiClient(server.origin);
    const enter = (identifier: string, password: string) =>
      api.call('POST', '/session', { identifier, password });
    const disabled = await server.addUser('disabled-later');
    await server.administrator.ok('PATCH', `/users/${disabled.directoryId}/${disabled.anchor}`, {
      enabled: false,
    });
    const nobodys = observed(await enter('nobody-console', OLD_PASSWORD));
    expect(observed(await enter('known-console', OLD_PASSWORD))).toBe(nobodys);
    expect(observed(await enter('disabled-later', OLD_PASSWORD))).toBe(nobodys);
  });
});

describe('A021: an error only for those whom a mail could not reach (CVE-2024-45231, Kirby 3.7.5.1)', () => {
  /** Takes the connection and never says a word. */
  async function silentServer(): Promise<{ port: number; server: Server }> {
    const silent = createServer(() => undefined);
    const port = await freePort();
    await new Promise<void>((listening) => {
      silent.listen(port, '127.0.0.1', listening);
    });
    return { port, server: silent };
  }

  const faults: readonly [
    string,
    () => Promise<{ port?: number; refuse?: number; end?: () => void }>,
  ][] = [
    ['has no mail server to talk to', async () => ({ port: await freePort() })],
    ['is refused with 550', () => Promise.resolve({ refuse: 550 })],
    ['is put off with 451', () => Promise.resolve({ refuse: 451 })],
    [
      'never gets a word from the mail server',
      async () => {
        const { port, server: silent } = await silentServer();
        return { port, end: () => silent.close() };
      },
    ],
  ];

  it.each(faults)('answers the same when Postern %s', async (_what, begin) => {
    const { port, refuse, end } = await begin();
    const broken = await openRunningServer({
      ...(port !== undefined && { environment: { POSTERN_MAIL_PORT: String(port) } }),
      ...(refuse !== undefined && { refuseMail: () => refuse }),
    });
    try {
      await broken.setScope('all');
      await broken.raiseVisitorLimits();
      await broken.addUser('known');
      const walk = async (identifier: string) => {
        const reset = new ResetClient(broken.origin, { 'accept-encoding': 'identity' });
        const answers = [await reset.start(identifier)];
        if (identifier === 'known') await untilTried(broken, end !== undefined);
        answers.push(await reset.progress(), await reset.choose('email'));
        answers.push(await reset.prove(wrong), await reset.cancel());
        return answers.map(observed);
      };
      const known = await walk('known');
      expect(known).toEqual(await walk('nobody'));
      expect(known[0]).toMatch(/^202\n/);
    } finally {
      await broken.stop();
      end?.();
    }
  });

  /** The failure is an operator's to see, in the metrics; a silent server is waited for. */
  async function untilTried(broken: RunningServer, silent: boolean): Promise<void> {
    if (silent) return;
    const failed = /postern_messages_(?:deferred|failed)_total\{message="reset-code"\} 1/;
    for (;;) {
      const metrics = await (await fetch(`${broken.origin}/metrics`)).text();
      if (failed.test(metrics)) return;
      await new Promise((later) => setTimeout(later, 10));
    }
  }
});

describe('A024, A025: what the first answer tells of a person (Storm-2949)', () => {
  it('offers what the organisation offers, and nothing of anybody', async () => {
    const { body } = await new ResetClient(server.origin).start('known-api');
    expect(body.reset).toMatchObject({ methods: ['email'], gatesRequired: 1, gatesFilled: 0 });
    expect(JSON.stringify(body)).not.toMatch(/@|•|\*|known|contoso/i);
    const [, page] = await portalWalk('known-portal');
    expect(page?.body).not.toMatch(/•|known-portal|@contoso/);
  });

  it('answers the same for a name that nobody has, however often it is asked', async () => {
    const seen = new Set<string>();
    for (let n = 0; n < 20; n += 1) {
      seen.add(observed(await new ResetClient(server.origin).start('asked-twenty-times')));
    }
    expect([...seen], [...seen].join(' | ')).toHaveLength(1);
  });
});

describe('A027: a diagnostic page for anybody (CVE-2026-55106, Drupal ldap_auth)', () => {
  const guesses = [
    '/debug',
    '/test',
    '/testLdapConfig',
    '/status',
    '/health',
    '/healthz',
    '/info',
    '/env',
    '/actuator',
    '/actuator/env',
    '/server-status',
    '/phpinfo.php',
    '/.git/config',
    '/.env',
    '/config',
    '/config.json',
    '/package.json',
    '/backup',
    '/postern.db',
    '/keys.json',
    '/set-up-token',
    '/api',
    '/api/',
    '/api/v1',
    '/api/v1/',
    '/api/v2/users',
    '/api/debug',
    '/api/docs',
    '/swagger.json',
    '/graphql',
    '/demo',
    '/demo/mailbox',
    '/demo/mailbox.json',
    '/assets/../keys.json',
    '/assets/%2e%2e/%2e%2e/keys.json',
    '/assets/..%2fkeys.json',
    '/admin/../keys.json',
    '/live/x',
    '/ready/x',
    '/metrics/x',
    '/metrics.json',
    '/reset/debug',
  ];

  it.each(guesses)('finds nothing at %s', async (path) => {
    for (const method of ['GET', 'POST']) {
      const response = await fetch(server.origin + path, { method });
      const text = await response.text();
      expect([path, method, response.status]).toEqual([path, method, 404]);
      expect(text).not.toMatch(/postern\.db|sqlite|node_modules|\bat .*\.ts:/i);
    }
  });

  it('opens nothing of the API but what is meant for everybody', async () => {
    interface Description {
      servers: { url: string }[];
      paths: Record<string, Record<string, { 'x-permission'?: string; operationId: string }>>;
    }
    const described = (await (
      await fetch(`${server.origin}/api/openapi.json`)
    ).json()) as Description;
    const forEverybody = new Set<string>();
    let asked = 0;
    for (const [path, operations] of Object.entries(described.paths)) {
      for (const [method, { operationId }] of Object.entries(operations)) {
        const at = `${described.servers[0]?.url}${path.replaceAll(/\{\w+\}/g, 'anything')}`;
        const url = new URL(at, server.origin);
        const response = await fetch(url, { method: method.toUpperCase() });
        asked += 1;
        if (response.status !== 401) forEverybody.add(operationId);
      }
    }
    expect(asked).toBeGreaterThan(30);
    expect([...forEverybody].toSorted()).toEqual([
      'cancelReset',
      'chooseMethod',
      'currentReset',
      // Public keys, by which other sign-in pages verify what they are told.
      'listHandOverKeys',
      'proveReset',
      'setResetPassword',
      'setUp',
      'setUpState',
      'signIn',
      'startReset',
      'unlockAccount',
      'wantPassword',
    ]);
  });

  it('says of its health up or down, and measures nothing for those behind a proxy', async () => {
    expect(await (await fetch(`${server.origin}/live`)).text()).toBe('{"status":"up"}');
    expect(await (await fetch(`${server.origin}/ready`)).text()).toBe('{"status":"ready"}');
    for (const header of ['x-forwarded-for', 'forwarded']) {
      const headers = { [header]: '203.0.113.7' };
      expect((await fetch(`${server.origin}/metrics`, { headers })).status).toBe(404);
    }
  });
});
