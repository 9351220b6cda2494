import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Skeleton,
  SkeletonItem,
} from '@fluentui/react-components';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { z } from 'zod';
import type { CampaignView } from '../../../src/contract/campaign.ts';
import { endpoints } from '../../../src/contract/index.ts';
import { type CampaignSettings, campaignSettingsSchema } from '../../../src/contract/shapes.ts';
import { useApi } from '../../api/context.ts';
import { isProblem } from '../../api/problem.ts';
import { endpointQuery } from '../../api/queries.ts';
import { useCan } from '../../api/session.ts';
import { faultAt, faultsByPath } from '../../forms/faults.ts';
import { fieldsOf } from '../../forms/fields.ts';
import { SettingRows } from '../../forms/SettingRow.tsx';
import type { FormSource } from '../../forms/source.ts';
import { useWording } from '../../locales/context.ts';
import { usePageTexts } from '../../locales/page-texts.ts';
import { DraftBar } from '../../parts/DraftBar.tsx';
import { focusHeading } from '../../parts/focus.ts';
import { useNotify } from '../../parts/notify.tsx';
import { Page } from '../../parts/Page.tsx';
import { Problem } from '../../parts/Problem.tsx';
import { Section } from '../../parts/Section.tsx';
import { same, valueAt, withValue } from '../../policy/draft.ts';
import { GroupPicker } from '../../policy/GroupPicker.tsx';
import { useLeaveGuard } from '../../policy/guard.ts';
import { LeaveDialog } from '../../policy/LeaveDialog.tsx';
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

const none: ReadonlyMap<string, string> = new Map();

function CampaignPage({ view }: { readonly view: CampaignView }) {
  const { t } = useWording();
  const texts = usePageTexts('campaign');
  const api = useApi();
  const queries = useQueryClient();
  const notify = useNotify();
  const { remember } = usePolicyDrafts();
  const readOnly = !useCan()('policy.write');
  const [kept, keep] = useState<Pick<CampaignView, 'version' | 'settings'> | null>(null);
  const [rejected, setRejected] = useState(none);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const draft = kept?.settings ?? view.settings;
  const unsaved = rejected.size > 0 || !same(draft, view.settings);
  const blocker = useLeaveGuard(unsaved);
  const faults = faultsByPath(problem);
  const named = view.groups;
  useEffect(() => remember(named), [remember, named]);

  const form: FormSource = {
    readOnly,
    value: (path) => valueAt(draft, path),
    set: (path, value) =>
      // What others save meanwhile must not slip in under what is being typed.
      keep({ version: kept?.version ?? view.version, settings: withValue(draft, path, value) }),
    fault: (path) => rejected.get(path) ?? faultAt(faults, `settings.${path}`),
    reject: (path, message) =>
      setRejected((was) => {
        if (was.get(path) === (message ?? undefined)) return was;
        const next = new Map(was);
        if (message === null) next.delete(path);
        else next.set(path, message);
        return next;
      }),
    textOf: (path) => texts.settings[path],
    keepsSecret: () => false,
  };

  const discard = () => {
    keep(null);
    setRejected(none);
    setProblem(null);
    void queries.invalidateQueries({ queryKey: [endpoints.getRegistrationCampaign.id] });
    focusHeading();
  };
  const save = async () => {
    if (rejected.size > 0) {
      document.querySelector<HTMLElement>('main [aria-invalid="true"]')?.focus();
      return;
    }
    setBusy(true);
    setProblem(null);
    try {
      const body = { version: kept?.version ?? view.version, settings: draft };
      const answer = await api.call(endpoints.replaceRegistrationCampaign, { body });
      queries.setQueryData(endpointQuery(api, endpoints.getRegistrationCampaign).queryKey, answer);
      keep(null);
      notify(texts.saved);
      focusHeading();
    } catch (error) {
      if (!isProblem(error, 'reauthentication-required')) setProblem(error);
    } finally {
      setBusy(false);
    }
  };

  return (
    <>
      <Page title={texts.title} description={texts.description} form>
        {readOnly ? (
          <MessageBar intent="info" layout="multiline">
            <MessageBarBody>{t.common.readOnly}</MessageBarBody>
          </MessageBar>
        ) : null}
        <CampaignState view={view} writable={!readOnly} unsaved={unsaved} />
        {view.campaign === null ? null : <CampaignProgress campaign={view.campaign} />}
        <DryRunSection settings={draft} />
        <Settings form={form} settings={draft} />
      </Page>
      {unsaved ? (
        <DraftBar
          text={rejected.size > 0 ? t.policy.saveBar.invalid : texts.unsaved}
          busy={busy}
          onSave={() => void save()}
          onDiscard={discard}
        >
          {isProblem(problem, 'conflict') || faults.size > 0 ? (
            <MessageBar intent="error" layout="multiline" role="alert">
              <MessageBarBody>{faults.size > 0 ? texts.faulty : texts.conflict}</MessageBarBody>
            </MessageBar>
          ) : problem === null ? null : (
            <Problem error={problem} />
          )}
        </DraftBar>
      ) : null}
      {blocker.state === 'blocked' ? (
        <LeaveDialog
          onStay={() => blocker.reset()}
          onLeave={() => {
            keep(null);
            blocker.proceed();
          }}
        />
      ) : null}
    </>
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
      <SettingRows form={form} path="" fields={only('audience')} />
      {settings.audience === 'groups' ? (
        <GroupPicker
          label={texts.groupsLabel}
          help={texts.groupsHelp}
          value={settings.groups}
          fault={form.fault('groups')}
          disabled={form.readOnly}
          onChange={(groups) => form.set('groups', groups)}
        />
      ) : null}
      <SettingRows form={form} path="" fields={only('waitDays', 'dailyCap')} />
      <div className={styles.short}>
        <SettingRows
          form={form}
          path=""
          fields={only('timeZone', 'quietFrom', 'quietTo', 'locale')}
        />
      </div>
    </Section>
  );
}
