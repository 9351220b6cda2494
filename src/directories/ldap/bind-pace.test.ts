import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createBindPace } from './bind-pace.ts';

const timed = async (work: () => Promise<unknown>) => {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
};

// A022: how long an answer takes must not tell whether there is such an account.
test('a sign-in as nobody takes what one as somebody took', async () => {
  const pace = createBindPace(() => 0);
  await pace.measured(() => delay(60));
  expect(await timed(() => pace.likeSomebody())).toBeGreaterThanOrEqual(50);
});

test('takes no time before anybody signed in, and hands back what a sign-in came to', async () => {
  const pace = createBindPace(() => 0);
  expect(await timed(() => pace.likeSomebody())).toBeLessThan(50);
  expect(await pace.measured(() => Promise.resolve('answer'))).toBe('answer');
});

test('goes by the last sign-ins alone', async () => {
  const pace = createBindPace((below) => below - 1);
  await pace.measured(() => delay(80));
  for (let n = 0; n < 64; n += 1) await pace.measured(() => Promise.resolve());
  expect(await timed(() => pace.likeSomebody())).toBeLessThan(50);
  const first = createBindPace(() => 0);
  await first.measured(() => delay(80));
  for (let n = 0; n < 64; n += 1) await first.measured(() => Promise.resolve());
  expect(await timed(() => first.likeSomebody())).toBeLessThan(50);
});
