import { Field, Input, Textarea } from '@fluentui/react-components';
import { useState } from 'react';
import type { GroupView } from '../../../src/contract/common.ts';
import { endpoints } from '../../../src/contract/index.ts';
import { useEndpointMutation } from '../../api/queries.ts';
import { faultsByPath } from '../../forms/faults.ts';
import { FormDialogBody } from '../../forms/FormDialogBody.tsx';
import { useSending } from '../../forms/sending.ts';
import { useWording } from '../../locales/context.ts';
import { useNotify } from '../../parts/notify.tsx';
import { Modal } from '../../parts/Modal.tsx';

interface GroupEntries {
  readonly name: string;
  readonly description: string | null;
}

interface NewGroupDialogProps {
  readonly onClose: () => void;
  readonly onCreated: (group: GroupView) => void;
}

export function NewGroupDialog({ onClose, onCreated }: NewGroupDialogProps) {
  const { t } = useWording();
  const notify = useNotify();
  const create = useEndpointMutation(endpoints.createGroup, [endpoints.listGroups]);
  return (
    <GroupForm
      title={t.groups.form.addTitle}
      submit={t.groups.form.create}
      initial={{ name: '', description: '' }}
      onClose={onClose}
      onSubmit={async (body) => {
        const group = await create.mutateAsync({ body });
        notify(t.groups.form.created(group.name));
        onClose();
        onCreated(group);
      }}
    />
  );
}

interface EditGroupDialogProps {
  readonly group: GroupView;
  readonly onClose: () => void;
}

export function EditGroupDialog({ group, onClose }: EditGroupDialogProps) {
  const { t } = useWording();
  const notify = useNotify();
  const update = useEndpointMutation(endpoints.updateGroup, [
    endpoints.listGroups,
    endpoints.getGroup,
    endpoints.getPolicy,
  ]);
  const { directoryId, anchor } = group;
  return (
    <GroupForm
      title={t.groups.form.editTitle(group.name)}
      submit={t.common.save}
      initial={{ name: group.name, description: group.description ?? '' }}
      onClose={onClose}
      onSubmit={async (body) => {
        await update.mutateAsync({ params: { directoryId, anchor }, body });
        notify(t.groups.form.saved);
        onClose();
      }}
    />
  );
}

interface GroupFormProps {
  readonly title: string;
  readonly submit: string;
  readonly initial: { readonly name: string; readonly description: string };
  readonly onClose: () => void;
  readonly onSubmit: (entries: GroupEntries) => Promise<void>;
}

function GroupForm({ title, submit, initial, onClose, onSubmit }: GroupFormProps) {
  const { t } = useWording();
  const [name, setName] = useState(initial.name);
  const [description, setDescription] = useState(initial.description);
  const { tries, busy, problem, send } = useSending();
  const faults = faultsByPath(problem);
  const missing = tries > 0 && name.trim() === '' ? t.problems.field.required : undefined;
  const messageOfField = (message: string | undefined) =>
    message === undefined ? {} : { validationMessage: message };

  const entries = {
    name: name.trim(),
    description: description.trim() === '' ? null : description.trim(),
  };
  return (
    <Modal firm onClose={onClose}>
      <FormDialogBody
        title={title}
        submit={submit}
        busy={busy}
        error={problem}
        tries={tries}
        onSend={() => void send(entries.name !== '', () => onSubmit(entries))}
        onClose={onClose}
      >
        <Field
          required
          label={t.groups.form.name}
          {...messageOfField(missing ?? faults.get('name'))}
        >
          <Input
            value={name}
            maxLength={128}
            autoComplete="off"
            onChange={(_, data) => setName(data.value)}
          />
        </Field>
        <Field label={t.groups.form.description} {...messageOfField(faults.get('description'))}>
          <Textarea
            value={description}
            maxLength={512}
            onChange={(_, data) => setDescription(data.value)}
          />
        </Field>
      </FormDialogBody>
    </Modal>
  );
}
