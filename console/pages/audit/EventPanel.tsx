import { makeStyles, Spinner, Text, tokens, typographyStyles } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useLocation, useNavigate, useParams } from 'react-router';
import type { AuditRecordView } from '../../../src/contract/activity.ts';
import { endpoints } from '../../../src/contract/index.ts';
import { useApi } from '../../api/context.ts';
import { endpointQuery } from '../../api/queries.ts';
import { useCan } from '../../api/session.ts';
import { actorText, fieldName, policyChangesOf, typeText } from '../../audit/describe.ts';
import { OutcomeBadge } from '../../audit/OutcomeBadge.tsx';
import { useWording } from '../../locales/context.ts';
import { Facts } from '../../parts/Facts.tsx';
import { Panel } from '../../parts/Panel.tsx';
import { PlaceLink } from '../../parts/PlaceLink.tsx';
import { Problem } from '../../parts/Problem.tsx';
import { ChangeTable } from '../../policy/ChangeTable.tsx';

const useStyles = makeStyles({
  heading: { ...typographyStyles.subtitle2, margin: 0, marginBottom: tokens.spacingVerticalS },
  code: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: 'anywhere',
    whiteSpace: 'pre-wrap',
    margin: 0,
  },
});

export function EventPanel() {
  const { t } = useWording();
  const { id = '' } = useParams();
  const navigate = useNavigate();
  const { search } = useLocation();
  const event = useQuery({
    ...endpointQuery(useApi(), endpoints.getAuditEvent, { params: { id } }),
    // What is recorded never changes.
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <Panel
      title={event.data === undefined ? t.audit.title : typeText(event.data.type, t)}
      onClose={() => void navigate({ pathname: '/audit-logs', search })}
    >
      {event.isPending ? <Spinner label={t.common.loading} /> : null}
      {event.isError ? <Problem error={event.error} retry={() => void event.refetch()} /> : null}
      {event.data === undefined ? null : <EventDetails event={event.data} />}
    </Panel>
  );
}

function EventDetails({ event }: { readonly event: AuditRecordView }) {
  const styles = useStyles();
  const { t, format } = useWording();
  const texts = t.audit.panel;
  const changes = policyChangesOf(event);
  const fields = Object.entries(event.fields).filter(
    ([name]) => changes === null || (name !== 'before' && name !== 'after'),
  );
  const code = (text: string | null) =>
    text === null ? null : <span className={styles.code}>{text}</span>;
  const correlation =
    event.correlationId === null ? null : (
      <>
        {code(event.correlationId)}
        <br />
        <PlaceLink to={`/audit-logs?search=${encodeURIComponent(event.correlationId)}`}>
          {texts.allOfThis}
        </PlaceLink>
      </>
    );
  return (
    <>
      <Facts
        facts={[
          { name: texts.time, value: format.exactTime(event.at) },
          { name: texts.outcome, value: <OutcomeBadge outcome={event.outcome} /> },
          { name: texts.actor, value: actorWithKind(event, t) },
          { name: texts.subject, value: <Subject event={event} /> },
          { name: texts.target, value: code(event.target) },
          { name: texts.ip, value: code(event.ip) },
          { name: texts.userAgent, value: event.userAgent },
          { name: texts.correlation, value: correlation },
        ]}
      />
      <section>
        <h3 className={styles.heading}>{texts.fields}</h3>
        {changes === null ? null : <ChangeTable label={texts.fields} changes={changes} withPaths />}
        {fields.length === 0 ? (
          <Text>{texts.noFields}</Text>
        ) : (
          <Facts
            facts={fields.map(([name, value]) => ({
              name: fieldName(name, t),
              value: <pre className={styles.code}>{fieldText(value)}</pre>,
            }))}
          />
        )}
      </section>
      <Facts
        facts={[
          { name: texts.code, value: code(event.type) },
          { name: texts.number, value: format.number(event.seq) },
          { name: texts.id, value: code(event.id) },
          { name: texts.hash, value: code(event.hash) },
        ]}
      />
    </>
  );
}

function actorWithKind(event: AuditRecordView, t: ReturnType<typeof useWording>['t']): string {
  const kind = t.audit.actors[event.actor.kind] ?? event.actor.kind;
  const name = actorText(event.actor, t);
  return name === kind ? kind : `${name} (${kind})`;
}

function Subject({ event: { subject } }: { readonly event: AuditRecordView }) {
  const can = useCan();
  if (subject === null) return '–';
  if (!can('users.read')) return subject.name;
  const place = `/users/${encodeURIComponent(subject.directoryId)}/${encodeURIComponent(subject.anchor)}`;
  return <PlaceLink to={place}>{subject.name}</PlaceLink>;
}

function fieldText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}
