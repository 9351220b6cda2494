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
} from '@fluentui/react-components';
import { PrintRegular } from '@fluentui/react-icons';
import { type SubmitEvent, useState } from 'react';
import { endpoints } from '../../../src/contract/index.ts';
import { useEndpointMutation } from '../../api/queries.ts';
import type { CallResult } from '../../api/types.ts';
import { faultsByPath } from '../../forms/faults.ts';
import { useFaultFocus } from '../../forms/focus.ts';
import { useWording } from '../../locales/context.ts';
import { Modal } from '../../parts/Modal.tsx';
import { Problem } from '../../parts/Problem.tsx';
import { CodeSheet } from './CodeSheet.tsx';

type Made = CallResult<typeof endpoints.createBreakGlassCode>;

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
});

/** A code that is shown once, to be printed: closing this ends all sight of it. */
export function MakeCodeDialog({ onClose }: { readonly onClose: () => void }) {
  const [label, setLabel] = useState('');
  const [made, setMade] = useState<Made | null>(null);
  return (
    <Modal firm onClose={made === null ? onClose : () => undefined}>
      {made === null ? (
        <LabelForm label={label} onLabel={setLabel} onMade={setMade} onClose={onClose} />
      ) : (
        <Shown made={made} label={label.trim()} onClose={onClose} />
      )}
    </Modal>
  );
}

interface LabelFormProps {
  readonly label: string;
  readonly onLabel: (label: string) => void;
  readonly onMade: (made: Made) => void;
  readonly onClose: () => void;
}

function LabelForm({ label, onLabel, onMade, onClose }: LabelFormProps) {
  const styles = useStyles();
  const { t } = useWording();
  const texts = t.breakGlass.form;
  const [tries, setTries] = useState(0);
  const form = useFaultFocus(tries);
  const create = useEndpointMutation(endpoints.createBreakGlassCode, [
    endpoints.listBreakGlassCodes,
    endpoints.listAdministrators,
    endpoints.listAuditEvents,
  ]);
  const isMissing = tries > 0 && label.trim() === '';
  const fault = isMissing ? t.problems.field.required : faultsByPath(create.error).get('label');
  const send = (event: SubmitEvent) => {
    event.preventDefault();
    setTries((before) => before + 1);
    if (label.trim() === '') return;
    create.mutate(
      { body: { label: label.trim() } },
      { onSuccess: onMade, onError: () => setTries((before) => before + 1) },
    );
  };
  return (
    <form ref={form} noValidate onSubmit={send}>
      <DialogBody>
        <DialogTitle>{texts.title}</DialogTitle>
        <DialogContent className={styles.content}>
          <Text>{texts.text}</Text>
          {create.error === null ? null : <Problem error={create.error} />}
          <Field
            required
            label={texts.label}
            hint={texts.labelHelp}
            {...(fault === undefined ? {} : { validationMessage: fault })}
          >
            <Input
              value={label}
              maxLength={120}
              autoComplete="off"
              onChange={(_, data) => onLabel(data.value)}
            />
          </Field>
        </DialogContent>
        <DialogActions>
          <Button type="submit" appearance="primary" disabledFocusable={create.isPending}>
            {texts.submit}
          </Button>
          <Button onClick={onClose}>{t.common.cancel}</Button>
        </DialogActions>
      </DialogBody>
    </form>
  );
}

interface ShownProps {
  readonly made: Made;
  readonly label: string;
  readonly onClose: () => void;
}

function Shown({ made, label, onClose }: ShownProps) {
  const styles = useStyles();
  const { t } = useWording();
  const texts = t.breakGlass.sheet;
  return (
    <DialogBody>
      <DialogTitle>{texts.title}</DialogTitle>
      <DialogContent className={styles.content}>
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{texts.once}</MessageBarBody>
        </MessageBar>
        <CodeSheet made={made} label={label} />
      </DialogContent>
      <DialogActions>
        <Button appearance="primary" icon={<PrintRegular />} onClick={() => globalThis.print()}>
          {texts.print}
        </Button>
        <Button onClick={onClose}>{texts.done}</Button>
      </DialogActions>
    </DialogBody>
  );
}
