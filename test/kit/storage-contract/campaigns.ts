import { describe, expect, test } from 'vitest';
import type { CampaignRow, Reminder } from '../../../src/ports/storage/campaigns.ts';
import { atOnce, freshStorage, type OpenStorage } from './opened.ts';
import { aTenant, aUser, HOUR, MORNING, unique } from './samples.ts';

const DAY = '2026-11-22';

export function describeCampaignsContract(open: OpenStorage): void {
  describe('campaigns', () => {
    const storage = freshStorage(open);

    async function started(tenantId = aTenant()): Promise<CampaignRow> {
      const row: CampaignRow = {
        id: unique('cmp'),
        tenantId,
        state: 'running',
        startedAt: MORNING,
        endedAt: null,
      };
      expect(await storage().campaigns.start(row)).toBe(true);
      return row;
    }

    async function withSomebody(more: Partial<Reminder> = {}) {
      const campaign = await started();
      const user = aUser(campaign.tenantId);
      await storage().campaigns.note(campaign, user, 'missing', DAY, MORNING);
      const reminder: Reminder = {
        tenantId: campaign.tenantId,
        campaignId: campaign.id,
        user,
        seenReminders: 0,
        nextDueAt: MORNING + HOUR,
        day: DAY,
        dailyCap: 100,
        now: MORNING,
        ...more,
      };
      return { campaign, user, reminder };
    }

    test('are started by one of many at once, and again when that one was stopped', async () => {
      const { campaigns } = storage();
      const tenantId = aTenant();
      const row = (n: number): CampaignRow => ({
        id: `cmp_${tenantId}_${n}`,
        tenantId,
        state: 'running',
        startedAt: MORNING + n,
        endedAt: null,
      });
      const outcomes = await atOnce(8, (n) => campaigns.start(row(n)));
      expect(outcomes.filter(Boolean)).toHaveLength(1);
      const first = await campaigns.latest(tenantId);
      expect(await campaigns.move(tenantId, first?.id ?? '', ['paused'], 'running', 1)).toBe(false);
      const stopped = await campaigns.move(tenantId, first?.id ?? '', ['running'], 'stopped', 5);
      expect(stopped).toBe(true);
      expect(await campaigns.latest(tenantId)).toMatchObject({ state: 'stopped', endedAt: 5 });
      expect(await campaigns.start(row(9))).toBe(true);
      expect(await campaigns.latest(tenantId)).toMatchObject({ id: row(9).id, state: 'running' });
      expect((await campaigns.running()).map(({ id }) => id)).toEqual([row(9).id]);
    });

    test('let one process look through the audience at a time, and go on where it ended', async () => {
      const { campaigns } = storage();
      const { tenantId, id } = await started();
      const leases = await atOnce(6, () => campaigns.leaseSweep(tenantId, id, MORNING, 60));
      const [lease, ...others] = leases.filter((one) => one !== null);
      expect(others).toEqual([]);
      if (!lease) throw new Error('one of them has it');
      expect(await campaigns.endSweep(lease, 'page 2', MORNING)).toBe(true);
      expect(await campaigns.endSweep(lease, 'page 3', MORNING)).toBe(false);
      const next = await campaigns.leaseSweep(tenantId, id, MORNING, 60);
      expect(next).toMatchObject({ cursor: 'page 2' });
      // A process that died is not waited for.
      const late = await campaigns.leaseSweep(tenantId, id, MORNING + 60_000, 60);
      if (!next || !late) throw new Error('the lease ran out');
      expect(await campaigns.endSweep(next, null, MORNING)).toBe(false);
      expect(await campaigns.endSweep(late, null, MORNING + HOUR)).toBe(true);
      expect(await campaigns.leaseSweep(tenantId, id, MORNING + 61_000, 60)).toBeNull();
      expect(await campaigns.leaseSweep(tenantId, id, MORNING + HOUR, 60)).not.toBeNull();
    });

    test('remind somebody once, whoever tries at once', async () => {
      const { campaigns } = storage();
      const { campaign, user, reminder } = await withSomebody();
      const outcomes = await atOnce(10, () => campaigns.remind(reminder));
      expect(outcomes.filter((one) => one === 'counted')).toHaveLength(1);
      expect(outcomes.filter((one) => one === 'taken')).toHaveLength(9);
      expect(await campaigns.person(campaign.id, user)).toMatchObject({
        reminders: 1,
        lastRemindedAt: MORNING,
        nextDueAt: MORNING + HOUR,
      });
      expect((await campaigns.progress(campaign.tenantId, campaign.id)).days).toEqual([
        { day: DAY, sent: 1, registered: 0 },
      ]);
    });

    test('remind no more people a day than may be, whoever tries at once', async () => {
      const { campaigns } = storage();
      const campaign = await started();
      const people = Array.from({ length: 12 }, () => aUser(campaign.tenantId));
      for (const user of people) await campaigns.note(campaign, user, 'missing', DAY, MORNING);
      const outcomes = await atOnce(12, (n) =>
        campaigns.remind({
          tenantId: campaign.tenantId,
          campaignId: campaign.id,
          user: people[n] ?? aUser(campaign.tenantId),
          seenReminders: 0,
          nextDueAt: null,
          day: DAY,
          dailyCap: 5,
          now: MORNING,
        }),
      );
      expect(outcomes.filter((one) => one === 'counted')).toHaveLength(5);
      expect(outcomes.filter((one) => one === 'full')).toHaveLength(7);
      const left = await campaigns.due(campaign.tenantId, campaign.id, MORNING, 100);
      expect(left).toHaveLength(7);
    });

    test('remind nobody while they are paused, who is not due, or who registered meanwhile', async () => {
      const { campaigns } = storage();
      const { campaign, user, reminder } = await withSomebody();
      const { tenantId, id } = campaign;
      await campaigns.move(tenantId, id, ['running'], 'paused', MORNING);
      expect(await campaigns.remind(reminder)).toBe('taken');
      await campaigns.move(tenantId, id, ['paused'], 'running', MORNING);
      expect(await campaigns.remind({ ...reminder, now: MORNING - 1 })).toBe('taken');
      await campaigns.note(campaign, user, 'registered', DAY, MORNING);
      expect(await campaigns.remind(reminder)).toBe('taken');
      expect(await campaigns.due(tenantId, id, MORNING, 10)).toEqual([]);
      expect((await campaigns.progress(tenantId, id)).days).toEqual([
        { day: DAY, sent: 0, registered: 1 },
      ]);
    });

    test('count who registered once, and who had registered before not at all', async () => {
      const { campaigns } = storage();
      const campaign = await started();
      const [before, after] = [aUser(campaign.tenantId), aUser(campaign.tenantId)];
      await campaigns.note(campaign, before, 'registered', DAY, MORNING);
      await campaigns.note(campaign, after, 'missing', DAY, MORNING);
      for (const day of [DAY, '2026-11-23']) {
        await campaigns.note(campaign, after, 'registered', day, MORNING);
      }
      const { people, days } = await campaigns.progress(campaign.tenantId, campaign.id);
      expect(people).toEqual([{ standing: 'registered', reminders: 0, count: 2 }]);
      expect(days).toEqual([{ day: DAY, sent: 0, registered: 1 }]);
    });

    test('keep how often somebody was reminded when they are missing again', async () => {
      const { campaigns } = storage();
      const { campaign, user, reminder } = await withSomebody({ nextDueAt: null });
      await campaigns.remind(reminder);
      await campaigns.note(campaign, user, 'left', DAY, MORNING);
      await campaigns.note(campaign, user, 'missing', DAY, MORNING + HOUR);
      expect(await campaigns.person(campaign.id, user)).toMatchObject({
        standing: 'missing',
        reminders: 1,
        nextDueAt: null,
      });
    });

    test('forget the people of those that ended long ago', async () => {
      const { campaigns } = storage();
      const { campaign, user } = await withSomebody();
      expect(await campaigns.forgetPeople(MORNING + HOUR, 10)).toBe(0);
      await campaigns.move(campaign.tenantId, campaign.id, ['running'], 'stopped', MORNING);
      expect(await campaigns.forgetPeople(MORNING + HOUR, 10)).toBe(1);
      expect(await campaigns.person(campaign.id, user)).toBeNull();
    });

    test('cannot be seen or touched from another tenant', async () => {
      const { campaigns } = storage();
      const { campaign, user, reminder } = await withSomebody();
      const stranger = aTenant();
      const theirs = { ...user, tenantId: stranger };
      expect(await campaigns.latest(stranger)).toBeNull();
      expect(await campaigns.move(stranger, campaign.id, ['running'], 'stopped', 1)).toBe(false);
      expect(await campaigns.leaseSweep(stranger, campaign.id, MORNING, 60)).toBeNull();
      expect(await campaigns.due(stranger, campaign.id, MORNING, 10)).toEqual([]);
      expect(await campaigns.person(campaign.id, theirs)).toBeNull();
      const forged = { ...reminder, tenantId: stranger, user: theirs };
      expect(await campaigns.remind(forged)).toBe('taken');
      expect(await campaigns.progress(stranger, campaign.id)).toMatchObject({ people: [] });
      expect(await campaigns.person(campaign.id, user)).not.toBeNull();
    });
  });
}
