import { fill } from '../../../locales/index.ts';
import { Form } from '../../parts/fields.tsx';
import type { StepScene } from '../step.ts';
import type { OpenChallenge } from './ask.ts';

/** Asks for the same again: another code, with the wait shown, or another try. */
export function Resend({
  scene,
  challenge,
}: {
  readonly scene: StepScene;
  readonly challenge: OpenChallenge;
}) {
  const { at, progress, token, now } = scene;
  const { proving: texts } = at.language.portal;
  if (challenge.resendAt === null) return <p class="resend">{texts.noMore}</p>;
  // The number that was typed is not kept: asking again means typing it again, below.
  if (progress.methodsAskingDestination.includes(challenge.methodId)) return null;
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
