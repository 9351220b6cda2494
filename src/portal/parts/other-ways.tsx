import type { StepScene } from '../steps/step.ts';
import { methodWords } from '../steps/method-words.ts';
import { Form } from './fields.tsx';
import { NumberField } from './number-field.tsx';

/** The methods that could be chosen instead, and those that only administrators can use, out of the way. */
export function OtherWays({ scene }: { readonly scene: StepScene }) {
  const { at, progress } = scene;
  const { pages } = at.language.methods;
  const current = progress.challenge;
  // What is sent is asked for again where its wait is shown.
  const isListed = (id: string) =>
    id !== current?.methodId || !current.isSent || progress.methodsAskingDestination.includes(id);
  const others = progress.methods.filter(isListed);
  const forAdministrators = progress.administratorMethods.filter(isListed);
  return (
    <>
      {others.map((methodId) => (
        <OtherWay scene={scene} methodId={methodId} />
      ))}
      {forAdministrators.length === 0 ? null : (
        <details>
          <summary>{pages.administrators}</summary>
          <div>
            {forAdministrators.map((methodId) => (
              <OtherWay scene={scene} methodId={methodId} />
            ))}
          </div>
        </details>
      )}
    </>
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
