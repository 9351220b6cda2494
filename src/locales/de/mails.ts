import type { Texts } from '../en/index.ts';

export const mails = {
  greeting: 'Guten Tag {name},',
  footer:
    'Gesendet vom Passwortdienst von {organisation}. Antworten auf diese Nachricht werden nicht gelesen.',
  contact: 'Wenn Sie Hilfe brauchen, wenden Sie sich an: {contact}',
  noContact:
    'Wenn Sie Hilfe brauchen, wenden Sie sich an die Administration oder den Helpdesk von {organisation}.',
  facts: {
    askedFrom: 'Angefordert von',
    changedFrom: 'Geändert von',
    when: 'Zeitpunkt',
    account: 'Konto',
    reference: 'Vorgangsnummer',
  },
  resetCode: {
    subject: '{organisation}: Ihr Code zum Zurücksetzen des Passworts',
    intro:
      'Sie haben ein neues Passwort für Ihr Konto bei {organisation} angefordert. Geben Sie diesen Code auf der Seite ein, auf der Sie das getan haben:',
    valid: {
      one: 'Der Code gilt einmal und ist eine Minute gültig.',
      other: 'Der Code gilt einmal und ist {count} Minuten gültig.',
    },
    notYou: 'Sie waren das nicht?',
    notYouText:
      'Dann hat jemand anders Ihren Benutzernamen eingegeben. Beachten Sie diese Nachricht nicht weiter: Ohne den Code kann niemand Ihr Passwort auf diesem Weg ändern. Geben Sie den Code nie weiter, auch nicht an den Helpdesk.',
  },
  resetNotAvailable: {
    subject: '{organisation}: Ihr Passwort lässt sich so nicht zurücksetzen',
    intro: 'Sie haben ein neues Passwort für Ihr Konto bei {organisation} angefordert.',
    notEnabled: 'Für Ihr Konto ist nicht eingeschaltet, dass Sie Ihr Passwort selbst zurücksetzen.',
    blocked:
      'Es gab zu viele falsche Antworten. Zum Schutz Ihres Kontos kann das Passwort bis zu 24 Stunden lang nicht auf diesem Weg zurückgesetzt werden.',
    frozen:
      'Zum Schutz Ihres Kontos ist das Zurücksetzen des Passworts durch Sie selbst ausgeschaltet.',
    next: 'Ihre Administration oder Ihr Helpdesk kann mit Ihnen ein neues Passwort festlegen.',
    notYou: 'Sie waren das nicht?',
    notYouText:
      'Dann hat jemand anders Ihren Benutzernamen eingegeben. Es wurde nichts geändert, und Sie müssen nichts tun.',
  },
  passwordChanged: {
    subject: '{organisation}: Ihr Passwort wurde geändert',
    introReset:
      'Das Passwort Ihres Kontos bei {organisation} wurde zurückgesetzt: Mit einem Code, der an Sie gesendet wurde, wurde ein neues gesetzt.',
    introChange:
      'Das Passwort Ihres Kontos bei {organisation} wurde von jemandem geändert, der das alte kannte.',
    wasYou: 'Wenn Sie das waren, müssen Sie nichts tun.',
    notYou: 'Sie waren das nicht?',
    notYouText:
      'Dann sagen Sie es sofort. Das Zurücksetzen des Passworts wird dann für Ihr Konto ausgeschaltet, alles hier Angemeldete wird abgemeldet, und Ihre Administration wird benachrichtigt.',
    action: 'Das war ich nicht',
  },
  administratorsAlert: {
    subject: '{organisation}: eine Passwortänderung wurde als „nicht ich“ gemeldet',
    intro:
      '{username} wurde über eine Passwortänderung benachrichtigt und hat geantwortet: Das war ich nicht.',
    done: 'Für dieses Konto ist das Zurücksetzen des Passworts jetzt ausgeschaltet, und alles hier Angemeldete ist abgemeldet. Das Passwort selbst ist noch das, das gesetzt wurde.',
    next: 'Was jetzt zu tun ist',
    nextContact:
      'Sprechen Sie mit der Person am Telefon oder persönlich und legen Sie gemeinsam ein neues Passwort fest.',
    nextAudit:
      'Suchen Sie die Vorgangsnummer in den Überwachungsprotokollen der Konsole: Dort steht, wer das Passwort geändert hat, und von wo.',
    nextUnfreeze:
      'Wenn das Konto sicher ist, erlauben Sie dort das Zurücksetzen wieder, in der Konsole unter „Users“.',
  },
} satisfies Texts['mails'];
