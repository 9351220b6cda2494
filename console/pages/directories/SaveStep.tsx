import {
  Button,
  Field,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Switch,
  tokens,
} from '@fluentui/react-components';
import { useState } from 'react';
import { isProblem } from '../../api/problem.ts';
import { useWording } from '../../locales/context.ts';
import { usePageTexts } from '../../locales/page-texts.ts';
import { Facts } from '../../parts/Facts.tsx';
import { Problem } from '../../parts/Problem.tsx';
import { Section } from '../../parts/Section.tsx';
import type { Settings } from './draft.ts';
import { WizardFoot } from './WizardFoot.tsx';

const useStyles = makeStyles({
  part: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
});

interface SaveStepProps {
  readonly kind: string;
  readonly name: string;
  readonly settings: Settings;
  readonly enabled: boolean;
  /** Whether every check that must pass has passed. */
  readonly works: boolean;
  readonly onEnabled: (enabled: boolean) => void;
  /** Rejects with why it was not saved. */
  readonly onSave: (enabled: boolean) => Promise<void>;
  readonly onChecks: () => void;
  readonly onBack: () => void;
}

/** Says what is about to be saved; what does not work is saved switched off or not at all. */
export function SaveStep(props: SaveStepProps) {
  const { kind, name, settings, enabled, works, onEnabled, onSave, onChecks, onBack } = props;
  const styles = useStyles();
  const { format } = useWording();
  const own = usePageTexts('directories');
  const texts = own.wizard;
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const servers = (settings['servers'] ?? []) as readonly string[];
  const account = typeof settings['bindDn'] === 'string' ? settings['bindDn'] : null;
  const failedNow = isProblem(problem, 'directory-check-failed');
  const on = works && !failedNow && enabled;
  const save = async (asEnabled: boolean) => {
    setBusy(true);
    setProblem(null);
    try {
      await onSave(asEnabled);
    } catch (error) {
      if (!isProblem(error, 'reauthentication-required')) setProblem(error);
      setBusy(false);
    }
  };
  return (
    <Section title={texts.saveTitle}>
      <Facts
        facts={[
          { name: texts.summary.kind, value: own.kindName(kind) },
          { name: texts.summary.name, value: name },
          { name: texts.summary.servers, value: format.list(servers) },
          { name: texts.summary.account, value: account },
        ]}
      />
      {works && !failedNow ? (
        <Field hint={texts.switchOnHelp}>
          <Switch
            label={texts.switchOn}
            checked={enabled}
            onChange={(_, data) => onEnabled(data.checked)}
          />
        </Field>
      ) : (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{failedNow ? texts.savedOffOpen : texts.savedOff}</MessageBarBody>
        </MessageBar>
      )}
      <div aria-live="polite" className={styles.part}>
        {problem === null ? null : <Problem error={problem} />}
      </div>
      <WizardFoot
        next={works && !failedNow ? texts.save : texts.saveOff}
        busy={busy}
        onNext={() => void save(on)}
        onBack={onBack}
      >
        {works && !failedNow ? null : <Button onClick={onChecks}>{texts.backToRights}</Button>}
      </WizardFoot>
    </Section>
  );
}
