import {
  Badge,
  Button,
  Divider,
  makeStyles,
  mergeClasses,
  ProgressBar,
  Skeleton,
  SkeletonItem,
  Text,
  tokens,
  typographyStyles,
} from '@fluentui/react-components';
import {
  ArrowRightRegular,
  CheckmarkCircleFilled,
  ErrorCircleFilled,
  WarningFilled,
} from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import type { Overview as OverviewView } from '../../../src/contract/activity.ts';
import { endpoints } from '../../../src/contract/index.ts';
import { pathOf } from '../../app/navigation.ts';
import { useApi } from '../../api/context.ts';
import { endpointQuery } from '../../api/queries.ts';
import { useCan } from '../../api/session.ts';
import { EventTable } from '../../audit/EventTable.tsx';
import { useWording } from '../../locales/context.ts';
import { breakpoints } from '../../parts/breakpoints.ts';
import { Page } from '../../parts/Page.tsx';
import { PlaceLink } from '../../parts/PlaceLink.tsx';
import { Problem } from '../../parts/Problem.tsx';
import { Section } from '../../parts/Section.tsx';
import { SilentDirectories } from '../../people/SilentDirectories.tsx';
import { adviceFor, type Advice } from './advice.ts';

const useStyles = makeStyles({
  status: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalL,
    padding: tokens.spacingHorizontalXL,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    [breakpoints.phone]: { padding: tokens.spacingHorizontalM },
  },
  sign: { fontSize: '32px', display: 'flex', flexShrink: 0 },
  on: { color: tokens.colorStatusSuccessForeground1 },
  off: { color: tokens.colorNeutralForeground3 },
  statusText: { flexGrow: 1, flexBasis: '16rem', minWidth: 0 },
  statusTitle: { ...typographyStyles.subtitle1, margin: 0 },
  muted: { color: tokens.colorNeutralForeground2 },
  advice: {
    flexBasis: '100%',
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
  },
  adviceText: { flexGrow: 1, flexBasis: '20rem' },
  cards: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 230px), 1fr))',
    gap: tokens.spacingHorizontalL,
    margin: 0,
    [breakpoints.phone]: {
      gridTemplateColumns: 'repeat(auto-fit, minmax(150px, 1fr))',
      gap: tokens.spacingHorizontalM,
    },
  },
  card: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
    padding: tokens.spacingHorizontalL,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
  },
  figure: { ...typographyStyles.title2, margin: 0, fontVariantNumeric: 'tabular-nums' },
  badges: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS, marginTop: 'auto' },
});

export function Overview() {
  const styles = useStyles();
  const { t } = useWording();
  const can = useCan();
  const overview = useQuery({
    ...endpointQuery(useApi(), endpoints.overview),
    refetchInterval: 30_000,
  });
  const { data } = overview;
  return (
    <Page title={t.overview.title}>
      {overview.isError ? (
        <Problem error={overview.error} retry={() => void overview.refetch()} />
      ) : null}
      <SilentDirectories names={data?.silentDirectories} />
      {data === undefined ? (
        overview.isError ? null : (
          <Skeleton aria-label={t.common.loading}>
            <SkeletonItem style={{ height: 120, borderRadius: 8 }} />
          </Skeleton>
        )
      ) : (
        <>
          <Status overview={data} />
          <Figures overview={data} />
          <Section
            flush
            title={t.overview.lastEvents}
            actions={
              can('audit.read') ? (
                <PlaceLink to={pathOf('audit')}>{t.overview.allEvents}</PlaceLink>
              ) : undefined
            }
          >
            <EventTable
              label={t.overview.lastEvents}
              events={data.lastEvents}
              empty={<Text className={styles.muted}>{t.overview.noEvents}</Text>}
            />
          </Section>
        </>
      )}
    </Page>
  );
}

function Status({ overview }: { readonly overview: OverviewView }) {
  const styles = useStyles();
  const { t } = useWording();
  const { scope, methodsEnabled, methodsRequired } = overview;
  return (
    <section className={styles.status} aria-label={t.overview.status[scope]}>
      <span className={mergeClasses(styles.sign, scope === 'none' ? styles.off : styles.on)}>
        {scope === 'none' ? <ErrorCircleFilled /> : <CheckmarkCircleFilled />}
      </span>
      <div className={styles.statusText}>
        <h2 className={styles.statusTitle}>{t.overview.status[scope]}</h2>
        <Text className={styles.muted}>
          {t.overview.statusDetail(methodsEnabled.length, methodsRequired)}
        </Text>
      </div>
      <Divider style={{ flexBasis: '100%' }} />
      <AdviceLine advice={adviceFor(overview)} overview={overview} />
    </section>
  );
}

function AdviceLine({
  advice,
  overview,
}: {
  readonly advice: Advice;
  readonly overview: OverviewView;
}) {
  const styles = useStyles();
  const { t } = useWording();
  const can = useCan();
  const navigate = useNavigate();
  const texts = t.overview.advice;
  const properties = { path: pathOf('properties'), allowed: can('policy.write') };
  const said = {
    off: { text: texts.off, action: texts.offAction, ...properties },
    nobody: { text: texts.nobody, action: texts.nobodyAction, ...properties },
    notReady: {
      text: texts.notReady(overview.inScope - overview.ready),
      action: texts.notReadyAction,
      path: pathOf('users'),
      allowed: can('users.read'),
    },
    frozen: {
      text: texts.frozen(overview.frozen),
      action: texts.frozenAction,
      path: `${pathOf('audit')}?type=user.frozen`,
      allowed: can('audit.read'),
    },
    widen: { text: texts.widen, action: texts.widenAction, ...properties },
    fine: { text: texts.fine, action: '', path: '/', allowed: false },
  }[advice];
  const grave = advice === 'frozen' || advice === 'nobody' || advice === 'notReady';
  return (
    <div className={styles.advice}>
      <Text className={styles.adviceText}>
        {grave ? (
          <WarningFilled
            aria-hidden="true"
            color={tokens.colorStatusWarningForeground1}
            style={{ verticalAlign: 'text-bottom', marginInlineEnd: 6 }}
            fontSize={18}
          />
        ) : null}
        <Text weight="semibold">{advice === 'fine' ? '' : `${t.overview.nextStep}: `}</Text>
        {said.text}
      </Text>
      {said.allowed ? (
        <Button
          appearance={advice === 'off' || grave ? 'primary' : 'secondary'}
          icon={<ArrowRightRegular />}
          iconPosition="after"
          onClick={() => void navigate(said.path)}
        >
          {said.action}
        </Button>
      ) : null}
    </div>
  );
}

function Figures({ overview }: { readonly overview: OverviewView }) {
  const styles = useStyles();
  const { t, format } = useWording();
  const texts = t.overview.cards;
  const { users, inScope, ready, sampled, frozen, resetsLastDay: resets } = overview;
  return (
    <dl className={styles.cards}>
      <Card name={texts.inScope} figure={format.number(inScope)}>
        <Text className={styles.muted}>{texts.inScopeOf(users)}</Text>
        <Share part={inScope} of={users} />
      </Card>
      <Card name={texts.ready} figure={format.number(ready)}>
        <Text className={styles.muted}>
          {texts.readyOf(inScope)}
          {sampled > 0 && sampled < inScope ? `, ${texts.sampled(sampled)}` : ''}
        </Text>
        <Share part={ready} of={inScope} />
      </Card>
      <Card name={texts.lastDay} figure={format.number(resets.finished)}>
        <Text className={styles.muted}>{texts.finished}</Text>
        <div className={styles.badges}>
          <Badge appearance="tint" color="informative">
            {format.number(resets.started)} {texts.started}
          </Badge>
          <Badge appearance="tint" color={resets.refused > 0 ? 'warning' : 'informative'}>
            {format.number(resets.refused)} {texts.refused}
          </Badge>
        </div>
      </Card>
      <Card name={texts.frozen} figure={format.number(frozen)}>
        <Text className={styles.muted}>{texts.frozenHelp}</Text>
      </Card>
    </dl>
  );
}

interface CardProps {
  readonly name: string;
  readonly figure: string;
  readonly children: ReactNode;
}

function Card({ name, figure, children }: CardProps) {
  const styles = useStyles();
  return (
    <div className={styles.card}>
      <dt>{name}</dt>
      <dd className={styles.figure}>{figure}</dd>
      <dd style={{ margin: 0, display: 'contents' }}>{children}</dd>
    </div>
  );
}

/** Says nothing that the text beside it does not say. */
function Share({ part, of }: { readonly part: number; readonly of: number }) {
  return (
    <ProgressBar
      aria-hidden="true"
      value={of === 0 ? 0 : part / of}
      thickness="large"
      style={{ marginTop: 'auto' }}
    />
  );
}
