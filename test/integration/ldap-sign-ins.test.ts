// Connections over which people sign in, one after the other: none of them may be taken for another, or asked twice.
import { setTimeout as delay } from 'node:timers/promises';
import { Attribute, Change } from 'ldapts';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createLdapService, type LdapService } from '../../src/directories/ldap/service.ts';
import type { LdapSettings } from '../../src/directories/ldap/settings.ts';
import { openLdap } from '../../src/directories/openldap/index.ts';
import { fixedClock } from '../kit/clock.ts';
import { quietLog } from '../kit/log.ts';
import { type LdapFaultProxy, startLdapFaultProxy } from '../kit/directories/ldap-fault-proxy.ts';
import { openLdapSettings } from '../kit/directories/openldap-fixture.ts';
import { bulkPassword, type OpenLdapServer, startOpenLdap } from '../kit/directories/openldap.ts';
import { testDeps, testPlace } from '../kit/directories/tree-fixture.ts';

const unavailable = { code: 'unavailable' };
const signedIn = { code: 0 };
const wrong = { code: 49 };

let server: OpenLdapServer;
const ends: (() => Promise<void>)[] = [];

beforeAll(async () => {
  server = await startOpenLdap({ people: 12 });
});
afterAll(() => server.stop());
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

const dnOf = (uid: string) => `uid=${uid},${server.peopleDn}`;

async function proxy(): Promise<LdapFaultProxy> {
  const started = await startLdapFaultProxy({ url: server.url, authority: server.ca });
  ends.push(() => started.stop());
  return started;
}

const through = (...proxies: LdapFaultProxy[]) => ({
  servers: proxies.map(({ url }) => url),
  authority: proxies.map(({ authority }) => authority).join('\n'),
});

function open(proxies: readonly LdapFaultProxy[], more: Partial<LdapSettings> = {}): LdapService {
  const settings = openLdapSettings(server, { ...through(...proxies), ...more });
  const service = createLdapService({ settings, clock: fixedClock(), log: quietLog });
  ends.push(() => service.close());
  return service;
}

const sayingOfThemselves = (value: string) => [
  new Change({
    operation: 'replace',
    modification: new Attribute({ type: 'description', values: [value] }),
  }),
];

describe('people who sign in', () => {
  test('share a connection when they come one after the other', async () => {
    const between = await proxy();
    const service = open([between]);
    for (let n = 0; n < 6; n += 1)
      expect(await service.bindAs(dnOf(`u${n}`), bulkPassword)).toMatchObject(signedIn);
    await service.modifyAs(dnOf('u6'), bulkPassword, dnOf('u6'), sayingOfThemselves('mine'));
    expect([between.counted('connect'), between.counted('bind')]).toEqual([1, 7]);
  });

  test('have no more connections than the directory may, whatever they sign in for', async () => {
    const between = await proxy();
    const service = open([between], { connections: 2 });
    const [dn, changes] = [dnOf('u1'), sayingOfThemselves('mine')];
    await Promise.all(
      Array.from({ length: 12 }, (_, n) =>
        n % 2 === 0
          ? service.bindAs(dnOf(`u${n}`), bulkPassword)
          : service.modifyAs(dn, bulkPassword, dn, changes),
      ),
    );
    expect([between.counted('connect'), between.counted('bind')]).toEqual([2, 12]);
  });

  // Attack: a wrong password is typed for an account right after somebody else's, or its own, was right, so that a
  // connection that is still signed in passes for a yes; and what is then asked for is done as whoever came before.
  test('are asked for their own password, whoever signed in over the connection before', async () => {
    const between = await proxy();
    const service = open([between]);
    const [ada, bob] = [dnOf('u7'), dnOf('u8')];
    expect(await service.bindAs(ada, bulkPassword)).toMatchObject(signedIn);
    expect(await service.bindAs(ada, 'wrong')).toMatchObject(wrong);
    expect(await service.bindAs(bob, bulkPassword)).toMatchObject(signedIn);
    expect(await service.bindAs(ada, 'wrong')).toMatchObject(wrong);
    expect(await service.bindAs(ada, bulkPassword)).toMatchObject(signedIn);
    let worked = false;
    const refused = await service.asPerson(bob, 'wrong', () => {
      worked = true;
      return Promise.resolve();
    });
    expect([refused.signedIn, worked]).toEqual([false, false]);
    // As Bob, whom the server lets write of himself alone.
    await service.bindAs(ada, bulkPassword);
    const asBob = await service.modifyAs(
      bob,
      bulkPassword,
      ada,
      sayingOfThemselves('Bob was here'),
    );
    expect(asBob).toMatchObject({ signedIn: true, result: { outcome: 'answered', code: 50 } });
    expect(between.counted('connect')).toBe(1);
  });

  // Attack: whoever gets hold of a connection that rests acts as the person who signed in over it last.
  test('are not left signed in for longer than two seconds', async () => {
    const between = await proxy();
    const service = open([between]);
    await service.bindAs(dnOf('u1'), bulkPassword);
    await delay(1000);
    expect(between.open()).toBeGreaterThan(0);
    await service.bindAs(dnOf('u2'), bulkPassword);
    const since = performance.now();
    await expect.poll(() => between.open(), { timeout: 10_000 }).toBe(0);
    expect(performance.now() - since).toBeLessThan(3000);
    expect(between.counted('connect')).toBe(1);
  });

  // Attack: names are told from no names by whether a connection had to be opened for them (A022).
  test('and people whom nobody knows open a connection alike, and leave it alike', async () => {
    const between = await proxy();
    const settings = openLdapSettings(server, through(between));
    const directory = openLdap.open(settings, testPlace, testDeps);
    ends.push(() => directory.close());
    const ofServiceAccount = 1;
    expect(await directory.signIn('nobody-at-all', 'wrong')).toMatchObject({ ok: false });
    expect(between.counted('connect')).toBe(ofServiceAccount + 1);
    expect(await directory.signIn('u1', 'wrong')).toMatchObject({ ok: false });
    expect(await directory.signIn('nobody-at-all', 'wrong')).toMatchObject({ ok: false });
    expect(between.counted('connect')).toBe(ofServiceAccount + 1);
  });
});

describe('a connection of people that died', () => {
  test('while it rested costs nobody an error', async () => {
    const between = await proxy();
    const service = open([between]);
    await service.bindAs(dnOf('u1'), bulkPassword);
    between.setDown(true);
    between.setDown(false);
    expect(await service.bindAs(dnOf('u2'), bulkPassword)).toMatchObject(signedIn);
    expect(await service.bindAs(dnOf('u2'), 'wrong')).toMatchObject(wrong);
  });

  test('as the next password was sent over it costs nobody an error', async () => {
    const between = await proxy();
    const service = open([between]);
    await service.bindAs(dnOf('u1'), bulkPassword);
    const struck = between.arm({
      operation: 'bind',
      at: 'request',
      nth: 1,
      action: { type: 'cut' },
    });
    expect(await service.bindAs(dnOf('u2'), bulkPassword)).toMatchObject(signedIn);
    await struck;
  });
});

// Attack: every wrong password that is sent to a slow server counts twice or more, so that somebody else's account is
// locked by fewer of them than its lock allows, and than Postern counted.
describe('a password that was sent and met with silence', () => {
  test.each([
    ['a new connection', false],
    ['a connection that rested', true],
  ] as const)('is sent to no server again, over %s', async (_, rested) => {
    const [first, second] = [await proxy(), await proxy()];
    const service = open([first, second], { operationSeconds: 0.5 });
    if (rested) await service.bindAs(dnOf('u1'), bulkPassword);
    const before = first.counted('bind');
    const struck = first.arm({
      operation: 'bind',
      at: 'response',
      nth: 1,
      action: { type: 'silence' },
    });
    await expect(service.bindAs(dnOf('u2'), 'wrong')).rejects.toMatchObject(unavailable);
    await struck;
    expect([first.counted('bind') - before, second.counted('bind')]).toEqual([1, 0]);
    // Whoever comes next is served by the one that is not silent.
    expect(await service.bindAs(dnOf('u3'), bulkPassword)).toMatchObject(signedIn);
    expect(second.counted('bind')).toBe(1);
  });
});
