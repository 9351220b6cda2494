import { describe, expect, test } from 'vitest';
import { atOnce, freshStorage, type OpenStorage } from './opened.ts';
import { aJob, MINUTE, MORNING } from './samples.ts';

export function describeOutboxContract(open: OpenStorage): void {
  describe('outbox', () => {
    const storage = freshStorage(open);

    async function added(...jobs: ReturnType<typeof aJob>[]) {
      for (const job of jobs) await storage().outbox.add(job);
    }

    test('gives each job to one of four workers', async () => {
      const { outbox } = storage();
      const jobs = Array.from({ length: 40 }, () => aJob());
      await added(...jobs);
      const taken: string[] = [];
      await atOnce(4, async (worker) => {
        for (;;) {
          const leased = await outbox.lease(`worker-${worker}`, MORNING, 30, 3);
          taken.push(...leased.map((job) => job.id));
          if (leased.length === 0 && taken.length >= jobs.length) return;
        }
      });
      expect(taken.toSorted()).toEqual(jobs.map((job) => job.id).toSorted());
    });

    test('leases due jobs oldest first, up to the limit', async () => {
      const { outbox } = storage();
      const [later, first, second] = [
        aJob({ notBefore: MORNING + 1 }),
        aJob({ notBefore: MORNING - 2 }),
        aJob({ notBefore: MORNING - 1 }),
      ];
      await added(later, first, second);
      const leased = await outbox.lease('w', MORNING, 30, 5);
      expect(leased).toEqual([
        { ...first, attempts: 1, fence: 1 },
        { ...second, attempts: 1, fence: 1 },
      ]);
      expect(await outbox.lease('w', MORNING + 1, 30, 5)).toEqual([
        { ...later, attempts: 1, fence: 1 },
      ]);
      const youngerFirst = [3, 1, 2].map((age) => aJob({ createdAt: MORNING - age }));
      await added(...youngerFirst);
      const oldest = await outbox.lease('w', MORNING, 30, 2);
      expect(oldest.map((job) => job.createdAt)).toEqual([MORNING - 3, MORNING - 2]);
    });

    test('leases a job again when its lease has run out, and refuses the first worker from then on', async () => {
      const { outbox } = storage();
      const job = aJob();
      await added(job);
      const [first] = await outbox.lease('slow', MORNING, 30, 1);
      expect(await outbox.lease('other', MORNING + 29_999, 30, 1)).toEqual([]);
      const [second] = await outbox.lease('other', MORNING + 30_000, 30, 1);
      expect(second).toMatchObject({ id: job.id, attempts: 2, fence: 2 });
      const stale = first?.fence ?? 0;
      expect(await outbox.complete(job.id, stale, MORNING)).toBe(false);
      expect(await outbox.fail(job.id, stale, MORNING, 'late')).toBe(false);
      expect(await outbox.retry(job.id, stale, MORNING, 'late')).toBe(false);
      expect(await outbox.complete(job.id, 2, MORNING)).toBe(true);
      expect(await outbox.complete(job.id, 2, MORNING)).toBe(false);
      expect(await outbox.retry(job.id, 2, MORNING, 'closed')).toBe(false);
      expect(await outbox.fail(job.id, 2, MORNING, 'closed')).toBe(false);
      expect(await outbox.lease('other', MORNING + MINUTE, 30, 1)).toEqual([]);
    });

    test('gives a returned job out again when it is due', async () => {
      const { outbox } = storage();
      const job = aJob();
      await added(job, aJob({ notBefore: MORNING + 1 }));
      await outbox.lease('w', MORNING + 1, 3600, 2);
      expect(await outbox.retry(job.id, 1, MORNING + MINUTE, 'greylisted')).toBe(true);
      expect(await outbox.lease('w', MORNING + MINUTE - 1, 30, 9)).toEqual([]);
      expect(await outbox.lease('w', MORNING + MINUTE, 30, 9)).toEqual([
        { ...job, notBefore: MORNING + MINUTE, attempts: 2, fence: 2 },
      ]);
    });

    test('closes a failed job for good', async () => {
      const { outbox } = storage();
      const job = aJob();
      await added(job);
      await outbox.lease('w', MORNING, 30, 1);
      expect(await outbox.fail(job.id, 1, MORNING, 'mailbox unknown')).toBe(true);
      expect(await outbox.depth()).toBe(0);
      expect(await outbox.lease('w', MORNING + MINUTE, 30, 1)).toEqual([]);
    });

    test('says when the next open job is due', async () => {
      const { outbox } = storage();
      expect(await outbox.nextDueAt(MORNING)).toBeNull();
      const [now, later] = [aJob(), aJob({ notBefore: MORNING + 5 * MINUTE })];
      await added(now, later);
      expect(await outbox.nextDueAt(MORNING)).toBe(MORNING);
      await outbox.lease('w', MORNING, 30, 1);
      expect(await outbox.nextDueAt(MORNING)).toBe(MORNING + 30_000);
      await outbox.complete(now.id, 1, MORNING);
      expect(await outbox.nextDueAt(MORNING)).toBe(MORNING + 5 * MINUTE);
    });

    test('counts open jobs, leased ones too', async () => {
      const { outbox } = storage();
      await added(aJob(), aJob(), aJob());
      const [job] = await outbox.lease('w', MORNING, 30, 1);
      expect(await outbox.depth()).toBe(3);
      await outbox.complete(job?.id ?? '', 1, MORNING);
      expect(await outbox.depth()).toBe(2);
    });

    test('purges closed jobs alone', async () => {
      const { outbox } = storage();
      const jobs = [aJob(), aJob(), aJob()];
      await added(...jobs);
      await outbox.lease('w', MORNING, 30, 3);
      for (const [index, job] of jobs.slice(0, 2).entries()) {
        await outbox.complete(job.id, 1, MORNING + index);
      }
      expect(await outbox.purge(MORNING, 10)).toBe(0);
      expect(await outbox.purge(MORNING + 9, 1)).toBe(1);
      expect(await outbox.purge(MORNING + 9, 10)).toBe(1);
      expect(await outbox.depth()).toBe(1);
    });
  });
}
