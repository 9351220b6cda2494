import { Button } from '@fluentui/react-components';
import { ArrowSyncRegular } from '@fluentui/react-icons';
import { usePageTexts } from '../../locales/page-texts.ts';
import { Problem } from '../../parts/Problem.tsx';
import { Section } from '../../parts/Section.tsx';
import { CheckList } from './CheckList.tsx';
import { CheckSummary } from './CheckSummary.tsx';
import type { Trial } from './Preview.tsx';
import { type Tried, useTrial } from './trial.ts';
import { WizardFoot } from './WizardFoot.tsx';

interface CheckStepProps {
  readonly trial: Trial;
  readonly tried: Tried;
  readonly onTried: (tried: Tried) => void;
  readonly onNext: () => void;
  readonly onBack: () => void;
}

/** What the service account can do and cannot, with the way to mend it; it can be tried again as often as wanted. */
export function CheckStep({ trial, tried, onTried, onNext, onBack }: CheckStepProps) {
  const texts = usePageTexts('directories');
  const { run, busy, problem } = useTrial();
  const again = async () => {
    const next = await run(trial, null);
    if (next !== null) onTried(next);
  };
  return (
    <Section
      title={texts.wizard.checksTitle}
      description={texts.wizard.checksDescription}
      actions={
        <Button icon={<ArrowSyncRegular />} disabledFocusable={busy} onClick={() => void again()}>
          {busy ? texts.wizard.checking : texts.checks.again}
        </Button>
      }
    >
      <div aria-live="polite" aria-busy={busy}>
        {problem === null ? <CheckSummary checks={tried.checks} /> : <Problem error={problem} />}
      </div>
      <CheckList kind={trial.kind} settings={tried.settings} checks={tried.checks} />
      <WizardFoot next={texts.wizard.next} onNext={onNext} onBack={onBack} />
    </Section>
  );
}
