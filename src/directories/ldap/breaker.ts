import type { Clock } from '../../ports/clock.ts';

/** §5.5 of the security defaults. */
const failuresToOpen = 5;
const withinMs = 30_000;
const openForMs = 15_000;

/**
 * Spares a server that does not answer, and those who would wait for it: after five failures within 30 s nobody
 * asks it for 15 s, and then one does.
 */
export interface Breaker {
  /** False while the server is spared. Whoever is let in says how it went. */
  enter(): boolean;
  worked(): void;
  failed(): void;
  /** Neither: the server was not asked after all. */
  left(): void;
  /** That nothing failed since something worked. */
  isSound(): boolean;
  /** Whether the last failure is long enough ago to look again. */
  mayLookAgain(): boolean;
}

export function createBreaker(clock: Clock): Breaker {
  let failures: number[] = [];
  let openUntil: number | null = null;
  let probing = false;
  return {
    enter() {
      if (openUntil === null) return true;
      if (probing || clock.now() < openUntil) return false;
      probing = true;
      return true;
    },
    worked() {
      failures = [];
      openUntil = null;
      probing = false;
    },
    failed() {
      const now = clock.now();
      failures = [...failures.filter((at) => at > now - withinMs), now];
      if (probing || failures.length >= failuresToOpen) openUntil = now + openForMs;
      probing = false;
    },
    left() {
      probing = false;
    },
    isSound: () => failures.length === 0,
    mayLookAgain: () => (failures.at(-1) ?? Number.NEGATIVE_INFINITY) + openForMs <= clock.now(),
  };
}
