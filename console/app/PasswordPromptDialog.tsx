import { Field, Text } from '@fluentui/react-components';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, useSyncExternalStore } from 'react';
import { endpoints } from '../../src/contract/index.ts';
import { useApi } from '../api/context.ts';
import { sessionKey, sessionQuery } from '../api/session.ts';
import { FormDialogBody } from '../forms/FormDialogBody.tsx';
import { useWording } from '../locales/context.ts';
import { Modal } from '../parts/Modal.tsx';
import { PasswordInput } from '../parts/PasswordInput.tsx';
import { messageOf } from '../parts/Problem.tsx';
import type { PasswordPrompt } from './password-prompt.ts';

/** Asks for the password again, after which the call that needed it is repeated. */
export function PasswordPromptDialog({ prompt }: { readonly prompt: PasswordPrompt }) {
  const open = useSyncExternalStore(prompt.subscribe, prompt.isOpen);
  if (!open) return null;
  return (
    <Modal firm onClose={() => prompt.answer(false)}>
      <PasswordForm prompt={prompt} />
    </Modal>
  );
}

function PasswordForm({ prompt }: { readonly prompt: PasswordPrompt }) {
  const { t } = useWording();
  const api = useApi();
  const queries = useQueryClient();
  const session = useQuery(sessionQuery(api));
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const username = session.data?.user.username ?? '';

  const submit = async () => {
    if (password === '') {
      setProblem(t.problems.field.required);
      return;
    }
    setBusy(true);
    try {
      const signedIn = await api.call(endpoints.reauthenticate, { body: { password } });
      queries.setQueryData(sessionKey, signedIn);
      prompt.answer(true);
    } catch (error) {
      setPassword('');
      setProblem(messageOf(error, t));
      setBusy(false);
    }
  };

  return (
    <FormDialogBody
      title={t.access.reauthenticate.title}
      intro={<Text block>{t.access.reauthenticate.explanation(username)}</Text>}
      submit={t.access.reauthenticate.submit}
      busy={busy}
      onSend={() => void submit()}
      onClose={() => prompt.answer(false)}
    >
      <input type="hidden" name="username" autoComplete="username" value={username} readOnly />
      <Field
        label={t.access.signIn.password}
        {...(problem === null ? {} : { validationMessage: problem })}
      >
        <PasswordInput
          value={password}
          onChange={(_, data) => setPassword(data.value)}
          autoComplete="current-password"
          autoFocus
        />
      </Field>
    </FormDialogBody>
  );
}
