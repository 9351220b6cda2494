import { expect, test } from 'vitest';
import { createClock } from './clock.ts';

function setUp() {
  const state = { wall: 1_000_000, steady: 500, jumps: [] as number[] };
  const clock = createClock({
    wall: () => state.wall,
    steady: () => state.steady,
    onJumpBack: (milliseconds) => state.jumps.push(milliseconds),
  });
  const pass = (milliseconds: number) => {
    state.wall += milliseconds;
    state.steady += milliseconds;
  };
  return { clock, state, pass };
}

test('follows the wall clock', () => {
  const { clock, pass } = setUp();
  pass(60_000);
  expect(clock.now()).toBe(1_060_000);
});

test('follows a jump forward, as after a machine was suspended', () => {
  const { clock, state } = setUp();
  state.wall += 3_600_000;
  expect(clock.now()).toBe(4_600_000);
});

test('follows small corrections in both directions', () => {
  const { clock, state } = setUp();
  state.wall -= 4000;
  expect(clock.now()).toBe(996_000);
  expect(state.jumps).toEqual([]);
});

test('does not follow an hour back, says so once, and goes on counting', () => {
  const { clock, state, pass } = setUp();
  state.wall -= 3_600_000;
  expect(clock.now()).toBe(1_000_000);
  pass(1000);
  expect(clock.now()).toBe(1_001_000);
  expect(state.jumps).toEqual([3_600_000]);
});

test('follows again once the wall clock is right', () => {
  const { clock, state, pass } = setUp();
  state.wall -= 3_600_000;
  clock.now();
  state.wall += 3_600_000;
  pass(500);
  expect(clock.now()).toBe(1_000_500);
});
