import { fill, fillCounted } from '../../locales/index.ts';
import type { ResetProgress } from '../../services/reset/reset-service.ts';
import { Lead } from '../frame.tsx';
import { CancelReset } from '../parts/cancel-reset.tsx';
import { Field, Form, Submit } from '../parts/fields.tsx';
import { NothingCame } from '../parts/nothing-came.tsx';
import { remarkOf } from '../remark.ts';
import { nameOf } from '../scene.ts';
import type { Problem } from '../view.ts';
import { methodWords } from './method-words.ts';
import { progressAt, type Step, type StepScene } from './step.ts';

type Challenge = NonNullable<ResetProgress['challenge']>;

/** The same page for every identifier: nothing here says whether a code was sent, or to where. */
export const proving: Step = (scene) => {
  const { at, progress, left, token } = scene;
  const { proving: texts, actions } = at.language.portal;
  const { challenge } = progress;
  const problems = problemsOfCode(scene);
  return {
    title: texts.title,
    progress: progressAt(progress, 'gate'),
    problems,
    remark: remarkOf(at, left),
    reference: progress.reference,
    enhance: ['code-input', 'resend-timer', 'submit-once'],
    body: (
      <>
        <Lead>
          {challenge?.methodId === 'email'
            ? fill(at.language, texts.emailLead, { organisation: nameOf(at) })
            : texts.otherLead}
        </Lead>
        <Form action="/reset/code" token={token}>
          <Field
            name="code"
            label={texts.label}
            hint={validity(scene, challenge)}
            autocomplete="one-time-code"
            inputmode="numeric"
            class="code"
            dir="ltr"
            problems={problems}
          />
          <Submit>{actions.next}</Submit>
        </Form>
        {challenge === null ? null : <Resend scene={scene} challenge={challenge} />}
        <NothingCame at={at} />
        <OtherWays scene={scene} />
        <CancelReset at={at} token={token} />
      </>
    ),
  };
};

function problemsOfCode({ at, progress, left }: StepScene): Problem[] {
  const { proving: texts } = at.language.portal;
  const { challenge } = progress;
  if (left?.kind === 'code-missing') return [{ field: 'code', text: texts.missing }];
  if (left?.kind !== 'code-wrong') return [];
  if (challenge === null || challenge.attemptsLeft <= 0) {
    const next = challenge?.resendAt === null ? texts.noMore : texts.usedUp;
    return [{ field: 'code', text: `${texts.wrong} ${next}` }];
  }
  const triesLeft = fillCounted(at.language, texts.triesLeft, challenge.attemptsLeft, {});
  return [
    {
      field: 'code',
      text: `${texts.wrong} ${triesLeft}`,
      beside: `${texts.wrong} ${texts.wrongField}`,
    },
  ];
}

/** Nothing when a problem says all there is to say of the code. */
function validity({ at, left, now }: StepScene, challenge: Challenge | null): string | undefined {
  const { proving: texts } = at.language.portal;
  if (challenge === null) return undefined;
  if (challenge.attemptsLeft <= 0) return left?.kind === 'code-wrong' ? undefined : texts.usedUp;
  const minutes = Math.ceil((challenge.expiresAt - now) / 60_000);
  return minutes > 0 ? fillCounted(at.language, texts.valid, minutes, {}) : texts.runOut;
}

function Resend({
  scene,
  challenge,
}: {
  readonly scene: StepScene;
  readonly challenge: Challenge;
}) {
  const { at, token, now } = scene;
  const { proving: texts } = at.language.portal;
  if (challenge.resendAt === null) return <p class="resend">{texts.noMore}</p>;
  const seconds = Math.max(0, Math.ceil((challenge.resendAt - now) / 1000));
  const wait = (time: string) => fill(at.language, texts.resendWait, { time });
  return (
    <Form action="/reset/method" token={token} class="resend">
      <input type="hidden" name="method" value={challenge.methodId} />
      <button type="submit" class="quiet" data-resend={seconds > 0 ? seconds : undefined}>
        {texts.resend}
      </button>
      {seconds > 0 ? (
        <p
          class="hint"
          role="status"
          data-resend-wait={wait('{time}')}
          data-resend-ready={texts.resendReady}
        >
          {wait(clockTime(seconds))}
        </p>
      ) : null}
    </Form>
  );
}

/** `1:05`: the same in every language, and what the countdown goes on with. */
function clockTime(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

function OtherWays({ scene }: { readonly scene: StepScene }) {
  const { at, progress, token } = scene;
  const others = progress.methods.filter((id) => id !== progress.challenge?.methodId);
  return (
    <>
      {others.map((methodId) => (
        <Form action="/reset/method" token={token} class="other">
          <input type="hidden" name="method" value={methodId} />
          <button type="submit" class="quiet">
            {methodWords(at.language, methodId).label}
          </button>
        </Form>
      ))}
    </>
  );
}
