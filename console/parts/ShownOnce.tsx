import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogTitle,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { type ReactNode, useState } from 'react';
import { Modal } from './Modal.tsx';

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
});

interface ShownOnceDialogProps<Made> {
  /** Asks for what it takes to make it. */
  readonly form: (onMade: (made: Made) => void) => ReactNode;
  readonly shown: (made: Made) => ReactNode;
  readonly onClose: () => void;
}

/** Makes a secret and shows it: nobody sees it again, so that only its own button closes it then. */
export function ShownOnceDialog<Made>({ form, shown, onClose }: ShownOnceDialogProps<Made>) {
  const [made, setMade] = useState<{ readonly secret: Made } | null>(null);
  return (
    <Modal firm onClose={made === null ? onClose : () => undefined}>
      {made === null ? form((secret) => setMade({ secret })) : shown(made.secret)}
    </Modal>
  );
}

interface ShownOnceProps {
  readonly title: string;
  readonly done: string;
  /** What else can be done with it, before the button that ends all sight of it. */
  readonly action?: ReactNode;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

export function ShownOnce({ title, done, action, onClose, children }: ShownOnceProps) {
  const styles = useStyles();
  return (
    <DialogBody>
      <DialogTitle>{title}</DialogTitle>
      <DialogContent className={styles.content}>{children}</DialogContent>
      <DialogActions>
        {action}
        <Button {...(action === undefined ? { appearance: 'primary' } : {})} onClick={onClose}>
          {done}
        </Button>
      </DialogActions>
    </DialogBody>
  );
}
