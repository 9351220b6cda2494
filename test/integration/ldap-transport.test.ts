import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { Attribute, Change } from 'ldapts';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { PosternError } from '../../src/domain/errors.ts';
import { openConnection } from '../../src/directories/ldap/connection.ts';
import { LdapRefusal, LinkError } from '../../src/directories/ldap/faults.ts';
import { equals, present } from '../../src/directories/ldap/filters.ts';
import { createLdapService, type LdapService } from '../../src/directories/ldap/service.ts';
import { ldapDefaults, type LdapSettings, serversOf } from '../../src/directories/ldap/settings.ts';
import { fixedClock, type FixedClock } from '../kit/clock.ts';
import { quietLog } from '../kit/log.ts';
import { type LdapFaultProxy, startLdapFaultProxy } from '../kit/directories/ldap-fault-proxy.ts';
import { bulkPassword, type OpenLdapServer, startOpenLdap } from '../kit/directories/openldap.ts';

/** As long as a connection rests before it is asked whether it is still there, and a little more. */
const RESTED_MS = 1100;

let server: OpenLdapServer;
let settings: LdapSettings;
const services: LdapService[] = [];
const ends: (() => Promise<void>)[] = [];

beforeAll(async () => {
  server = await startOpenLdap({ people: 1200 });
  settings = {
    ...ldapDefaults,
    servers: [server.url],
    authority: server.ca,
    bindDn: server.service.dn,
    bindPassword: server.service.password,
    realms: [],
  };
});
afterAll(() => server.stop());
afterEach(async () => {
  for (const service of services.splice(0)) await service.close();
  for (const end of ends.splice(0)) await end();
});

function open(changes: Partial<LdapSettings> = {}, clock: FixedClock = fixedClock()): LdapService {
  const service = createLdapService({
    settings: { ...settings, ...changes },
    clock,
    log: quietLog,
  });
  services.push(service);
  return service;
}

/** Nobody but the service account may look people up here: an answer proves who asked. */
function findOne(service: LdapService, uid = 'u1') {
  return service.search({
    base: server.peopleDn,
    scope: 'sub',
    filter: equals('uid', uid),
    attributes: ['mail'],
    sizeLimit: 2,
  });
}

async function proxy(): Promise<LdapFaultProxy> {
  const started = await startLdapFaultProxy({ url: server.url, authority: server.ca });
  ends.push(() => started.stop());
  return started;
}

/** Both authorities: that of the server and that of a proxy before it. */
const trusting = (...proxies: LdapFaultProxy[]) =>
  [server.ca, ...proxies.map(({ authority }) => authority)].join('\n');

/** Accepts and never says a word. */
async function silentListener() {
  const sockets = new Set<Socket>();
  const listener: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
    // Read what comes, or the other side's end is never seen.
    socket.resume();
  });
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port } = listener.address() as AddressInfo;
  ends.push(async () => {
    for (const socket of sockets) socket.destroy();
    listener.close();
    await once(listener, 'close');
  });
  return { url: `ldaps://127.0.0.1:${port}`, plainUrl: `ldap://127.0.0.1:${port}`, sockets };
}

async function causeOf(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
  } catch (error) {
    expect(error).toBeInstanceOf(PosternError);
    expect((error as PosternError).code).toBe('unavailable');
    return (error as PosternError).cause;
  }
  throw new Error('nothing failed');
}

const describing = (value: string) => [
  new Change({
    operation: 'replace',
    modification: new Attribute({ type: 'description', values: [value] }),
  }),
];

describe('a directory asked over LDAP', () => {
  test('is asked as the service account, encrypted from the first byte or by StartTLS', async () => {
    for (const url of [server.url, server.plainUrl]) {
      const service = open({ servers: [url] });
      const [entry] = await findOne(service);
      expect(entry?.text('MAIL')).toBe('u1@example.test');
      expect(service.health()).toMatchObject({ state: 'connected', server: url });
      expect(service.health().certificateExpiresAt).toBeGreaterThan(Date.now());
    }
  });

  test('is asked as the service account again after a connection was dropped', async () => {
    const between = await proxy();
    const service = open({ servers: [between.url], authority: trusting(between) });
    expect(await findOne(service)).toHaveLength(1);
    between.setDown(true);
    between.setDown(false);
    expect(await findOne(service)).toHaveLength(1);
  });

  test('asks once more when the answer to a question is lost, and once only', async () => {
    const between = await proxy();
    const service = open({ servers: [between.url], authority: trusting(between) });
    await findOne(service);
    const struck = between.arm({
      operation: 'search',
      at: 'response',
      nth: 1,
      action: { type: 'cut' },
    });
    expect(await findOne(service)).toHaveLength(1);
    await struck;
  });

  test('gives every entry of a long list, page by page', async () => {
    const seen = new Set<string>();
    let pages = 0;
    await open().searchPaged(
      { base: server.peopleDn, scope: 'one', filter: present('uid'), attributes: ['1.1'] },
      500,
      (entries) => {
        pages += 1;
        for (const { dn } of entries) seen.add(dn);
      },
    );
    expect(seen.size).toBe(1200);
    expect(pages).toBe(3);
  });

  test('asks for no further page of a list when it has seen enough', async () => {
    const sizes: number[] = [];
    await open().searchPaged(
      { base: server.peopleDn, scope: 'one', filter: present('uid'), attributes: ['1.1'] },
      500,
      ({ length }) => sizes.push(length),
      () => sizes.length === 2,
    );
    expect(sizes).toEqual([500, 500]);
  });

  test('serves many at once over no more connections than it may have', async () => {
    const between = await proxy();
    const service = open({
      servers: [between.url],
      authority: trusting(between),
      connections: 3,
    });
    const found = await Promise.all(
      Array.from({ length: 60 }, (_, n) => findOne(service, `u${n}`)),
    );
    expect(found.every((entries) => entries.length === 1)).toBe(true);
    // The proxy counts each as a socket, the encryption over it, and a socket to the server.
    expect(between.open()).toBeLessThanOrEqual(3 * 3);
  });

  test('gives up waiting for a connection when the time is over', async () => {
    const between = await proxy();
    const service = open({
      servers: [between.url],
      authority: trusting(between),
      connections: 1,
      totalSeconds: 2,
    });
    await findOne(service);
    void between.arm({
      operation: 'search',
      at: 'response',
      nth: 1,
      action: { type: 'delay', milliseconds: 1500 },
    });
    const [first, second] = await Promise.allSettled([findOne(service), findOne(service, 'u2')]);
    expect(first.status).toBe('fulfilled');
    expect(second.status).toBe('rejected');
    // Being busy is nothing against the server.
    expect(service.health().state).toBe('connected');
  });
});

describe('a write over LDAP', () => {
  const dn = () => `uid=u3,${server.peopleDn}`;

  test('that was answered tells the code and the words of the server', async () => {
    const answer = await open().modify(dn(), describing('mine'));
    expect(answer).toMatchObject({ outcome: 'answered', code: 50 });
    const mine = await open({
      bindDn: server.mighty.dn,
      bindPassword: server.mighty.password,
    }).modify(dn(), describing('mine'));
    expect(mine).toEqual({ outcome: 'answered', code: 0, diagnostic: '' });
  });

  test.each([
    ['request', 'cut'],
    ['request', 'silence'],
    ['response', 'cut'],
    ['response', 'silence'],
  ] as const)(
    'that was sent and not answered (%s, %s) has no outcome, and is not sent to another server',
    async (at, type) => {
      const [between, other] = [await proxy(), await proxy()];
      const service = open({
        servers: [between.url, other.url],
        authority: trusting(between, other),
        operationSeconds: 0.5,
        bindDn: server.mighty.dn,
        bindPassword: server.mighty.password,
      });
      const struck = between.arm({ operation: 'modify', at, nth: 1, action: { type } });
      const value = `${at} ${type}`;
      expect(await service.modify(dn(), describing(value))).toEqual({ outcome: 'no-answer' });
      await struck;
      const found = await server.admin.search(dn(), { scope: 'base', attributes: ['description'] });
      expect(found.searchEntries[0]?.['description'] === value).toBe(at === 'response');
    },
  );

  test('that meets a dead connection is sent over another one', async () => {
    const between = await proxy();
    const service = open({
      servers: [between.url],
      authority: trusting(between),
      operationSeconds: 0.5,
    });
    await service.ping();
    await delay(RESTED_MS);
    // The first word over it after a while is never answered: so is a connection that a firewall forgot.
    const struck = between.arm({
      operation: 'search',
      at: 'request',
      nth: 1,
      action: { type: 'silence' },
    });
    expect(await service.modify(dn(), describing('x'))).toMatchObject({ code: 50 });
    await struck;
  });

  test('goes unannounced over a connection that has just answered, and not over one that rested', async () => {
    const between = await proxy();
    const service = open({ servers: [between.url], authority: trusting(between) });
    await service.ping();
    await service.modify(dn(), describing('x'));
    expect([between.counted('search'), between.counted('modify')]).toEqual([1, 1]);
    await delay(RESTED_MS);
    await service.modify(dn(), describing('x'));
    expect([between.counted('search'), between.counted('modify')]).toEqual([2, 2]);
  });

  test.each(['url', 'plainUrl'] as const)(
    'that cannot be sent says so by throwing (%s)',
    async (kind) => {
      const half = await silentListener();
      const service = open({ servers: [half[kind]], connectSeconds: 0.2 });
      expect(await causeOf(service.modify(dn(), describing('x')))).toBeInstanceOf(LinkError);
    },
  );
});

describe('signing in as somebody', () => {
  test('takes the right password, and tells why not otherwise', async () => {
    const service = open();
    const name = `uid=u4,${server.peopleDn}`;
    expect(await service.bindAs(name, bulkPassword)).toMatchObject({ code: 0 });
    expect(await service.bindAs(name, 'wrong')).toMatchObject({ code: 49 });
    expect(await service.bindAs(`uid=nobody,${server.peopleDn}`, 'x')).toMatchObject({ code: 49 });
  });

  // A016: a bind with a name and no password is one as nobody, and succeeds.
  test('never sends an empty password or an empty name', async () => {
    const between = await proxy();
    const service = open({ servers: [between.url], authority: trusting(between) });
    const struck = vi.fn<() => void>();
    void between
      .arm({ operation: 'bind', at: 'request', nth: 1, action: { type: 'cut' } })
      .then(struck);
    expect(await service.bindAs(`uid=u4,${server.peopleDn}`, '')).toMatchObject({ code: 49 });
    expect(await service.bindAs('', 'x')).toMatchObject({ code: 49 });
    expect(struck).not.toHaveBeenCalled();
  });
});

describe('servers in order', () => {
  test('the second serves while the first does not, and the first again when it is back', async () => {
    const clock = fixedClock();
    const [first, second] = [await proxy(), await proxy()];
    const service = open(
      { servers: [first.url, second.url], authority: trusting(first, second) },
      clock,
    );
    await findOne(service);
    expect(service.health()).toMatchObject({ state: 'connected', server: first.url });

    first.setDown(true);
    expect(await findOne(service)).toHaveLength(1);
    expect(service.health()).toMatchObject({ state: 'on-substitute', server: second.url });

    first.setDown(false);
    await findOne(service);
    expect(service.health()).toMatchObject({ state: 'on-substitute' });
    clock.advanceSeconds(16);
    await expect
      .poll(async () => {
        await findOne(service);
        return service.health();
      })
      .toMatchObject({ state: 'connected', server: first.url });
    await expect.poll(() => second.open()).toBe(0);
  });

  test('each is looked at, so that one that could not take over is known before it has to', async () => {
    const clock = fixedClock();
    const [first, second] = [await proxy(), await proxy()];
    const service = open(
      { servers: [first.url, second.url], authority: trusting(first, second) },
      clock,
    );
    await service.ping();
    second.setDown(true);
    await service.lookAround();
    expect(service.health()).toMatchObject({
      state: 'connected',
      server: first.url,
      failingServers: [{ server: second.url }],
    });
    second.setDown(false);
    clock.advanceSeconds(16);
    await service.lookAround();
    expect(service.health().failingServers).toEqual([]);
    // Nothing is kept open to one that nobody is served by.
    await expect.poll(() => second.open()).toBe(0);
  });

  test('one that refuses the account, when it is looked at, keeps nobody from the one that serves', async () => {
    const other = await startOpenLdap();
    ends.push(() => other.stop());
    await other.admin.modify(
      other.service.dn,
      new Change({
        operation: 'replace',
        modification: new Attribute({ type: 'userPassword', values: ['Quite-Another-1!'] }),
      }),
    );
    const service = open({
      servers: [server.url, other.url],
      authority: [server.ca, other.ca].join('\n'),
    });
    await service.lookAround();
    // Before anybody is served: whoever comes next has to sign in.
    expect(await findOne(service)).toHaveLength(1);
    expect(service.health().failingServers).toMatchObject([{ server: other.url }]);
  });

  test('one that is silent, while it is looked at, keeps nobody waiting', async () => {
    const second = await proxy();
    const service = open({
      servers: [server.url, second.url],
      authority: trusting(second),
      connections: 1,
      operationSeconds: 2,
    });
    const struck = second.arm({
      operation: 'bind',
      at: 'response',
      nth: 1,
      action: { type: 'silence' },
    });
    let looked = false;
    const looking = service.lookAround().finally(() => {
      looked = true;
    });
    await struck;
    expect(await findOne(service)).toHaveLength(1);
    expect(looked).toBe(false);
    await looking;
    expect(service.health().failingServers).toMatchObject([{ server: second.url }]);
  });

  test('a first server that accepts and never answers costs one wait, and not one each time', async () => {
    const half = await silentListener();
    const service = open({ servers: [half.url, server.url], connectSeconds: 0.4 });
    const started = performance.now();
    expect(await findOne(service)).toHaveLength(1);
    expect(performance.now() - started).toBeGreaterThan(350);
    const next = performance.now();
    for (let turn = 0; turn < 20; turn += 1) await findOne(service);
    expect(performance.now() - next).toBeLessThan(350);
  });
});

describe('a server that does not answer', () => {
  test.each(['url', 'plainUrl'] as const)('is given up in time (%s)', async (kind) => {
    const half = await silentListener();
    const service = open({ servers: [half[kind]], connectSeconds: 0.3, totalSeconds: 1 });
    const started = performance.now();
    const cause = await causeOf(findOne(service));
    expect(cause).toMatchObject({ fault: 'unreachable' });
    expect(performance.now() - started).toBeLessThan(1000);
    expect(service.health()).toMatchObject({ state: 'unreachable', server: null });
  });

  test('is given up in time when it falls silent after it was signed in to', async () => {
    const between = await proxy();
    const service = open({
      servers: [between.url],
      authority: trusting(between),
      operationSeconds: 0.3,
    });
    await findOne(service);
    void between.arm({ operation: 'search', at: 'request', nth: 1, action: { type: 'silence' } });
    const started = performance.now();
    expect(await findOne(service)).toHaveLength(1);
    expect(performance.now() - started).toBeLessThan(1500);
  });

  test('is spared after five failures, until one look shows that it is back', async () => {
    const clock = fixedClock();
    const between = await proxy();
    const service = open({ servers: [between.url], authority: trusting(between) }, clock);
    between.setDown(true);
    for (let turn = 0; turn < 5; turn += 1) await causeOf(findOne(service));
    between.setDown(false);
    expect(String(await causeOf(findOne(service)))).toContain('spared');
    clock.advanceSeconds(14);
    expect(String(await causeOf(findOne(service)))).toContain('spared');
    clock.advanceSeconds(1);
    expect(await findOne(service)).toHaveLength(1);
    expect(service.health().state).toBe('connected');
  });

  // F34
  test('leaves nothing behind after a thousand half-open attempts', async () => {
    const half = await silentListener();
    const [address] = serversOf({ servers: [half.url] });
    if (address === undefined) throw new Error('no address');
    const before = process.getActiveResourcesInfo().length;
    for (let round = 0; round < 10; round += 1) {
      const attempts = await Promise.allSettled(
        Array.from({ length: 100 }, () =>
          openConnection(address, { authority: null, serverName: null }, 100),
        ),
      );
      expect(attempts.every(({ status }) => status === 'rejected')).toBe(true);
    }
    await expect.poll(() => half.sockets.size).toBe(0);
    expect(process.getActiveResourcesInfo().length).toBeLessThan(before + 10);
  });
});

describe('trust', () => {
  test('a certificate of another authority is refused, and nothing is sent', async () => {
    const between = await proxy();
    const service = open({ servers: [between.url] });
    expect(await causeOf(findOne(service))).toMatchObject({ fault: 'not-trusted' });
    expect(service.health().state).toBe('not-trusted');
  });

  test.each(['url', 'plainUrl'] as const)(
    'a certificate for another name is refused (%s)',
    async (kind) => {
      const service = open({ servers: [server[kind]], serverName: 'dc1.corp.example.com' });
      expect(await causeOf(findOne(service))).toMatchObject({ fault: 'not-trusted' });
      const right = open({ servers: [server[kind]], serverName: 'localhost' });
      expect(await findOne(right)).toHaveLength(1);
    },
  );

  test('a refused service account is tried once in half a minute, whatever is asked meanwhile', async () => {
    const clock = fixedClock();
    const between = await proxy();
    const service = open(
      { servers: [between.url, server.url], authority: trusting(between), bindPassword: 'Wrong' },
      clock,
    );
    let binds = 0;
    const countBinds = async (): Promise<never> => {
      for (;;) {
        const action = { type: 'delay', milliseconds: 1 } as const;
        await between.arm({ operation: 'bind', at: 'response', nth: 1, action });
        binds += 1;
      }
    };
    void countBinds();
    const causes = await Promise.all(Array.from({ length: 20 }, () => causeOf(findOne(service))));
    expect(causes.every((cause) => cause instanceof LinkError && cause.fault === 'refused')).toBe(
      true,
    );
    expect(binds).toBe(1);
    expect(service.health().state).toBe('refused');
    clock.advanceSeconds(29);
    await causeOf(findOne(service));
    expect(binds).toBe(1);
    clock.advanceSeconds(1);
    await causeOf(findOne(service));
    expect(binds).toBe(2);
  });

  test('a question that the server refuses is not taken for no answer by mistake', async () => {
    const service = open();
    const cause = await causeOf(
      service.search({
        base: 'no dn at all',
        scope: 'base',
        filter: present('objectClass'),
        attributes: [],
      }),
    );
    expect(cause).toBeInstanceOf(LdapRefusal);
    expect(service.health().state).toBe('connected');
    expect(await service.read(`uid=nobody,${server.peopleDn}`, ['mail'])).toBeNull();
  });
});
