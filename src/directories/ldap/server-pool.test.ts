import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { LdapConnection } from './connection.ts';
import { createServerPool } from './server-pool.ts';
import { createSlots } from './slots.ts';

const SECOND = 1000;
const server = { url: 'ldaps://a.test', host: 'a.test', port: 636, encryption: 'tls' } as const;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A pool over connections that only know whether they were closed. */
function poolOf() {
  const closed: number[] = [];
  let opened = 0;
  const pool = createServerPool(server, createSlots(2), 0, () => {
    const own = opened;
    opened += 1;
    const connection: Partial<LdapConnection> = {
      isAlive: () => !closed.includes(own),
      close: () => {
        closed.push(own);
      },
    };
    return Promise.resolve(connection as LdapConnection);
  });
  const use = async () => (await pool.lease(performance.now() + 10 * SECOND)).release(true);
  return { use, closed, opened: () => opened };
}

test('a connection serves one after the other', async () => {
  const { use, closed, opened } = poolOf();
  for (let n = 0; n < 5; n += 1) await use();
  expect([opened(), closed]).toEqual([1, []]);
});

test('a connection that nobody used for a minute is closed, and replaced when somebody comes', async () => {
  const { use, closed, opened } = poolOf();
  await use();
  vi.advanceTimersByTime(59 * SECOND);
  await use();
  expect(opened()).toBe(1);
  vi.advanceTimersByTime(61 * SECOND);
  expect(closed).toEqual([0]);
  await use();
  expect([opened(), closed]).toEqual([2, [0]]);
});

test('a connection is replaced after ten minutes, however busy it is', async () => {
  const { use, closed, opened } = poolOf();
  for (let second = 0; second < 599; second += 1) {
    await use();
    vi.advanceTimersByTime(SECOND);
  }
  expect(opened()).toBe(1);
  vi.advanceTimersByTime(2 * SECOND);
  await use();
  expect([opened(), closed]).toEqual([2, [0]]);
});
