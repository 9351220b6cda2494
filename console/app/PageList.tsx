import {
  Button,
  DrawerBody,
  DrawerHeader,
  makeStyles,
  mergeClasses,
  OverlayDrawer,
  tokens,
  typographyStyles,
} from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { NavLink, useLocation } from 'react-router';
import { useCan } from '../api/session.ts';
import { useWording } from '../locales/context.ts';
import { navigation, pageAt, type PageEntry } from './navigation.ts';

const useStyles = makeStyles({
  aside: {
    position: 'sticky',
    top: '48px',
    height: 'calc(100dvh - 48px)',
    width: '248px',
    flexShrink: 0,
    overflowY: 'auto',
    padding: tokens.spacingHorizontalS,
    paddingTop: tokens.spacingVerticalM,
    backgroundColor: tokens.colorNeutralBackground1,
    borderRight: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  drawerHead: { flexDirection: 'row', justifyContent: 'flex-end' },
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  section: {
    ...typographyStyles.caption1Strong,
    margin: 0,
    paddingInline: tokens.spacingHorizontalM,
    paddingTop: tokens.spacingVerticalL,
    paddingBottom: tokens.spacingVerticalXS,
    color: tokens.colorNeutralForeground2,
  },
  link: {
    ...typographyStyles.body1,
    position: 'relative',
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    minHeight: '34px',
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorNeutralForeground1,
    textDecorationLine: 'none',
    ':hover': { backgroundColor: tokens.colorSubtleBackgroundHover },
    ':focus-visible': {
      outline: `${tokens.strokeWidthThick} solid ${tokens.colorStrokeFocus2}`,
      outlineOffset: '-2px',
    },
    '@media (pointer: coarse)': { minHeight: '44px' },
  },
  current: {
    fontWeight: tokens.fontWeightSemibold,
    backgroundColor: tokens.colorSubtleBackgroundSelected,
    '::before': {
      content: '""',
      position: 'absolute',
      insetInlineStart: 0,
      top: '8px',
      bottom: '8px',
      width: '3px',
      borderRadius: tokens.borderRadiusCircular,
      backgroundColor: tokens.colorCompoundBrandStroke,
    },
  },
  icon: { display: 'flex', flexShrink: 0, color: tokens.colorNeutralForeground2 },
  currentIcon: { color: tokens.colorCompoundBrandForeground1 },
});

interface PageListProps {
  /** On a narrow screen the list lies over the page. */
  readonly drawer: boolean;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** The pages that exist and that this person's roles let them open. */
export function PageList({ drawer, open, onClose }: PageListProps) {
  const styles = useStyles();
  const { t } = useWording();
  if (!drawer) {
    return (
      <nav aria-label={t.shell.navigation} className={styles.aside}>
        <PageLinks />
      </nav>
    );
  }
  return (
    <OverlayDrawer
      open={open}
      position="start"
      size="small"
      aria-label={t.shell.navigation}
      onOpenChange={(_, data) => {
        if (!data.open) onClose();
      }}
    >
      <DrawerHeader className={styles.drawerHead}>
        <Button
          appearance="subtle"
          icon={<DismissRegular />}
          aria-label={t.shell.closeNavigation}
          onClick={onClose}
        />
      </DrawerHeader>
      <DrawerBody>
        <nav aria-label={t.shell.navigation}>
          <PageLinks onFollowed={onClose} />
        </nav>
      </DrawerBody>
    </OverlayDrawer>
  );
}

interface PageLinksProps {
  readonly onFollowed?: () => void;
}

function PageLinks({ onFollowed }: PageLinksProps) {
  const styles = useStyles();
  const { t } = useWording();
  const can = useCan();
  const groups = navigation
    .map((group) => ({ ...group, pages: group.pages.filter((page) => can(page.permission)) }))
    .filter((group) => group.pages.length > 0);
  return groups.map(({ section, pages }) => (
    <div key={section ?? 'top'}>
      {section === null ? null : <h2 className={styles.section}>{t.shell.sections[section]}</h2>}
      <ul className={styles.list}>
        {pages.map((page) => (
          <li key={page.name}>
            <PageLink page={page} {...(onFollowed === undefined ? {} : { onFollowed })} />
          </li>
        ))}
      </ul>
    </div>
  ));
}

interface PageLinkProps extends PageLinksProps {
  readonly page: PageEntry;
}

function PageLink({ page, onFollowed }: PageLinkProps) {
  const styles = useStyles();
  const { t } = useWording();
  const { pathname } = useLocation();
  const current = pageAt(pathname)?.name === page.name;
  const Icon = current ? page.icon.current : page.icon.other;
  return (
    <NavLink
      to={page.path}
      end={page.path === '/'}
      onClick={() => onFollowed?.()}
      className={mergeClasses(styles.link, current && styles.current)}
    >
      <span className={mergeClasses(styles.icon, current && styles.currentIcon)}>
        <Icon fontSize={20} />
      </span>
      {t.shell.pages[page.name]}
    </NavLink>
  );
}
