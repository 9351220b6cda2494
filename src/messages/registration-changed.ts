import { fill, formatTime } from '../locales/index.ts';
import type { MessageParams, RegistrationChange } from '../ports/messages.ts';
import type { LetterOf } from './letter.ts';

export const registrationChanged: LetterOf<MessageParams['registration-changed']> = (
  params,
  language,
  brand,
) => {
  const { greeting, facts } = language.mails;
  const { mails: texts, names } = language.registration;
  const { organisation } = brand;
  const changes = {
    added: texts.added,
    removed: texts.removed,
    renamed: texts.renamed,
    'default-changed': texts.defaultChanged,
  } satisfies Record<RegistrationChange, unknown>;
  const known: Readonly<Record<string, string>> = names;
  return {
    subject: fill(language, texts.changedSubject, { organisation }),
    greeting: fill(language, greeting, { name: params.displayName }),
    pieces: [
      { kind: 'paragraph', text: fill(language, changes[params.change], { organisation }) },
      {
        kind: 'facts',
        facts: [
          [texts.method, known[params.methodId] ?? names.other],
          [texts.name, params.name],
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
