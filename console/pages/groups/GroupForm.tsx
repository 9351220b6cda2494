import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogTitle,
  Field,
  Input,
  makeStyles,
  Textarea,
  tokens,
} from '@fluentui/react-components';
import { useState, type SubmitEvent } from 'react';
import type { GroupView } from '../../../src/contract/common.ts';
import { endpoints } from '../../../src/contract/index.ts';
import { useEndpointMutation } from '../../api/queries.ts';
import { useFaultFocus } from '../../forms/focus.ts';
import { faultsByPath } from '../../forms/faults.ts';
import { useWording } from '../../locales/context.ts';
import { useNotify } from '../../parts/notify.tsx';
import { Problem } from '../../parts/Problem.tsx';
import { Modal } from '../../parts/Modal.tsx';

const useStyles = makeStyles({
  fields: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
});

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
  const styles = useStyles();
  const { t } = useWording();
  const [name, setName] = useState(initial.name);
  const [description, setDescription] = useState(initial.description);
  const [tries, setTries] = useState(0);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const form = useFaultFocus(tries);
  const faults = faultsByPath(problem);
  const missing = tries > 0 && name.trim() === '' ? t.problems.field.required : undefined;
  const messageOfField = (message: string | undefined) =>
    message === undefined ? {} : { validationMessage: message };

  const send = async (event: SubmitEvent) => {
    event.preventDefault();
    setProblem(null);
    setTries(tries + 1);
    if (name.trim() === '') return;
    setBusy(true);
    try {
      await onSubmit({
        name: name.trim(),
        description: description.trim() === '' ? null : description.trim(),
      });
    } catch (error) {
      setProblem(error);
      setTries((before) => before + 1);
      setBusy(false);
    }
  };

  return (
    <Modal firm onClose={onClose}>
      <form ref={form} noValidate onSubmit={(event) => void send(event)}>
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent className={styles.fields}>
            {problem === null ? null : <Problem error={problem} />}
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
          </DialogContent>
          <DialogActions>
            <Button type="submit" appearance="primary" disabledFocusable={busy}>
              {submit}
            </Button>
            <Button onClick={onClose}>{t.common.cancel}</Button>
          </DialogActions>
        </DialogBody>
      </form>
    </Modal>
  );
}
