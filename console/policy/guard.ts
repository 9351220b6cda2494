import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useBlocker, type Blocker } from 'react-router';
import { sessionKey } from '../api/session.ts';

/** Asks before unsaved changes are left behind, by a link, the back button or a closed window. */
export function useLeaveGuard(unsaved: boolean): Blocker {
  const queries = useQueryClient();
  useEffect(() => {
    if (!unsaved) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    globalThis.addEventListener('beforeunload', ask);
    return () => globalThis.removeEventListener('beforeunload', ask);
  }, [unsaved]);
  return useBlocker(
    ({ currentLocation, nextLocation }) =>
      unsaved &&
      currentLocation.pathname !== nextLocation.pathname &&
      // When the session has ended nothing is left behind: the changes wait for the next sign-in.
      queries.getQueryData(sessionKey) !== null,
  );
}
