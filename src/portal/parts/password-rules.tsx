import type { PasswordRules as Rules } from '../../domain/password/rules-shown.ts';
import { fillCounted, type Language } from '../../locales/index.ts';

/** A rule as it is shown; `check` is what a browser can tell while somebody types. */
interface ShownRule {
  readonly text: string;
  readonly check?: 'min-length' | 'max-length' | 'classes';
  readonly value?: number;
}

/** A longest length that nobody reaches by typing is left out until somebody does. */
const LONGEST_WORTH_SAYING = 100;

function shownRules(language: Language, rules: Rules): ShownRule[] {
  const { password } = language.portal;
  const { rules: ofDirectory } = language.account;
  // Active Directory's rule says the same as three of the four kinds, and more.
  const classesAsked = rules.complexity && rules.characterClasses <= 3 ? 0 : rules.characterClasses;
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
    ...(classesAsked > 0
      ? [
          {
            text: counted(password.classes, classesAsked),
            check: 'classes' as const,
            value: classesAsked,
          },
        ]
      : []),
    ...(rules.complexity
      ? [{ text: ofDirectory.complexity, check: 'classes' as const, value: 3 }]
      : []),
    ...(rules.historyLength === null
      ? []
      : [{ text: counted(ofDirectory.history, rules.historyLength) }]),
    ...(rules.refuseCommon ? [{ text: password.common }] : []),
    ...(rules.refuseContextWords ? [{ text: password.context }] : []),
    ...(rules.customWords.length > 0 ? [{ text: password.words }] : []),
    ...(rules.minAgeSeconds === null ? [] : [{ text: minAge(language, rules.minAgeSeconds) }]),
  ];
}

const HOUR = 3600;
const DAY = 24 * HOUR;

/** Rounded up, so that nobody comes too early. */
function minAge(language: Language, seconds: number): string {
  const { minAge: hours, minAgeDays: days } = language.account.rules;
  return seconds >= DAY
    ? fillCounted(language, days, Math.ceil(seconds / DAY), {})
    : fillCounted(language, hours, Math.ceil(seconds / HOUR), {});
}

interface RulesProps {
  readonly language: Language;
  readonly rules: Rules;
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
