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
  const intro = params.kind === 'reset' ? texts.introReset : texts.introChange;
  return {
    subject: fill(language, texts.subject, { organisation }),
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
