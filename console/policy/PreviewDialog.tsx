import {
  Button,
  Checkbox,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogTitle,
  Field,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Text,
  tokens,
  typographyStyles,
} from '@fluentui/react-components';
import { ArrowRightRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { PolicyPreview } from '../../src/contract/policy.ts';
import type { Policy } from '../../src/contract/shapes.ts';
import { useWording } from '../locales/context.ts';
import { ChangeTable } from './ChangeTable.tsx';
import { ShutOut } from './ShutOut.tsx';
import { Modal } from '../parts/Modal.tsx';

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  scope: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    gap: tokens.spacingHorizontalS,
    padding: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  count: typographyStyles.subtitle1,
  arrow: { alignSelf: 'center' },
  note: { flexBasis: '100%', color: tokens.colorNeutralForeground2 },
});

interface PreviewDialogProps {
  readonly preview: PolicyPreview;
  /** The draft that would be saved. */
  readonly policy: Policy;
  readonly busy: boolean;
  readonly onSave: () => void;
  readonly onClose: () => void;
}

/** What will change and for whom; what weakens must be agreed to. */
export function PreviewDialog({ preview, policy, busy, onSave, onClose }: PreviewDialogProps) {
  const styles = useStyles();
  const { t, format } = useWording();
  const texts = t.policy.preview;
  const [agreed, setAgreed] = useState(false);
  const [missed, setMissed] = useState(false);
  const { changes, inScopeBefore, inScopeAfter } = preview;
  const weakening = changes.filter((change) => change.weakens).length;
  const difference = inScopeAfter - inScopeBefore;
  const save = () => {
    if (weakening > 0 && !agreed) setMissed(true);
    else onSave();
  };
  return (
    <Modal wide onClose={onClose}>
      <DialogBody>
        <DialogTitle>{texts.title}</DialogTitle>
        <DialogContent className={styles.content}>
          {changes.length === 0 ? (
            <Text>{texts.nothing}</Text>
          ) : (
            <ChangeTable label={texts.title} changes={changes} />
          )}
          <div className={styles.scope}>
            <Text>{texts.peopleInScope}</Text>
            <span className={styles.count}>{format.number(inScopeBefore)}</span>
            <ArrowRightRegular className={styles.arrow} aria-label={texts.after} />
            <span className={styles.count}>{format.number(inScopeAfter)}</span>
            {difference === 0 ? null : (
              <Text className={styles.note}>
                {difference > 0 ? texts.widening(difference) : texts.narrowing(-difference)}
              </Text>
            )}
          </div>
          <ShutOut policy={policy} preview={preview} />
          {weakening === 0 ? null : (
            <>
              <MessageBar intent="warning" layout="multiline">
                <MessageBarBody>{texts.weakening(weakening)}</MessageBarBody>
              </MessageBar>
              <Field {...(missed && !agreed ? { validationMessage: texts.confirmMissing } : {})}>
                <Checkbox
                  label={texts.confirm(inScopeAfter)}
                  checked={agreed}
                  onChange={(_, data) => setAgreed(data.checked === true)}
                />
              </Field>
            </>
          )}
        </DialogContent>
        <DialogActions>
          <Button
            appearance="primary"
            disabledFocusable={busy || changes.length === 0}
            onClick={save}
          >
            {busy ? t.common.saving : t.common.save}
          </Button>
          <Button onClick={onClose}>{t.common.back}</Button>
        </DialogActions>
      </DialogBody>
    </Modal>
  );
}
