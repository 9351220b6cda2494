import type { Clock } from '../../src/ports/clock.ts';

export interface FixedClock extends Clock {
  /** Moves on by whole seconds; a negative number sets the clock back, as a bad time server would. */
  advanceSeconds(seconds: number): void;
  set(epochMs: number): void;
}

/** 2026-11-22 08:55:00 UTC: somebody is locked out. */
export const MORNING = Date.UTC(2026, 10, 22, 8, 55);

/** A clock that stands still until it is told otherwise. */
export function fixedClock(startAt: number = MORNING): FixedClock {
  let now = startAt;
  return {
    now: () => now,
    advanceSeconds: (seconds) => {
      now += seconds * 1000;
    },
    set: (epochMs) => {
      now = epochMs;
    },
  };
}
