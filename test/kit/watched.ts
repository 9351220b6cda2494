/** Something that happens again and again, and can be waited for. */
export interface Happening {
  readonly happened: () => void;
  /** Resolves once the condition holds, which is asked at once and whenever it happened again. */
  readonly until: (holds: () => boolean | Promise<boolean>) => Promise<void>;
}

export function happening(): Happening {
  let waiting: (() => void)[] = [];
  const next = () => new Promise<void>((resolve) => waiting.push(resolve));
  return {
    happened() {
      const told = waiting;
      waiting = [];
      for (const resolve of told) resolve();
    },
    async until(holds) {
      for (;;) {
        // Waited for before it is asked: what happens meanwhile is not missed.
        const again = next();
        if (await holds()) return;
        await again;
      }
    },
  };
}

/** Lets it be known whenever one of these methods of a live object is done, however it ended. */
export function watchMethods(object: object, names: readonly string[], done: () => void): void {
  for (const name of names) {
    const method = Reflect.get(object, name) as (...given: unknown[]) => Promise<unknown>;
    Reflect.set(object, name, async (...given: unknown[]) => {
      try {
        return await method.apply(object, given);
      } finally {
        done();
      }
    });
  }
}
