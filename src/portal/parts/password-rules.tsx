import type { PasswordPolicy } from '../../domain/policy/policy.ts';
import { fillCounted, type Language } from '../../locales/index.ts';

/** A rule as it is shown; `check` is what a browser can tell while somebody types. */
interface ShownRule {
  readonly text: string;
  readonly check?: 'min-length' | 'max-length' | 'classes';
  readonly value?: number;
}

/** A longest length that nobody reaches by typing is left out until somebody does. */
const LONGEST_WORTH_SAYING = 100;

function shownRules(language: Language, rules: PasswordPolicy): ShownRule[] {
  const { password } = language.portal;
  const counted = (text: Parameters<typeof fillCounted>[1], count: number) =>
    fillCounted(language, text, count, {});
  return [
    {
      text: counted(password.length, rules.minLength),
      check: 'min-length',
      value: rules.minLength,
    },
    ...(rules.maxLength <= LONGEST_WORTH_SAYING
      ? [
          {
            text: counted(password.longest, rules.maxLength),
            check: 'max-length' as const,
            value: rules.maxLength,
          },
        ]
      : []),
    ...(rules.characterClasses > 0
      ? [
          {
            text: counted(password.classes, rules.characterClasses),
            check: 'classes' as const,
            value: rules.characterClasses,
          },
        ]
      : []),
    ...(rules.refuseCommon ? [{ text: password.common }] : []),
    ...(rules.refuseContextWords ? [{ text: password.context }] : []),
    ...(rules.customWords.length > 0 ? [{ text: password.words }] : []),
  ];
}

interface RulesProps {
  readonly language: Language;
  readonly rules: PasswordPolicy;
}

/** The rules, shown before anybody types; a browser with scripts ticks them off. */
export function PasswordRules({ language, rules }: RulesProps) {
  const { password } = language.portal;
  return (
    <div class="rules">
      <h2 id="rules-title">{password.rules}</h2>
      <ul
        class="checks"
        id="rules"
        aria-labelledby="rules-title"
        data-password-rules="password"
        data-met={password.ruleMet}
        data-open={password.ruleOpen}
        data-all-met={password.allMet}
        data-some-open={password.someOpen}
      >
        {shownRules(language, rules).map(({ text, check, value }) => (
          <li data-rule={check} data-value={value}>
            {text}
          </li>
        ))}
      </ul>
      <p class="hint">{password.advice}</p>
    </div>
  );
}
