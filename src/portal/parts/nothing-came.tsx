import { fill } from '../../locales/index.ts';
import type { Surroundings } from '../view.ts';
import { KnownContact } from './contact.tsx';

/** The same advice for everybody, whoever they said they are: it must not tell who has an account. */
export function Advice({ at }: { readonly at: Surroundings }) {
  const { proving: texts } = at.language.portal;
  const organisation = at.organisation?.name ?? '';
  return (
    <ul>
      <li>{texts.adviceWait}</li>
      <li>{fill(at.language, texts.adviceMailbox, { organisation })}</li>
      <li>
        {texts.adviceName} <a href="/reset">{at.language.portal.actions.startAgain}</a>
      </li>
      <li>{texts.adviceNotOn}</li>
    </ul>
  );
}

export function NothingCame({ at }: { readonly at: Surroundings }) {
  return (
    <details>
      <summary>{at.language.portal.proving.nothingCame}</summary>
      <Advice at={at} />
      <KnownContact at={at} />
    </details>
  );
}
