import { fill } from '../locales/index.ts';
import type { MessageParams } from '../ports/messages.ts';
import type { LetterOf } from './letter.ts';

export const resetNotAvailable: LetterOf<MessageParams['reset-not-available']> = (
  params,
  language,
  brand,
) => {
  const { greeting, facts, resetNotAvailable: texts } = language.mails;
  const { organisation } = brand;
  const reasons = {
    'not-enabled': texts.notEnabled,
    blocked: texts.blocked,
    frozen: texts.frozen,
    ...texts.account,
  };
  return {
    subject: fill(language, texts.subject, { organisation }),
    greeting: fill(language, greeting, { name: params.displayName }),
    pieces: [
      { kind: 'paragraph', text: fill(language, texts.intro, { organisation }) },
      { kind: 'paragraph', text: `${reasons[params.reason]} ${texts.next}` },
      { kind: 'facts', facts: [[facts.reference, params.reference]] },
      { kind: 'heading', text: texts.notYou },
      { kind: 'paragraph', text: texts.notYouText },
    ],
  };
};
