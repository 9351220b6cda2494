/** Somebody is asked for their password, once at a time, by whichever calls need it. */
export interface PasswordPrompt {
  /** Resolves true when the password was proved, false when the person gave up. */
  readonly ask: () => Promise<boolean>;
  readonly answer: (proved: boolean) => void;
  readonly isOpen: () => boolean;
  readonly subscribe: (changed: () => void) => () => void;
}

export function createPasswordPrompt(): PasswordPrompt {
  const listeners = new Set<() => void>();
  let waiting: { readonly promise: Promise<boolean>; resolve(proved: boolean): void } | null = null;
  const tell = () => {
    for (const listener of listeners) listener();
  };
  return {
    ask() {
      if (waiting === null) {
        waiting = Promise.withResolvers<boolean>();
        tell();
      }
      return waiting.promise;
    },
    answer(proved) {
      waiting?.resolve(proved);
      waiting = null;
      tell();
    },
    isOpen: () => waiting !== null,
    subscribe(changed) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
  };
}
