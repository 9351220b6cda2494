import { type RefObject, useEffect, useRef } from 'react';

/**
 * Brings the focus to the first field that something is wrong with.
 * @param tries rises with every attempt to send the form, and with every answer to it.
 */
export function useFaultFocus(tries: number): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (tries > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [tries]);
  return form;
}
