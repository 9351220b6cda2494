import type { PasswordRules as Rules } from '../../domain/password/rules-shown.ts';
import { fillCounted, type Language } from '../../locales/index.ts';
import type { Notice } from '../notices.ts';
import type { Problem } from '../view.ts';
import { Field } from './fields.tsx';
import { PasswordRules } from './password-rules.tsx';

interface NewPasswordProps {
  readonly language: Language;
  readonly rules: Rules;
  readonly problems?: readonly Problem[] | undefined;
}

/** The rules and the two fields for a new password. */
export function NewPassword({ language, rules, problems }: NewPasswordProps) {
  const { password, actions } = language.portal;
  return (
    <>
      <PasswordRules language={language} rules={rules} />
      <Field
        name="password"
        label={password.label}
        type="password"
        autocomplete="new-password"
        dir="ltr"
        problems={problems}
        describedBy={['rules']}
      />
      <p class="live" role="status" data-rules-status="password" />
      <Field
        name="confirmation"
        label={password.again}
        type="password"
        autocomplete="new-password"
        dir="ltr"
        problems={problems}
      />
      <p
        class="live"
        role="status"
        data-match="password confirmation"
        data-same={password.same}
        data-not-same={password.notSame}
      />
      <button
        type="button"
        class="quiet"
        hidden
        data-show-password="password confirmation"
        data-show={actions.showPasswords}
        data-hide={actions.hidePasswords}
      />
    </>
  );
}

/** What a notice says about the new password; null when it is about something else. */
export function newPasswordProblems(
  language: Language,
  rules: Rules,
  left: Notice | null,
): Problem[] | null {
  const { password } = language.portal;
  switch (left?.kind) {
    case 'password-missing':
      return [{ field: 'password', text: password.missing }];
    case 'password-differ':
      return [{ field: 'confirmation', text: password.differ }];
    case 'password-refused':
      return left.reasons.length === 0
        ? [{ field: 'password', text: password.refused }]
        : left.reasons.map((reason) => ({
            field: 'password',
            text: refusalText(language, rules, reason),
          }));
    default:
      return null;
  }
}

/** With the number of the rule where there is one: the rules are at hand here. */
function refusalText(language: Language, rules: Rules, reason: Notice['reasons'][number]): string {
  const { password } = language.portal;
  switch (reason) {
    case 'too-short':
      return fillCounted(language, password.tooShort, rules.minLength, {});
    case 'too-long':
      return fillCounted(language, password.tooLong, rules.maxLength, {});
    case 'too-few-classes':
      return fillCounted(language, password.tooFewClasses, rules.characterClasses, {});
    default:
      return language.problems.refusals[reason];
  }
}
