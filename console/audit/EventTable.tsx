import { Text } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useLocation, useNavigate } from 'react-router';
import type { AuditRecordView } from '../../src/contract/activity.ts';
import { useWording } from '../locales/context.ts';
import { DataTable, type Column } from '../parts/DataTable.tsx';
import { PlaceLink } from '../parts/PlaceLink.tsx';
import { actorText, subjectText, typeText } from './describe.ts';
import { OutcomeBadge } from './OutcomeBadge.tsx';

interface EventTableProps {
  readonly label: string;
  readonly events: readonly AuditRecordView[] | undefined;
  readonly empty: ReactNode;
  /** Of the event whose details are open. */
  readonly openId?: string | undefined;
  /** Details open over the list, whose filter stays in the address. */
  readonly keepFilter?: boolean;
}

export function EventTable({ label, events, empty, openId, keepFilter = false }: EventTableProps) {
  const { t, format } = useWording();
  const navigate = useNavigate();
  const { search } = useLocation();
  const placeOf = (event: AuditRecordView) => ({
    pathname: `/audit-logs/${encodeURIComponent(event.id)}`,
    search: keepFilter ? search : '',
  });
  const texts = t.audit.columns;
  const columns: readonly Column<AuditRecordView>[] = [
    {
      id: 'activity',
      heading: texts.activity,
      cell: (event) => <PlaceLink to={placeOf(event)}>{typeText(event.type, t)}</PlaceLink>,
    },
    {
      id: 'outcome',
      heading: texts.outcome,
      width: '7.5rem',
      cell: (event) => <OutcomeBadge outcome={event.outcome} />,
    },
    {
      id: 'actor',
      heading: texts.actor,
      hidden: 'when-narrow',
      cell: (event) => actorText(event.actor, t),
    },
    {
      id: 'subject',
      heading: texts.subject,
      hidden: 'on-phone',
      cell: (event) => subjectText(event) ?? '–',
    },
    {
      id: 'time',
      heading: texts.time,
      hidden: 'on-phone',
      width: '12.5rem',
      cell: (event) => format.exactTime(event.at),
    },
  ];
  return (
    <DataTable
      label={label}
      columns={columns}
      items={events}
      keyOf={(event) => event.id}
      isOpen={(event) => event.id === openId}
      onOpen={(event) => void navigate(placeOf(event))}
      empty={empty}
      summary={(event) => (
        <>
          <Text size={200} block>
            {subjectText(event) ?? actorText(event.actor, t)}
          </Text>
          {format.exactTime(event.at)}
        </>
      )}
    />
  );
}
