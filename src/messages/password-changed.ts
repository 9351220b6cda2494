import { fill, formatTime } from '../locales/index.ts';
import type { MessageParams } from '../ports/messages.ts';
import type { LetterOf } from './letter.ts';

export const passwordChanged: LetterOf<MessageParams['password-changed']> = (
  params,
  language,
  brand,
) => {
  const { greeting, facts, passwordChanged: texts } = language.mails;
  const { organisation } = brand;
  const { mails: ofAccount } = language.account;
  const [subject, intro] = {
    reset: [texts.subject, texts.introReset] as const,
    change: [texts.subject, texts.introChange] as const,
    unlock: [ofAccount.unlockedSubject, ofAccount.unlockedIntro] as const,
    unknown: [ofAccount.unknownSubject, ofAccount.unknownIntro] as const,
  }[params.kind];
  return {
    subject: fill(language, subject, { organisation }),
    greeting: fill(language, greeting, { name: params.displayName }),
    pieces: [
      { kind: 'paragraph', text: fill(language, intro, { organisation }) },
      {
        kind: 'facts',
        facts: [
          [facts.when, formatTime(language, params.at)],
          [facts.changedFrom, params.askedFrom],
          [facts.reference, params.reference],
        ],
      },
      { kind: 'paragraph', text: texts.wasYou },
      { kind: 'heading', text: texts.notYou },
      { kind: 'paragraph', text: texts.notYouText },
      { kind: 'action', label: texts.action, url: params.notMeUrl },
    ],
  };
};
