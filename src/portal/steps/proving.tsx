import { CancelReset } from '../parts/cancel-reset.tsx';
import { OtherWays } from '../parts/other-ways.tsx';
import { remarkOf } from '../remark.ts';
import { asks } from './asks/index.ts';
import { choosing } from './choosing.tsx';
import { progressAt, type Step } from './step.ts';

/** What is asked for depends on the method that was chosen; everything around it is the same. */
export const proving: Step = (scene) => {
  const { at, progress, left, token } = scene;
  const { challenge } = progress;
  // Its method is gone from this installation: another one has to be chosen.
  if (challenge === null) return choosing(scene);
  const asked = asks[challenge.ask](scene, challenge);
  return {
    title: asked.title,
    progress: progressAt(progress, 'gate'),
    problems: asked.problems,
    remark: remarkOf(at, left),
    reference: progress.reference,
    enhance: asked.enhance,
    body: (
      <>
        {asked.body}
        <OtherWays scene={scene} />
        <CancelReset at={at} token={token} />
      </>
    ),
  };
};
