import {
  Button,
  Field,
  Input,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Spinner,
  Text,
  tokens,
} from '@fluentui/react-components';
import { SearchRegular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { useState, type SubmitEvent } from 'react';
import { useSearchParams } from 'react-router';
import { endpoints } from '../../../src/contract/index.ts';
import { useApi } from '../../api/context.ts';
import { isProblem } from '../../api/problem.ts';
import { endpointQuery } from '../../api/queries.ts';
import type { CallResult } from '../../api/types.ts';
import { useCan } from '../../api/session.ts';
import { useWording } from '../../locales/context.ts';
import { Facts } from '../../parts/Facts.tsx';
import { Page } from '../../parts/Page.tsx';
import { PlaceLink } from '../../parts/PlaceLink.tsx';
import { Problem } from '../../parts/Problem.tsx';
import { Section } from '../../parts/Section.tsx';
import { readReference } from './reference.ts';
import { Timeline } from './Timeline.tsx';

type ResetDossier = CallResult<typeof endpoints.resetByReference>;

const useStyles = makeStyles({
  form: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-end',
    gap: tokens.spacingHorizontalM,
  },
  input: { fontFamily: tokens.fontFamilyMonospace, textTransform: 'uppercase' },
});

export function Support() {
  const styles = useStyles();
  const { t } = useWording();
  const [search, setSearch] = useSearchParams();
  const reference = readReference(search.get('reference') ?? '');
  const [typed, setTyped] = useState(reference);
  const reset = useQuery({
    ...endpointQuery(useApi(), endpoints.resetByReference, { params: { reference } }),
    enabled: reference.length >= 4,
  });
  const texts = t.support;

  const look = (event: SubmitEvent) => {
    event.preventDefault();
    const wanted = readReference(typed);
    setTyped(wanted);
    if (wanted === reference) void reset.refetch();
    else setSearch(wanted === '' ? {} : { reference: wanted });
  };

  return (
    <Page title={texts.title} description={texts.description} form>
      <form className={styles.form} onSubmit={look}>
        <Field label={texts.reference}>
          <Input
            size="large"
            input={{ className: styles.input }}
            value={typed}
            placeholder={texts.placeholder}
            autoComplete="off"
            spellCheck={false}
            maxLength={16}
            onChange={(_, data) => setTyped(data.value)}
          />
        </Field>
        <Button type="submit" size="large" appearance="primary" icon={<SearchRegular />}>
          {texts.look}
        </Button>
      </form>
      <MessageBar intent="info" layout="multiline">
        <MessageBarBody>{texts.caution}</MessageBarBody>
      </MessageBar>
      <div aria-live="polite">
        {reset.isLoading ? <Spinner label={t.common.loading} /> : null}
        {reset.isError ? <NotFound error={reset.error} reference={reference} /> : null}
        {reset.data === undefined ? null : <Dossier reset={reset.data} />}
      </div>
    </Page>
  );
}

function NotFound({ error, reference }: { readonly error: unknown; readonly reference: string }) {
  const { t } = useWording();
  if (!isProblem(error, 'not-found')) return <Problem error={error} />;
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>{t.support.notFound(reference)}</MessageBarBody>
    </MessageBar>
  );
}

function Dossier({ reset }: { readonly reset: ResetDossier }) {
  const { t, format } = useWording();
  const can = useCan();
  const texts = t.support;
  const { user } = reset;
  const place =
    user === null
      ? ''
      : `/users/${encodeURIComponent(user.directoryId)}/${encodeURIComponent(user.anchor)}`;
  return (
    <div style={{ display: 'flex', flexDirection: 'column', gap: 16 }}>
      <Section title={texts.states[reset.kind][reset.state]} description={reset.reference}>
        <Facts
          facts={[
            { name: texts.kind, value: texts.kinds[reset.kind] },
            { name: texts.person, value: user?.username ?? texts.unknownPerson },
            { name: texts.started, value: format.exactTime(reset.startedAt) },
            { name: texts.expires, value: format.exactTime(reset.expiresAt) },
          ]}
        />
        {user !== null && can('users.read') ? (
          <PlaceLink to={place}>{texts.openUser}</PlaceLink>
        ) : null}
      </Section>
      <Section title={texts.timeline}>
        {reset.events.length === 0 ? (
          <Text>{t.audit.none}</Text>
        ) : (
          <Timeline events={reset.events} />
        )}
      </Section>
    </div>
  );
}
