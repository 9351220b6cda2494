import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createTurns } from './turns.ts';

test('does the work of one key one after the other, and of others meanwhile', async () => {
  const turns = createTurns();
  const seen: string[] = [];
  const work = (name: string, key: string, ms: number) =>
    turns(key, async () => {
      seen.push(`${name} begins`);
      await delay(ms);
      seen.push(`${name} ends`);
    });
  await Promise.all([work('a', 'one', 30), work('b', 'one', 1), work('c', 'two', 1)]);
  expect(seen.indexOf('b begins')).toBeGreaterThan(seen.indexOf('a ends'));
  expect(seen.indexOf('c ends')).toBeLessThan(seen.indexOf('a ends'));
});

test('goes on after work that failed, and hands the failure to whose it is', async () => {
  const turns = createTurns();
  const failed = turns('one', () => Promise.reject(new Error('no')));
  const next = turns('one', () => Promise.resolve('yes'));
  await expect(failed).rejects.toThrow('no');
  await expect(next).resolves.toBe('yes');
});
