import { Button, Field, Input, Link, MessageBar, MessageBarBody } from '@fluentui/react-components';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState, type SubmitEvent } from 'react';
import { Navigate, useNavigate, useSearchParams } from 'react-router';
import { endpoints } from '../../../src/contract/index.ts';
import { useApi } from '../../api/context.ts';
import { endpointQuery } from '../../api/queries.ts';
import { sessionKey, sessionQuery } from '../../api/session.ts';
import { useWording } from '../../locales/context.ts';
import { Doorstep } from '../../parts/Doorstep.tsx';
import { PasswordInput } from '../../parts/PasswordInput.tsx';
import { Problem } from '../../parts/Problem.tsx';
import { placeWithin } from './place.ts';

export function SignIn() {
  const { t } = useWording();
  const api = useApi();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const session = useQuery(sessionQuery(api));
  const setUp = useQuery(endpointQuery(api, endpoints.setUpState));
  const [identifier, setIdentifier] = useState('');
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const identifierInput = useRef<HTMLInputElement>(null);
  const passwordInput = useRef<HTMLInputElement>(null);
  const kept = search.get('to');
  const place = placeWithin(kept);

  if (setUp.data?.required === true) return <Navigate to="/set-up" replace />;
  if (session.data !== null && session.data !== undefined) return <Navigate to={place} replace />;

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    if (identifier.trim() === '' || password === '') {
      (identifier.trim() === '' ? identifierInput : passwordInput).current?.focus();
      return;
    }
    setBusy(true);
    setProblem(null);
    try {
      const signedIn = await api.call(endpoints.signIn, { body: { identifier, password } });
      queries.setQueryData(sessionKey, signedIn);
      await navigate(place, { replace: true });
    } catch (error) {
      setProblem(error);
      setPassword('');
      setTried(false);
      setBusy(false);
      passwordInput.current?.focus();
    }
  };

  const missing = (value: string) =>
    tried && value.trim() === '' ? { validationMessage: t.problems.field.required } : {};

  return (
    <Doorstep title={t.access.signIn.title} description={t.access.signIn.onlyAdministrators}>
      {kept === null || problem !== null ? null : (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>{t.access.signIn.ended}</MessageBarBody>
        </MessageBar>
      )}
      {problem === null ? null : <Problem error={problem} />}
      <form
        noValidate
        onSubmit={(event) => void submit(event)}
        style={{ display: 'flex', flexDirection: 'column', gap: 16 }}
      >
        <Field label={t.access.signIn.identifier} {...missing(identifier)}>
          <Input
            input={{ ref: identifierInput }}
            size="large"
            autoComplete="username"
            autoCapitalize="off"
            spellCheck={false}
            value={identifier}
            onChange={(_, data) => setIdentifier(data.value)}
          />
        </Field>
        <Field label={t.access.signIn.password} {...missing(password)}>
          <PasswordInput
            inputRef={passwordInput}
            size="large"
            autoComplete="current-password"
            value={password}
            onChange={(_, data) => setPassword(data.value)}
          />
        </Field>
        <Button type="submit" appearance="primary" size="large" disabledFocusable={busy}>
          {busy ? t.access.signIn.busy : t.access.signIn.submit}
        </Button>
      </form>
      {/* The portal is a site of its own, outside the console. */}
      <Link href="/reset">{t.access.signIn.forgotten}</Link>
    </Doorstep>
  );
}
