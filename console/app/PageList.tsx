import {
  Button,
  makeStyles,
  NavDrawer,
  NavDrawerBody,
  NavDrawerHeader,
  NavItem,
  NavSectionHeader,
  tokens,
} from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { Fragment, type MouseEvent } from 'react';
import { useHref, useLocation, useNavigate } from 'react-router';
import { useCan } from '../api/session.ts';
import { useWording } from '../locales/context.ts';
import { navigation, pageAt, type PageEntry } from './navigation.ts';

const useStyles = makeStyles({
  inline: {
    position: 'sticky',
    top: '48px',
    height: 'calc(100dvh - 48px)',
    flexShrink: 0,
    borderRight: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  body: { paddingBlock: tokens.spacingVerticalM },
  header: { display: 'flex', justifyContent: 'flex-end', padding: tokens.spacingHorizontalS },
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
  const can = useCan();
  const { pathname } = useLocation();
  const groups = navigation
    .map((group) => ({ ...group, pages: group.pages.filter((page) => can(page.permission)) }))
    .filter((group) => group.pages.length > 0);
  return (
    <NavDrawer
      role="navigation"
      aria-label={t.shell.navigation}
      className={drawer ? undefined : styles.inline}
      type={drawer ? 'overlay' : 'inline'}
      open={drawer ? open : true}
      onOpenChange={(_, data) => {
        if (!data.open) onClose();
      }}
      selectedValue={pageAt(pathname)?.name ?? ''}
      density="small"
      tabbable
    >
      {drawer ? (
        <NavDrawerHeader className={styles.header}>
          <Button
            appearance="subtle"
            icon={<DismissRegular />}
            aria-label={t.shell.closeNavigation}
            onClick={onClose}
          />
        </NavDrawerHeader>
      ) : null}
      <NavDrawerBody className={styles.body}>
        {groups.map((group) => (
          <Fragment key={group.section ?? 'top'}>
            {group.section === null ? null : (
              <NavSectionHeader>{t.shell.sections[group.section]}</NavSectionHeader>
            )}
            {group.pages.map((page) => (
              <PageLink key={page.name} page={page} onFollowed={onClose} />
            ))}
          </Fragment>
        ))}
      </NavDrawerBody>
    </NavDrawer>
  );
}

interface PageLinkProps {
  readonly page: PageEntry;
  readonly onFollowed: () => void;
}

function PageLink({ page, onFollowed }: PageLinkProps) {
  const { t } = useWording();
  const href = useHref(page.path);
  const navigate = useNavigate();
  const Icon = page.icon;
  const follow = (event: MouseEvent) => {
    // A new tab or window is the browser's to open.
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
      return;
    event.preventDefault();
    onFollowed();
    void navigate(page.path);
  };
  return (
    <NavItem value={page.name} href={href} icon={<Icon />} onClick={follow}>
      {t.shell.pages[page.name]}
    </NavItem>
  );
}
