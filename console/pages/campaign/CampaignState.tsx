import {
  Badge,
  Button,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { CampaignView } from '../../../src/contract/campaign.ts';
import { endpoints } from '../../../src/contract/index.ts';
import type { CampaignAct } from '../../../src/contract/shapes.ts';
import { useApi } from '../../api/context.ts';
import { isProblem } from '../../api/problem.ts';
import { endpointQuery } from '../../api/queries.ts';
import { useWording } from '../../locales/context.ts';
import { usePageTexts } from '../../locales/page-texts.ts';
import { ConfirmDialog } from '../../parts/ConfirmDialog.tsx';
import { useNotify } from '../../parts/notify.tsx';
import { Problem } from '../../parts/Problem.tsx';
import { Section } from '../../parts/Section.tsx';
import { useDryRun } from './dry-run.ts';
import { DryRunReport } from './DryRunReport.tsx';

const useStyles = makeStyles({
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
  },
  dialog: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
});

interface CampaignStateProps {
  readonly view: CampaignView;
  readonly writable: boolean;
  /** Settings on the page are not saved: a start would take others than are seen. */
  readonly unsaved: boolean;
}

const colors = { running: 'success', paused: 'warning', stopped: 'informative' } as const;

/** Whether a campaign runs, and the ways to start, pause and stop it. */
export function CampaignState({ view, writable, unsaved }: CampaignStateProps) {
  const styles = useStyles();
  const { format } = useWording();
  const api = useApi();
  const queries = useQueryClient();
  const notify = useNotify();
  const [asking, setAsking] = useState<'start' | 'stop' | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const texts = usePageTexts('campaign');
  const { campaign, quietNow } = view;
  const state = campaign?.state ?? null;

  const move = async (act: CampaignAct) => {
    const answer = await api.call(endpoints.moveRegistrationCampaign, { params: { act } });
    queries.setQueryData(endpointQuery(api, endpoints.getRegistrationCampaign).queryKey, answer);
    notify(
      { start: texts.started, pause: texts.paused, resume: texts.resumed, stop: texts.stopped }[
        act
      ],
    );
  };
  const moveAtOnce = async (act: CampaignAct) => {
    setProblem(null);
    try {
      await move(act);
    } catch (error) {
      if (!isProblem(error, 'reauthentication-required')) setProblem(error);
    }
  };

  return (
    <Section title={texts.stateTitle}>
      {problem === null ? null : <Problem error={problem} />}
      <div className={styles.row}>
        {state === null ? null : (
          <Badge appearance="tint" size="large" color={colors[state]}>
            {texts.states[state]}
          </Badge>
        )}
        <Text>
          {campaign === null ? texts.never : texts.since(format.dateTime(campaign.startedAt))}{' '}
          {campaign === null || campaign.endedAt === null
            ? ''
            : texts.until(format.dateTime(campaign.endedAt))}
        </Text>
      </div>
      {state === 'running' && quietNow ? (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>{texts.quiet}</MessageBarBody>
        </MessageBar>
      ) : null}
      {writable ? (
        <div className={styles.row}>
          {state === null || state === 'stopped' ? (
            <Button
              appearance="primary"
              disabledFocusable={unsaved}
              onClick={() => setAsking('start')}
            >
              {texts.start}
            </Button>
          ) : null}
          {state === 'running' ? (
            <Button onClick={() => void moveAtOnce('pause')}>{texts.pause}</Button>
          ) : null}
          {state === 'paused' ? (
            <Button appearance="primary" onClick={() => void moveAtOnce('resume')}>
              {texts.resume}
            </Button>
          ) : null}
          {state === 'running' || state === 'paused' ? (
            <Button onClick={() => setAsking('stop')}>{texts.stop}</Button>
          ) : null}
          {unsaved && (state === null || state === 'stopped') ? (
            <Text>{texts.startUnsaved}</Text>
          ) : null}
        </div>
      ) : null}
      {asking === 'start' ? (
        <StartDialog view={view} onClose={() => setAsking(null)} onConfirm={() => move('start')} />
      ) : null}
      {asking === 'stop' ? (
        <ConfirmDialog
          title={texts.stopTitle}
          confirm={texts.stopConfirm}
          onClose={() => setAsking(null)}
          onConfirm={() => move('stop')}
        >
          <Text>{texts.stopText}</Text>
        </ConfirmDialog>
      ) : null}
    </Section>
  );
}

interface StartDialogProps {
  readonly view: CampaignView;
  readonly onClose: () => void;
  readonly onConfirm: () => Promise<void>;
}

/** Nothing is started before it was seen how many mails that means. */
function StartDialog({ view, onClose, onConfirm }: StartDialogProps) {
  const styles = useStyles();
  const texts = usePageTexts('campaign');
  const run = useDryRun(view.settings, true);
  return (
    <ConfirmDialog
      title={texts.startTitle}
      confirm={texts.startConfirm}
      ready={run.query.isSuccess && !run.query.isFetching}
      onClose={onClose}
      onConfirm={onConfirm}
    >
      <div className={styles.dialog}>
        <Text>{texts.dryDescription}</Text>
        <DryRunReport run={run} settings={view.settings} withNames={false} />
      </div>
    </ConfirmDialog>
  );
}
