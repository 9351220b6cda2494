import { Field, Input } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { faultsByPath } from '../../forms/faults.ts';
import { useRejections } from '../../forms/rejections.ts';
import { useWording } from '../../locales/context.ts';
import { usePageTexts } from '../../locales/page-texts.ts';
import { Problem } from '../../parts/Problem.tsx';
import { Section } from '../../parts/Section.tsx';
import type { Settings } from './draft.ts';
import { useDirectoryForm } from './form.ts';
import { type DirectoryKind, SettingsFields } from './SettingsFields.tsx';
import { type Tried, useTrial } from './trial.ts';
import { WizardFoot } from './WizardFoot.tsx';

interface Typed {
  readonly name: string;
  readonly settings: Settings;
}

interface SettingsStepProps extends Typed {
  readonly kind: DirectoryKind;
  readonly onChange: (typed: Typed) => void;
  readonly onTried: (tried: Tried) => void;
  readonly onBack: () => void;
}

/** How the directory is reached; leads on once the server could be asked what works. */
export function SettingsStep({
  kind,
  name,
  settings,
  onChange,
  onTried,
  onBack,
}: SettingsStepProps) {
  const { t } = useWording();
  const texts = usePageTexts('directories').wizard;
  const { run, busy, problem } = useTrial();
  const [tries, setTries] = useState(0);
  const faults = faultsByPath(problem);
  const rejections = useRejections();
  const form = useDirectoryForm<Typed>({
    draft: { name, settings },
    put: onChange,
    readOnly: false,
    rejections,
    faults,
    secretsKept: [],
    retype: [],
  });
  const nameless = tries > 0 && name.trim() === '';

  useEffect(() => {
    if (tries > 0) document.querySelector<HTMLElement>('main [aria-invalid="true"]')?.focus();
  }, [tries]);

  const check = async () => {
    if (rejections.rejected.size > 0 || name.trim() === '') {
      setTries((before) => before + 1);
      return;
    }
    const tried = await run({ id: null, kind: kind.id, settings }, null);
    if (tried === null) setTries((before) => before + 1);
    else onTried(tried);
  };
  return (
    <Section title={texts.settingsTitle}>
      <Field
        label={texts.name}
        hint={texts.nameHelp}
        {...(nameless ? { validationMessage: t.problems.field.required } : {})}
      >
        <Input
          value={name}
          maxLength={128}
          autoComplete="off"
          onChange={(_, data) => form.set('name', data.value)}
        />
      </Field>
      <SettingsFields form={form} kind={kind} />
      <div aria-live="polite">{problem === null ? null : <Problem error={problem} />}</div>
      <WizardFoot
        next={busy ? texts.checking : texts.check}
        busy={busy}
        onNext={() => void check()}
        onBack={onBack}
      />
    </Section>
  );
}
