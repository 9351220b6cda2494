import { Badge, Button, Text } from '@fluentui/react-components';
import { useState } from 'react';
import type { CarriersView } from '../../../src/contract/carriers.ts';
import { endpoints } from '../../../src/contract/index.ts';
import { useEndpointMutation } from '../../api/queries.ts';
import { useWording } from '../../locales/context.ts';
import { ConfirmDialog } from '../../parts/ConfirmDialog.tsx';
import { type Column, DataTable } from '../../parts/DataTable.tsx';
import { useNotify } from '../../parts/notify.tsx';
import { Section } from '../../parts/Section.tsx';

type Count = CarriersView['countryCounts'][number];

interface CountryCountsProps {
  readonly view: CarriersView;
  readonly writable: boolean;
}

/** Of the codes sent to each country, how many came back; a country where too few do is paused. */
export function CountryCounts({ view, writable }: CountryCountsProps) {
  const { t, format } = useWording();
  const texts = t.carriers.counts;
  const notify = useNotify();
  const [resuming, setResuming] = useState<string | null>(null);
  const resume = useEndpointMutation(endpoints.resumeCountry, [endpoints.getCarriers]);
  const stateText = ({ pausedAt }: Count) =>
    pausedAt === null ? texts.sending : texts.paused(format.dateTime(pausedAt));
  const state = (count: Count) => (
    <Badge appearance="tint" color={count.pausedAt === null ? 'success' : 'warning'}>
      {stateText(count)}
    </Badge>
  );
  const columns: readonly Column<Count>[] = [
    {
      id: 'country',
      heading: texts.columns.country,
      cell: ({ country }) => format.country(country),
    },
    {
      id: 'sent',
      heading: texts.columns.sent,
      align: 'end',
      cell: ({ sent }) => format.number(sent),
    },
    {
      id: 'proved',
      heading: texts.columns.proved,
      align: 'end',
      cell: ({ proved }) => format.number(proved),
    },
    { id: 'state', heading: texts.columns.state, hidden: 'on-phone', cell: state },
    {
      id: 'act',
      heading: texts.columns.act,
      headingHidden: true,
      align: 'end',
      cell: ({ country, pausedAt }) =>
        pausedAt !== null && writable ? (
          <Button
            size="small"
            aria-label={texts.resumeNamed(format.country(country))}
            onClick={() => setResuming(country)}
          >
            {texts.resume}
          </Button>
        ) : null,
    },
  ];
  return (
    <Section title={texts.title} description={texts.description} flush>
      <DataTable
        label={texts.title}
        columns={columns}
        items={view.countryCounts}
        keyOf={({ country }) => country}
        summary={stateText}
        empty={texts.none}
      />
      {resuming === null ? null : (
        <ConfirmDialog
          title={texts.resumeTitle(format.country(resuming))}
          confirm={texts.resume}
          onClose={() => setResuming(null)}
          onConfirm={async () => {
            await resume.mutateAsync({ params: { country: resuming } });
            notify(texts.resumed(format.country(resuming)));
          }}
        >
          <Text>{texts.resumeText}</Text>
        </ConfirmDialog>
      )}
    </Section>
  );
}
