import type { Child } from 'hono/jsx';
import { z } from 'zod';
import { fill } from '../../locales/index.ts';
import { askedText } from '../../locales/questions.ts';
import { Lead } from '../frame.tsx';
import { Field, Form, Submit } from '../parts/fields.tsx';
import { problemsOf, type Problem } from '../view.ts';
import type { BegunScene, EnrolmentPage } from './enrolment-page.ts';

const shownSchema = z.object({
  questions: z.array(
    z.object({
      id: z.string(),
      text: z.string().optional(),
      texts: z.record(z.string(), z.string()).optional(),
    }),
  ),
  questionsToRegister: z.int(),
});
type Shown = z.infer<typeof shownSchema>;

/** Questions to choose and to answer, all on one page. */
export const questions: EnrolmentPage = {
  before: null,
  after: {
    fields: ({ shown }) =>
      numbersOf(shownSchema.parse(shown)).flatMap((at) => [`question${at}`, `answer${at}`]),
    // An answer must not repeat the words of its question, which are known here alone.
    complete({ shown, at }, typed) {
      const { questions: offered } = shownSchema.parse(shown);
      const asked = numbersOf(shownSchema.parse(shown)).map((number): [string, string] => {
        const chosen = offered.find(({ id }) => id === typed[`question${number}`]);
        return [`asked${number}`, chosen ? askedText(at.language.code, chosen) : ''];
      });
      return { ...typed, ...Object.fromEntries(asked) };
    },
    labelOf({ at: { language } }, field) {
      const texts = language.registration.questions;
      const [, kind, number] = /^(question|answer)(\d+)$/.exec(field) ?? [];
      if (kind === undefined) return null;
      const count = Number(number);
      return fill(language, kind === 'question' ? texts.question : texts.answer, { count });
    },
    draw(scene) {
      const { language } = scene.at;
      const texts = language.registration.questions;
      const shown = shownSchema.parse(scene.shown);
      return {
        title: texts.title,
        enhance: ['submit-once'],
        body: (
          <>
            <Lead>{texts.lead}</Lead>
            <p class="hint">{texts.rules}</p>
            <Form action={scene.action} token={scene.token}>
              {numbersOf(shown).map((number) => (
                <OneQuestion scene={scene} shown={shown} number={number} />
              ))}
              <Submit>{texts.submit}</Submit>
            </Form>
          </>
        ),
      };
    },
  },
};

function numbersOf({ questionsToRegister }: Shown): number[] {
  return Array.from({ length: questionsToRegister }, (_, index) => index + 1);
}

function OneQuestion({
  scene,
  shown,
  number,
}: {
  readonly scene: BegunScene;
  readonly shown: Shown;
  readonly number: number;
}) {
  const { language } = scene.at;
  const texts = language.registration.questions;
  const name = `question${number}`;
  return (
    <div class="pair">
      <Choice
        name={name}
        label={fill(language, texts.question, { count: number })}
        problems={scene.problems}
      >
        <option value="">{texts.choose}</option>
        {shown.questions.map((one) => (
          <option value={one.id} selected={scene.typed[name] === one.id}>
            {askedText(language.code, one)}
          </option>
        ))}
      </Choice>
      <Field
        name={`answer${number}`}
        label={fill(language, texts.answer, { count: number })}
        autocomplete="off"
        problems={scene.problems}
      />
    </div>
  );
}

function Choice(props: {
  readonly name: string;
  readonly label: string;
  readonly problems: readonly Problem[];
  readonly children?: Child;
}) {
  const { name, label, children } = props;
  const wrong = problemsOf(props.problems, name);
  const isWrong = wrong.length > 0;
  return (
    <div class={isWrong ? 'field wrong' : 'field'}>
      <label for={name}>{label}</label>
      {isWrong ? (
        <p class="problem" id={`${name}-problem`}>
          {wrong.map((text) => (
            <span>{text} </span>
          ))}
        </p>
      ) : null}
      <select
        id={name}
        name={name}
        required
        aria-invalid={isWrong ? 'true' : undefined}
        aria-describedby={isWrong ? `${name}-problem` : undefined}
      >
        {children}
      </select>
    </div>
  );
}
