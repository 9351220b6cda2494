import { fill } from '../locales/index.ts';
import type { MessageParams } from '../ports/messages.ts';
import type { LetterOf } from './letter.ts';

export const registrationReminder: LetterOf<MessageParams['registration-reminder']> = (
  { displayName, left, securityInfoUrl, reference },
  language,
  { organisation },
) => {
  const { greeting, facts } = language.mails;
  const texts = language.registration.mails;
  return {
    subject: fill(language, texts.reminderSubject, { organisation }),
    greeting: fill(language, greeting, { name: displayName }),
    pieces: [
      { kind: 'paragraph', text: fill(language, texts.reminderIntro, { organisation }) },
      { kind: 'action', label: texts.reminderAction, url: securityInfoUrl },
      {
        kind: 'paragraph',
        text: fill(language, texts.reminderTyped, { address: securityInfoUrl }),
      },
      { kind: 'paragraph', text: left === 0 ? texts.reminderLast : texts.reminderDone },
      { kind: 'facts', facts: [[facts.reference, reference]] },
    ],
  };
};
