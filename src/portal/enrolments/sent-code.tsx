import type { Child } from 'hono/jsx';
import { Lead } from '../frame.tsx';
import { Field, Form, Submit } from '../parts/fields.tsx';
import { CodeBack } from './code-back.tsx';
import type { BegunScene, EnrolmentPage, EnrolmentScene } from './enrolment-page.ts';

interface Words {
  readonly title: string;
  readonly label: string;
  readonly hint: string;
  readonly codeTitle: string;
  readonly codeLabel: string;
}

type FieldKind = Pick<Parameters<typeof Field>[0], 'type' | 'autocomplete' | 'inputmode'>;

/** Where a code can be sent: the place is typed, then the code that came there. */
export interface SentCode {
  /** The name of the field that the place is typed into. */
  readonly name: string;
  readonly field: FieldKind;
  readonly words: (scene: EnrolmentScene) => Words;
  readonly lead: (scene: EnrolmentScene) => Child;
  readonly codeLead: (scene: BegunScene) => Child;
}

export function sentCodePage({ name, field, words, lead, codeLead }: SentCode): EnrolmentPage {
  return {
    before: {
      fields: () => [name],
      draw(scene) {
        const { at, action, token, typed, problems } = scene;
        const texts = words(scene);
        return {
          title: texts.title,
          enhance: ['submit-once'],
          body: (
            <>
              <Lead>{lead(scene)}</Lead>
              <Form action={action} token={token}>
                <Field
                  {...field}
                  name={name}
                  label={texts.label}
                  hint={texts.hint}
                  dir="ltr"
                  value={typed[name]}
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
        const texts = words(scene);
        return {
          title: texts.codeTitle,
          enhance: ['code-input', 'submit-once'],
          body: (
            <>
              <Lead>{codeLead(scene)}</Lead>
              <CodeBack scene={scene} label={texts.codeLabel} />
            </>
          ),
        };
      },
    },
  };
}
