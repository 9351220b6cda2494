import { fill } from '../../locales/index.ts';
import { Lead } from '../frame.tsx';
import { Form, Submit } from '../parts/fields.tsx';
import { CancelReset } from '../parts/cancel-reset.tsx';
import { nameOf } from '../scene.ts';
import { problemsOf } from '../view.ts';
import { methodWords } from './method-words.ts';
import { remarkOf } from '../remark.ts';
import { progressAt, type Step } from './step.ts';

export const choosing: Step = ({ at, progress, left, token }) => {
  const { choosing: texts, actions } = at.language.portal;
  const isSecond = progress.gatesFilled > 0;
  const [first] = progress.methods;
  const problems =
    left?.kind === 'method-missing' ? [{ field: `method-${first}`, text: texts.missing }] : [];
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
          <fieldset
            class={wrong.length > 0 ? 'field wrong' : 'field'}
            aria-describedby={wrong.length > 0 ? 'method-problem' : undefined}
          >
            <legend>{texts.legend}</legend>
            {wrong.map((text) => (
              <p class="problem" id="method-problem">
                {text}
              </p>
            ))}
            {progress.methods.map((methodId, index) => {
              const { label, hint } = methodWords(at.language, methodId);
              return (
                <label class="choice">
                  <input
                    type="radio"
                    name="method"
                    id={`method-${methodId}`}
                    value={methodId}
                    checked={index === 0}
                    required
                  />
                  <span>
                    {label}
                    {hint === null ? null : <span class="hint">{hint}</span>}
                  </span>
                </label>
              );
            })}
          </fieldset>
          <Submit>{actions.next}</Submit>
        </Form>
        <CancelReset at={at} token={token} />
      </>
    ),
  };
};
