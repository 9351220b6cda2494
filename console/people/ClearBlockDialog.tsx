import { Text } from '@fluentui/react-components';
import type { BlockView } from '../../src/contract/blocks.ts';
import { endpoints } from '../../src/contract/index.ts';
import { useEndpointMutation } from '../api/queries.ts';
import { useWording } from '../locales/context.ts';
import { ConfirmDialog } from '../parts/ConfirmDialog.tsx';
import { useNotify } from '../parts/notify.tsx';
import { aboutText, limitText } from './blocks.ts';

interface ClearBlockDialogProps {
  readonly block: BlockView;
  readonly onClose: () => void;
}

export function ClearBlockDialog({ block, onClose }: ClearBlockDialogProps) {
  const wording = useWording();
  const { t } = wording;
  const notify = useNotify();
  const clear = useEndpointMutation(endpoints.clearBlock, [
    endpoints.listBlocks,
    endpoints.getUser,
    endpoints.listAuditEvents,
  ]);
  return (
    <ConfirmDialog
      title={t.blocks.clearTitle}
      confirm={t.blocks.clear}
      onClose={onClose}
      onConfirm={async () => {
        await clear.mutateAsync({ params: { id: block.id } });
        notify(t.blocks.cleared);
      }}
    >
      <Text>{t.blocks.clearText(aboutText(block, wording), limitText(block, wording))}</Text>
    </ConfirmDialog>
  );
}
