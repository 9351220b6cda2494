import {
  Button,
  Field,
  Input,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Switch,
  Text,
  tokens,
} from '@fluentui/react-components';
import { ArrowSyncRegular } from '@fluentui/react-icons';
import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { DirectoryDetailView } from '../../../src/contract/directories.ts';
import { endpoints } from '../../../src/contract/index.ts';
import { useApi } from '../../api/context.ts';
import { isProblem } from '../../api/problem.ts';
import { endpointQuery } from '../../api/queries.ts';
import { useCan } from '../../api/session.ts';
import { faultsByPath } from '../../forms/faults.ts';
import { useWording } from '../../locales/context.ts';
import { usePageTexts } from '../../locales/page-texts.ts';
import { DraftBar } from '../../parts/DraftBar.tsx';
import { focusHeading } from '../../parts/focus.ts';
import { useNotify } from '../../parts/notify.tsx';
import { Page } from '../../parts/Page.tsx';
import { Problem } from '../../parts/Problem.tsx';
import { Section } from '../../parts/Section.tsx';
import { useLeaveGuard } from '../../policy/guard.ts';
import { LeaveDialog } from '../../policy/LeaveDialog.tsx';
import { useRefreshDirectories } from './acts.ts';
import { CheckList } from './CheckList.tsx';
import { CheckSummary } from './CheckSummary.tsx';
import {
  bodyOfDraft,
  changesIn,
  type DirectoryDraft,
  draftOf,
  secretsToRetype,
  settingsToSend,
} from './draft.ts';
import { useDirectoryForm } from './form.ts';
import { GroupRoles } from './GroupRoles.tsx';
import { Preview, type Trial } from './Preview.tsx';
import { Removal } from './Removal.tsx';
import { type DirectoryKind, SettingsFields } from './SettingsFields.tsx';
import { Standing } from './Standing.tsx';
import { useTrial } from './trial.ts';

const useStyles = makeStyles({ muted: { color: tokens.colorNeutralForeground2 } });

interface DirectoryEditorProps {
  readonly detail: DirectoryDetailView;
  readonly kind: DirectoryKind;
}

export function DirectoryEditor({ detail, kind }: DirectoryEditorProps) {
  const { t } = useWording();
  const texts = usePageTexts('directories');
  const api = useApi();
  const queries = useQueryClient();
  const notify = useNotify();
  const refresh = useRefreshDirectories();
  const readOnly = !useCan()('directories.write');
  const [kept, keep] = useState<DirectoryDraft | null>(null);
  /** What was shown when the editing began: what others save meanwhile must not slip in under it. */
  const [base, setBase] = useState<DirectoryDetailView | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const from = base ?? detail;
  const before = useMemo(() => draftOf(from), [from]);
  const draft = kept ?? before;
  const { secretsKept } = from;
  const retype = secretsToRetype(before.settings, draft.settings, kind.placeFields, secretsKept);
  const faults = faultsByPath(problem);
  const form = useDirectoryForm<DirectoryDraft>({
    draft,
    put: (next) => {
      if (base === null) setBase(detail);
      keep(next);
    },
    readOnly,
    faults,
    secretsKept,
    retype,
  });
  const changes = kept === null ? 0 : changesIn(before, draft);
  const unsaved = changes > 0 || form.rejected.size > 0;
  const blocker = useLeaveGuard(unsaved);

  const forget = () => {
    keep(null);
    setBase(null);
    form.forget();
    setProblem(null);
  };
  const discard = () => {
    forget();
    void refresh();
    focusHeading();
  };
  const save = async () => {
    if (form.rejected.size > 0 || retype.length > 0) {
      document.querySelector<HTMLElement>('main [aria-invalid="true"]')?.focus();
      return;
    }
    setBusy(true);
    setProblem(null);
    try {
      const saved = await api.call(endpoints.replaceDirectory, {
        params: { id: detail.id },
        body: bodyOfDraft(draft, from),
      });
      const { queryKey } = endpointQuery(api, endpoints.getDirectory, { params: { id: saved.id } });
      queries.setQueryData(queryKey, saved);
      forget();
      notify(texts.panel.saved);
      focusHeading();
      await refresh();
    } catch (error) {
      if (!isProblem(error, 'reauthentication-required')) setProblem(error);
    } finally {
      setBusy(false);
    }
  };

  const nameFault = form.fault('name');
  const trial: Trial = {
    id: detail.id,
    kind: detail.kind,
    settings: settingsToSend(draft.settings, secretsKept),
  };
  return (
    <>
      <Page title={detail.name} description={texts.kindName(detail.kind)} form>
        {readOnly ? (
          <MessageBar intent="info" layout="multiline">
            <MessageBarBody>{t.common.readOnly}</MessageBarBody>
          </MessageBar>
        ) : null}
        <Standing directory={detail} />
        <Section title={texts.panel.settings}>
          <Field label={texts.panel.enabled} hint={texts.panel.enabledHelp}>
            <Switch
              checked={draft.enabled}
              disabled={readOnly}
              label={draft.enabled ? t.common.on : t.common.off}
              onChange={(_, data) => form.set('enabled', data.checked)}
            />
          </Field>
          <Field
            label={texts.wizard.name}
            hint={texts.wizard.nameHelp}
            {...(nameFault === undefined ? {} : { validationMessage: nameFault })}
          >
            <Input
              value={draft.name}
              maxLength={128}
              readOnly={readOnly}
              autoComplete="off"
              onChange={(_, data) => form.set('name', data.value)}
            />
          </Field>
          <SettingsFields form={form} kind={kind} />
        </Section>
        {readOnly ? null : <Checks trial={trial} saved={!unsaved} />}
        {readOnly ? null : (
          <Section title={texts.preview.title} description={texts.preview.description}>
            <Preview trial={trial} />
          </Section>
        )}
        <GroupRoles
          directoryId={detail.id}
          searchable={detail.enabled}
          readOnly={readOnly}
          value={draft.groupRoles}
          onChange={(groupRoles) => form.set('groupRoles', groupRoles)}
        />
        {readOnly ? null : <Removal detail={detail} />}
      </Page>
      {unsaved ? (
        <DraftBar
          text={form.rejected.size > 0 ? t.policy.saveBar.invalid : texts.panel.unsaved(changes)}
          busy={busy}
          onSave={() => void save()}
          onDiscard={discard}
        >
          {isProblem(problem, 'conflict') ? (
            <MessageBar intent="error" layout="multiline" role="alert">
              <MessageBarBody>{texts.panel.conflict}</MessageBarBody>
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
            forget();
            blocker.proceed();
          }}
        />
      ) : null}
    </>
  );
}

interface ChecksProps {
  readonly trial: Trial;
  /** Nothing on the page is unsaved: what is tried is what is in force. */
  readonly saved: boolean;
}

function Checks({ trial, saved }: ChecksProps) {
  const styles = useStyles();
  const texts = usePageTexts('directories');
  const { run, busy, problem, tried } = useTrial();
  return (
    <Section
      title={texts.checks.list}
      description={texts.panel.checksNever}
      actions={
        <Button
          icon={<ArrowSyncRegular />}
          disabledFocusable={busy}
          onClick={() => void run(trial, saved ? trial.id : null)}
        >
          {texts.checks.again}
        </Button>
      }
    >
      {saved ? null : <Text className={styles.muted}>{texts.panel.checksOf}</Text>}
      <div aria-live="polite" aria-busy={busy}>
        {busy ? <Text>{texts.wizard.checking}</Text> : null}
        {problem === null ? null : <Problem error={problem} />}
        {tried === null || busy ? null : <CheckSummary checks={tried.checks} />}
      </div>
      {tried === null || busy ? null : (
        <CheckList kind={trial.kind} settings={tried.settings} checks={tried.checks} />
      )}
    </Section>
  );
}
