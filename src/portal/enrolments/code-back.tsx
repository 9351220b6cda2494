import { fillCounted } from '../../locales/index.ts';
import { Field, Form, Submit } from '../parts/fields.tsx';
import type { BegunScene } from './enrolment-page.ts';

/** The form for a code that was sent to what is being registered. */
export function CodeBack({ scene, label }: { readonly scene: BegunScene; readonly label: string }) {
  const { at, action, token, problems, now, expiresAt } = scene;
  const { proving } = at.language.portal;
  const minutes = Math.max(1, Math.ceil((expiresAt - now) / 60_000));
  return (
    <Form action={action} token={token}>
      <Field
        name="code"
        label={label}
        hint={fillCounted(at.language, proving.valid, minutes, {})}
        autocomplete="one-time-code"
        inputmode="numeric"
        class="code"
        dir="ltr"
        problems={problems}
      />
      <Submit>{at.language.registration.confirming.submit}</Submit>
    </Form>
  );
}
