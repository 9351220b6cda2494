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
    reset: {
      subject: '{organisation}: Ihr Passwort lässt sich so nicht zurücksetzen',
      intro: 'Sie haben ein neues Passwort für Ihr Konto bei {organisation} angefordert.',
      notEnabled:
        'Für Ihr Konto ist nicht eingeschaltet, dass Sie Ihr Passwort selbst zurücksetzen.',
      blocked:
        'Es gab zu viele falsche Antworten. Zum Schutz Ihres Kontos kann das Passwort bis zu 24 Stunden lang nicht auf diesem Weg zurückgesetzt werden.',
      frozen:
        'Zum Schutz Ihres Kontos ist das Zurücksetzen des Passworts durch Sie selbst ausgeschaltet.',
      account: {
        'account-expired': 'Ihr Konto ist abgelaufen und bekommt deshalb kein neues Passwort.',
        'account-protected':
          'Ihr Konto ist besonders geschützt. Sein Passwort wird nicht auf diesem Weg zurückgesetzt.',
        'account-service':
          'Dieses Konto wird von einem Programm verwendet. Damit das Programm weiter arbeitet, wird sein Passwort nicht auf diesem Weg zurückgesetzt.',
        'password-not-changeable':
          'Ihre Organisation hat festgelegt, dass sich das Passwort dieses Kontos nicht ändert.',
      },
      next: 'Ihre Administration oder Ihr Helpdesk kann mit Ihnen ein neues Passwort festlegen.',
    },
    unlock: {
      subject: '{organisation}: Ihr Konto lässt sich so nicht entsperren',
      intro: 'Sie möchten Ihr Konto bei {organisation} entsperren.',
      notEnabled: 'Für Ihr Konto ist nicht eingeschaltet, dass Sie es selbst entsperren.',
      blocked:
        'Es gab zu viele falsche Antworten. Zum Schutz Ihres Kontos kann es bis zu 24 Stunden lang nicht auf diesem Weg entsperrt werden.',
      frozen: 'Zum Schutz Ihres Kontos ist das Entsperren durch Sie selbst ausgeschaltet.',
      account: {
        'account-expired': 'Ihr Konto ist abgelaufen. Es gibt deshalb nichts zu entsperren.',
        'account-protected':
          'Ihr Konto ist besonders geschützt. Es wird nicht auf diesem Weg entsperrt.',
        'account-service':
          'Dieses Konto wird von einem Programm verwendet. Es wird nicht auf diesem Weg entsperrt.',
        'password-not-changeable':
          'Ihre Organisation hat festgelegt, dass dieses Konto nicht auf diesem Weg betreut wird.',
      },
      next: 'Ihre Administration oder Ihr Helpdesk kann es mit Ihnen entsperren.',
    },
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
    next: 'Was jetzt zu tun ist',
    nextAudit:
      'Suchen Sie die Vorgangsnummer in den Überwachungsprotokollen der Konsole: Dort steht, wer es getan hat, und von wo.',
  },
  alerts: {
    'reported-not-me': {
      subject: '{organisation}: eine Passwortänderung wurde als „nicht ich“ gemeldet',
      intro:
        '{username} wurde über eine Passwortänderung benachrichtigt und hat geantwortet: Das war ich nicht.',
      done: 'Für dieses Konto ist das Zurücksetzen des Passworts jetzt ausgeschaltet, und alles hier Angemeldete ist abgemeldet. Das Passwort selbst ist noch das, das gesetzt wurde.',
      first:
        'Sprechen Sie mit der Person am Telefon oder persönlich und legen Sie gemeinsam ein neues Passwort fest.',
      last: 'Wenn das Konto sicher ist, erlauben Sie dort das Zurücksetzen wieder, in der Konsole unter „Users“.',
    },
    'reset-denied': {
      subject: '{organisation}: Jemand hat eine Passwortzurücksetzung abgelehnt',
      intro:
        'Jemand hat begonnen, das Passwort von {username} zurückzusetzen. Auf einem anderen Gerät gefragt, kam die Antwort: Das war ich nicht.',
      done: 'Der Vorgang ist beendet. Das Zurücksetzen des Passworts ist für dieses Konto jetzt ausgeschaltet, und alles, was hier angemeldet war, ist abgemeldet. Das Passwort wurde nicht geändert.',
      first:
        'Sprechen Sie mit der Person am Telefon oder persönlich, und klären Sie, was sie gesehen hat.',
      last: 'Wenn das Konto sicher ist, erlauben Sie das Zurücksetzen wieder, unter „Users“ in der Konsole.',
    },
    'administrator-reset': {
      subject: '{organisation}: Ein Administratorpasswort wurde zurückgesetzt',
      intro:
        'Für {username}, ein Konto mit Administratorrolle, wurde durch Zurücksetzen ein neues Passwort festgelegt.',
      done: 'Alles, was hier mit diesem Konto angemeldet war, ist abgemeldet.',
      first: 'Fragen Sie die Person am Telefon oder persönlich, ob sie es selbst war.',
      last: 'War sie es nicht, sperren Sie das Zurücksetzen für dieses Konto sofort, in der Konsole unter „Users“.',
    },
    'policy-weakened': {
      subject: '{organisation}: Die Regeln für das Zurücksetzen wurden gelockert',
      intro:
        '{username} hat Regeln gespeichert, mit denen sich das Zurücksetzen leichter missbrauchen lässt. Diese Einstellungen haben sich geändert:',
      done: 'Die Änderung gilt bereits.',
      first: 'Vergewissern Sie sich, dass das so gewollt war.',
      last: 'War es nicht gewollt, stellen Sie die alten Werte wieder her, in der Konsole unter „Password reset“.',
    },
    'break-glass-created': {
      subject: '{organisation}: Ein Notfallcode wurde erzeugt',
      intro:
        '{username} hat einen versiegelten Code erzeugt, der für jeden Global Administrator ein Zurücksetzen öffnet, an allen anderen Nachweisen vorbei. Aufbewahrt wird er angeblich hier:',
      done: 'Der Code gilt, bis er benutzt oder widerrufen wird. Er wurde einmal angezeigt; lesen kann ihn niemand mehr.',
      first:
        'Vergewissern Sie sich, dass das so gewollt war und der Umschlag dort liegt, wo er liegen soll.',
      last: 'War es nicht gewollt, widerrufen Sie den Code sofort, in der Konsole unter „Settings“, „Break-glass codes“.',
    },
    'break-glass-used': {
      subject: '{organisation}: Ein Notfallcode wurde verwendet',
      intro:
        'Jemand hat mit einem versiegelten Notfallcode ein Zurücksetzen für {username} geöffnet, an allen anderen Nachweisen vorbei.',
      done: 'Der Code ist jetzt ungültig. Wer ihn verwendet hat, kann noch einige Minuten lang ein neues Passwort für dieses Konto festlegen.',
      first: 'Klären Sie sofort, wer den Umschlag geöffnet hat und warum.',
      last: 'War das nicht berechtigt, deaktivieren Sie das Konto. Versiegeln Sie danach mit „postern break-glass create“ einen neuen Code.',
    },
    'proofs-failing': {
      subject: '{organisation}: ungewöhnlich viele falsche Antworten',
      intro:
        'Innerhalb weniger Minuten wurden für beliebige Konten viele falsche Antworten gegeben: Vielleicht rät jemand Codes.',
      done: 'Bis es vorbei ist, braucht das Zurücksetzen zwei Nachweise, sofern die eingeschalteten Methoden zwei ergeben. Kein Konto wurde gesperrt.',
      first:
        'Sehen Sie in der Konsole unter „Audit logs“ nach, aus welchen Netzen die falschen Antworten kommen.',
      last: 'Sperren Sie diese Netze, bevor sie diesen Dienst erreichen.',
    },
    'country-paused': {
      subject: '{organisation}: Textnachrichten und Anrufe in ein Land sind angehalten',
      intro:
        'Zu wenige der Codes, die per Textnachricht oder Anruf in ein Land gingen, kamen zurück: Vielleicht löst jemand Nachrichten und Anrufe aus, um daran zu verdienen.',
      done: 'In dieses Land wird nichts mehr gesendet, bis es die Administration wieder erlaubt.',
      first:
        'Prüfen Sie, ob dort überhaupt jemand von Ihnen ist. Wenn nicht, nehmen Sie das Land aus der Liste.',
      last: 'Wenn alles in Ordnung ist, erlauben Sie das Land wieder, in der Konsole unter „Carriers“.',
    },
    'write-unknown': {
      subject: '{organisation}: niemand kann sagen, ob ein Passwort gesetzt wurde',
      intro:
        'Ein neues Passwort für {username} wurde an das Verzeichnis gesendet. Es hat nicht geantwortet und hält nichts fest, was es im Nachhinein verraten würde.',
      done: 'Alles, was hier mit diesem Konto angemeldet war, ist abgemeldet. Die Person weiß, dass sie zuerst das neue, dann das alte Passwort versuchen soll.',
      first:
        'Helfen Sie der Person bei der Anmeldung, und legen Sie gemeinsam ein neues Passwort fest, wenn keines von beiden geht.',
      last: 'Lassen Sie das Verzeichnis den Zeitpunkt der letzten Passwortänderung festhalten (OpenLDAP: ppolicy laden), damit es sich beim nächsten Mal herausfinden lässt.',
    },
    'directory-unreachable': {
      subject: '{organisation}: ein Verzeichnis antwortet nicht',
      intro: 'Ein Verzeichnis gibt seit mindestens fünf Minuten kein Lebenszeichen:',
      done: 'Solange es schweigt, kann niemand ein Passwort zurücksetzen, das dort liegt. Es wird jede Minute wieder gefragt.',
      first: 'Prüfen Sie, ob seine Server laufen und ob dieser Server sie über das Netz erreicht.',
      last: 'In der Konsole sehen Sie unter „Directories“ den letzten Fehler. Sie erfahren es, wenn es wieder antwortet.',
    },
    'directory-not-trusted': {
      subject: '{organisation}: das Zertifikat eines Verzeichnisses wird nicht anerkannt',
      intro:
        'Das Zertifikat eines Verzeichnisses lässt sich nicht bestätigen: Es ist abgelaufen, nennt einen anderen Server oder stammt von einer Stelle, die hier nicht bekannt ist:',
      done: 'Über eine solche Verbindung wird kein Passwort gesendet. Deshalb kann niemand eines zurücksetzen, das dort liegt.',
      first:
        'Geben Sie dem Server ein gültiges Zertifikat, das ihn so nennt wie die Einstellungen und von der dort hinterlegten Stelle stammt.',
      last: 'War der Wechsel nicht geplant, finden Sie heraus, wer sonst unter diesem Namen antwortet. Sie erfahren es, wenn es wieder anerkannt wird.',
    },
    'directory-refused': {
      subject: '{organisation}: ein Verzeichnis weist das Dienstkonto von Postern ab',
      intro:
        'Ein Verzeichnis weist die Anmeldung des Dienstkontos ab, mit dem Postern es fragt. Vielleicht wurde das Passwort geändert oder ist abgelaufen, oder das Konto ist gesperrt oder deaktiviert:',
      done: 'Die Anmeldung wird höchstens zweimal in der Minute versucht. Solange sie abgewiesen wird, kann niemand ein Passwort zurücksetzen, das dort liegt.',
      first:
        'Sorgen Sie dafür, dass das Konto aktiv und nicht gesperrt ist und sein Passwort nicht abläuft.',
      last: 'Hat es ein neues Passwort, geben Sie es in der Konsole unter „Directories“ ein. Sie erfahren es, wenn sich das Konto wieder anmeldet.',
    },
    'directory-certificate-ends': {
      subject: '{organisation}: das Zertifikat eines Verzeichnisses läuft bald ab',
      intro: 'Das Zertifikat eines Verzeichnisses läuft bald ab:',
      done: 'Bis dahin geht alles weiter. Danach wird es nicht mehr anerkannt, und niemand kann ein Passwort zurücksetzen, das dort liegt.',
      first: 'Geben Sie dem Server vor diesem Tag ein neues Zertifikat derselben Stelle.',
      last: 'Stellt es eine andere Stelle aus, tragen Sie diese zuvor in die Einstellungen ein, in der Konsole unter „Directories“.',
    },
    'directory-server-failing': {
      subject: '{organisation}: ein Server eines Verzeichnisses antwortet nicht',
      intro:
        'Einer der Server eines Verzeichnisses könnte nicht einspringen; ein anderer arbeitet:',
      done: 'Zurücksetzen geht weiter. Fällt auch der arbeitende Server aus, kann niemand ein Passwort zurücksetzen, das dort liegt.',
      first:
        'Sehen Sie nach, ob der Server läuft und ob sein Zertifikat und die Anmeldung des Dienstkontos dort in Ordnung sind.',
      last: 'Gibt es ihn nicht mehr, nehmen Sie ihn aus den Einstellungen, in der Konsole unter „Directories“. Sie erfahren es, wenn alle wieder antworten.',
    },
    'directory-recovered': {
      subject: '{organisation}: ein Verzeichnis arbeitet wieder',
      intro:
        'Was wir Ihnen unter der unten genannten Vorgangsnummer über ein Verzeichnis geschrieben haben, ist vorbei:',
      done: 'Sie müssen nichts mehr tun.',
      first: 'Haben Sie nicht damit gerechnet, fragen Sie, wer es in Ordnung gebracht hat.',
      last: 'Zu der Vorgangsnummer zeigen die Audit-Protokolle in der Konsole, wie lange es gedauert hat.',
    },
  },
} satisfies Texts['mails'];
