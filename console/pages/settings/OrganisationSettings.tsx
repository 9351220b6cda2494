import { Button, Field, Input, Spinner } from '@fluentui/react-components';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type SubmitEvent } from 'react';
import { endpoints } from '../../../src/contract/index.ts';
import { useApi } from '../../api/context.ts';
import { isProblem } from '../../api/problem.ts';
import { endpointQuery } from '../../api/queries.ts';
import type { CallResult } from '../../api/types.ts';
import { sessionKey, useCan } from '../../api/session.ts';
import { faultsByPath } from '../../forms/faults.ts';
import { useWording } from '../../locales/context.ts';
import { useNotify } from '../../parts/notify.tsx';
import { Page } from '../../parts/Page.tsx';
import { Problem } from '../../parts/Problem.tsx';
import { Section } from '../../parts/Section.tsx';
import { LeaveDialog } from '../../policy/LeaveDialog.tsx';
import { useLeaveGuard } from '../../policy/guard.ts';

type Organisation = CallResult<typeof endpoints.getOrganisation>;

export function OrganisationSettings() {
  const { t } = useWording();
  const organisation = useQuery(endpointQuery(useApi(), endpoints.getOrganisation));
  const texts = t.configuration.organisation;
  return (
    <Page title={texts.title} description={texts.description} form>
      {organisation.isPending ? <Spinner label={t.common.loading} /> : null}
      {organisation.isError ? (
        <Problem error={organisation.error} retry={() => void organisation.refetch()} />
      ) : null}
      {organisation.data === undefined ? null : (
        <OrganisationForm organisation={organisation.data} />
      )}
    </Page>
  );
}

function OrganisationForm({ organisation }: { readonly organisation: Organisation }) {
  const { t } = useWording();
  const api = useApi();
  const queries = useQueryClient();
  const can = useCan();
  const notify = useNotify();
  const [name, setName] = useState(organisation.name);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const texts = t.configuration.organisation;
  const writable = can('settings.write');
  const changed = name.trim() !== organisation.name;
  const blocker = useLeaveGuard(changed);
  const query = endpointQuery(api, endpoints.getOrganisation);
  const fault = name.trim() === '' ? t.problems.field.required : faultsByPath(problem).get('name');

  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    if (!changed || name.trim() === '') return;
    setBusy(true);
    setProblem(null);
    try {
      const saved = await api.call(endpoints.replaceOrganisation, {
        body: { name: name.trim(), version: organisation.version },
      });
      queries.setQueryData(query.queryKey, saved);
      notify(texts.saved);
      await Promise.all([
        queries.invalidateQueries({ queryKey: [endpoints.overview.id] }),
        queries.invalidateQueries({ queryKey: sessionKey }),
      ]);
    } catch (error) {
      setProblem(error);
      if (isProblem(error, 'conflict')) {
        const theirs = await queries.fetchQuery({ ...query, staleTime: 0 });
        setName(theirs.name);
      }
    } finally {
      setBusy(false);
    }
  };

  return (
    <form noValidate onSubmit={(event) => void save(event)}>
      <Section title={texts.shown}>
        {problem === null ? null : <Problem error={problem} />}
        <Field
          label={texts.name}
          hint={texts.nameHelp}
          {...(fault === undefined ? {} : { validationMessage: fault })}
        >
          <Input
            value={name}
            maxLength={128}
            readOnly={!writable}
            onChange={(_, data) => setName(data.value)}
          />
        </Field>
        {writable ? (
          <div>
            <Button type="submit" appearance="primary" disabledFocusable={busy || !changed}>
              {busy ? t.common.saving : t.common.save}
            </Button>
          </div>
        ) : null}
      </Section>
      {blocker.state === 'blocked' ? (
        <LeaveDialog onStay={() => blocker.reset()} onLeave={() => blocker.proceed()} />
      ) : null}
    </form>
  );
}
