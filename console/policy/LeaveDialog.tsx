import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from '@fluentui/react-components';
import { useWording } from '../locales/context.ts';

interface LeaveDialogProps {
  readonly onStay: () => void;
  readonly onLeave: () => void;
}

export function LeaveDialog({ onStay, onLeave }: LeaveDialogProps) {
  const { t } = useWording();
  return (
    <Dialog
      open
      modalType="alert"
      onOpenChange={(_, data) => {
        if (!data.open) onStay();
      }}
    >
      <DialogSurface>
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
      </DialogSurface>
    </Dialog>
  );
}
