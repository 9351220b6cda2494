import type { Child } from 'hono/jsx';
import { Form, Submit } from './fields.tsx';

interface PasskeyFormProps {
  readonly action: string;
  readonly token: string;
  /** Whether a passkey is used or made. */
  readonly ceremony: 'get' | 'create';
  /** As JSON, what the browser is asked with (WebAuthn L3 §5.4, §5.5). */
  readonly options: unknown;
  /** Name of the field that takes what the browser answers, as JSON. */
  readonly field: string;
  readonly texts: {
    readonly action: string;
    readonly unavailable: string;
    readonly failed: string;
    /** The device has one of this person already. */
    readonly known: string;
  };
  /** What else the form asks for. */
  readonly children?: Child;
}

/** Hidden until the script that asks the browser has come and found it able; until then the page says what it needs. */
export function PasskeyForm(props: PasskeyFormProps) {
  const { ceremony, texts } = props;
  const options = JSON.stringify(props.options);
  return (
    <>
      <p data-passkey-unavailable>{texts.unavailable}</p>
      <div
        id="passkey"
        tabindex={-1}
        data-passkey-get={ceremony === 'get' ? options : undefined}
        data-passkey-create={ceremony === 'create' ? options : undefined}
        hidden
      >
        <p
          class="problem"
          role="alert"
          data-passkey-problem
          data-failed={texts.failed}
          data-known={texts.known}
        />
        <Form action={props.action} token={props.token}>
          {props.children}
          <input type="hidden" name={props.field} value="" data-passkey-answer />
          <Submit>{texts.action}</Submit>
        </Form>
      </div>
    </>
  );
}
