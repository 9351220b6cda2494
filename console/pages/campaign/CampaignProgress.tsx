import { makeStyles, Text, tokens, typographyStyles } from '@fluentui/react-components';
import type { CampaignView } from '../../../src/contract/campaign.ts';
import { useWording } from '../../locales/context.ts';
import { usePageTexts } from '../../locales/page-texts.ts';
import { type Column, DataTable } from '../../parts/DataTable.tsx';
import { Section } from '../../parts/Section.tsx';
import { progressOf } from './progress.ts';

type Campaign = NonNullable<CampaignView['campaign']>;
type Day = Campaign['days'][number];

const useStyles = makeStyles({
  counts: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXXL, margin: 0 },
  count: { display: 'flex', flexDirection: 'column-reverse' },
  figure: { ...typographyStyles.title3, margin: 0 },
});

/** How far a campaign is: who registered, who was reminded how often, and what happened on each day. */
export function CampaignProgress({ campaign }: { readonly campaign: Campaign }) {
  const styles = useStyles();
  const { format } = useWording();
  const texts = usePageTexts('campaign');
  const { registered, missing, unreachable, reminded } = progressOf(campaign.people);
  const columns: readonly Column<Day>[] = [
    { id: 'day', heading: texts.day, cell: ({ day }) => day },
    { id: 'sent', heading: texts.sent, cell: ({ sent }) => format.number(sent) },
    {
      id: 'registered',
      heading: texts.registeredThen,
      cell: ({ registered: then }) => format.number(then),
    },
  ];
  const counts = (list: readonly (readonly [string, number])[]) => (
    <dl className={styles.counts}>
      {list.map(([name, count]) => (
        <div key={name} className={styles.count}>
          <dt>{name}</dt>
          <dd className={styles.figure}>{format.number(count)}</dd>
        </div>
      ))}
    </dl>
  );
  return (
    <Section title={texts.progressTitle} description={texts.progressDescription}>
      {campaign.people.length === 0 && campaign.state === 'running' ? (
        <Text>{texts.notYet}</Text>
      ) : null}
      {counts([
        [texts.registered, registered],
        [texts.missing, missing],
        [texts.unreachable, unreachable],
      ])}
      {missing === 0 ? null : (
        <>
          <Text weight="semibold">{texts.ofMissing}</Text>
          {counts(reminded.map(({ times, count }) => [texts.reminded(times), count] as const))}
        </>
      )}
      <Text weight="semibold">{texts.daysTitle}</Text>
      <DataTable
        label={texts.daysTitle}
        columns={columns}
        items={campaign.days.toReversed()}
        keyOf={({ day }) => day}
        empty={texts.noDays}
      />
    </Section>
  );
}
