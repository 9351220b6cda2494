import { CONTINUE } from '../journey.ts';
import type { Surroundings } from '../view.ts';

export function CheckAgain({ at }: { readonly at: Surroundings }) {
  return (
    <p class="act">
      <a class="button primary" href={CONTINUE}>
        {at.language.portal.actions.checkAgain}
      </a>
    </p>
  );
}
