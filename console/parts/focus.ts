import { type RefObject, useEffect, useRef, useState } from 'react';

/** For when what held the focus goes away: the page's heading is where reading begins. */
export function focusHeading(): void {
  // Nothing behind an open panel may have the focus.
  const [panel] = [...document.querySelectorAll('[role="dialog"]')].slice(-1);
  const place = panel?.querySelector<HTMLElement>('button') ?? document.querySelector('main h1');
  if (place instanceof HTMLElement) place.focus();
}

/** Gives the focus back to what had it before this component came, once it is gone. */
export function useReturnFocus(): void {
  const [opener] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      requestAnimationFrame(() => {
        if (document.activeElement !== null && document.activeElement !== document.body) return;
        if (opener instanceof HTMLElement && opener.isConnected && opener !== document.body) {
          opener.focus();
        } else {
          focusHeading();
        }
      });
    },
    [opener],
  );
}

/** Brings the focus to a page's heading when the page comes, so that a screen reader says where we are. */
export function useHeadingFocus(): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // Fluent's keeper of the focus begins to listen one task after the first controls are there.
    const timer = setTimeout(() => {
      // A panel that came with the page has the focus already.
      if (document.querySelector('[role="dialog"]') !== null) return;
      heading.current?.focus({ preventScroll: true });
    });
    return () => clearTimeout(timer);
  }, []);
  return heading;
}
