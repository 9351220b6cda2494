import { fill, fillCounted } from '../locales/index.ts';
import type { MessageParams } from '../ports/messages.ts';
import type { LetterOf } from './letter.ts';

export const registrationCode: LetterOf<MessageParams['registration-code']> = (
  params,
  language,
  brand,
) => {
  const { greeting, facts } = language.mails;
  const texts = language.registration.mails;
  const { organisation } = brand;
  const vouches = params.purpose === 'vouch';
  const intro = vouches ? texts.vouchIntro : texts.codeIntro;
  return {
    subject: fill(language, texts.codeSubject, { organisation }),
    greeting: fill(language, greeting, { name: params.displayName }),
    pieces: [
      {
        kind: 'paragraph',
        text: fill(language, intro, { organisation, username: params.username }),
      },
      { kind: 'code', code: params.code },
      { kind: 'paragraph', text: fillCounted(language, texts.codeValid, params.minutes, {}) },
      {
        kind: 'facts',
        facts: [
          [facts.askedFrom, params.askedFrom],
          [facts.reference, params.reference],
        ],
      },
      { kind: 'heading', text: texts.codeNotYou },
      { kind: 'paragraph', text: vouches ? texts.vouchNotYouText : texts.codeNotYouText },
    ],
  };
};
