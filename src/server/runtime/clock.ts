import type { Clock } from '../../ports/clock.ts';

const toleratedMilliseconds = 5000;

export interface ClockSources {
  /** Epoch milliseconds as the operating system tells them. */
  readonly wall: () => number;
  /** Milliseconds that only ever grow, from an arbitrary start. */
  readonly steady: () => number;
  /** Called once for each jump back, with its size. */
  readonly onJumpBack: (milliseconds: number) => void;
}

/**
 * Wall time that follows the operating system forward and through small corrections, but not back
 * over a jump of more than five seconds: no code or grant lives longer because a clock was set back.
 */
export function createClock(sources: ClockSources): Clock {
  let anchorWall = sources.wall();
  let anchorSteady = sources.steady();
  let jumped = false;
  return {
    now() {
      const wall = sources.wall();
      const steady = sources.steady();
      const expected = anchorWall + (steady - anchorSteady);
      if (wall < expected - toleratedMilliseconds) {
        if (!jumped) sources.onJumpBack(Math.round(expected - wall));
        jumped = true;
        return Math.round(expected);
      }
      jumped = false;
      anchorWall = wall;
      anchorSteady = steady;
      return wall;
    },
  };
}

export function createSystemClock(onJumpBack: ClockSources['onJumpBack']): Clock {
  return createClock({ wall: Date.now, steady: () => performance.now(), onJumpBack });
}
