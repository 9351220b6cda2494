import { fill, fillCounted } from '../../../locales/index.ts';
import { Lead } from '../../frame.tsx';
import { Field, Form, Submit } from '../../parts/fields.tsx';
import { NothingCame } from '../../parts/nothing-came.tsx';
import { nameOf } from '../../scene.ts';
import type { Problem } from '../../view.ts';
import { known } from '../method-words.ts';
import type { StepScene } from '../step.ts';
import type { Ask, Asked, OpenChallenge } from './ask.ts';
import { Resend } from './resend.tsx';
import { problemsOfAnswer } from './tries.ts';

/** A code to type: one that was sent, or one that the person holds. */
export const code: Ask = (scene, challenge) =>
  challenge.isSent ? sentCode(scene, challenge) : heldCode(scene, challenge);

/** Nothing here says whether a code was sent, or to where. */
function sentCode(scene: StepScene, challenge: OpenChallenge): Asked {
  const { at, token } = scene;
  const { proving: texts, actions } = at.language.portal;
  const problems = problemsOfSentCode(scene, challenge);
  return {
    title: texts.title,
    problems,
    enhance: ['code-input', 'resend-timer', 'submit-once'],
    body: (
      <>
        <Lead>
          {challenge.methodId === 'email'
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
        <Resend scene={scene} challenge={challenge} />
        <NothingCame at={at} />
      </>
    ),
  };
}

function heldCode(scene: StepScene, challenge: OpenChallenge): Asked {
  const { at, token } = scene;
  const { asks } = at.language.methods;
  const texts = known(heldTexts(asks), challenge.methodId) ?? asks.other;
  const problems = problemsOfAnswer(scene, challenge, 'code', texts.missing);
  return {
    title: texts.title,
    problems,
    enhance: ['submit-once'],
    body: (
      <>
        <Lead>{texts.lead}</Lead>
        <Form action="/reset/code" token={token}>
          <Field
            name="code"
            label={texts.label}
            autocomplete="one-time-code"
            {...(challenge.methodId === 'app-code' ? { inputmode: 'numeric' as const } : {})}
            class="code"
            dir="ltr"
            problems={problems}
          />
          <Submit>{at.language.portal.actions.next}</Submit>
        </Form>
      </>
    ),
  };
}

type AskTexts = StepScene['at']['language']['methods']['asks'];

function heldTexts(asks: AskTexts): Readonly<Record<string, AskTexts['other']>> {
  const { 'app-code': app, 'recovery-codes': recovery, 'temporary-pass': pass } = asks;
  return { 'app-code': app, 'recovery-codes': recovery, 'temporary-pass': pass };
}

function problemsOfSentCode(
  { at, left }: StepScene,
  { attemptsLeft, resendAt }: OpenChallenge,
): Problem[] {
  const { proving: texts } = at.language.portal;
  if (left?.kind === 'code-missing') return [{ field: 'code', text: texts.missing }];
  if (left?.kind !== 'code-wrong') return [];
  if (attemptsLeft <= 0) {
    const next = resendAt === null ? texts.noMore : texts.usedUp;
    return [{ field: 'code', text: `${texts.wrong} ${next}` }];
  }
  const triesLeft = fillCounted(at.language, texts.triesLeft, attemptsLeft, {});
  return [
    {
      field: 'code',
      text: `${texts.wrong} ${triesLeft}`,
      beside: `${texts.wrong} ${texts.wrongField}`,
    },
  ];
}

/** Nothing when a problem says all there is to say of the code. */
function validity({ at, left, now }: StepScene, challenge: OpenChallenge): string | undefined {
  const { proving: texts } = at.language.portal;
  if (challenge.attemptsLeft <= 0) return left?.kind === 'code-wrong' ? undefined : texts.usedUp;
  const minutes = Math.ceil((challenge.expiresAt - now) / 60_000);
  return minutes > 0 ? fillCounted(at.language, texts.valid, minutes, {}) : texts.runOut;
}
