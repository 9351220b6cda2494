import {
  makeStyles,
  mergeClasses,
  Text,
  tokens,
  typographyStyles,
} from '@fluentui/react-components';
import {
  CheckmarkCircleFilled,
  CheckmarkCircleRegular,
  DismissCircleFilled,
} from '@fluentui/react-icons';
import type { UserDetail } from '../../../src/contract/users.ts';
import { useWording } from '../../locales/context.ts';
import type { Texts } from '../../locales/index.ts';

const useStyles = makeStyles({
  root: {
    padding: tokens.spacingHorizontalL,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  verdict: { display: 'flex', gap: tokens.spacingHorizontalM, alignItems: 'flex-start' },
  title: { ...typographyStyles.subtitle2, margin: 0 },
  sign: { fontSize: '24px', display: 'flex', flexShrink: 0 },
  good: { color: tokens.colorStatusSuccessForeground1 },
  bad: { color: tokens.colorStatusDangerForeground1 },
  rules: {
    listStyleType: 'none',
    margin: 0,
    marginTop: tokens.spacingVerticalM,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
  },
  rule: { display: 'flex', gap: tokens.spacingHorizontalS, alignItems: 'flex-start' },
  mark: { fontSize: '20px', display: 'flex', flexShrink: 0 },
  detail: { color: tokens.colorNeutralForeground2 },
});

type Eligibility = UserDetail['eligibility'];

/** The answer to "why could this person not reset?": every rule that was asked, in order. */
export function EligibilityReport({ eligibility }: { readonly eligibility: Eligibility }) {
  const styles = useStyles();
  const { t } = useWording();
  const texts = t.users.panel;
  const { eligible, reason, gatesRequired, rules } = eligibility;
  return (
    <section className={styles.root} aria-label={eligible ? texts.canReset : texts.cannotReset}>
      <div className={styles.verdict}>
        <span className={mergeClasses(styles.sign, eligible ? styles.good : styles.bad)}>
          {eligible ? <CheckmarkCircleFilled /> : <DismissCircleFilled />}
        </span>
        <div>
          <h3 className={styles.title}>{eligible ? texts.canReset : texts.cannotReset}</h3>
          <Text>
            {reason === null ? texts.gates(gatesRequired) : texts.because(texts.reasons[reason])}
          </Text>
        </div>
      </div>
      <ul className={styles.rules} aria-label={texts.rules}>
        {rules.map((rule) => (
          <li key={rule.rule} className={styles.rule}>
            <span className={mergeClasses(styles.mark, rule.passed ? styles.good : styles.bad)}>
              {rule.passed ? (
                <CheckmarkCircleRegular aria-label={texts.passed} />
              ) : (
                <DismissCircleFilled aria-label={texts.failed} />
              )}
            </span>
            <div>
              <Text block>{texts.rule[rule.rule] ?? rule.rule}</Text>
              <Text size={200} className={styles.detail}>
                {detailText(rule.detail, t)}
              </Text>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** `1/2` counts proofs; anything else is a word of the server's. */
function detailText(detail: string, t: Texts): string {
  const [, fillable, required] = /^(\d+)\/(\d+)$/.exec(detail) ?? [];
  if (fillable !== undefined && required !== undefined) {
    return t.users.panel.proofs(Number(fillable), Number(required));
  }
  return t.users.panel.detail[detail] ?? detail;
}
