import { z } from 'zod';
import { fill } from '../../locales/index.ts';
import { Lead } from '../frame.tsx';
import { Field, Form, Submit } from '../parts/fields.tsx';
import { CodeBack } from './code-back.tsx';
import type { EnrolmentPage } from './enrolment-page.ts';

const shownSchema = z.object({ destination: z.string() });

/** A mailbox: its address, then the code that came there. */
export const address: EnrolmentPage = {
  before: {
    fields: () => ['address'],
    draw({ at, action, token, typed, problems }) {
      const texts = at.language.registration.address;
      return {
        title: texts.title,
        enhance: ['submit-once'],
        body: (
          <>
            <Lead>{texts.lead}</Lead>
            <Form action={action} token={token}>
              <Field
                name="address"
                label={texts.label}
                hint={texts.hint}
                type="email"
                autocomplete="email"
                inputmode="email"
                dir="ltr"
                value={typed['address']}
                problems={problems}
              />
              <Submit>{at.language.portal.actions.next}</Submit>
            </Form>
          </>
        ),
      };
    },
  },
  after: {
    fields: () => ['code'],
    draw(scene) {
      const { language } = scene.at;
      const texts = language.registration.address;
      const { destination } = shownSchema.parse(scene.shown);
      return {
        title: texts.codeTitle,
        enhance: ['code-input', 'submit-once'],
        body: (
          <>
            <Lead>{fill(language, texts.codeLead, { destination })}</Lead>
            <CodeBack scene={scene} label={texts.codeLabel} />
          </>
        ),
      };
    },
  },
};
