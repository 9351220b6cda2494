import { fill } from '../../locales/index.ts';
import { Lead } from '../frame.tsx';
import { Form, Submit } from '../parts/fields.tsx';
import { MethodChoices } from '../parts/method-choices.tsx';
import { NumberField } from '../parts/number-field.tsx';
import { OtherWays } from '../parts/other-ways.tsx';
import { CancelReset } from '../parts/cancel-reset.tsx';
import { nameOf } from '../scene.ts';
import { type Problem, problemsOf } from '../view.ts';
import { methodWords } from './method-words.ts';
import { remarkOf } from '../remark.ts';
import { progressAt, type Step } from './step.ts';

export const choosing: Step = (scene) => {
  const { at, progress, left, token } = scene;
  const { choosing: texts, actions } = at.language.portal;
  const isSecond = progress.gatesFilled > 0;
  const [first] = progress.methods;
  const problems: Problem[] = [
    ...(left?.kind === 'method-missing' ? [{ field: `method-${first}`, text: texts.missing }] : []),
    ...(left?.kind === 'destination-missing'
      ? [{ field: 'destination', text: at.language.methods.pages.numberMissing }]
      : []),
  ];
  const asksNumber = progress.methodsAskingDestination.some((id) => progress.methods.includes(id));
  const wrong = problemsOf(problems, `method-${first}`);
  return {
    title: isSecond ? texts.secondTitle : texts.title,
    progress: progressAt(progress, 'gate'),
    problems,
    remark: remarkOf(at, left),
    reference: progress.reference,
    enhance: ['submit-once'],
    body: (
      <>
        <Lead>
          {isSecond
            ? texts.secondLead
            : fill(at.language, texts.lead, { organisation: nameOf(at) })}
        </Lead>
        <Form action="/reset/method" token={token}>
          <MethodChoices
            legend={texts.legend}
            wrong={wrong}
            choices={progress.methods.map((methodId) => ({
              methodId,
              ...methodWords(at.language, methodId),
            }))}
          />
          {asksNumber ? <NumberField at={at} id="destination" problems={problems} /> : null}
          <Submit>{actions.next}</Submit>
        </Form>
        {progress.administratorMethods.length === 0 ? null : (
          <OtherWays scene={{ ...scene, progress: { ...progress, methods: [] } }} />
        )}
        <CancelReset at={at} token={token} />
      </>
    ),
  };
};
