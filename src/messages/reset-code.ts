import { fill, fillCounted } from '../locales/index.ts';
import type { MessageParams } from '../ports/messages.ts';
import type { LetterOf } from './letter.ts';

export const resetCode: LetterOf<MessageParams['reset-code']> = (params, language, brand) => {
  const { greeting, facts, resetCode: texts } = language.mails;
  const { mails: ofUnlock } = language.account;
  const { organisation } = brand;
  const opensLock = params.purpose === 'unlock';
  const subject = opensLock ? ofUnlock.codeSubject : texts.subject;
  const intro = opensLock ? ofUnlock.codeIntro : texts.intro;
  return {
    subject: fill(language, subject, { organisation }),
    greeting: fill(language, greeting, { name: params.displayName }),
    pieces: [
      { kind: 'paragraph', text: fill(language, intro, { organisation }) },
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
      { kind: 'paragraph', text: opensLock ? ofUnlock.codeNotYouText : texts.notYouText },
    ],
  };
};
