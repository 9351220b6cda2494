import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogTitle,
  Field,
  Input,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Text,
  tokens,
  typographyStyles,
} from '@fluentui/react-components';
import { CheckmarkRegular, CopyRegular } from '@fluentui/react-icons';
import { type SubmitEvent, useState } from 'react';
import { endpoints } from '../../../src/contract/index.ts';
import type { UserView } from '../../../src/contract/users.ts';
import { useEndpointMutation } from '../../api/queries.ts';
import type { CallResult } from '../../api/types.ts';
import { faultsByPath } from '../../forms/faults.ts';
import { useFaultFocus } from '../../forms/focus.ts';
import { useWording } from '../../locales/context.ts';
import { Modal } from '../../parts/Modal.tsx';
import { Problem } from '../../parts/Problem.tsx';

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
  const [pass, setPass] = useState<Pass | null>(null);
  return (
    <Modal firm onClose={pass === null ? onClose : () => undefined}>
      {pass === null ? (
        <IssueForm user={user} onIssued={setPass} onClose={onClose} />
      ) : (
        <Issued pass={pass} user={user} onClose={onClose} />
      )}
    </Modal>
  );
}

interface IssueFormProps extends TemporaryPassDialogProps {
  readonly onIssued: (pass: Pass) => void;
}

function IssueForm({ user, onIssued, onClose }: IssueFormProps) {
  const styles = useStyles();
  const { t } = useWording();
  const texts = t.users.pass;
  const [caseReference, setCaseReference] = useState('');
  const [tries, setTries] = useState(0);
  const form = useFaultFocus(tries);
  const issue = useEndpointMutation(endpoints.issueTemporaryPass, [
    endpoints.getUser,
    endpoints.listAuditEvents,
  ]);
  const missing = tries > 0 && caseReference.trim() === '';
  const fault = missing
    ? t.problems.field.required
    : faultsByPath(issue.error).get('caseReference');
  const send = (event: SubmitEvent) => {
    event.preventDefault();
    setTries((before) => before + 1);
    if (caseReference.trim() === '') return;
    const { directoryId, anchor } = user;
    issue.mutate(
      { params: { directoryId, anchor }, body: { caseReference: caseReference.trim() } },
      { onSuccess: onIssued, onError: () => setTries((before) => before + 1) },
    );
  };
  return (
    <form ref={form} noValidate onSubmit={send}>
      <DialogBody>
        <DialogTitle>{texts.title(user.displayName)}</DialogTitle>
        <DialogContent className={styles.content}>
          <Text>{texts.explanation}</Text>
          <MessageBar intent="warning" layout="multiline">
            <MessageBarBody>{texts.caution}</MessageBarBody>
          </MessageBar>
          {issue.error === null ? null : <Problem error={issue.error} />}
          <Field
            required
            label={texts.caseReference}
            hint={texts.caseHelp}
            {...(fault === undefined ? {} : { validationMessage: fault })}
          >
            <Input
              value={caseReference}
              maxLength={64}
              autoComplete="off"
              spellCheck={false}
              onChange={(_, data) => setCaseReference(data.value)}
            />
          </Field>
        </DialogContent>
        <DialogActions>
          <Button type="submit" appearance="primary" disabledFocusable={issue.isPending}>
            {texts.issue}
          </Button>
          <Button onClick={onClose}>{t.common.cancel}</Button>
        </DialogActions>
      </DialogBody>
    </form>
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
