import { Lead } from '../frame.tsx';
import { Field } from '../parts/fields.tsx';
import { PasskeyForm } from '../parts/passkey-form.tsx';
import { fill } from '../../locales/index.ts';
import { nameOf } from '../scene.ts';
import type { EnrolmentPage } from './enrolment-page.ts';

/** The browser has the device make a passkey; what it is called is up to the person. */
export const passkey: EnrolmentPage = {
  before: null,
  after: {
    fields: () => ['name', 'credential'],
    draw({ at, action, token, shown, problems }) {
      const { passkeys: texts, methods } = at.language;
      return {
        title: texts.title,
        enhance: ['passkey', 'submit-once'],
        body: (
          <>
            <Lead>{fill(at.language, texts.lead, { organisation: nameOf(at) })}</Lead>
            <PasskeyForm
              action={action}
              token={token}
              ceremony="create"
              options={shown['options']}
              field="credential"
              texts={{ ...texts, unavailable: methods.asks.passkey.unavailable }}
            >
              <Field
                name="name"
                label={texts.name}
                hint={texts.nameHint}
                autocomplete="off"
                optional
                problems={problems}
              />
            </PasskeyForm>
          </>
        ),
      };
    },
  },
};
