import { raw } from 'hono/html';
import { z } from 'zod';
import { Lead } from '../frame.tsx';
import { Field, Form, Submit } from '../parts/fields.tsx';
import type { EnrolmentPage } from './enrolment-page.ts';

/** The picture is drawn by our own method, from nothing anybody typed but their user name. */
const shownSchema = z.object({ svg: z.string().startsWith('<svg'), key: z.string() });

/** An authenticator app: a picture to scan, the same as a key to type, and the code that shows that it works. */
export const app: EnrolmentPage = {
  before: null,
  after: {
    fields: () => ['code', 'name'],
    draw({ at, action, token, shown, typed, problems }) {
      const { app: texts, confirming } = at.language.registration;
      const { svg, key } = shownSchema.parse(shown);
      return {
        title: texts.title,
        enhance: ['code-input', 'submit-once'],
        body: (
          <>
            <Lead>{texts.lead}</Lead>
            <div class="qr" role="img" aria-label={texts.picture}>
              {raw(svg)}
            </div>
            <details>
              <summary>{texts.byHand}</summary>
              <p>{texts.byHandLead}</p>
              <p class="key" dir="ltr">
                {key}
              </p>
            </details>
            <Form action={action} token={token}>
              <Field
                name="code"
                label={texts.code}
                autocomplete="one-time-code"
                inputmode="numeric"
                class="code"
                dir="ltr"
                problems={problems}
              />
              <Field
                name="name"
                label={texts.name}
                hint={texts.nameHint}
                autocomplete="off"
                optional
                value={typed['name']}
                problems={problems}
              />
              <Submit>{confirming.submit}</Submit>
            </Form>
          </>
        ),
      };
    },
  },
};
