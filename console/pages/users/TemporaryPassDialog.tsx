import {
  makeStyles,
  MessageBar,
  MessageBarBody,
  Text,
  tokens,
  typographyStyles,
} from '@fluentui/react-components';
import { endpoints } from '../../../src/contract/index.ts';
import type { UserView } from '../../../src/contract/users.ts';
import { useEndpointMutation } from '../../api/queries.ts';
import type { CallResult } from '../../api/types.ts';
import { OneTextForm } from '../../forms/OneTextForm.tsx';
import { useWording } from '../../locales/context.ts';
import { CopyButton } from '../../parts/CopyButton.tsx';
import { ShownOnce, ShownOnceDialog } from '../../parts/ShownOnce.tsx';

const useStyles = makeStyles({
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

/** A code for one recorded case, shown once. Nobody chooses it. */
export function TemporaryPassDialog({ user, onClose }: TemporaryPassDialogProps) {
  const { t } = useWording();
  const texts = t.users.pass;
  const issue = useEndpointMutation(endpoints.issueTemporaryPass, [
    endpoints.getUser,
    endpoints.listAuditEvents,
  ]);
  const { directoryId, anchor } = user;
  return (
    <ShownOnceDialog<Pass>
      onClose={onClose}
      form={(onMade) => (
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
              { onSuccess: onMade, onError: onRefused },
            )
          }
          onClose={onClose}
        >
          <Text>{texts.explanation}</Text>
          <MessageBar intent="warning" layout="multiline">
            <MessageBarBody>{texts.caution}</MessageBarBody>
          </MessageBar>
        </OneTextForm>
      )}
      shown={(pass) => <Issued pass={pass} user={user} onClose={onClose} />}
    />
  );
}

interface IssuedProps extends TemporaryPassDialogProps {
  readonly pass: Pass;
}

function Issued({ pass, user, onClose }: IssuedProps) {
  const styles = useStyles();
  const { t, format } = useWording();
  const texts = t.users.pass;
  return (
    <ShownOnce title={texts.issuedTitle} done={texts.done} onClose={onClose}>
      <Text>{texts.issued(user.displayName, format.exactTime(pass.expiresAt))}</Text>
      <div className={styles.pass}>
        <output aria-label={texts.code} className={styles.code}>
          {pass.code}
        </output>
        <CopyButton text={pass.code} />
      </div>
      <Text>{texts.once}</Text>
    </ShownOnce>
  );
}
