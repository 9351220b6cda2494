import { setTimeout as delay } from 'node:timers/promises';

/**
 * Lets a sign-in as nobody take as long as one as somebody: a server compares a password only where there is one, and
 * with a slow hash that is heard (A022). What sign-ins took lately is what the next as nobody takes, once both have
 * come by a connection in the same way: whether one rests there already is heard as well.
 */
export interface BindPace {
  readonly measured: <T>(bind: () => Promise<T>) => Promise<T>;
  likeSomebody(): Promise<void>;
}

const remembered = 64;

/** @param pick a fair number from 0 up to, and not including, the given one. */
export function createBindPace(pick: (below: number) => number): BindPace {
  const latelyMs: number[] = [];
  return {
    async measured(bind) {
      const startedAt = performance.now();
      const result = await bind();
      latelyMs.push(performance.now() - startedAt);
      if (latelyMs.length > remembered) latelyMs.shift();
      return result;
    },
    async likeSomebody() {
      await delay(latelyMs[pick(latelyMs.length)] ?? 0);
    },
  };
}
