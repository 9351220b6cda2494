import type { Surroundings } from '../view.ts';

interface StartAgainProps {
  readonly at: Surroundings;
  readonly from?: '/reset' | '/unlock';
}

export function StartAgain({ at, from = '/reset' }: StartAgainProps) {
  const { actions } = at.language.portal;
  return (
    <>
      <p class="act">
        <a class="button primary" href={from}>
          {actions.startAgain}
        </a>
      </p>
      <p>
        <a href="/">{actions.backToStart}</a>
      </p>
    </>
  );
}
