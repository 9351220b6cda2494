import { setTimeout as delay, setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { atOnce, oneStorage, type OpenStorage } from './opened.ts';
import { aJob, aLocalUser, anAuditEntry, aTenant, aUser, DIRECTORY, MORNING } from './samples.ts';

export function describeTransactionsContract(open: OpenStorage): void {
  describe('transactions', () => {
    const storage = oneStorage(open);

    test('commits everything and gives back what the work answered', async () => {
      const tenant = aTenant();
      const user = aLocalUser(tenant);
      const answer = await storage().transaction(async (stores) => {
        await stores.localUsers.add(user);
        await stores.audit.append(tenant, anAuditEntry());
        expect(await stores.localUsers.get(tenant, DIRECTORY, user.id)).toEqual(user);
        return 'done';
      });
      expect(answer).toBe('done');
      expect(await storage().localUsers.get(tenant, DIRECTORY, user.id)).toEqual(user);
      expect(await storage().audit.head(tenant)).toMatchObject({ seq: 1 });
    });

    test('leaves nothing behind when the work throws, and throws the same error', async () => {
      const tenant = aTenant();
      const user = aLocalUser(tenant);
      const failure = new Error('no');
      const depth = await storage().outbox.depth();
      const attempt = storage().transaction(async (stores) => {
        await stores.localUsers.add(user);
        await stores.audit.append(tenant, anAuditEntry());
        await stores.outbox.add(aJob({ tenantId: tenant }));
        throw failure;
      });
      await expect(attempt).rejects.toBe(failure);
      expect(await storage().localUsers.get(tenant, DIRECTORY, user.id)).toBeNull();
      expect(await storage().audit.head(tenant)).toBeNull();
      expect(await storage().outbox.depth()).toBe(depth);
    });

    test('lets nobody see its rows before it is committed', async () => {
      const tenant = aTenant();
      const user = aLocalUser(tenant);
      const look = Promise.withResolvers<void>();
      const outside = look.promise.then(() => storage().localUsers.get(tenant, DIRECTORY, user.id));
      await expect(
        storage().transaction(async (stores) => {
          await stores.localUsers.add(user);
          look.resolve();
          await nextTurn();
          throw new Error('rolled back');
        }),
      ).rejects.toThrow('rolled back');
      expect(await outside).toBeNull();
    });

    test('keeps many transactions at once apart', async () => {
      const tenant = aTenant();
      const limit = { limit: 'l', keyMac: 'k', windowSeconds: 60, max: 1000, blockSeconds: null };
      await atOnce(30, (index) =>
        storage()
          .transaction(async (stores) => {
            await stores.throttles.hit(tenant, limit, MORNING);
            await nextTurn();
            await stores.throttles.hit(tenant, limit, MORNING);
            if (index % 3 === 0) throw new Error('rolled back');
          })
          .catch(() => undefined),
      );
      expect(await storage().throttles.hit(tenant, limit, MORNING)).toMatchObject({ count: 41 });
    });

    test('runs the work again when it meets another in a deadlock', async () => {
      const tenant = aTenant();
      const key = (keyMac: string) => ({
        limit: 'l',
        keyMac,
        windowSeconds: 60,
        max: 99,
        blockSeconds: null,
      });
      const order = [
        ['a', 'b'],
        ['b', 'a'],
      ] as const;
      let holding = 0;
      const bothHold = Promise.withResolvers<void>();
      await atOnce(2, (index) =>
        storage().transaction(async (stores) => {
          const [first = '', second = ''] = order[index] ?? [];
          await stores.throttles.hit(tenant, key(first), MORNING);
          holding += 1;
          if (holding === 2) bothHold.resolve();
          // Where transactions run one after the other, the second comes only when the first is through.
          await Promise.race([bothHold.promise, delay(100)]);
          await stores.throttles.hit(tenant, key(second), MORNING);
        }),
      );
      for (const name of ['a', 'b']) {
        expect(await storage().throttles.hit(tenant, key(name), MORNING)).toMatchObject({
          count: 3,
        });
      }
    });

    test('refuses a query that goes around the stores it was handed', async () => {
      const user = aUser(aTenant());
      const around = storage().transaction(() => storage().freezes.get(user));
      await expect(around).rejects.toThrow('only the stores it was handed');
      const nested = storage().transaction(() => storage().transaction(async () => 'nested'));
      await expect(nested).rejects.toThrow('only the stores it was handed');
      expect(await storage().freezes.get(user)).toBeNull();
    });

    test('lets work that a transaction started go on after it has ended', async () => {
      const user = aUser(aTenant());
      let later: Promise<unknown> = Promise.resolve('never');
      await storage().transaction(async () => {
        later = nextTurn()
          .then(() => nextTurn())
          .then(() => nextTurn())
          .then(() => storage().freezes.get(user));
      });
      expect(await later).toBeNull();
    });

    test('answers a ping while it can write', async () => {
      await storage().ping();
      await storage().ping();
    });
  });
}
