import { Lead } from '../frame.tsx';
import { Field, Form, Submit } from '../parts/fields.tsx';
import { CodeBack } from './code-back.tsx';
import type { EnrolmentPage, EnrolmentScene } from './enrolment-page.ts';

/** A telephone: its number, then the code that was sent or read there. */
export const number: EnrolmentPage = {
  before: {
    fields: () => ['number'],
    draw(scene) {
      const { at, action, token, typed, problems } = scene;
      const texts = at.language.registration.number;
      return {
        title: texts.title,
        enhance: ['submit-once'],
        body: (
          <>
            <Lead>{isCall(scene) ? texts.leadCall : texts.lead}</Lead>
            <Form action={action} token={token}>
              <Field
                name="number"
                label={texts.label}
                hint={texts.hint}
                type="tel"
                autocomplete="tel"
                dir="ltr"
                value={typed['number']}
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
      const texts = scene.at.language.registration.number;
      return {
        title: texts.codeTitle,
        enhance: ['code-input', 'submit-once'],
        body: (
          <>
            <Lead>{isCall(scene) ? texts.codeLeadCall : texts.codeLead}</Lead>
            <CodeBack scene={scene} label={texts.codeLabel} />
          </>
        ),
      };
    },
  },
};

function isCall({ methodId }: EnrolmentScene): boolean {
  return methodId.startsWith('voice');
}
