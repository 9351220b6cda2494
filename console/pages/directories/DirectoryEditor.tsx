import { Button, Field, Input, makeStyles, Switch, Text, tokens } from '@fluentui/react-components';
import { ArrowSyncRegular } from '@fluentui/react-icons';
import { useQueryClient } from '@tanstack/react-query';
import type { DirectoryDetailView } from '../../../src/contract/directories.ts';
import { endpoints } from '../../../src/contract/index.ts';
import { useApi } from '../../api/context.ts';
import { endpointQuery } from '../../api/queries.ts';
import { useCan } from '../../api/session.ts';
import { DraftPage } from '../../forms/DraftPage.tsx';
import { useKeptDraft } from '../../forms/kept-draft.ts';
import { useWording } from '../../locales/context.ts';
import { usePageTexts } from '../../locales/page-texts.ts';
import { useNotify } from '../../parts/notify.tsx';
import { Problem } from '../../parts/Problem.tsx';
import { Section } from '../../parts/Section.tsx';
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
  const kept = useKeptDraft({
    view: detail,
    draftOf,
    changesIn,
    refresh,
    async send(draft: DirectoryDraft, base) {
      const saved = await api.call(endpoints.replaceDirectory, {
        params: { id: detail.id },
        body: bodyOfDraft(draft, base),
      });
      const { queryKey } = endpointQuery(api, endpoints.getDirectory, { params: { id: saved.id } });
      queries.setQueryData(queryKey, saved);
      notify(texts.panel.saved);
      void refresh();
    },
  });
  const { draft, before, unsaved } = kept;
  const { secretsKept } = kept.base;
  const retype = secretsToRetype(before.settings, draft.settings, kind.placeFields, secretsKept);
  const form = useDirectoryForm<DirectoryDraft>({
    draft,
    put: kept.put,
    readOnly,
    rejections: kept.rejections,
    faults: kept.faults,
    secretsKept,
    retype,
  });

  const nameFault = form.fault('name');
  const trial: Trial = {
    id: detail.id,
    kind: detail.kind,
    settings: settingsToSend(draft.settings, secretsKept),
  };
  return (
    <DraftPage
      title={detail.name}
      description={texts.kindName(detail.kind)}
      readOnly={readOnly}
      work={kept}
      incomplete={retype.length > 0}
      unsavedText={texts.panel.unsaved(kept.changes)}
      conflictText={texts.panel.conflict}
      faultyText={texts.panel.faulty}
    >
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
    </DraftPage>
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
