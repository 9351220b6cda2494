import { fill, fillCounted } from '../locales/index.ts';
import type { MessageParams } from '../ports/messages.ts';
import type { LetterOf } from './letter.ts';

export const resetCode: LetterOf<MessageParams['reset-code']> = (params, language, brand) => {
  const { greeting, facts, resetCode: texts } = language.mails;
  const { organisation } = brand;
  return {
    subject: fill(language, texts.subject, { organisation }),
    greeting: fill(language, greeting, { name: params.displayName }),
    pieces: [
      { kind: 'paragraph', text: fill(language, texts.intro, { organisation }) },
      { kind: 'code', code: params.code },
      { kind: 'paragraph', text: fillCounted(language, texts.valid, params.minutes, {}) },
      {
        kind: 'facts',
        facts: [
          [facts.askedFrom, params.askedFrom],
          [facts.reference, params.reference],
        ],
      },
      { kind: 'heading', text: texts.notYou },
      { kind: 'paragraph', text: texts.notYouText },
    ],
  };
};
