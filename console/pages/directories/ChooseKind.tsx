import { Field, makeStyles, Radio, RadioGroup, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { usePageTexts } from '../../locales/page-texts.ts';
import { Section } from '../../parts/Section.tsx';
import type { DirectoryKind } from './SettingsFields.tsx';
import { WizardFoot } from './WizardFoot.tsx';

const useStyles = makeStyles({
  choices: { gap: tokens.spacingVerticalS },
  choice: { display: 'flex', flexDirection: 'column' },
  meaning: { color: tokens.colorNeutralForeground2 },
});

interface ChooseKindProps {
  readonly kinds: readonly DirectoryKind[];
  readonly chosen: string | null;
  readonly onChoose: (kind: string) => void;
  readonly onNext: () => void;
}

export function ChooseKind({ kinds, chosen, onChoose, onNext }: ChooseKindProps) {
  const styles = useStyles();
  const own = usePageTexts('directories');
  const texts = own.wizard;
  // As the texts have them, the most general last; one without texts after all others.
  const places = Object.keys(own.kinds);
  const placeOf = ({ id }: DirectoryKind) =>
    places.includes(id) ? places.indexOf(id) : places.length;
  const ordered = kinds.toSorted((one, other) => placeOf(one) - placeOf(other));
  const [missing, setMissing] = useState(false);
  return (
    <Section title={texts.kindTitle}>
      <Field
        aria-label={texts.kindTitle}
        {...(missing && chosen === null ? { validationMessage: texts.kindMissing } : {})}
      >
        <RadioGroup
          className={styles.choices}
          value={chosen ?? ''}
          onChange={(_, data) => onChoose(data.value)}
        >
          {ordered.map(({ id }) => (
            <Radio
              key={id}
              value={id}
              label={
                <span className={styles.choice}>
                  <Text weight="semibold">{own.kindName(id)}</Text>
                  <Text className={styles.meaning}>{own.kinds[id]?.description}</Text>
                </span>
              }
            />
          ))}
        </RadioGroup>
      </Field>
      <WizardFoot
        next={texts.next}
        onNext={() => {
          if (chosen === null) setMissing(true);
          else onNext();
        }}
      />
    </Section>
  );
}
