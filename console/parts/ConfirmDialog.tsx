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
  /** False while something has still to be read or agreed to before it can be confirmed. */
  readonly ready?: boolean;
  /** The dialog stays open, and shows why, when this rejects. */
  readonly onConfirm: () => Promise<void>;
  readonly onClose: () => void;
}

/** Asks before an act that takes something away. */
export function ConfirmDialog({
  title,
  children,
  confirm,
  ready = true,
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
          <Button
            appearance="primary"
            disabledFocusable={busy || !ready}
            onClick={() => void act()}
          >
            {confirm}
          </Button>
          <Button onClick={onClose}>{t.common.cancel}</Button>
        </DialogActions>
      </DialogBody>
    </Modal>
  );
}
