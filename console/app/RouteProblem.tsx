import { useRouteError } from 'react-router';
import { useWording } from '../locales/context.ts';
import { Page } from '../parts/Page.tsx';
import { Problem } from '../parts/Problem.tsx';

/** A page that could not be fetched, as after an upgrade of the server, or that broke. */
export function RouteProblem() {
  const { t } = useWording();
  return (
    <Page title={t.problems.pageFailed}>
      <Problem error={useRouteError()} retry={() => globalThis.location.reload()} />
    </Page>
  );
}
