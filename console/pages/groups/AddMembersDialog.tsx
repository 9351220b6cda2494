import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogTitle,
} from '@fluentui/react-components';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { GroupView } from '../../../src/contract/common.ts';
import { endpoints } from '../../../src/contract/index.ts';
import { useApi } from '../../api/context.ts';
import { useWording } from '../../locales/context.ts';
import { useNotify } from '../../parts/notify.tsx';
import { Problem } from '../../parts/Problem.tsx';
import { type PickedMember, MemberPicker } from '../../people/MemberPicker.tsx';
import { membershipReaders } from './stale.ts';
import { Modal } from '../../parts/Modal.tsx';

interface AddMembersDialogProps {
  readonly group: GroupView;
  readonly onClose: () => void;
}

export function AddMembersDialog({ group, onClose }: AddMembersDialogProps) {
  const { t } = useWording();
  const api = useApi();
  const queries = useQueryClient();
  const notify = useNotify();
  const [picked, setPicked] = useState<readonly PickedMember[]>([]);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const { directoryId, anchor } = group;
  const texts = t.groups.adding;

  const add = async () => {
    if (picked.length === 0) return;
    setBusy(true);
    setProblem(null);
    let left = picked;
    try {
      for (const { kind, anchor: member } of picked) {
        // One after the other, so that what is left in the field is what was not added.
        // oxlint-disable-next-line no-await-in-loop
        await api.call(endpoints.addMember, { params: { directoryId, anchor, kind, member } });
        left = left.slice(1);
      }
      notify(texts.added(picked.length));
      onClose();
    } catch (error) {
      setPicked(left);
      setProblem(error);
      setBusy(false);
    }
    await Promise.all(
      membershipReaders.map(({ id }) => queries.invalidateQueries({ queryKey: [id] })),
    );
  };

  return (
    <Modal firm onClose={onClose}>
      <DialogBody>
        <DialogTitle>{texts.title(group.name)}</DialogTitle>
        <DialogContent>
          {problem === null ? null : <Problem error={problem} />}
          <MemberPicker
            directoryId={directoryId}
            exceptGroup={anchor}
            value={picked}
            onChange={setPicked}
          />
        </DialogContent>
        <DialogActions>
          <Button
            appearance="primary"
            disabledFocusable={busy || picked.length === 0}
            onClick={() => void add()}
          >
            {texts.add(picked.length)}
          </Button>
          <Button onClick={onClose}>{t.common.cancel}</Button>
        </DialogActions>
      </DialogBody>
    </Modal>
  );
}
