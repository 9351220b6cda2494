import {
  Badge,
  Button,
  Link,
  makeStyles,
  tokens,
  typographyStyles,
} from '@fluentui/react-components';
import { NavigationRegular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState, type ReactNode } from 'react';
import { useLocation } from 'react-router';
import { endpoints } from '../../src/contract/index.ts';
import { useApi } from '../api/context.ts';
import { endpointQuery } from '../api/queries.ts';
import { useCan, useSignedIn } from '../api/session.ts';
import { useWording } from '../locales/context.ts';
import { breakpoints, narrowQuery } from '../parts/breakpoints.ts';
import { Mark } from '../parts/Mark.tsx';
import { useMediaQuery } from '../parts/media.ts';
import { AccountMenu } from './AccountMenu.tsx';
import { PageList } from './PageList.tsx';

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', minHeight: '100dvh' },
  skip: {
    position: 'absolute',
    insetInlineStart: tokens.spacingHorizontalM,
    top: '-4rem',
    zIndex: 1000,
    padding: tokens.spacingHorizontalM,
    backgroundColor: tokens.colorNeutralBackground1,
    ':focus': { top: tokens.spacingVerticalXS },
  },
  header: {
    position: 'sticky',
    top: 0,
    zIndex: 10,
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    height: '48px',
    paddingInline: tokens.spacingHorizontalL,
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    [breakpoints.narrow]: { paddingInline: tokens.spacingHorizontalS },
  },
  product: {
    ...typographyStyles.subtitle2,
    whiteSpace: 'nowrap',
    [breakpoints.phone]: { display: 'none' },
  },
  organisation: {
    ...typographyStyles.body1,
    color: tokens.colorNeutralForeground2,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    minWidth: 0,
    paddingInlineStart: tokens.spacingHorizontalS,
    borderLeft: `1px solid ${tokens.colorNeutralStroke1}`,
  },
  spring: { flexGrow: 1 },
  body: { display: 'flex', flexGrow: 1, alignItems: 'stretch', minWidth: 0 },
  main: {
    flexGrow: 1,
    minWidth: 0,
    display: 'flex',
    flexDirection: 'column',
    outlineStyle: 'none',
  },
});

export function Shell({ children }: { readonly children: ReactNode }) {
  const styles = useStyles();
  const { t } = useWording();
  const { tenantName } = useSignedIn();
  const narrow = useMediaQuery(narrowQuery);
  const main = useRef<HTMLElement>(null);
  const demo = useIsDemo();
  const { pathname } = useLocation();
  const [openAt, setOpenAt] = useState<string | null>(null);
  // Going to another page closes the drawer.
  const open = openAt === pathname;
  return (
    <div className={styles.root}>
      <Link
        className={styles.skip}
        as="button"
        onClick={() => main.current?.querySelector<HTMLElement>('h1')?.focus()}
      >
        {t.shell.skip}
      </Link>
      <header className={styles.header}>
        {narrow ? (
          <Button
            appearance="subtle"
            icon={<NavigationRegular />}
            aria-label={t.shell.openNavigation}
            aria-expanded={open}
            onClick={() => setOpenAt(pathname)}
          />
        ) : null}
        <Mark size={24} />
        <span className={styles.product}>{t.shell.product}</span>
        <span className={styles.organisation}>{tenantName}</span>
        {demo ? (
          <Badge appearance="tint" color="warning">
            {t.shell.demo}
          </Badge>
        ) : null}
        <span className={styles.spring} />
        <AccountMenu />
      </header>
      <div className={styles.body}>
        <PageList drawer={narrow} open={open} onClose={() => setOpenAt(null)} />
        {/* A click beside everything leaves the focus in the page. */}
        <main className={styles.main} ref={main} tabIndex={-1}>
          {children}
        </main>
      </div>
    </div>
  );
}

function useIsDemo(): boolean {
  const can = useCan();
  const overview = useQuery({
    ...endpointQuery(useApi(), endpoints.overview),
    enabled: can('overview.read'),
  });
  return overview.data?.demo ?? false;
}
