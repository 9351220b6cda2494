import type { Texts } from '../en/index.ts';

export const carriers = {
  texts: {
    resetCode: {
      full: 'ist Ihr Code, um Ihr Passwort bei {organisation} zurückzusetzen. Sagen Sie ihn niemandem.',
      short: 'ist Ihr Code, um Ihr Passwort zurückzusetzen.',
    },
    unlockCode: {
      full: 'ist Ihr Code, um Ihr Konto bei {organisation} zu entsperren. Sagen Sie ihn niemandem.',
      short: 'ist Ihr Code, um Ihr Konto zu entsperren.',
    },
    confirmation: {
      full: 'ist Ihr Bestätigungscode bei {organisation}. Sagen Sie ihn niemandem.',
      short: 'ist Ihr Bestätigungscode.',
    },
    test: {
      full: 'ist ein Test von {organisation}. Dieser Code öffnet nichts.',
      short: 'ist ein Test. Dieser Code öffnet nichts.',
    },
  },
  calls: {
    resetCode: 'Guten Tag. Hier ist der Passwortdienst von {organisation}.',
    confirmation: 'Guten Tag. Hier ist der Codedienst von {organisation}.',
    test: 'Guten Tag. Dies ist ein Testanruf von {organisation}.',
    prompt: 'Um Ihren Code zu hören, drücken Sie die 1.',
    goodbye: 'Sagen Sie diesen Code niemandem. Auf Wiederhören.',
  },
  test: {
    subject: '{organisation}: ein Test des Versands',
    intro:
      'Jemand aus der Administration von {organisation} hat dies gesendet, um zu sehen, ob {carrier} Nachrichten überbringt.',
    opens: 'Dieser Code öffnet nichts:',
  },
} satisfies Texts['carriers'];
