import { useEffect, useState } from 'react';

/** Follows a value once it has not changed for a while: one request per word, not per key. */
export function useSettled<T>(value: T, waitMs = 250): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), waitMs);
    return () => clearTimeout(timer);
  }, [value, waitMs]);
  return settled;
}

/** Whether a search would find something by this name: a word of it begins with what is typed. */
export function fits(name: string, typed: string): boolean {
  return ` ${name}`.toLocaleLowerCase().includes(` ${typed.trim().toLocaleLowerCase()}`);
}
