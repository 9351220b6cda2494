import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogTitle,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useWording } from '../locales/context.ts';
import { Problem } from '../parts/Problem.tsx';
import { useFaultFocus } from './focus.ts';

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
});

interface FormDialogBodyProps {
  readonly title: string;
  /** What it is for, above everything that can go wrong. */
  readonly intro?: ReactNode;
  readonly submit: string;
  readonly busy: boolean;
  /** What became of the last try; null while nothing went wrong. */
  readonly error?: unknown;
  /** Rises with every try and every answer to it: the focus goes to the first field that something is wrong with. */
  readonly tries?: number;
  readonly onSend: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** What stands in a dialog that is a form: its fields, and the buttons that send it or leave it. */
export function FormDialogBody(props: FormDialogBodyProps) {
  const { title, submit, busy, error = null, tries = 0, onSend, onClose } = props;
  const styles = useStyles();
  const { t } = useWording();
  const form = useFaultFocus(tries);
  return (
    <form
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSend();
      }}
    >
      <DialogBody>
        <DialogTitle>{title}</DialogTitle>
        <DialogContent className={styles.content}>
          {props.intro}
          {error === null ? null : <Problem error={error} />}
          {props.children}
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
