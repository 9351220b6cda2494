import { useState } from 'react';

export interface Sending {
  /** Rises with every try and every refusal. */
  readonly tries: number;
  readonly busy: boolean;
  /** Why the last try was refused; null while none was. */
  readonly problem: unknown;
  /** @param isComplete whether nothing is missing that can be seen without sending it. */
  readonly send: (isComplete: boolean, work: () => Promise<void>) => Promise<void>;
}

/** A form that is sent once at a time, and stays as it was filled in when it is refused. */
export function useSending(): Sending {
  const [tries, setTries] = useState(0);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  return {
    tries,
    busy,
    problem,
    async send(isComplete, work) {
      setProblem(null);
      setTries((before) => before + 1);
      if (!isComplete) return;
      setBusy(true);
      try {
        await work();
      } catch (error) {
        setProblem(error);
        setTries((before) => before + 1);
        setBusy(false);
      }
    },
  };
}
