import { expect, test } from 'vitest';
import type { Random } from '../ports/random.ts';
import { createRandom } from '../server/keys/random.ts';
import type { Fault } from './dialect.ts';
import { createRetry } from './retry.ts';

class Failure extends Error {
  readonly fault: Fault;

  constructor(fault: Fault) {
    super(fault);
    this.fault = fault;
  }
}

const faultOf = (error: unknown) => (error instanceof Failure ? error.fault : 'other');

function failing(times: number, fault: Fault) {
  let runs = 0;
  return {
    runs: () => runs,
    work: async () => {
      runs += 1;
      if (runs <= times) throw new Failure(fault);
      return runs;
    },
  };
}

test('runs work again up to three times while the database asks for it', async () => {
  const retry = createRetry(faultOf, createRandom());
  for (const times of [0, 1, 3]) {
    expect(await retry(failing(times, 'try-again').work)).toBe(times + 1);
  }
});

test('says busy when the third retry fails too', async () => {
  const attempt = failing(4, 'try-again');
  const answer = createRetry(faultOf, createRandom())(attempt.work);
  await expect(answer).rejects.toMatchObject({ code: 'busy', cause: { fault: 'try-again' } });
  expect(attempt.runs()).toBe(4);
});

test.each(['unavailable', 'duplicate', 'dangling', 'other'] as const)(
  'does not run work again after %s',
  async (fault) => {
    const attempt = failing(1, fault);
    const answer = createRetry(faultOf, createRandom())(attempt.work);
    await expect(answer).rejects.toMatchObject({ fault });
    expect(attempt.runs()).toBe(1);
  },
);

test('waits longer before each retry, by a share that is drawn anew', async () => {
  const waits = async (digits: string) => {
    const random: Random = { ...createRandom(), digits: () => digits };
    const startedAt = performance.now();
    await createRetry(faultOf, random)(failing(3, 'try-again').work);
    return performance.now() - startedAt;
  };
  // 5 + 10 + 20 ms, and nearly twice that with the largest share; timers may fire a millisecond early.
  expect(await waits('000')).toBeGreaterThanOrEqual(32);
  expect(await waits('999')).toBeGreaterThanOrEqual(66);
});
