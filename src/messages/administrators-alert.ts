import { fill, formatTime } from '../locales/index.ts';
import type { MessageParams } from '../ports/messages.ts';
import type { LetterOf } from './letter.ts';

/** `reported-not-me` is the one alert there is. */
export const administratorsAlert: LetterOf<MessageParams['administrators-alert']> = (
  params,
  language,
  brand,
) => {
  const { facts, administratorsAlert: texts } = language.mails;
  const { organisation } = brand;
  return {
    subject: fill(language, texts.subject, { organisation }),
    greeting: null,
    pieces: [
      { kind: 'paragraph', text: fill(language, texts.intro, { username: params.username }) },
      { kind: 'paragraph', text: texts.done },
      {
        kind: 'facts',
        facts: [
          [facts.account, params.username],
          [facts.when, formatTime(language, params.at)],
          [facts.reference, params.reference],
        ],
      },
      { kind: 'heading', text: texts.next },
      { kind: 'steps', steps: [texts.nextContact, texts.nextAudit, texts.nextUnfreeze] },
    ],
  };
};
