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
  const asked = texts[params.purpose];
  const reasons = {
    'not-enabled': asked.notEnabled,
    blocked: asked.blocked,
    frozen: asked.frozen,
    ...asked.account,
  };
  return {
    subject: fill(language, asked.subject, { organisation }),
    greeting: fill(language, greeting, { name: params.displayName }),
    pieces: [
      { kind: 'paragraph', text: fill(language, asked.intro, { organisation }) },
      { kind: 'paragraph', text: `${reasons[params.reason]} ${asked.next}` },
      { kind: 'facts', facts: [[facts.reference, params.reference]] },
      { kind: 'heading', text: texts.notYou },
      { kind: 'paragraph', text: texts.notYouText },
    ],
  };
};
