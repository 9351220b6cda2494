import { fill, formatTime } from '../locales/index.ts';
import {
  type AdministratorsAlert,
  type DirectoryAlert,
  directoryAlerts,
  type MessageParams,
} from '../ports/messages.ts';
import type { LetterOf } from './letter.ts';

function isOfDirectory(alert: AdministratorsAlert): alert is DirectoryAlert {
  return directoryAlerts.some((one) => one === alert);
}

export const administratorsAlert: LetterOf<MessageParams['administrators-alert']> = (
  params,
  language,
  brand,
) => {
  const { facts, administratorsAlert: texts, alerts } = language.mails;
  const { organisation } = brand;
  const alert = alerts[params.alert];
  const { alert: kind, username } = params;
  // Some are about nobody in particular.
  const intro =
    kind === 'proofs-failing' || kind === 'country-paused' || isOfDirectory(kind)
      ? alerts[kind].intro
      : fill(language, alerts[kind].intro, { username });
  return {
    subject: fill(language, alert.subject, { organisation }),
    greeting: null,
    pieces: [
      { kind: 'paragraph', text: intro },
      ...(params.detail === '' ? [] : [{ kind: 'paragraph', text: params.detail } as const]),
      { kind: 'paragraph', text: alert.done },
      {
        kind: 'facts',
        facts: [
          ...(params.username === '' ? [] : [[facts.account, params.username] as const]),
          [facts.when, formatTime(language, params.at)],
          [facts.reference, params.reference],
        ],
      },
      { kind: 'heading', text: texts.next },
      {
        kind: 'steps',
        // Nobody did it, so there is nobody to look up.
        steps: isOfDirectory(kind)
          ? [alert.first, alert.last]
          : [alert.first, texts.nextAudit, alert.last],
      },
    ],
  };
};
