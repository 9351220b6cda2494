/** Work of one key is done one after the other; that of different keys at once. */
export type Turns = <T>(key: string, work: () => Promise<T>) => Promise<T>;

/**
 * For servers that cannot compare and set a password in one step: two changes that prove the same current password
 * would otherwise both be made.
 */
export function createTurns(): Turns {
  const last = new Map<string, Promise<void>>();
  return async (key, work) => {
    const before = last.get(key) ?? Promise.resolve();
    const mine = before.then(work);
    // Whoever comes next waits for the end, whichever it is.
    const ended = mine.then(
      () => undefined,
      () => undefined,
    );
    last.set(key, ended);
    try {
      return await mine;
    } finally {
      if (last.get(key) === ended) last.delete(key);
    }
  };
}
