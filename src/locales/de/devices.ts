export const devices = {
  page: {
    title: 'Zurücksetzung genehmigen',
    lead: 'Wenn jemand mit Hilfe dieses Geräts ein Passwort zurücksetzt, entscheiden Sie hier.',
    unavailable:
      'Diese Seite braucht JavaScript und einen Browser, der Schlüssel aufbewahrt. Öffnen Sie sie in dem Browser, den Sie registriert haben.',
    unknown: 'Dieser Browser ist nicht als eines Ihrer Geräte registriert.',
    register: 'In den Sicherheitsinformationen registrieren',
    idle: 'Nichts wartet auf Sie. Lassen Sie diese Seite offen: Was kommt, erscheint von selbst.',
    heading: 'Jemand SETZT Ihr Passwort ZURÜCK',
    warning:
      'Genehmigen Sie nur, wenn Sie das in diesem Moment selbst tun. Kein Helpdesk wird Sie je darum bitten.',
    account: 'Konto',
    from: 'Von',
    nowhere: 'Nicht bekannt',
    when: 'Wann',
    number: 'Zahl, die dort steht, wo das Passwort zurückgesetzt wird',
    approve: 'Genehmigen',
    deny: 'Das war ich nicht',
    approved: 'Genehmigt. Machen Sie im anderen Browser weiter.',
    denied:
      'Abgelehnt. Der Vorgang ist beendet, für Ihr Konto kann jetzt kein Passwort zurückgesetzt werden, und Ihre Administration ist benachrichtigt. Wenden Sie sich an sie oder an Ihren Helpdesk.',
    wrongNumber:
      'Das ist nicht die angezeigte Zahl. Sehen Sie noch einmal im anderen Browser nach.',
    gone: 'Dieser Vorgang ist schon beendet.',
    failed: 'Das hat nicht geklappt. Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal.',
    messages: 'Auf diesem Gerät melden, wenn etwas wartet',
    messagesOn: 'Von jetzt an meldet dieses Gerät, wenn etwas wartet.',
    messageTitle: 'Ihr Passwort',
    messageBody: 'Jemand SETZT Ihr Passwort ZURÜCK. Öffnen, um zu genehmigen oder abzulehnen.',
  },
  enrolment: {
    title: 'Dieses Gerät registrieren',
    lead: 'Wenn Sie Ihr Passwort in einem anderen Browser zurücksetzen, kann dieser es genehmigen: Er zeigt, wer fragt, und Sie geben hier eine Zahl ein.',
    after: 'Zum Genehmigen öffnen Sie diese Seite in diesem Browser und lassen sie offen:',
    open: 'Zurücksetzung genehmigen',
    unavailable:
      'Dieser Browser kann nicht registriert werden: Er braucht JavaScript und muss einen Schlüssel aufbewahren. Ein privates Fenster tut das nicht.',
    name: 'Name dieses Geräts',
    nameHint:
      'Damit Sie es später wiedererkennen, etwa „Mein Handy“. Sie können das Feld leer lassen.',
    action: 'Dieses Gerät registrieren',
    failed:
      'Dieser Browser konnte keinen Schlüssel aufbewahren. Versuchen Sie es außerhalb eines privaten Fensters.',
  },
};
