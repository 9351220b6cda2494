import { Button, Divider, Field, Input, Spinner } from '@fluentui/react-components';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type SubmitEvent } from 'react';
import { useNavigate } from 'react-router';
import { endpoints } from '../../../src/contract/index.ts';
import { useApi } from '../../api/context.ts';
import { endpointQuery } from '../../api/queries.ts';
import { sessionKey } from '../../api/session.ts';
import { faultsByPath } from '../../forms/faults.ts';
import { useFaultFocus } from '../../forms/focus.ts';
import { useWording } from '../../locales/context.ts';
import { Doorstep } from '../../parts/Doorstep.tsx';
import { PasswordInput } from '../../parts/PasswordInput.tsx';
import { PlaceLink } from '../../parts/PlaceLink.tsx';
import { Problem } from '../../parts/Problem.tsx';

export function SetUp() {
  const { t } = useWording();
  const state = useQuery(endpointQuery(useApi(), endpoints.setUpState));
  if (state.isPending) {
    return <Spinner label={t.common.loading} style={{ minHeight: '100dvh' }} />;
  }
  if (state.data === undefined) {
    return <Problem error={state.error} retry={() => void state.refetch()} />;
  }
  if (!state.data.required) {
    return (
      <Doorstep title={t.access.setUp.title} description={t.access.setUp.done}>
        <PlaceLink to="/sign-in">{t.access.setUp.toSignIn}</PlaceLink>
      </Doorstep>
    );
  }
  return (
    <Doorstep title={t.access.setUp.title} description={t.access.setUp.explanation}>
      <SetUpForm />
    </Doorstep>
  );
}

const blank = {
  token: '',
  organisation: '',
  username: '',
  displayName: '',
  mail: '',
  password: '',
  repeat: '',
};
type Entry = keyof typeof blank;

function SetUpForm() {
  const { t } = useWording();
  const api = useApi();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [entries, setEntries] = useState(blank);
  const [tries, setTries] = useState(0);
  const form = useFaultFocus(tries);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const faults = faultsByPath(problem);
  const texts = t.access.setUp;

  const messageFor = (entry: Entry): string | undefined => {
    if (tries > 0 && entries[entry].trim() === '') return t.problems.field.required;
    if (tries > 0 && entry === 'repeat' && entries.repeat !== entries.password) return texts.differ;
    return faults.get(entry);
  };
  const field = (entry: Entry) => {
    const message = messageFor(entry);
    return message === undefined ? {} : { validationMessage: message };
  };
  const input = (entry: Entry) => ({
    value: entries[entry],
    onChange: (_: unknown, data: { readonly value: string }) =>
      setEntries((before) => ({ ...before, [entry]: data.value })),
  });

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setTries(tries + 1);
    setProblem(null);
    const { repeat, ...body } = entries;
    if (Object.values(entries).some((value) => value.trim() === '')) return;
    if (repeat !== body.password) return;
    setBusy(true);
    try {
      await api.call(endpoints.setUp, { body });
      const signedIn = await api.call(endpoints.signIn, {
        body: { identifier: body.username, password: body.password },
      });
      queries.clear();
      queries.setQueryData(sessionKey, signedIn);
      await navigate('/', { replace: true });
    } catch (error) {
      setProblem(error);
      setTries((before) => before + 1);
      setBusy(false);
    }
  };

  return (
    <form
      ref={form}
      noValidate
      onSubmit={(event) => void submit(event)}
      style={{ display: 'flex', flexDirection: 'column', gap: 16 }}
    >
      {problem === null ? null : <Problem error={problem} />}
      <Field label={texts.token} hint={texts.tokenHelp} {...field('token')}>
        <PasswordInput {...input('token')} autoComplete="off" />
      </Field>
      <Field label={texts.organisation} hint={texts.organisationHelp} {...field('organisation')}>
        <Input {...input('organisation')} autoComplete="organization" maxLength={128} />
      </Field>
      <Divider alignContent="start">{texts.administrator}</Divider>
      <Field label={texts.displayName} {...field('displayName')}>
        <Input {...input('displayName')} autoComplete="name" maxLength={128} />
      </Field>
      <Field label={texts.username} {...field('username')}>
        <Input
          {...input('username')}
          autoComplete="username"
          autoCapitalize="off"
          spellCheck={false}
          maxLength={128}
        />
      </Field>
      <Field label={texts.mail} hint={texts.mailHelp} {...field('mail')}>
        <Input {...input('mail')} type="email" autoComplete="email" maxLength={254} />
      </Field>
      <Field label={texts.password} hint={texts.passwordHelp} {...field('password')}>
        <PasswordInput {...input('password')} autoComplete="new-password" />
      </Field>
      <Field label={texts.repeat} {...field('repeat')}>
        <PasswordInput {...input('repeat')} autoComplete="new-password" />
      </Field>
      <Button type="submit" appearance="primary" size="large" disabledFocusable={busy}>
        {busy ? texts.busy : texts.submit}
      </Button>
    </form>
  );
}
