// F14: PostgreSQL goes away, falls silent, comes back, refuses to write; and several processes share it.
import { connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { askPostgres, createDatabase, openDatabase } from '../kit/postgres-storage.ts';
import { verdictOf } from '../kit/storage-contract/audit-trail.ts';
import { atOnce } from '../kit/storage-contract/opened.ts';
import { aJob, anAuditEntry, aTenant, MORNING } from '../kit/storage-contract/samples.ts';

const serverUrl = inject('postgresUrl');
const unavailable = { code: 'unavailable' };

/** A wire to the server that can be cut, and that can fall silent without being cut. */
interface Wire {
  readonly url: string;
  cut(): void;
  silence(silent: boolean): void;
  refuse(): Promise<void>;
  restore(): Promise<void>;
}

async function layWire(target: string): Promise<Wire & { close(): Promise<void> }> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let silent = false;
  let server: Server;
  const cut = () => {
    for (const socket of sockets) socket.destroy();
    sockets.clear();
  };
  const listen = (at: number) =>
    new Promise<number>((resolve, reject) => {
      server = createServer((near) => {
        const far = connect(Number(port), hostname);
        for (const [from, to] of [
          [near, far],
          [far, near],
        ] as const) {
          sockets.add(from);
          from.on('data', (chunk) => {
            if (!silent) to.write(chunk);
          });
          from.on('error', () => undefined);
          from.on('close', () => to.destroy());
        }
      });
      server.once('error', reject);
      server.listen(at, '127.0.0.1', () => {
        const address = server.address();
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
  const refuse = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      cut();
    });
  const near = await listen(0);
  const url = new URL(target);
  url.port = String(near);
  return {
    url: url.href,
    cut,
    silence(wanted) {
      silent = wanted;
    },
    refuse,
    restore: async () => {
      await listen(near);
    },
    close: refuse,
  };
}

async function millisecondsOf(work: Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work;
  return performance.now() - startedAt;
}

if (serverUrl === undefined) {
  test('PostgreSQL goes away and comes back', ({ skip }) => skip('PostgreSQL is not installed'));
} else {
  const bounds = { poolSize: 4, connectTimeoutMs: 500, statementTimeoutMs: 500 };
  let url: string;
  const closings: (() => Promise<void>)[] = [];

  async function open(at: string, within: Parameters<typeof openDatabase>[1] = bounds) {
    const storage = await openDatabase(at, within);
    closings.push(() => storage.close());
    return storage;
  }

  async function wire(): Promise<Wire> {
    const laid = await layWire(url);
    closings.unshift(() => laid.close());
    return laid;
  }

  beforeEach(async () => {
    url = await createDatabase(serverUrl);
  });

  afterEach(async () => {
    for (const close of closings.splice(0).toReversed()) await close();
    await askPostgres(serverUrl, `drop database ${new URL(url).pathname.slice(1)} with (force)`);
  });

  describe('a connection that breaks', () => {
    test('makes calls unavailable and is replaced by the next call', async () => {
      const cable = await wire();
      const storage = await open(cable.url);
      await atOnce(4, () => storage.ping());
      await cable.refuse();
      const down = await Promise.allSettled(
        Array.from({ length: 10 }, () => storage.tenants.list()),
      );
      for (const answer of down) {
        expect(answer).toMatchObject({ status: 'rejected', reason: unavailable });
      }
      await expect(storage.ping()).rejects.toMatchObject(unavailable);
      await expect(storage.transaction(async () => 1)).rejects.toMatchObject(unavailable);
      await cable.restore();
      await atOnce(10, () => storage.ping());
    });

    test('in the middle of a transaction leaves nothing of it', async () => {
      const cable = await wire();
      const storage = await open(cable.url);
      const tenant = aTenant();
      const attempt = storage.transaction(async (stores) => {
        await stores.audit.append(tenant, anAuditEntry());
        cable.cut();
        await stores.audit.append(tenant, anAuditEntry());
      });
      await expect(attempt).rejects.toMatchObject(unavailable);
      expect(await storage.audit.head(tenant)).toBeNull();
      await storage.audit.append(tenant, anAuditEntry());
      expect(await verdictOf(storage.audit, tenant)).toMatchObject({ intact: true, records: 1 });
    });

    test('because the server ended it, is replaced', async () => {
      const storage = await open(url);
      await atOnce(4, () => storage.ping());
      await askPostgres(
        url,
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and pid <> pg_backend_pid()`,
      );
      await Promise.allSettled(Array.from({ length: 8 }, () => storage.ping()));
      await atOnce(8, () => storage.ping());
    });
  });

  describe('a server that falls silent', () => {
    test('makes calls unavailable within their bound, and answers again afterwards', async () => {
      const cable = await wire();
      const storage = await open(cable.url);
      await storage.ping();
      cable.silence(true);
      const calls = [
        storage.ping(),
        storage.tenants.list(),
        storage.transaction((stores) => stores.tenants.list()),
      ].map((call) => expect(call).rejects.toMatchObject(unavailable));
      // A statement that is not answered, then a pool that cannot connect.
      expect(await millisecondsOf(Promise.all(calls))).toBeLessThan(3000);
      cable.silence(false);
      await storage.ping();
    });
  });

  describe('a pool that is used up', () => {
    test('makes further calls unavailable within their bound', async () => {
      const storage = await open(url);
      const hold = Promise.withResolvers<void>();
      const held = Array.from({ length: bounds.poolSize }, () =>
        storage.transaction(async () => hold.promise),
      );
      const refused = expect(storage.tenants.list()).rejects.toMatchObject(unavailable);
      expect(await millisecondsOf(refused)).toBeLessThan(1500);
      hold.resolve();
      await Promise.all(held);
      await storage.ping();
    });
  });

  describe('a statement that takes too long', () => {
    test('is cancelled by the server, and its row is free again', async () => {
      const [first, second] = [await open(url), await open(url)];
      const tenant = aTenant();
      await first.audit.append(tenant, anAuditEntry());
      const held = Promise.withResolvers<void>();
      const release = Promise.withResolvers<void>();
      const holding = first.transaction(async (stores) => {
        await stores.audit.append(tenant, anAuditEntry());
        held.resolve();
        await release.promise;
      });
      await held.promise;
      const waiting = second.audit.append(tenant, anAuditEntry());
      await expect(waiting).rejects.toMatchObject(unavailable);
      release.resolve();
      await holding;
      await second.audit.append(tenant, anAuditEntry());
      expect(await verdictOf(second.audit, tenant)).toMatchObject({ intact: true, records: 3 });
    });
  });

  describe('a server that only reads', () => {
    test('is not ready, refuses writes and is left for another', async () => {
      const storage = await open(url);
      const name = new URL(url).pathname.slice(1);
      const readOnly = (wanted: 'on' | 'off') =>
        askPostgres(url, `alter database ${name} set default_transaction_read_only = ${wanted}`);
      await readOnly('on');
      await storage.close();
      closings.pop();
      const standBy = await open(url);
      await expect(standBy.ping()).rejects.toMatchObject(unavailable);
      const appending = standBy.audit.append('tnt_1', anAuditEntry());
      await expect(appending).rejects.toMatchObject(unavailable);
      expect(await standBy.tenants.list()).toEqual([]);
      await askPostgres(
        serverUrl,
        `alter database ${name} set default_transaction_read_only = off`,
      );
      // Each connection that was opened before finds out once.
      await Promise.allSettled(Array.from({ length: bounds.poolSize }, () => standBy.ping()));
      await standBy.ping();
    });
  });

  describe('several processes on one database', () => {
    test('bring an empty database forward together', async () => {
      const storages = await atOnce(4, () => open(url, {}));
      await Promise.all(storages.map((storage) => storage.ping()));
    });

    test('keep one audit chain', async () => {
      const [first, second] = [await open(url, {}), await open(url, {})];
      const tenant = aTenant();
      await atOnce(60, (index) =>
        (index % 2 ? first : second).audit.append(tenant, anAuditEntry()),
      );
      expect(await verdictOf(first.audit, tenant)).toEqual({
        intact: true,
        records: 60,
        firstBad: null,
      });
    });

    test('share out the outbox', async () => {
      const storages = [await open(url, {}), await open(url, {})] as const;
      const jobs = Array.from({ length: 60 }, () => aJob());
      for (const job of jobs) await storages[0].outbox.add(job);
      const taken = await atOnce(20, (index) =>
        (index % 2 ? storages[0] : storages[1]).outbox.lease(`w${index}`, MORNING, 60, 3),
      );
      const ids = taken.flat().map((job) => job.id);
      expect(ids.toSorted()).toEqual(jobs.map((job) => job.id).toSorted());
    });
  });

  test('a database that a later version made is refused and left alone', async () => {
    const storage = await open(url);
    await storage.close();
    closings.pop();
    await askPostgres(
      url,
      `insert into kysely_migration values ('9999-later', '2030-01-01T00:00:00.000Z')`,
    );
    await expect(openDatabase(url, bounds)).rejects.toThrow(
      'made by a newer version of Postern (it holds 9999-later)',
    );
  });

  test('a server that is not there is unavailable within its bound', async () => {
    const cable = await layWire(url);
    await cable.close();
    const opening = expect(openDatabase(cable.url, bounds)).rejects.toMatchObject(unavailable);
    expect(await millisecondsOf(opening)).toBeLessThan(2000);
  });
}
