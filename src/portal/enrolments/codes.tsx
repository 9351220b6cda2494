import { z } from 'zod';
import { fill } from '../../locales/index.ts';
import { Lead } from '../frame.tsx';
import { Field, Form, Submit } from '../parts/fields.tsx';
import { nameOf } from '../scene.ts';
import type { EnrolmentPage } from './enrolment-page.ts';

const shownSchema = z.object({ set: z.string(), codes: z.array(z.string()) });

/** A sheet of codes to keep: shown here and nowhere else, and one of them typed back. */
export const codes: EnrolmentPage = {
  before: null,
  after: {
    fields: () => ['code'],
    draw({ at, action, token, shown, user, problems }) {
      const { codes: texts, confirming } = at.language.registration;
      const sheet = shownSchema.parse(shown);
      return {
        title: texts.title,
        enhance: ['keep-codes', 'submit-once'],
        body: (
          <>
            <Lead>
              {texts.lead} {texts.replaces}
            </Lead>
            <div class="sheet-of-codes">
              <p class="printed">
                {fill(at.language, texts.printedFor, {
                  username: user.username,
                  organisation: nameOf(at),
                })}
              </p>
              <p class="hint">{fill(at.language, texts.set, { set: sheet.set })}</p>
              <ol class="codes" dir="ltr" data-codes>
                {sheet.codes.map((code) => (
                  <li>{code}</li>
                ))}
              </ol>
            </div>
            <div class="beside">
              <button type="button" class="quiet" hidden data-copy-codes>
                {texts.copy}
              </button>
              <button type="button" class="quiet" hidden data-print>
                {texts.print}
              </button>
              <p class="live met" role="status" data-copied={texts.copied} />
            </div>
            <Form action={action} token={token}>
              <Field
                name="code"
                label={texts.proof}
                hint={texts.proofHint}
                autocomplete="off"
                class="code small"
                dir="ltr"
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
