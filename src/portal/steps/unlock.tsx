import type { UnlockChance } from '../../services/reset/reset-service.ts';
import { fill } from '../../locales/index.ts';
import { Lead } from '../frame.tsx';
import { CancelReset } from '../parts/cancel-reset.tsx';
import { CheckAgain } from '../parts/check-again.tsx';
import { Form, Submit } from '../parts/fields.tsx';
import { remarkOf } from '../remark.ts';
import { nameOf, type Scene } from '../scene.ts';
import type { View } from '../view.ts';
import { progressAt, type Step, type StepScene } from './step.ts';

/** What is true of the lock now, and the next thing to do: to somebody who has proved who they are. */
export const unlock: Step = (scene) => {
  const { at, progress, left } = scene;
  if (progress.unlock === null) throw new Error('an unlock that waits says nothing of the lock');
  return {
    ...views[progress.unlock](scene),
    progress: progressAt(progress, 'password'),
    remark: remarkOf(at, left),
    reference: progress.reference,
    enhance: ['submit-once'],
  };
};

const views: Readonly<
  Record<UnlockChance, (scene: StepScene) => Pick<View, 'title' | 'body' | 'outcome'>>
> = {
  possible({ at, token }) {
    const { unlock: texts } = at.language.account;
    return {
      title: texts.readyTitle,
      body: (
        <>
          <Lead>{inWords(at, texts.readyLead)}</Lead>
          <p>{texts.keeps}</p>
          <Form action="/unlock/confirm" token={token}>
            <Submit>{texts.submit}</Submit>
          </Form>
          <p>{texts.rather}</p>
          <Form action="/unlock/password" token={token}>
            <button type="submit" class="quiet">
              {texts.ratherSetNew}
            </button>
          </Form>
          <CancelReset at={at} token={token} />
        </>
      ),
    };
  },
  'not-locked': (scene) => {
    const { unlock: texts } = scene.at.language.account;
    return {
      title: texts.notLockedTitle,
      body: <NewPasswordInstead scene={scene} why={texts.notLockedText} />,
    };
  },
  'never-locks': (scene) => {
    const { unlock: texts } = scene.at.language.account;
    return {
      title: texts.neverLocksTitle,
      body: <NewPasswordInstead scene={scene} why={texts.neverLocksText} />,
    };
  },
  'switched-off': (scene) => {
    const { unlock: texts } = scene.at.language.account;
    return {
      title: texts.switchedOffTitle,
      body: <NewPasswordInstead scene={scene} why={texts.switchedOffText} />,
    };
  },
  unanswered({ at, token }) {
    const { unlock: texts } = at.language.account;
    return {
      title: texts.unansweredTitle,
      outcome: 'waiting',
      body: (
        <>
          <p>{inWords(at, texts.unansweredText)}</p>
          <CheckAgain at={at} />
          <CancelReset at={at} token={token} />
        </>
      ),
    };
  },
};

function inWords(at: Scene, text: Parameters<typeof fill<'organisation'>>[1]): string {
  return fill(at.language, text, { organisation: nameOf(at) });
}

function NewPasswordInstead(props: {
  readonly scene: StepScene;
  readonly why: Parameters<typeof fill<'organisation'>>[1];
}) {
  const { at, token } = props.scene;
  const { unlock: texts } = at.language.account;
  return (
    <>
      <p>{inWords(at, props.why)}</p>
      <p>{texts.perhapsOther}</p>
      <Form action="/unlock/password" token={token}>
        <Submit>{texts.setNew}</Submit>
      </Form>
      <CancelReset at={at} token={token} />
    </>
  );
}
