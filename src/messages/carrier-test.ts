import { fill } from '../locales/index.ts';
import type { MessageParams } from '../ports/messages.ts';
import type { LetterOf } from './letter.ts';

export const carrierTest: LetterOf<MessageParams['carrier-test']> = (params, language, brand) => {
  const { facts } = language.mails;
  const { test: texts } = language.carriers;
  const { organisation } = brand;
  return {
    subject: fill(language, texts.subject, { organisation }),
    greeting: null,
    pieces: [
      {
        kind: 'paragraph',
        text: fill(language, texts.intro, { organisation, carrier: params.carrier }),
      },
      { kind: 'paragraph', text: texts.opens },
      { kind: 'code', code: params.code },
      { kind: 'facts', facts: [[facts.reference, params.reference]] },
    ],
  };
};
