import { Text } from '@fluentui/react-components';
import { useWording } from '../locales/context.ts';
import { Page } from '../parts/Page.tsx';
import { PlaceLink } from '../parts/PlaceLink.tsx';

export function PageMissing() {
  const { t } = useWording();
  return (
    <Page title={t.problems.pageMissing}>
      <Text>{t.problems.pageMissingHelp}</Text>
      <PlaceLink to="/">{t.problems.toOverview}</PlaceLink>
    </Page>
  );
}
