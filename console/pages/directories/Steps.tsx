import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { CheckmarkFilled } from '@fluentui/react-icons';
import { usePageTexts } from '../../locales/page-texts.ts';
import { breakpoints } from '../../parts/breakpoints.ts';
import { type WizardStep, wizardSteps } from './wizard.ts';

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    [breakpoints.phone]: { display: 'none' },
  },
  step: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    color: tokens.colorNeutralForeground2,
  },
  number: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'center',
    width: '24px',
    height: '24px',
    flexShrink: 0,
    borderRadius: tokens.borderRadiusCircular,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
  },
  current: { color: tokens.colorNeutralForeground1 },
  currentNumber: {
    color: tokens.colorNeutralForegroundOnBrand,
    backgroundColor: tokens.colorBrandBackground,
    borderTopColor: 'transparent',
    borderRightColor: 'transparent',
    borderBottomColor: 'transparent',
    borderLeftColor: 'transparent',
  },
  short: { display: 'none', [breakpoints.phone]: { display: 'block' } },
});

/** Where in the wizard one is; on a phone in one line. */
export function Steps({ current }: { readonly current: WizardStep }) {
  const styles = useStyles();
  const texts = usePageTexts('directories').wizard;
  const place = wizardSteps.indexOf(current);
  return (
    <>
      <ol className={styles.list} aria-label={texts.stepsLabel}>
        {wizardSteps.map((step, index) => (
          <li
            key={step}
            className={mergeClasses(styles.step, step === current && styles.current)}
            {...(step === current ? { 'aria-current': 'step' as const } : {})}
          >
            <span
              className={mergeClasses(styles.number, step === current && styles.currentNumber)}
              aria-hidden="true"
            >
              {index < place ? <CheckmarkFilled /> : index + 1}
            </span>
            <Text weight={step === current ? 'semibold' : 'regular'}>{texts.steps[step]}</Text>
          </li>
        ))}
      </ol>
      <Text className={styles.short}>
        {texts.stepOf(place + 1, wizardSteps.length, texts.steps[current])}
      </Text>
    </>
  );
}
