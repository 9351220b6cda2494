import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fixedClock, type FixedClock } from '../../../test/kit/clock.ts';
import { openTemporaryStorage } from '../../../test/kit/storage.ts';
import { PosternError } from '../../domain/errors.ts';
import type { Log } from '../../ports/log.ts';
import type { JobKind, LeasedJob, Outbox } from '../../ports/storage/outbox.ts';
import type { Storage } from '../../ports/storage/index.ts';
import type { JobHandler } from '../../services/outbox/handlers.ts';
import { createWorker, type HousekeepingTask, type Worker } from './worker.ts';

let storage: Storage;
let clock: FixedClock;
let logged: string[];
let givenUp: [id: string, reason: string][];
const workers: Worker[] = [];

const log: Log = {
  info: () => undefined,
  warn: (_fields, message) => logged.push(message),
  error: (_fields, message) => logged.push(message),
  child: () => log,
};

beforeEach(async () => {
  storage = await openTemporaryStorage();
  clock = fixedClock();
  logged = [];
  givenUp = [];
});
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.stop(1000)));
  await storage.close();
});

async function add(
  id: string,
  job: { kind?: JobKind; deadlineSeconds?: number } = {},
): Promise<void> {
  const now = clock.now();
  await storage.outbox.add({
    id,
    tenantId: 'tnt_1',
    kind: job.kind ?? 'send-message',
    payloadSealed: 'sealed',
    attempts: 0,
    notBefore: now,
    deadlineAt: now + (job.deadlineSeconds ?? 600) * 1000,
    createdAt: now,
  });
}

function start(
  handler: JobHandler,
  more: {
    outbox?: Outbox;
    housekeeping?: HousekeepingTask[];
    id?: string;
    jobsAtATime?: () => number;
  } = {},
): Worker {
  const worker = createWorker({
    storage: { ...storage, outbox: more.outbox ?? storage.outbox },
    clock,
    log,
    workerId: more.id ?? 'worker-1',
    jobsAtATime: more.jobsAtATime ?? (() => 4),
    jobs: {
      handlers: { 'send-message': handler },
      givenUp: (_stores, job, reason) => {
        givenUp.push([job.id, reason]);
        return Promise.resolve();
      },
    },
    housekeeping: more.housekeeping ?? [],
  });
  workers.push(worker);
  worker.start();
  return worker;
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const givesUpAt = performance.now() + 3000;
  while (!(await condition())) {
    if (performance.now() > givesUpAt) throw new Error('it never happened');
    await delay(5);
  }
}

const empty = async () => (await storage.outbox.depth()) === 0;

describe('the outbox worker', () => {
  test('does what waits when it starts, and what is signalled after', async () => {
    const done: string[] = [];
    await add('msg_1');
    const worker = start(async (job) => {
      done.push(job.id);
      return { result: 'done' };
    });
    await until(empty);
    await add('msg_2');
    worker.wake();
    await until(empty);
    expect(done).toEqual(['msg_1', 'msg_2']);
  });

  test('takes all of a flood whose jobs end while it looks for more', async () => {
    const done: string[] = [];
    for (let index = 0; index < 100; index += 1) await add(`msg_${index}`);
    const lease: Outbox['lease'] = async (...wanted) => {
      const jobs = await storage.outbox.lease(...wanted);
      await delay(3);
      return jobs;
    };
    start(
      async (job) => {
        await delay(done.length % 4);
        done.push(job.id);
        return { result: 'done' };
      },
      { outbox: { ...storage.outbox, lease } },
    );
    await until(empty);
    expect(new Set(done).size).toBe(100);
  });

  test('does at once what another job has queued, when that is committed', async () => {
    const done: string[] = [];
    await add('msg_1');
    const worker = start(async (job) => {
      done.push(job.id);
      if (job.id !== 'msg_1') return { result: 'done' };
      const now = clock.now();
      return {
        result: 'done',
        settle: (stores) =>
          stores.outbox.add({ ...job, id: 'msg_2', attempts: 0, createdAt: now, notBefore: now }),
        afterwards: () => worker.wake(),
      };
    });
    await until(() => done.length === 2);
    expect(done).toEqual(['msg_1', 'msg_2']);
  });

  test('takes a flood at most so many at a time as it may, each job once', async () => {
    const done: string[] = [];
    let running = 0;
    let most = 0;
    for (let index = 0; index < 60; index += 1) await add(`msg_${index}`);
    let atATime = 4;
    const handler: JobHandler = async (job) => {
      running += 1;
      most = Math.max(most, running);
      await delay(5);
      running -= 1;
      done.push(job.id);
      if (done.length === 30) {
        expect(most).toBe(4);
        atATime = 8;
      }
      return { result: 'done' };
    };
    start(handler, { jobsAtATime: () => atATime });
    await until(empty);
    expect(done.toSorted()).toEqual([...new Set(done)].toSorted());
    expect(done).toHaveLength(60);
    expect(most).toBe(8);
  });

  test('shares the work with another worker, each job once', async () => {
    const done: string[] = [];
    for (let index = 0; index < 40; index += 1) await add(`msg_${index}`);
    const handler: JobHandler = async (job) => {
      done.push(job.id);
      await delay(2);
      return { result: 'done' };
    };
    start(handler, { id: 'worker-1' });
    start(handler, { id: 'worker-2' });
    await until(empty);
    expect(done).toHaveLength(40);
    expect(new Set(done).size).toBe(40);
  });

  test('tries again after 10 s, 30 s, 60 s, 2 min and then every 4 min', async () => {
    const tries: number[] = [];
    await add('msg_1', { deadlineSeconds: 3600 });
    const begun = clock.now();
    let givenBack = 0;
    const retry: Outbox['retry'] = async (...job) => {
      const kept = await storage.outbox.retry(...job);
      givenBack += 1;
      return kept;
    };
    const worker = start(
      async () => {
        tries.push((clock.now() - begun) / 1000);
        return { result: 'retry', reason: 'the server answered 451' };
      },
      { outbox: { ...storage.outbox, retry } },
    );
    for (let round = 1; round < 7; round += 1) {
      await until(() => givenBack === round);
      clock.set((await storage.outbox.nextDueAt(clock.now())) ?? 0);
      worker.wake();
    }
    await until(() => tries.length === 7);
    expect(tries).toEqual([0, 10, 40, 100, 220, 460, 700]);
  });

  test('does not try before the time has come', async () => {
    let tries = 0;
    await add('msg_1');
    const worker = start(async () => {
      tries += 1;
      return { result: 'retry', reason: 'later' };
    });
    await until(() => tries === 1);
    clock.advanceSeconds(9);
    worker.wake();
    await delay(50);
    expect(tries).toBe(1);
  });

  test('gives up when no try is left before the deadline, and says so once', async () => {
    await add('msg_1', { deadlineSeconds: 5 });
    start(async () => ({ result: 'retry', reason: 'the server did not answer in time' }));
    await until(empty);
    expect(givenUp).toEqual([['msg_1', 'the server did not answer in time']]);
  });

  test('does not begin what is past its deadline', async () => {
    let tries = 0;
    await add('msg_1', { deadlineSeconds: 60 });
    clock.advanceSeconds(60);
    start(async () => {
      tries += 1;
      return { result: 'done' };
    });
    await until(empty);
    expect(tries).toBe(0);
    expect(givenUp).toEqual([['msg_1', 'out of time']]);
  });

  test('gives up at once what is refused for good, and what nobody can do', async () => {
    await add('msg_1');
    await add('msg_2', { kind: 'resolve-reset' });
    start(async () => ({ result: 'failed', reason: 'the server answered 550' }));
    await until(empty);
    expect(givenUp).toHaveLength(2);
    expect(Object.fromEntries(givenUp)).toEqual({
      msg_1: 'the server answered 550',
      msg_2: 'no such kind of job',
    });
  });

  test('commits what a job settles together with closing it', async () => {
    await add('msg_1');
    start(async () => ({
      result: 'done',
      settle: async (stores) => {
        await stores.tenants.add({ id: 'tnt_settled', name: 'settled', createdAt: 0 });
      },
    }));
    await until(empty);
    expect(await storage.tenants.get('tnt_settled')).toMatchObject({ name: 'settled' });
  });

  test('runs a job again at once when somebody took a step in the same instant', async () => {
    let tries = 0;
    await add('msg_1');
    start(async () => ({
      result: 'done',
      settle: async () => {
        tries += 1;
        if (tries < 3) throw new PosternError('conflict');
      },
    }));
    await until(empty);
    expect(tries).toBe(3);
  });

  test('takes an exception for a bad day: logged, tried again', async () => {
    let tries = 0;
    await add('msg_1');
    const worker = start(async () => {
      tries += 1;
      if (tries === 1) throw new Error('unexpected');
      return { result: 'done' };
    });
    await until(() => logged.includes('job failed'));
    await until(async () => ((await storage.outbox.nextDueAt(clock.now())) ?? 0) > clock.now());
    clock.advanceSeconds(11);
    worker.wake();
    await until(empty);
    expect(tries).toBe(2);
    expect(givenUp).toEqual([]);
  });

  test('has no say any more when its lease ran out meanwhile (F66)', async () => {
    const taken: LeasedJob[] = [];
    let goOn = (): void => undefined;
    const paused = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    await add('msg_1');
    start(async (job) => {
      taken.push(job);
      await paused;
      return { result: 'failed', reason: 'stale' };
    });
    await until(() => taken.length === 1);
    clock.advanceSeconds(31);
    const [other] = await storage.outbox.lease('worker-2', clock.now(), 30, 1);
    expect(other?.id).toBe('msg_1');
    goOn();
    await until(() => logged.includes('lease was lost, another worker has the job'));
    expect(givenUp).toEqual([]);
    expect(await storage.outbox.complete('msg_1', other?.fence ?? 0, clock.now())).toBe(true);
  });

  test('survives a database that goes away and comes back', async () => {
    let away = true;
    let done = 0;
    const outbox: Outbox = {
      ...storage.outbox,
      lease: (...args) =>
        away ? Promise.reject(new Error('away')) : storage.outbox.lease(...args),
    };
    await add('msg_1');
    const worker = start(
      async () => {
        done += 1;
        return { result: 'done' };
      },
      { outbox },
    );
    await until(() => logged.length > 0);
    expect(logged).toEqual(['outbox cannot be read, will be tried again']);
    away = false;
    worker.wake();
    await until(() => done === 1);
  });

  test('keeps house once a minute, whatever one task does', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    try {
      let kept = 0;
      const housekeeping: HousekeepingTask[] = [
        { name: 'broken', run: () => Promise.reject(new Error('broken')) },
        { name: 'resets', run: () => Promise.resolve((kept += 1)) },
      ];
      start(async () => ({ result: 'done' }), { housekeeping });
      vi.advanceTimersByTime(59_000);
      await delay(20);
      expect(kept).toBe(0);
      vi.advanceTimersByTime(61_000);
      await until(() => kept === 2);
      expect(logged).toEqual(Array(2).fill('housekeeping failed, will be tried again'));
    } finally {
      vi.useRealTimers();
    }
  });

  test('waits for the job that it was taking when it was stopped', async () => {
    const done: string[] = [];
    await add('msg_1');
    let leasing = false;
    const outbox: Outbox = {
      ...storage.outbox,
      async lease(...asked) {
        leasing = true;
        await delay(50);
        return storage.outbox.lease(...asked);
      },
    };
    const worker = start(
      async (job) => {
        await delay(50);
        done.push(job.id);
        return { result: 'done' };
      },
      { outbox },
    );
    await until(() => leasing);
    await worker.stop(1000);
    expect(done).toEqual(['msg_1']);
  });

  test('finishes what is under way when it is stopped, and takes nothing new', async () => {
    const done: string[] = [];
    await add('msg_1');
    const worker = start(async (job) => {
      await delay(100);
      done.push(job.id);
      return { result: 'done' };
    });
    await until(async () => (await storage.outbox.lease('other', clock.now(), 1, 1)).length === 0);
    await add('msg_2');
    await worker.stop(1000);
    worker.wake();
    await delay(50);
    expect(done).toEqual(['msg_1']);
    expect(await storage.outbox.depth()).toBe(1);
  });

  test('does not wait longer for it than it is given', async () => {
    let goOn = (): void => undefined;
    await add('msg_1');
    let begun = false;
    const worker = start(async () => {
      begun = true;
      await new Promise<void>((resolve) => {
        goOn = resolve;
      });
      return { result: 'done' };
    });
    await until(() => begun);
    const startedAt = performance.now();
    await worker.stop(100);
    expect(performance.now() - startedAt).toBeLessThan(1000);
    goOn();
    await until(empty);
  });
});
