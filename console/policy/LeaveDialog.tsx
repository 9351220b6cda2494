import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogTitle,
} from '@fluentui/react-components';
import { useWording } from '../locales/context.ts';
import { Modal } from '../parts/Modal.tsx';

interface LeaveDialogProps {
  readonly onStay: () => void;
  readonly onLeave: () => void;
}

export function LeaveDialog({ onStay, onLeave }: LeaveDialogProps) {
  const { t } = useWording();
  return (
    <Modal firm onClose={onStay}>
      <DialogBody>
        <DialogTitle>{t.policy.leave.title}</DialogTitle>
        <DialogContent>{t.policy.leave.explanation}</DialogContent>
        <DialogActions>
          <Button appearance="primary" onClick={onStay}>
            {t.policy.leave.stay}
          </Button>
          <Button onClick={onLeave}>{t.policy.leave.leave}</Button>
        </DialogActions>
      </DialogBody>
    </Modal>
  );
}
