import {
  makeStyles,
  MessageBar,
  MessageBarBody,
  Spinner,
  Text,
  Toolbar,
  ToolbarButton,
} from '@fluentui/react-components';
import { DeleteRegular, EditRegular } from '@fluentui/react-icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation, useNavigate, useParams } from 'react-router';
import { endpoints } from '../../../src/contract/index.ts';
import { type GroupRef, sameGroup } from '../../../src/contract/shapes.ts';
import { useApi } from '../../api/context.ts';
import { endpointQuery } from '../../api/queries.ts';
import type { CallResult } from '../../api/types.ts';
import { useCan } from '../../api/session.ts';
import { useWording } from '../../locales/context.ts';
import { ConfirmDialog } from '../../parts/ConfirmDialog.tsx';
import { Facts } from '../../parts/Facts.tsx';
import { useNotify } from '../../parts/notify.tsx';
import { Panel } from '../../parts/Panel.tsx';
import { Problem } from '../../parts/Problem.tsx';
import { useIsManaged } from '../../people/directories.ts';
import { EditGroupDialog } from './GroupForm.tsx';
import { GroupMembers } from './GroupMembers.tsx';

type GroupDetail = CallResult<typeof endpoints.getGroup>;

const useStyles = makeStyles({ toolbar: { flexWrap: 'wrap', paddingInline: 0 } });

export function GroupPanel() {
  const { t } = useWording();
  const { directoryId = '', anchor = '' } = useParams();
  const navigate = useNavigate();
  const { search } = useLocation();
  const group = useQuery(
    endpointQuery(useApi(), endpoints.getGroup, { params: { directoryId, anchor } }),
  );
  const close = () => void navigate({ pathname: '/groups', search });
  return (
    <Panel title={group.data?.name ?? t.groups.title} onClose={close}>
      {group.isPending ? <Spinner label={t.common.loading} /> : null}
      {group.isError ? <Problem error={group.error} retry={() => void group.refetch()} /> : null}
      {group.data === undefined ? null : <GroupDetails group={group.data} onGone={close} />}
    </Panel>
  );
}

interface GroupDetailsProps {
  readonly group: GroupDetail;
  readonly onGone: () => void;
}

function GroupDetails({ group, onGone }: GroupDetailsProps) {
  const styles = useStyles();
  const { t, format } = useWording();
  const can = useCan();
  const isManaged = useIsManaged();
  const use = usePolicyUse(group);
  const [act, setAct] = useState<'edit' | 'delete' | null>(null);
  const texts = t.groups.panel;
  const writable = can('groups.write') && isManaged(group.directoryId);
  return (
    <>
      {writable ? (
        <Toolbar className={styles.toolbar} size="small" aria-label={t.common.more}>
          <ToolbarButton icon={<EditRegular />} onClick={() => setAct('edit')}>
            {texts.edit}
          </ToolbarButton>
          <ToolbarButton icon={<DeleteRegular />} onClick={() => setAct('delete')}>
            {texts.delete}
          </ToolbarButton>
        </Toolbar>
      ) : null}
      {use === null ? null : (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>{texts.inPolicy[use]}</MessageBarBody>
        </MessageBar>
      )}
      <Facts
        facts={[
          { name: texts.description, value: group.description },
          { name: texts.directly, value: format.number(group.directMembers) },
          { name: texts.all, value: format.number(group.allMembers) },
          { name: texts.id, value: group.anchor },
        ]}
      />
      <GroupMembers group={group} writable={writable} />
      {act === 'edit' ? <EditGroupDialog group={group} onClose={() => setAct(null)} /> : null}
      {act === 'delete' ? (
        <DeleteGroupDialog
          group={group}
          inPolicy={use !== null}
          onClose={() => setAct(null)}
          onGone={onGone}
        />
      ) : null}
    </>
  );
}

/** What the policy in force says of a group. */
function usePolicyUse(group: GroupRef): 'included' | 'excluded' | null {
  const can = useCan();
  const policy = useQuery({
    ...endpointQuery(useApi(), endpoints.getPolicy),
    enabled: can('policy.read'),
  });
  const scope = policy.data?.policy.scope;
  if (scope === undefined) return null;
  if (scope.excludeGroups.some((one) => sameGroup(one, group))) return 'excluded';
  return scope.includeGroups.some((one) => sameGroup(one, group)) ? 'included' : null;
}

interface DeleteGroupDialogProps extends GroupDetailsProps {
  readonly inPolicy: boolean;
  readonly onClose: () => void;
}

function DeleteGroupDialog({ group, inPolicy, onClose, onGone }: DeleteGroupDialogProps) {
  const { t } = useWording();
  const api = useApi();
  const queries = useQueryClient();
  const notify = useNotify();
  const texts = t.groups.panel;
  const params = { directoryId: group.directoryId, anchor: group.anchor };
  return (
    <ConfirmDialog
      title={texts.deleteTitle(group.name)}
      confirm={texts.delete}
      onClose={onClose}
      onConfirm={async () => {
        await api.call(endpoints.deleteGroup, { params });
        notify(texts.deleted(group.name));
        onGone();
        queries.removeQueries({ queryKey: [endpoints.getGroup.id, { params }] });
        const stale = [
          endpoints.listGroups,
          endpoints.getPolicy,
          endpoints.getUser,
          endpoints.overview,
        ];
        await Promise.all(stale.map(({ id }) => queries.invalidateQueries({ queryKey: [id] })));
      }}
    >
      <Text block>{texts.deleteText(group.allMembers)}</Text>
      {inPolicy ? (
        <Text block weight="semibold">
          {texts.deletePolicyText}
        </Text>
      ) : null}
    </ConfirmDialog>
  );
}
