import type { Surroundings } from '../view.ts';

export function StartAgain({ at }: { readonly at: Surroundings }) {
  const { actions } = at.language.portal;
  return (
    <>
      <p class="act">
        <a class="button primary" href="/reset">
          {actions.startAgain}
        </a>
      </p>
      <p>
        <a href="/">{actions.backToStart}</a>
      </p>
    </>
  );
}
