import { Button, makeStyles, Skeleton, SkeletonItem } from '@fluentui/react-components';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { z } from 'zod';
import type { CampaignView } from '../../../src/contract/campaign.ts';
import { endpoints } from '../../../src/contract/index.ts';
import { type CampaignSettings, campaignSettingsSchema } from '../../../src/contract/shapes.ts';
import { useApi } from '../../api/context.ts';
import { endpointQuery } from '../../api/queries.ts';
import { useCan } from '../../api/session.ts';
import { DraftPage } from '../../forms/DraftPage.tsx';
import { fieldsOf } from '../../forms/fields.ts';
import { formOf, useKeptDraft } from '../../forms/kept-draft.ts';
import { SettingRows } from '../../forms/SettingRow.tsx';
import type { FormSource } from '../../forms/source.ts';
import { useWording } from '../../locales/context.ts';
import { usePageTexts } from '../../locales/page-texts.ts';
import { useNotify } from '../../parts/notify.tsx';
import { Page } from '../../parts/Page.tsx';
import { Problem } from '../../parts/Problem.tsx';
import { Section } from '../../parts/Section.tsx';
import { same } from '../../policy/draft.ts';
import { GroupPicker } from '../../policy/GroupPicker.tsx';
import { usePolicyDrafts } from '../../policy/PolicyDrafts.tsx';
import { CampaignProgress } from './CampaignProgress.tsx';
import { CampaignState } from './CampaignState.tsx';
import { useDryRun } from './dry-run.ts';
import { DryRunReport } from './DryRunReport.tsx';

const useStyles = makeStyles({ short: { maxWidth: '24rem' } });

/** Nothing tells a page that mails have left. */
const REFRESHED_EVERY_MS = 60_000;

/** Reminders to register: what they are, whom they would reach, and how far they are. */
export function Campaign() {
  const { t } = useWording();
  const texts = usePageTexts('campaign');
  const current = useQuery({
    ...endpointQuery(useApi(), endpoints.getRegistrationCampaign),
    refetchInterval: ({ state }) =>
      state.data?.campaign?.state === 'running' ? REFRESHED_EVERY_MS : false,
  });
  if (current.data !== undefined) return <CampaignPage view={current.data} />;
  return (
    <Page title={texts.title} description={texts.description} form>
      {current.isError ? (
        <Problem error={current.error} retry={() => void current.refetch()} />
      ) : (
        <Skeleton aria-label={t.common.loading}>
          {[120, 320].map((height) => (
            <SkeletonItem key={height} style={{ height, marginBottom: 16, borderRadius: 8 }} />
          ))}
        </Skeleton>
      )}
    </Page>
  );
}

type CampaignDraft = Pick<CampaignView, 'version' | 'settings'>;

const draftOf = ({ version, settings }: CampaignView): CampaignDraft => ({ version, settings });

const changesIn = (before: CampaignDraft, after: CampaignDraft) =>
  Number(!same(before.settings, after.settings));

function CampaignPage({ view }: { readonly view: CampaignView }) {
  const texts = usePageTexts('campaign');
  const api = useApi();
  const queries = useQueryClient();
  const notify = useNotify();
  const { remember } = usePolicyDrafts();
  const readOnly = !useCan()('policy.write');
  const named = view.groups;
  useEffect(() => remember(named), [remember, named]);
  const kept = useKeptDraft({
    view,
    draftOf,
    changesIn,
    refresh: () => queries.invalidateQueries({ queryKey: [endpoints.getRegistrationCampaign.id] }),
    async send(body: CampaignDraft) {
      const answer = await api.call(endpoints.replaceRegistrationCampaign, { body });
      queries.setQueryData(endpointQuery(api, endpoints.getRegistrationCampaign).queryKey, answer);
      notify(texts.saved);
    },
  });
  const { settings } = kept.draft;
  const form = formOf(kept, {
    readOnly,
    textOf: (path) => texts.settings[path.split('.').at(-1) ?? ''],
    keepsSecret: () => false,
  });
  return (
    <DraftPage
      title={texts.title}
      description={texts.description}
      readOnly={readOnly}
      work={kept}
      unsavedText={texts.unsaved}
      conflictText={texts.conflict}
      faultyText={texts.faulty}
    >
      <CampaignState view={view} writable={!readOnly} unsaved={kept.unsaved} />
      {view.campaign === null ? null : <CampaignProgress campaign={view.campaign} />}
      <DryRunSection settings={settings} />
      <Settings form={form} settings={settings} />
    </DraftPage>
  );
}

function DryRunSection({ settings }: { readonly settings: CampaignSettings }) {
  const texts = usePageTexts('campaign');
  const [looked, setLooked] = useState<CampaignSettings | null>(null);
  const run = useDryRun(looked ?? settings, looked !== null);
  const look = () => {
    if (looked !== null && same(looked, settings)) void run.query.refetch();
    else setLooked(settings);
  };
  return (
    <Section title={texts.dryTitle} description={texts.dryDescription}>
      <div>
        <Button onClick={look} disabledFocusable={run.query.isFetching}>
          {looked === null ? texts.dryRun : texts.dryAgain}
        </Button>
      </div>
      {looked === null ? null : <DryRunReport run={run} settings={looked} withNames />}
    </Section>
  );
}

interface SettingsProps {
  readonly form: FormSource;
  readonly settings: CampaignSettings;
}

function Settings({ form, settings }: SettingsProps) {
  const styles = useStyles();
  const texts = usePageTexts('campaign');
  const fields = useMemo(() => fieldsOf(z.toJSONSchema(campaignSettingsSchema)), []);
  const only = (...names: readonly string[]) => fields.filter(({ name }) => names.includes(name));
  return (
    <Section title={texts.settingsTitle}>
      <div className={styles.short}>
        <SettingRows form={form} path="settings" fields={only('audience')} />
      </div>
      {settings.audience === 'groups' ? (
        <GroupPicker
          label={texts.groupsLabel}
          help={texts.groupsHelp}
          value={settings.groups}
          fault={form.fault('settings.groups')}
          disabled={form.readOnly}
          onChange={(groups) => form.set('settings.groups', groups)}
        />
      ) : null}
      <SettingRows form={form} path="settings" fields={only('waitDays', 'dailyCap')} />
      <div className={styles.short}>
        <SettingRows
          form={form}
          path="settings"
          fields={only('timeZone', 'quietFrom', 'quietTo', 'locale')}
        />
      </div>
    </Section>
  );
}
