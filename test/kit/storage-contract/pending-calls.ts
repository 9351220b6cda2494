import { describe, expect, test } from 'vitest';
import type { PendingCallRow } from '../../../src/ports/storage/pending-calls.ts';
import { atOnce, freshStorage, oneStorage, type OpenStorage } from './opened.ts';
import { HOUR, MORNING } from './samples.ts';

let made = 0;
function aPendingCall(over: Partial<PendingCallRow> = {}): PendingCallRow {
  made += 1;
  return {
    id: `cal_${made}`,
    tenantId: 'tnt_calls',
    tokenMac: `mac ${made}`,
    callSealed: 'sealed',
    createdAt: MORNING,
    expiresAt: MORNING + HOUR,
    ...over,
  };
}

export function describePendingCallsContract(open: OpenStorage): void {
  describe('a pending call', () => {
    const storage = oneStorage(open);

    test('is looked at by its token until it runs out, as often as one likes', async () => {
      const { pendingCalls } = storage();
      const row = aPendingCall();
      await pendingCalls.add(row);
      for (let look = 0; look < 2; look += 1) {
        expect(await pendingCalls.peek(row.tokenMac, MORNING + HOUR - 1)).toEqual(row);
      }
      expect(await pendingCalls.peek('another', MORNING)).toBeNull();
      expect(await pendingCalls.peek(row.tokenMac, MORNING + HOUR)).toBeNull();
    });

    test('is answered once among 30 at the same time, and is gone then', async () => {
      const { pendingCalls } = storage();
      const row = aPendingCall();
      await pendingCalls.add(row);
      const answers = await atOnce(30, () => pendingCalls.consume(row.tokenMac, MORNING));
      expect(answers.filter(Boolean)).toHaveLength(1);
      expect(await pendingCalls.peek(row.tokenMac, MORNING)).toBeNull();
    });

    test('is not answered after its time', async () => {
      const { pendingCalls } = storage();
      const row = aPendingCall();
      await pendingCalls.add(row);
      expect(await pendingCalls.consume(row.tokenMac, MORNING + HOUR)).toBe(false);
    });
  });

  describe('pending calls of the whole installation', () => {
    const storage = freshStorage(open);

    test('are deleted once they ran out, so many at once', async () => {
      const { pendingCalls } = storage();
      const live = aPendingCall({ expiresAt: MORNING + 2 * HOUR });
      for (const row of [aPendingCall(), aPendingCall(), aPendingCall(), live])
        await pendingCalls.add(row);
      expect(await pendingCalls.purge(MORNING + HOUR + 1, 2)).toBe(2);
      expect(await pendingCalls.purge(MORNING + HOUR + 1, 2)).toBe(1);
      expect(await pendingCalls.peek(live.tokenMac, MORNING)).toEqual(live);
    });
  });
}
