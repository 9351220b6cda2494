import { Button, Checkbox, makeStyles, Text, tokens } from '@fluentui/react-components';
import { DeleteRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { DirectoryDetailView } from '../../../src/contract/directories.ts';
import { endpoints } from '../../../src/contract/index.ts';
import { useApi } from '../../api/context.ts';
import { pathOf } from '../../app/navigation.ts';
import { useWording } from '../../locales/context.ts';
import { usePageTexts } from '../../locales/page-texts.ts';
import { ConfirmDialog } from '../../parts/ConfirmDialog.tsx';
import { useNotify } from '../../parts/notify.tsx';
import { PlaceLink } from '../../parts/PlaceLink.tsx';
import { Section } from '../../parts/Section.tsx';
import { useRefreshDirectories } from './acts.ts';

const useStyles = makeStyles({
  uses: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
    margin: 0,
    paddingInlineStart: tokens.spacingHorizontalL,
  },
  dialog: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
});

/** Forgets a directory, once nothing refers to it any more. */
export function Removal({ detail }: { readonly detail: DirectoryDetailView }) {
  const styles = useStyles();
  const texts = usePageTexts('directories').removal;
  const [asking, setAsking] = useState(false);
  const inUse = detail.uses.groups.length > 0 || detail.uses.roles.length > 0;
  return (
    <Section title={texts.title} description={texts.explanation}>
      {inUse ? <Uses uses={detail.uses} /> : null}
      <div className={styles.dialog}>
        <div>
          <Button
            icon={<DeleteRegular />}
            disabledFocusable={inUse}
            onClick={() => setAsking(true)}
          >
            {texts.act}
          </Button>
        </div>
      </div>
      {asking ? <RemovalDialog detail={detail} onClose={() => setAsking(false)} /> : null}
    </Section>
  );
}

function Uses({ uses }: Pick<DirectoryDetailView, 'uses'>) {
  const styles = useStyles();
  const { t, format } = useWording();
  const texts = usePageTexts('directories').removal;
  return (
    <div>
      <Text block>{texts.inUse}</Text>
      <ul className={styles.uses}>
        {uses.groups.length === 0 ? null : (
          <li>
            {texts.groups(
              format.list(uses.groups.map(({ name }) => name ?? t.policy.unknownGroup)),
            )}
            {'. '}
            <PlaceLink to={pathOf('properties')}>{texts.toProperties}</PlaceLink>
          </li>
        )}
        {uses.roles.length === 0 ? null : (
          <li>
            {texts.roles}:{' '}
            {format.list(
              uses.roles.map(({ name, role }) =>
                texts.roleOf(name ?? texts.someone, t.access.roles[role].name),
              ),
            )}
            {'. '}
            <PlaceLink to={pathOf('roles')}>{texts.toRoles}</PlaceLink>
          </li>
        )}
      </ul>
    </div>
  );
}

interface RemovalDialogProps {
  readonly detail: DirectoryDetailView;
  readonly onClose: () => void;
}

function RemovalDialog({ detail, onClose }: RemovalDialogProps) {
  const styles = useStyles();
  const api = useApi();
  const navigate = useNavigate();
  const notify = useNotify();
  const refresh = useRefreshDirectories();
  const texts = usePageTexts('directories').removal;
  const [agreed, setAgreed] = useState(false);
  const { id, name, version, uses } = detail;
  const some = uses.registrations > 0;
  return (
    <ConfirmDialog
      title={texts.question(name)}
      confirm={texts.act}
      onClose={onClose}
      ready={!some || agreed}
      onConfirm={async () => {
        await api.call(endpoints.removeDirectory, {
          params: { id },
          query: { version, ...(some ? { registrations: 'remove' } : {}) },
        });
        notify(texts.removed(name));
        void navigate(pathOf('directories'));
        await refresh('gone');
      }}
    >
      <div className={styles.dialog}>
        <Text>{texts.explanation}</Text>
        {some ? (
          <>
            <Text>{texts.registrations(uses.registrations)}</Text>
            <Checkbox
              label={texts.confirmRegistrations}
              checked={agreed}
              onChange={(_, data) => setAgreed(data.checked === true)}
            />
          </>
        ) : null}
      </div>
    </ConfirmDialog>
  );
}
