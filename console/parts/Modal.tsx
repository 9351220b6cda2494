import { Dialog, DialogSurface, makeStyles } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useReturnFocus } from './focus.ts';

const useStyles = makeStyles({ wide: { maxWidth: '760px' } });

interface ModalProps {
  readonly onClose: () => void;
  /** A click beside it does not close it: something typed would be lost, or an answer is needed. */
  readonly firm?: boolean;
  readonly wide?: boolean;
  readonly children: ReactNode;
}

/** A dialog that is there for as long as it is rendered. */
export function Modal({ onClose, firm = false, wide = false, children }: ModalProps) {
  const styles = useStyles();
  useReturnFocus();
  return (
    <Dialog
      open
      modalType={firm ? 'alert' : 'modal'}
      onOpenChange={(_, data) => {
        if (!data.open) onClose();
      }}
    >
      <DialogSurface {...(wide ? { className: styles.wide } : {})}>{children}</DialogSurface>
    </Dialog>
  );
}
