import { useCallback, useMemo, useState } from 'react';

const none: ReadonlyMap<string, string> = new Map();

/** What was typed into a form and cannot be kept, by path. */
export interface Rejections {
  readonly rejected: ReadonlyMap<string, string>;
  /** With the reason; null when it is mended. */
  readonly reject: (path: string, message: string | null) => void;
  readonly forget: () => void;
}

export function useRejections(): Rejections {
  const [rejected, setRejected] = useState(none);
  const reject = useCallback((path: string, message: string | null) => {
    setRejected((was) => {
      if (was.get(path) === (message ?? undefined)) return was;
      const next = new Map(was);
      if (message === null) next.delete(path);
      else next.set(path, message);
      return next;
    });
  }, []);
  const forget = useCallback(() => setRejected(none), []);
  return useMemo(() => ({ rejected, reject, forget }), [rejected, reject, forget]);
}
