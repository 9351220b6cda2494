import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogTitle,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Text,
  tokens,
  typographyStyles,
} from '@fluentui/react-components';
import { CheckmarkRegular, CopyRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { endpoints } from '../../../src/contract/index.ts';
import type { UserView } from '../../../src/contract/users.ts';
import { useEndpointMutation } from '../../api/queries.ts';
import type { CallResult } from '../../api/types.ts';
import { OneTextForm } from '../../forms/OneTextForm.tsx';
import { useWording } from '../../locales/context.ts';
import { Modal } from '../../parts/Modal.tsx';

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  pass: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
    padding: tokens.spacingHorizontalL,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  code: {
    ...typographyStyles.title2,
    fontFamily: tokens.fontFamilyMonospace,
    overflowWrap: 'anywhere',
    userSelect: 'all',
  },
});

type Pass = CallResult<typeof endpoints.issueTemporaryPass>;

interface TemporaryPassDialogProps {
  readonly user: UserView;
  readonly onClose: () => void;
}

/** A code for one recorded case, shown once. Nobody chooses it, and closing this ends all sight of it. */
export function TemporaryPassDialog({ user, onClose }: TemporaryPassDialogProps) {
  const { t } = useWording();
  const texts = t.users.pass;
  const [pass, setPass] = useState<Pass | null>(null);
  const issue = useEndpointMutation(endpoints.issueTemporaryPass, [
    endpoints.getUser,
    endpoints.listAuditEvents,
  ]);
  const { directoryId, anchor } = user;
  return (
    <Modal firm onClose={pass === null ? onClose : () => undefined}>
      {pass === null ? (
        <OneTextForm
          title={texts.title(user.displayName)}
          label={texts.caseReference}
          help={texts.caseHelp}
          maxLength={64}
          submit={texts.issue}
          path="caseReference"
          error={issue.error}
          busy={issue.isPending}
          onSend={(caseReference, onRefused) =>
            issue.mutate(
              { params: { directoryId, anchor }, body: { caseReference } },
              { onSuccess: setPass, onError: onRefused },
            )
          }
          onClose={onClose}
        >
          <Text>{texts.explanation}</Text>
          <MessageBar intent="warning" layout="multiline">
            <MessageBarBody>{texts.caution}</MessageBarBody>
          </MessageBar>
        </OneTextForm>
      ) : (
        <Issued pass={pass} user={user} onClose={onClose} />
      )}
    </Modal>
  );
}

interface IssuedProps extends TemporaryPassDialogProps {
  readonly pass: Pass;
}

function Issued({ pass, user, onClose }: IssuedProps) {
  const styles = useStyles();
  const { t, format } = useWording();
  const [copied, setCopied] = useState(false);
  const texts = t.users.pass;
  const copy = async () => {
    await navigator.clipboard.writeText(pass.code);
    setCopied(true);
  };
  return (
    <DialogBody>
      <DialogTitle>{texts.issuedTitle}</DialogTitle>
      <DialogContent className={styles.content}>
        <Text>{texts.issued(user.displayName, format.exactTime(pass.expiresAt))}</Text>
        <div className={styles.pass}>
          <output aria-label={texts.code} className={styles.code}>
            {pass.code}
          </output>
          <Button
            icon={copied ? <CheckmarkRegular /> : <CopyRegular />}
            onClick={() => void copy()}
            aria-live="polite"
          >
            {copied ? t.common.copied : t.common.copy}
          </Button>
        </div>
        <Text>{texts.once}</Text>
      </DialogContent>
      <DialogActions>
        <Button appearance="primary" onClick={onClose}>
          {texts.done}
        </Button>
      </DialogActions>
    </DialogBody>
  );
}
