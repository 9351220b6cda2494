import { Spinner } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { Navigate, useHref, useLocation } from 'react-router';
import { endpoints } from '../../src/contract/index.ts';
import { useApi } from '../api/context.ts';
import { isProblem } from '../api/problem.ts';
import { useWording } from '../locales/context.ts';
import { Problem } from '../parts/Problem.tsx';

/** Comes along with the navigation, so that a link from elsewhere cannot sign anybody out. */
export const signOutAsked = { asked: 'sign-out' } as const;

/** A page of its own, so that leaving for it asks about unsaved changes first. */
export function SignOut() {
  const { t } = useWording();
  const api = useApi();
  const { state } = useLocation() as { state: { readonly asked?: string } | null };
  const signInHref = useHref('/sign-in');
  const asked = state?.asked === signOutAsked.asked;
  const [attempt, setAttempt] = useState(0);
  const [problem, setProblem] = useState<unknown>(null);
  useEffect(() => {
    if (!asked) return;
    const signOut = async () => {
      try {
        await api.call(endpoints.signOut);
      } catch (error) {
        if (!isProblem(error, 'not-signed-in')) {
          setProblem(error);
          return;
        }
      }
      // A fresh page: nothing that was read stays in its memory.
      globalThis.location.replace(signInHref);
    };
    void signOut();
  }, [api, asked, attempt, signInHref]);
  if (!asked) return <Navigate to="/" replace />;
  if (problem !== null) {
    return (
      <Problem
        error={problem}
        retry={() => {
          setProblem(null);
          setAttempt(attempt + 1);
        }}
      />
    );
  }
  return <Spinner label={t.access.signOut.busy} style={{ minHeight: '100dvh' }} />;
}
