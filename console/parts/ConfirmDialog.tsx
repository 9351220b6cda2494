import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogTitle,
} from '@fluentui/react-components';
import { useState, type ReactNode } from 'react';
import { useWording } from '../locales/context.ts';
import { Problem } from './Problem.tsx';
import { Modal } from './Modal.tsx';

interface ConfirmDialogProps {
  readonly title: string;
  readonly children: ReactNode;
  /** Names the act: "Delete group", never "OK". */
  readonly confirm: string;
  /** The dialog stays open, and shows why, when this rejects. */
  readonly onConfirm: () => Promise<void>;
  readonly onClose: () => void;
}

/** Asks before an act that takes something away. */
export function ConfirmDialog({
  title,
  children,
  confirm,
  onConfirm,
  onClose,
}: ConfirmDialogProps) {
  const { t } = useWording();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const act = async () => {
    setBusy(true);
    setProblem(null);
    try {
      await onConfirm();
      onClose();
    } catch (error) {
      setProblem(error);
      setBusy(false);
    }
  };
  return (
    <Modal firm onClose={onClose}>
      <DialogBody>
        <DialogTitle>{title}</DialogTitle>
        <DialogContent>
          {children}
          {problem === null ? null : <Problem error={problem} />}
        </DialogContent>
        <DialogActions>
          <Button appearance="primary" disabledFocusable={busy} onClick={() => void act()}>
            {confirm}
          </Button>
          <Button onClick={onClose}>{t.common.cancel}</Button>
        </DialogActions>
      </DialogBody>
    </Modal>
  );
}
