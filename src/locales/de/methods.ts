export const methods = {
  choices: {
    email: {
      label: 'Code per E-Mail senden',
      hint: 'An eine Adresse, die zu Ihrem Konto hinterlegt ist',
    },
    text: { label: 'SMS senden', hint: 'An das Mobiltelefon, das zu Ihrem Konto hinterlegt ist' },
    'voice-mobile': {
      label: 'Mein Mobiltelefon anrufen',
      hint: 'Eine Stimme liest einen Code vor',
    },
    'voice-office': { label: 'Mein Bürotelefon anrufen', hint: 'Eine Stimme liest einen Code vor' },
    'app-code': {
      label: 'Code aus meiner Authenticator-App',
      hint: 'Oder von einem Hardware-Token',
    },
    passkey: {
      label: 'Passkey verwenden',
      hint: 'Mit Fingerabdruck, Gesicht, PIN oder Sicherheitsschlüssel',
    },
    'recovery-codes': {
      label: 'Wiederherstellungscode verwenden',
      hint: 'Einen von der Liste, die Sie aufbewahrt haben',
    },
    questions: {
      label: 'Meine Sicherheitsfragen beantworten',
      hint: 'Die Fragen, die Sie ausgewählt haben',
    },
    device: {
      label: 'Auf meinem anderen Gerät bestätigen',
      hint: 'Ein Telefon oder Browser, den Sie registriert haben',
    },
    'temporary-pass': {
      label: 'Befristeten Zugangscode verwenden',
      hint: 'Den Sie eben von Ihrem Helpdesk bekommen haben',
    },
    other: { label: 'Ein anderer Weg', hint: '' },
  },
  asks: {
    'app-code': {
      title: 'Code aus der App eingeben',
      lead: 'Öffnen Sie Ihre Authenticator-App oder sehen Sie auf Ihren Hardware-Token, und tippen Sie den Code ein, der gerade angezeigt wird.',
      label: 'Code aus der App',
      missing: 'Geben Sie den Code ein, den Ihre App anzeigt.',
    },
    'recovery-codes': {
      title: 'Wiederherstellungscode eingeben',
      lead: 'Tippen Sie einen der Wiederherstellungscodes ein, die Sie aufbewahrt haben. Jeder gilt einmal.',
      label: 'Wiederherstellungscode',
      missing: 'Geben Sie einen Ihrer Wiederherstellungscodes ein.',
    },
    'temporary-pass': {
      title: 'Befristeten Zugangscode eingeben',
      lead: 'Tippen Sie den Code ein, den Ihr Helpdesk Ihnen gegeben hat. Er gilt einmal und nicht lange.',
      label: 'Befristeter Zugangscode',
      missing: 'Geben Sie den Code ein, den Ihr Helpdesk Ihnen gegeben hat.',
    },
    passkey: {
      title: 'Passkey verwenden',
      lead: 'Ihr Gerät fragt nach Fingerabdruck, Gesicht, PIN oder Sicherheitsschlüssel.',
      action: 'Meinen Passkey verwenden',
      unavailable:
        'Dieser Browser kann hier keine Passkeys verwenden. Wählen Sie einen anderen Weg, oder öffnen Sie diese Seite auf einem Gerät, das Ihren Passkey hat.',
      missing:
        'Der Passkey wurde nicht verwendet. Versuchen Sie es noch einmal, oder wählen Sie einen anderen Weg.',
    },
    questions: {
      title: 'Ihre Fragen beantworten',
      lead: 'Beantworten Sie alle so wie damals, als Sie sie ausgewählt haben. Groß- und Kleinschreibung spielt keine Rolle.',
      missing: 'Beantworten Sie jede Frage.',
      waiting: 'Ihre Fragen werden gerade nachgesehen.',
    },
    approval: {
      title: 'Auf dem anderen Gerät bestätigen',
      lead: 'Wenn Ihr Konto hier zurückgesetzt werden kann, zeigt Ihr anderes Gerät jetzt eine Nachricht. Tippen Sie dort diese Zahl ein:',
      action: 'Ich habe bestätigt',
      waiting: 'Es wurde noch nichts bestätigt.',
    },
    other: {
      title: 'Code eingeben',
      lead: 'Tippen Sie den Code ein, den Sie bekommen haben.',
      label: 'Code',
      missing: 'Geben Sie den Code ein.',
    },
  },
  pages: {
    wrong: 'Das ist nicht richtig.',
    triesLeft: { one: 'Sie haben noch einen Versuch.', other: 'Sie haben noch {count} Versuche.' },
    usedUp:
      'Es gibt keine weiteren Versuche. Beginnen Sie diese Prüfung neu, oder wählen Sie einen anderen Weg.',
    again: 'Diese Prüfung neu beginnen',
    number: 'Vollständige Telefonnummer',
    numberHint:
      'Für SMS oder Anruf: die für Sie hinterlegte Nummer mit Landesvorwahl, etwa +49 301234567.',
    numberMissing: 'Geben Sie die vollständige Telefonnummer ein.',
    otherWays: 'Andere Wege',
    administrators: 'Weitere Wege für Administratoren',
    check: 'Noch einmal nachsehen',
  },
};
