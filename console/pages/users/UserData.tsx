import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { ArrowDownloadRegular, PersonDeleteRegular } from '@fluentui/react-icons';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { endpoints } from '../../../src/contract/index.ts';
import type { UserDetail } from '../../../src/contract/users.ts';
import { useApi } from '../../api/context.ts';
import { isProblem } from '../../api/problem.ts';
import { useCan } from '../../api/session.ts';
import { useWording } from '../../locales/context.ts';
import { ConfirmDialog } from '../../parts/ConfirmDialog.tsx';
import { saveFile } from '../../parts/files.ts';
import { useNotify } from '../../parts/notify.tsx';
import { Problem } from '../../parts/Problem.tsx';
import { useIsManaged } from '../../people/directories.ts';

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

interface UserDataProps {
  readonly user: UserDetail;
  /** The account is gone too. */
  readonly onGone: () => void;
}

/** What is held of a person: all of it as a file, and the end of it. */
export function UserData({ user, onGone }: UserDataProps) {
  const styles = useStyles();
  const { t } = useWording();
  const api = useApi();
  const can = useCan();
  const [busy, setBusy] = useState(false);
  const [erasing, setErasing] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const texts = t.privacy;
  const { directoryId, anchor } = user;

  const exportData = async () => {
    setBusy(true);
    setProblem(null);
    try {
      const data = await api.call(endpoints.exportPerson, { params: { directoryId, anchor } });
      const text = JSON.stringify(data, null, 2);
      saveFile(new Blob([text], { type: 'application/json' }), texts.file(user.username));
    } catch (error) {
      if (!isProblem(error, 'reauthentication-required')) setProblem(error);
    } finally {
      setBusy(false);
    }
  };

  const hasRole = user.roles.length > 0;
  return (
    <div className={styles.root}>
      <Text>{texts.description}</Text>
      {problem === null ? null : <Problem error={problem} />}
      <div className={styles.buttons}>
        {can('users.export') ? (
          <Button
            icon={<ArrowDownloadRegular />}
            disabledFocusable={busy}
            onClick={() => void exportData()}
          >
            {texts.export}
          </Button>
        ) : null}
        {can('users.erase') ? (
          <Button
            icon={<PersonDeleteRegular />}
            disabledFocusable={hasRole}
            onClick={() => setErasing(true)}
          >
            {texts.erase}
          </Button>
        ) : null}
      </div>
      {hasRole && can('users.erase') ? <Text size={200}>{texts.roleFirst}</Text> : null}
      {erasing ? (
        <EraseDialog user={user} onClose={() => setErasing(false)} onGone={onGone} />
      ) : null}
    </div>
  );
}

function EraseDialog({ user, onClose, onGone }: UserDataProps & { readonly onClose: () => void }) {
  const styles = useStyles();
  const { t } = useWording();
  const api = useApi();
  const queries = useQueryClient();
  const notify = useNotify();
  const isManaged = useIsManaged();
  const texts = t.privacy;
  const { directoryId, anchor, displayName } = user;
  return (
    <ConfirmDialog
      title={texts.eraseTitle(displayName)}
      confirm={texts.eraseConfirm}
      onClose={onClose}
      onConfirm={async () => {
        const params = { directoryId, anchor };
        const { pseudonym, accountDeleted } = await api.call(endpoints.erasePerson, { params });
        notify(texts.erased(pseudonym));
        if (accountDeleted) onGone();
        // Of an account that is gone nothing can be asked any more.
        const isGone = (key: readonly unknown[]) =>
          accountDeleted && JSON.stringify(key).includes(anchor);
        queries.removeQueries({ predicate: ({ queryKey }) => isGone(queryKey), type: 'inactive' });
        await queries.invalidateQueries({ predicate: ({ queryKey }) => !isGone(queryKey) });
      }}
    >
      <div className={styles.root}>
        <Text>{texts.eraseText}</Text>
        <Text>{isManaged(directoryId) ? texts.eraseManaged : texts.eraseConnected}</Text>
        <Text>{texts.eraseTrail}</Text>
        <Text weight="semibold">{texts.eraseFinal}</Text>
      </div>
    </ConfirmDialog>
  );
}
