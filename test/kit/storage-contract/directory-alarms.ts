import { describe, expect, test } from 'vitest';
import { atOnce, oneStorage, type OpenStorage } from './opened.ts';
import { aTenant, DIRECTORY, MINUTE, MORNING } from './samples.ts';

export function describeDirectoryAlarmsContract(open: OpenStorage): void {
  describe('directory alarms', () => {
    const storage = oneStorage(open);
    const alarms = () => storage().directoryAlarms;
    const refused = (reference: string, urgency = 1) =>
      ({ concern: 'refused', urgency, reference }) as const;

    test('remembers when a concern was seen first and last, whoever saw it', async () => {
      const tenant = aTenant();
      await atOnce(5, (n) => alarms().see(tenant, DIRECTORY, 'refused', MORNING + MINUTE + n));
      const [first] = await alarms().standing(tenant);
      expect(first?.lastSeenAt).toBe(MORNING + MINUTE + 4);
      await alarms().see(tenant, DIRECTORY, 'refused', MORNING + 2 * MINUTE);
      await alarms().see(tenant, DIRECTORY, 'refused', MORNING + MINUTE);
      expect(await alarms().standing(tenant)).toEqual([
        { ...first, lastSeenAt: MORNING + 2 * MINUTE, urgencyTold: 0, reference: null },
      ]);
      expect(await alarms().standing(aTenant())).toEqual([]);
    });

    test('is raised by exactly one of many at once, and again only when it is more urgent', async () => {
      const tenant = aTenant();
      expect(await alarms().raise(tenant, DIRECTORY, refused('none'), MORNING)).toBeNull();
      await alarms().see(tenant, DIRECTORY, 'refused', MORNING);
      const raised = await atOnce(10, (n) =>
        alarms().raise(tenant, DIRECTORY, refused(`R${n}`), MORNING),
      );
      const [reference, ...more] = raised.filter((one) => one !== null);
      expect([typeof reference, more]).toEqual(['string', []]);
      const urgent = await atOnce(10, () =>
        alarms().raise(tenant, DIRECTORY, refused('later', 3), MORNING),
      );
      expect(urgent.filter((one) => one !== null)).toEqual([reference]);
      expect(await alarms().raise(tenant, DIRECTORY, refused('less', 2), MORNING)).toBeNull();
      expect(await alarms().raise(aTenant(), DIRECTORY, refused('theirs', 9), MORNING)).toBeNull();
    });

    test('is not raised before it was seen for as long as is asked', async () => {
      const tenant = aTenant();
      await alarms().see(tenant, DIRECTORY, 'refused', MORNING);
      expect(await alarms().raise(tenant, DIRECTORY, refused('R'), MORNING - 1)).toBeNull();
      expect(await alarms().raise(tenant, DIRECTORY, refused('R'), MORNING)).toBe('R');
    });

    test('is ended by exactly one of many at once, and not while somebody sees it', async () => {
      const tenant = aTenant();
      await alarms().see(tenant, DIRECTORY, 'refused', MORNING);
      await alarms().raise(tenant, DIRECTORY, refused('R'), MORNING);
      const end = (until: number) => alarms().end(tenant, DIRECTORY, 'refused', until);
      expect(await end(MORNING - 1)).toBeNull();
      const ended = (await atOnce(10, () => end(MORNING))).filter((one) => one !== null);
      expect(ended).toHaveLength(1);
      expect(ended[0]).toMatchObject({ concern: 'refused', urgencyTold: 1, reference: 'R' });
      expect(await alarms().standing(tenant)).toEqual([]);
    });

    test('is forgotten with its directory, and no other tenant’s with it', async () => {
      const [tenant, other] = [aTenant(), aTenant()];
      for (const [of, directory] of [
        [tenant, 'dir_a'],
        [tenant, 'dir_b'],
        [other, 'dir_b'],
      ] as const) {
        await alarms().see(of, directory, 'unreachable', MORNING);
      }
      expect(await alarms().forgetOthers(tenant, ['dir_a'])).toBe(1);
      expect((await alarms().standing(tenant)).map(({ directoryId }) => directoryId)).toEqual([
        'dir_a',
      ]);
      expect(await alarms().forgetOthers(tenant, [])).toBe(1);
      expect(await alarms().standing(other)).toHaveLength(1);
    });
  });
}
