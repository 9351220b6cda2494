import { LinkError } from './faults.ts';

/** So many at once and no more; the others wait in the order they came. */
export interface Slots {
  /** Throws `LinkError` when none is free in time. @returns what frees the slot. */
  take(withinMs: number): Promise<() => void>;
}

export function createSlots(count: number): Slots {
  let free = count;
  const waiting: (() => void)[] = [];

  const freed = () => {
    const next = waiting.shift();
    if (next === undefined) free += 1;
    else next();
  };
  const once = () => {
    let held = true;
    return () => {
      if (held) freed();
      held = false;
    };
  };

  return {
    take(withinMs) {
      if (free > 0) {
        free -= 1;
        return Promise.resolve(once());
      }
      return new Promise((resolve, reject) => {
        const turn = () => {
          clearTimeout(timer);
          resolve(once());
        };
        const timer = setTimeout(
          () => {
            waiting.splice(waiting.indexOf(turn), 1);
            reject(new LinkError('crowded', false, 'every connection is in use'));
          },
          Math.max(withinMs, 1),
        );
        waiting.push(turn);
      });
    },
  };
}
