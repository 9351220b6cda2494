import type { PasswordRules } from '../../domain/password/rules-shown.ts';
import { fill, formatTime } from '../../locales/index.ts';
import { nameOf, type Scene } from '../scene.ts';
import type { Remark, View } from '../view.ts';
import { Contact } from './contact.tsx';

/** Why somebody may not change their password, with whom to ask. */
export function notAllowedView(at: Scene): View {
  const { change: texts } = at.language.account;
  return {
    title: texts.notAllowedTitle,
    outcome: 'stopped',
    body: (
      <>
        <p>{fill(at.language, texts.notAllowedText, { organisation: nameOf(at) })}</p>
        <Contact at={at} />
        <BackToStart at={at} />
      </>
    ),
  };
}

/** Said before anything is typed: until then the directory would refuse a new password. */
export function tooYoung(at: Scene, { changeableFrom }: PasswordRules, now: number): Remark | null {
  if (changeableFrom === null || changeableFrom <= now) return null;
  const { change: texts, unlock } = at.language.account;
  const time = formatTime(at.language, changeableFrom);
  const text = fill(at.language, texts.tooYoungText, { organisation: nameOf(at), time });
  return {
    tone: 'info',
    text: `${text} ${texts.tooYoungReset}`,
    link: { href: '/reset', text: unlock.setNew },
  };
}

/** The directory did not answer: nobody knows yet which password holds. */
export function uncertainView(at: Scene): View {
  const { ended } = at.language.portal;
  return {
    title: ended.uncertainTitle,
    outcome: 'waiting',
    body: (
      <>
        <p>{fill(at.language, ended.uncertainText, { organisation: nameOf(at) })}</p>
        <p>{ended.uncertainTry}</p>
        <Contact at={at} />
        <BackToStart at={at} />
      </>
    ),
  };
}

export function BackToStart({ at }: { readonly at: Scene }) {
  return (
    <p>
      <a href="/">{at.language.portal.actions.backToStart}</a>
    </p>
  );
}
