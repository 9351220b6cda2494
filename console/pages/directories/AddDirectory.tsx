import { Skeleton, SkeletonItem } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { endpoints } from '../../../src/contract/index.ts';
import { useApi } from '../../api/context.ts';
import { endpointQuery } from '../../api/queries.ts';
import { useWording } from '../../locales/context.ts';
import { usePageTexts } from '../../locales/page-texts.ts';
import { focusHeading } from '../../parts/focus.ts';
import { useNotify } from '../../parts/notify.tsx';
import { Page } from '../../parts/Page.tsx';
import { Problem } from '../../parts/Problem.tsx';
import { Section } from '../../parts/Section.tsx';
import { useLeaveGuard } from '../../policy/guard.ts';
import { LeaveDialog } from '../../policy/LeaveDialog.tsx';
import { useRefreshDirectories } from './acts.ts';
import { CheckStep } from './CheckStep.tsx';
import { ChooseKind } from './ChooseKind.tsx';
import { FindServer } from './FindServer.tsx';
import { Preview } from './Preview.tsx';
import { SaveStep } from './SaveStep.tsx';
import type { DirectoryKind } from './SettingsFields.tsx';
import { SettingsStep } from './SettingsStep.tsx';
import { Steps } from './Steps.tsx';
import {
  earlierOf,
  emptyWizard,
  kindDraft,
  mayBeOn,
  reachable,
  stepBeside,
  stillTried,
  withAddress,
  withFound,
  withKindDraft,
  type WizardDraft,
  type WizardStep,
  wizardSteps,
} from './wizard.ts';
import { WizardFoot } from './WizardFoot.tsx';

/** From nothing to a connected directory; nothing is saved before the last step. */
export function AddDirectory() {
  const { t } = useWording();
  const texts = usePageTexts('directories').wizard;
  const kinds = useQuery({
    ...endpointQuery(useApi(), endpoints.listDirectoryKinds),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (kinds.data !== undefined) return <Wizard kinds={kinds.data.items} />;
  return (
    <Page title={texts.title} form>
      {kinds.isError ? (
        <Problem error={kinds.error} retry={() => void kinds.refetch()} />
      ) : (
        <Skeleton aria-label={t.common.loading}>
          <SkeletonItem style={{ height: 260, borderRadius: 8 }} />
        </Skeleton>
      )}
    </Page>
  );
}

function Wizard({ kinds }: { readonly kinds: readonly DirectoryKind[] }) {
  const texts = usePageTexts('directories').wizard;
  const api = useApi();
  const navigate = useNavigate();
  const notify = useNotify();
  const refresh = useRefreshDirectories();
  const [search] = useSearchParams();
  const [draft, setDraft] = useState<WizardDraft>(emptyWizard);
  const [saved, setSaved] = useState<{ readonly id: string; readonly name: string } | null>(null);
  const kind = kinds.find(({ id }) => id === draft.kind);
  const asked = wizardSteps.find((one) => one === search.get('step')) ?? 'kind';
  const step = earlierOf(asked, reachable(draft, kind));
  const blocker = useLeaveGuard(draft !== emptyWizard && saved === null);

  // The way out is open only once the page knows that everything is saved.
  useEffect(() => {
    if (saved === null) return;
    notify(texts.saved(saved.name));
    void navigate(`/directories/${encodeURIComponent(saved.id)}`, { replace: true });
  }, [saved, navigate, notify, texts]);

  const go = (to: WizardStep) => {
    void navigate({ search: `?step=${to}` });
    focusHeading();
  };
  const save = async (enabled: boolean) => {
    if (kind === undefined) return;
    const { version } = await api.call(endpoints.listDirectories);
    const { settings } = kindDraft(draft, kind);
    const added = await api.call(endpoints.addDirectory, {
      body: { version, kind: kind.id, name: draft.name, enabled, settings, groupRoles: [] },
    });
    await refresh();
    setSaved(added);
  };

  return (
    <>
      <Page title={texts.title} description={texts.description} form>
        <Steps current={step} />
        {step === 'kind' || kind === undefined ? (
          <ChooseKind
            kinds={kinds}
            chosen={draft.kind}
            onChoose={(id) => setDraft({ ...draft, kind: id })}
            onNext={() => go('server')}
          />
        ) : (
          <StepOfKind
            step={step}
            kind={kind}
            draft={draft}
            onDraft={setDraft}
            onSave={save}
            onGo={go}
          />
        )}
      </Page>
      {blocker.state === 'blocked' ? (
        <LeaveDialog onStay={() => blocker.reset()} onLeave={() => blocker.proceed()} />
      ) : null}
    </>
  );
}

interface StepOfKindProps {
  readonly step: WizardStep;
  readonly kind: DirectoryKind;
  readonly draft: WizardDraft;
  readonly onDraft: (change: (before: WizardDraft) => WizardDraft) => void;
  readonly onSave: (enabled: boolean) => Promise<void>;
  readonly onGo: (step: WizardStep) => void;
}

function StepOfKind({ step, kind, draft, onDraft, onSave, onGo }: StepOfKindProps) {
  const texts = usePageTexts('directories');
  const own = kindDraft(draft, kind);
  const tried = stillTried(own);
  const back = () => onGo(stepBeside(step, -1));
  const next = () => onGo(stepBeside(step, 1));
  const trial = { id: null, kind: kind.id, settings: own.settings };
  const put = (change: Parameters<typeof withKindDraft>[2]) =>
    onDraft((before) => withKindDraft(before, kind, change));
  if (step === 'server') {
    const { authority } = own.settings;
    return (
      <FindServer
        key={kind.id}
        kind={kind.id}
        address={own.address}
        authority={typeof authority === 'string' ? authority : ''}
        found={own.found}
        onAddress={(address) => put({ address })}
        onAuthority={(text) =>
          put({ settings: { ...own.settings, authority: text.trim() === '' ? null : text } })
        }
        onFound={(found) => onDraft((before) => withFound(before, kind, found))}
        onNext={() => {
          onDraft((before) => withAddress(before, kind));
          next();
        }}
        onBack={back}
      />
    );
  }
  if (step === 'settings' || tried === null) {
    return (
      <SettingsStep
        kind={kind}
        name={draft.name}
        settings={own.settings}
        onChange={({ name, settings }) =>
          onDraft((before) => withKindDraft({ ...before, name }, kind, { settings }))
        }
        onTried={(result) => {
          put({ tried: result });
          onGo('checks');
        }}
        onBack={() => onGo('server')}
      />
    );
  }
  if (step === 'checks') {
    return (
      <CheckStep
        trial={trial}
        tried={tried}
        onTried={(result) => put({ tried: result })}
        onNext={next}
        onBack={back}
      />
    );
  }
  if (step === 'preview') {
    return (
      <Section title={texts.wizard.previewTitle} description={texts.preview.description}>
        <Preview trial={trial} />
        <WizardFoot next={texts.wizard.next} onNext={next} onBack={back} />
      </Section>
    );
  }
  return (
    <SaveStep
      kind={kind.id}
      name={draft.name}
      settings={own.settings}
      enabled={draft.enabled}
      works={mayBeOn(tried)}
      onEnabled={(enabled) => onDraft((before) => ({ ...before, enabled }))}
      onSave={onSave}
      onChecks={() => onGo('checks')}
      onBack={back}
    />
  );
}
