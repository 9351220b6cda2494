import type { Child } from 'hono/jsx';
import { FORM_TOKEN_FIELD } from '../forms.ts';
import { problemsOf, type Problem } from '../view.ts';

interface FormProps {
  readonly action: string;
  readonly token: string;
  readonly class?: string;
  readonly children?: Child;
}

/** Every form posts to its own page, carries the form token and is sent once. */
export function Form({ action, token, children, ...rest }: FormProps) {
  return (
    <form method="post" action={action} novalidate data-submit-once class={rest.class}>
      <input type="hidden" name={FORM_TOKEN_FIELD} value={token} />
      {children}
    </form>
  );
}

interface FieldProps {
  readonly name: string;
  /** Where a page has several fields of one name; problems go by it. */
  readonly id?: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly type?: 'text' | 'password' | 'email' | 'tel';
  /** What was typed before; never a secret. */
  readonly value?: string | undefined;
  /** A token of HTML's autofill list. */
  readonly autocomplete: string;
  readonly inputmode?: 'numeric' | 'email';
  readonly class?: string;
  readonly problems?: readonly Problem[] | undefined;
  /** Ids of further text that belongs to the field. */
  readonly describedBy?: readonly string[];
  /** Codes and passwords read from left to right in every language. */
  readonly dir?: 'ltr' | 'auto';
  /** May be left empty. */
  readonly optional?: boolean;
}

export function Field(props: FieldProps) {
  const { name, id = name, label, hint, type = 'text' } = props;
  const problems = problemsOf(props.problems, id);
  const isWrong = problems.length > 0;
  const describedBy = [
    ...(isWrong ? [`${id}-problem`] : []),
    ...(hint === undefined ? [] : [`${id}-hint`]),
    ...(props.describedBy ?? []),
  ].join(' ');
  return (
    <div class={isWrong ? 'field wrong' : 'field'}>
      <label for={id}>{label}</label>
      {hint === undefined ? null : (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {isWrong ? (
        <p class="problem" id={`${id}-problem`}>
          {problems.map((text) => (
            <span>{text} </span>
          ))}
        </p>
      ) : null}
      <input
        id={id}
        name={name}
        type={type}
        value={props.value}
        class={props.class}
        autocomplete={props.autocomplete}
        inputmode={props.inputmode}
        autocapitalize="none"
        spellcheck={false}
        dir={props.dir ?? 'auto'}
        required={props.optional !== true}
        aria-invalid={isWrong ? 'true' : undefined}
        aria-describedby={describedBy === '' ? undefined : describedBy}
      />
    </div>
  );
}

export function Submit({ children }: { readonly children?: Child }) {
  return (
    <button type="submit" class="primary">
      {children}
    </button>
  );
}
