import { describe, expect, test } from 'vitest';
import type { HandOverRow } from '../../../src/ports/storage/hand-overs.ts';
import { atOnce, freshStorage, oneStorage, type OpenStorage } from './opened.ts';
import { aTenant, aUser, HOUR, MINUTE, MORNING, unique } from './samples.ts';

function aHandOver(tenantId: string, changes: Partial<HandOverRow> = {}): HandOverRow {
  return {
    id: unique('hov'),
    tenantId,
    tokenMac: unique('mac'),
    user: aUser(tenantId),
    keyId: 'key_1',
    returnUrl: 'https://login.example.org/after',
    state: 'state of the other page',
    nonce: 'nonce',
    createdAt: MORNING,
    expiresAt: MORNING + 5 * MINUTE,
    openedAt: null,
    finishedAt: null,
    outcome: null,
    complete: null,
    ...changes,
  };
}

const registered = { outcome: 'registered', complete: true } as const;

export function describeHandOversContract(open: OpenStorage): void {
  describe('a hand-over', () => {
    const storage = oneStorage(open);

    async function added(changes: Partial<HandOverRow> = {}) {
      const row = aHandOver(aTenant(), changes);
      await storage().handOvers.add(row);
      return row;
    }

    test('is looked at as often as one likes until it is opened or runs out', async () => {
      const { handOvers } = storage();
      const row = await added();
      for (let look = 0; look < 2; look += 1) {
        expect(await handOvers.peek(row.tenantId, row.tokenMac, row.expiresAt - 1)).toEqual(row);
      }
      expect(await handOvers.peek(row.tenantId, row.tokenMac, row.expiresAt)).toBeNull();
      await handOvers.open(row.tenantId, row.tokenMac, MORNING);
      expect(await handOvers.peek(row.tenantId, row.tokenMac, MORNING)).toBeNull();
    });

    test('is opened once among 30 at the same time', async () => {
      const { handOvers } = storage();
      const row = await added();
      const rows = await atOnce(30, () => handOvers.open(row.tenantId, row.tokenMac, MORNING));
      expect(rows.filter((one) => one !== null)).toEqual([{ ...row, openedAt: MORNING }]);
    });

    test('is not opened after its time', async () => {
      const row = await added();
      const { handOvers } = storage();
      expect(await handOvers.open(row.tenantId, row.tokenMac, row.expiresAt)).toBeNull();
    });

    test('is finished once among 30 at the same time, and only when it was opened', async () => {
      const { handOvers } = storage();
      const row = await added();
      const finish = (now: number) => handOvers.finish(row.tenantId, row.id, registered, now);
      expect(await finish(MORNING)).toBeNull();
      await handOvers.open(row.tenantId, row.tokenMac, MORNING);
      const rows = await atOnce(30, () => finish(MORNING + HOUR));
      const finished = { ...row, openedAt: MORNING, finishedAt: MORNING + HOUR, ...registered };
      expect(rows.filter((one) => one !== null)).toEqual([finished]);
      expect(await handOvers.get(row.tenantId, row.id)).toEqual(finished);
    });

    test('is found by its token once it is finished, for as long as is asked', async () => {
      const { handOvers } = storage();
      const row = await added();
      await handOvers.open(row.tenantId, row.tokenMac, MORNING);
      expect(await handOvers.finished(row.tenantId, row.tokenMac, MORNING)).toBeNull();
      await handOvers.finish(row.tenantId, row.id, registered, MORNING + MINUTE);
      const since = (time: number) => handOvers.finished(row.tenantId, row.tokenMac, time);
      expect(await since(MORNING + MINUTE)).toMatchObject({ id: row.id, ...registered });
      expect(await since(MORNING + MINUTE + 1)).toBeNull();
    });

    test('of one person is void with all of theirs that were not opened', async () => {
      const { handOvers } = storage();
      const row = await added();
      const { tenantId, user } = row;
      const opened = aHandOver(tenantId, { user, openedAt: MORNING });
      const other = aHandOver(tenantId);
      for (const one of [opened, other]) await handOvers.add(one);
      expect(await handOvers.voidOf(user, MORNING)).toBe(1);
      expect(await handOvers.open(tenantId, row.tokenMac, MORNING)).toBeNull();
      expect(await handOvers.open(tenantId, other.tokenMac, MORNING)).not.toBeNull();
      expect(await handOvers.finish(tenantId, opened.id, registered, MORNING)).not.toBeNull();
    });

    test('is nothing to another organisation', async () => {
      const { handOvers } = storage();
      const row = await added();
      const foreign = aTenant();
      expect(await handOvers.peek(foreign, row.tokenMac, MORNING)).toBeNull();
      expect(await handOvers.open(foreign, row.tokenMac, MORNING)).toBeNull();
      expect(await handOvers.get(foreign, row.id)).toBeNull();
      expect(await handOvers.voidOf({ ...row.user, tenantId: foreign }, MORNING)).toBe(0);
      await handOvers.open(row.tenantId, row.tokenMac, MORNING);
      expect(await handOvers.finish(foreign, row.id, registered, MORNING)).toBeNull();
      await handOvers.finish(row.tenantId, row.id, registered, MORNING);
      expect(await handOvers.finished(foreign, row.tokenMac, MORNING)).toBeNull();
    });
  });

  describe('hand-overs of the whole installation', () => {
    const storage = freshStorage(open);

    test('are deleted once they ran out, so many at once', async () => {
      const { handOvers } = storage();
      const tenantId = aTenant();
      const live = aHandOver(tenantId, { expiresAt: MORNING + 2 * HOUR });
      for (const row of [1, 2, 3].map(() => aHandOver(tenantId))) await handOvers.add(row);
      await handOvers.add(live);
      expect(await handOvers.purge(MORNING + HOUR, 2)).toBe(2);
      expect(await handOvers.purge(MORNING + HOUR, 2)).toBe(1);
      expect(await handOvers.get(tenantId, live.id)).toEqual(live);
    });
  });
}
