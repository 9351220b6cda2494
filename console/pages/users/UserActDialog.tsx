import { Text } from '@fluentui/react-components';
import { useQueryClient } from '@tanstack/react-query';
import { endpoints } from '../../../src/contract/index.ts';
import type { UserView } from '../../../src/contract/users.ts';
import { useApi } from '../../api/context.ts';
import { useWording } from '../../locales/context.ts';
import { ConfirmDialog } from '../../parts/ConfirmDialog.tsx';
import { useNotify } from '../../parts/notify.tsx';

export type UserAct = 'freeze' | 'unfreeze' | 'endSessions' | 'delete';

interface UserActDialogProps {
  readonly act: UserAct;
  readonly user: UserView;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** What an administrator does to one account, asked about first and said afterwards. */
export function UserActDialog({ act, user, onClose, onDone }: UserActDialogProps) {
  const { t } = useWording();
  const api = useApi();
  const queries = useQueryClient();
  const notify = useNotify();
  const { directoryId, anchor, displayName: name } = user;
  const params = { params: { directoryId, anchor } };
  const texts = t.users.acts;
  const acts = {
    freeze: {
      title: texts.freezeTitle,
      text: texts.freezeText(name),
      confirm: texts.freeze,
      done: texts.frozen,
      call: () => api.call(endpoints.freezeUser, params),
    },
    unfreeze: {
      title: texts.unfreezeTitle,
      text: texts.unfreezeText(name),
      confirm: texts.unfreeze,
      done: texts.unfrozen,
      call: () => api.call(endpoints.unfreezeUser, params),
    },
    endSessions: {
      title: texts.endSessionsTitle,
      text: texts.endSessionsText(name),
      confirm: texts.endSessions,
      done: texts.sessionsEnded,
      call: () => api.call(endpoints.endUserSessions, params),
    },
    delete: {
      title: texts.deleteTitle,
      text: texts.deleteText(name),
      confirm: texts.delete,
      done: texts.deleted(name),
      call: () => api.call(endpoints.deleteUser, params),
    },
  };
  const { title, text, confirm, done, call } = acts[act];
  return (
    <ConfirmDialog
      title={title}
      confirm={confirm}
      onClose={onClose}
      onConfirm={async () => {
        await call();
        notify(done);
        onDone();
        const own = [endpoints.getUser.id, { params: { directoryId, anchor } }];
        if (act === 'delete') queries.removeQueries({ queryKey: own });
        const stale = [
          endpoints.getUser,
          endpoints.listUsers,
          endpoints.overview,
          endpoints.listAuditEvents,
        ];
        await Promise.all(stale.map(({ id }) => queries.invalidateQueries({ queryKey: [id] })));
      }}
    >
      <Text>{text}</Text>
    </ConfirmDialog>
  );
}
