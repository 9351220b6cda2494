import type { StepScene } from '../steps/step.ts';
import { methodWords } from '../steps/method-words.ts';
import { Form } from './fields.tsx';
import { NumberField } from './number-field.tsx';

/** The methods that could be chosen instead, and those that only administrators can use, out of the way. */
export function OtherWays({ scene }: { readonly scene: StepScene }) {
  const { at, progress } = scene;
  const { pages } = at.language.methods;
  const current = progress.challenge;
  const isOver = current !== null && (current.attemptsLeft === 0 || current.expiresAt <= scene.now);
  // What is sent is asked for again where its wait is shown; what is held, only once it takes no more answers.
  const isListed = (id: string) =>
    id !== current?.methodId ||
    progress.methodsAskingDestination.includes(id) ||
    (!current.isSent && (isOver || current.ask === 'approval'));
  const others = progress.methods.filter(isListed);
  const forAdministrators = progress.administratorMethods.filter(isListed);
  const [only, ...more] = others;
  return (
    <>
      {only !== undefined && more.length === 0 ? <OtherWay scene={scene} methodId={only} /> : null}
      {more.length === 0 ? null : <Ways scene={scene} title={pages.otherWays} ids={others} />}
      {forAdministrators.length === 0 ? null : (
        <Ways scene={scene} title={pages.administrators} ids={forAdministrators} />
      )}
    </>
  );
}

/** Several of them would crowd the page around the one thing to do. */
function Ways(props: {
  readonly scene: StepScene;
  readonly title: string;
  readonly ids: readonly string[];
}) {
  return (
    <details>
      <summary>{props.title}</summary>
      <div>
        {props.ids.map((methodId) => (
          <OtherWay scene={props.scene} methodId={methodId} />
        ))}
      </div>
    </details>
  );
}

function OtherWay({ scene, methodId }: { readonly scene: StepScene; readonly methodId: string }) {
  const { at, progress, token } = scene;
  const isSame = methodId === progress.challenge?.methodId;
  return (
    <Form action="/reset/method" token={token} class="other">
      <input type="hidden" name="method" value={methodId} />
      {progress.methodsAskingDestination.includes(methodId) ? (
        <NumberField at={at} id={`destination-${methodId}`} problems={[]} />
      ) : null}
      <button type="submit" class="quiet">
        {isSame ? at.language.methods.pages.again : methodWords(at.language, methodId).label}
      </button>
    </Form>
  );
}
