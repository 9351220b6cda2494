import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogTitle,
  Field,
  Input,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { type ReactNode, type SubmitEvent, useState } from 'react';
import { useWording } from '../locales/context.ts';
import { Problem } from '../parts/Problem.tsx';
import { faultsByPath } from './faults.ts';
import { useFaultFocus } from './focus.ts';

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
});

interface OneTextFormProps {
  readonly title: string;
  readonly label: string;
  readonly help: string;
  readonly maxLength: number;
  readonly submit: string;
  /** Where the server says what is wrong with the text. */
  readonly path: string;
  readonly error: unknown;
  readonly busy: boolean;
  /** The text without blanks around it, and what to do when it was refused. */
  readonly onSend: (text: string, onRefused: () => void) => void;
  readonly onClose: () => void;
  /** What it is for, above the field. */
  readonly children: ReactNode;
}

/** What stands in a dialog that needs one text before it does something. */
export function OneTextForm(props: OneTextFormProps) {
  const { title, label, help, maxLength, submit, path, error, busy, onSend, onClose } = props;
  const styles = useStyles();
  const { t } = useWording();
  const [typed, setTyped] = useState('');
  const [tries, setTries] = useState(0);
  const form = useFaultFocus(tries);
  const text = typed.trim();
  const fault =
    tries > 0 && text === '' ? t.problems.field.required : faultsByPath(error).get(path);
  const tryAgain = () => setTries((before) => before + 1);
  const send = (event: SubmitEvent) => {
    event.preventDefault();
    tryAgain();
    if (text !== '') onSend(text, tryAgain);
  };
  return (
    <form ref={form} noValidate onSubmit={send}>
      <DialogBody>
        <DialogTitle>{title}</DialogTitle>
        <DialogContent className={styles.content}>
          {props.children}
          {error === null ? null : <Problem error={error} />}
          <Field
            required
            label={label}
            hint={help}
            {...(fault === undefined ? {} : { validationMessage: fault })}
          >
            <Input
              value={typed}
              maxLength={maxLength}
              autoComplete="off"
              spellCheck={false}
              onChange={(_, data) => setTyped(data.value)}
            />
          </Field>
        </DialogContent>
        <DialogActions>
          <Button type="submit" appearance="primary" disabledFocusable={busy}>
            {submit}
          </Button>
          <Button onClick={onClose}>{t.common.cancel}</Button>
        </DialogActions>
      </DialogBody>
    </form>
  );
}
