import { MessageBar, MessageBarBody, Spinner } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { Suspense } from 'react';
import { Navigate, Outlet, useLocation } from 'react-router';
import { useApi } from '../api/context.ts';
import { sessionQuery } from '../api/session.ts';
import { useWording } from '../locales/context.ts';
import { Page } from '../parts/Page.tsx';
import { Problem } from '../parts/Problem.tsx';
import { pageAt } from './navigation.ts';
import { Shell } from './Shell.tsx';

/** Pages that need somebody signed in; anybody else goes to the sign-in page and comes back here. */
export function SignedInArea() {
  const { t } = useWording();
  const session = useQuery(sessionQuery(useApi()));
  const location = useLocation();
  if (session.isPending)
    return <Spinner label={t.common.loading} style={{ minHeight: '100dvh' }} />;
  if (session.data === undefined) {
    return <Problem error={session.error} retry={() => void session.refetch()} />;
  }
  if (session.data === null) {
    const place = location.pathname + location.search;
    return (
      <Navigate
        to={place === '/' ? '/sign-in' : `/sign-in?to=${encodeURIComponent(place)}`}
        replace
      />
    );
  }
  const page = pageAt(location.pathname);
  const allowed = page === undefined || session.data.permissions.includes(page.permission);
  return (
    <Shell>
      {allowed ? (
        <Suspense fallback={<Spinner label={t.common.loading} style={{ minHeight: '50dvh' }} />}>
          <Outlet />
        </Suspense>
      ) : (
        <Page title={t.shell.pages[page.name]}>
          <MessageBar intent="warning" layout="multiline">
            <MessageBarBody>{t.common.notAllowed}</MessageBarBody>
          </MessageBar>
        </Page>
      )}
    </Shell>
  );
}
