import type { Texts } from '../en/index.ts';

export const problems = {
  errors: {
    'bad-request': 'Die Anfrage ist ungültig.',
    'identifier-invalid': 'Das ist kein gültiger Benutzername und keine gültige E-Mail-Adresse.',
    'password-refused': 'Das neue Passwort wurde abgelehnt.',
    'unlock-refused': 'Das Konto wurde nicht entsperrt: Das Verzeichnis hat es abgelehnt.',
    'destination-needed': 'Geben Sie zuerst die vollständige Nummer ein.',
    'passwords-differ': 'Die beiden Passwörter sind nicht gleich.',
    'policy-impossible': 'Diese Richtlinie könnte niemand erfüllen.',
    'import-invalid':
      'Die Datei enthält Zeilen, die nicht importiert werden können. Es wurde nichts geändert.',
    'not-signed-in': 'Melden Sie sich zuerst an.',
    'sign-in-failed': 'Benutzername oder Passwort stimmt nicht.',
    'new-password-needed':
      'Das Passwort stimmt, muss aber zuerst ersetzt werden. Melden Sie sich im Portal unter „Passwort ändern“ an, um ein neues festzulegen.',
    'reauthentication-required': 'Geben Sie Ihr Passwort noch einmal ein, um fortzufahren.',
    forbidden: 'Das dürfen Sie nicht. Dafür ist die Berechtigung {permission} nötig.',
    'break-glass-mistyped':
      'Das ist kein Notfallcode, oder er wurde falsch abgeschrieben. Vergleichen Sie ihn mit dem Blatt.',
    'break-glass-refused': 'Mit diesem Code lässt sich dieses Konto nicht öffnen.',
    'methods-held':
      'Das Passwort wurde vor Kurzem zurückgesetzt. Methoden lassen sich später wieder ändern.',
    'not-offered': 'Das Zurücksetzen von Passwörtern ist hier nicht eingeschaltet.',
    'forged-request': 'Die Anfrage kam nicht von einer Seite dieses Dienstes.',
    'not-found': 'Unter diesem Namen gibt es hier nichts.',
    'method-not-allowed': 'Diese Adresse nimmt diese Methode nicht an.',
    'out-of-order': 'Das ist nicht der nächste Schritt.',
    conflict:
      'Jemand anders hat das inzwischen geändert. Laden Sie es neu und wiederholen Sie Ihre Änderung.',
    'in-use':
      'Die Richtlinie zum Zurücksetzen verwendet das noch. Nehmen Sie es zuerst aus der Richtlinie.',
    'still-in-use': 'Das wird noch verwendet. Nehmen Sie zuerst heraus, was darauf verweist.',
    'directory-check-failed':
      'Das Verzeichnis hat nicht jede Prüfung bestanden. Beheben Sie das, oder speichern Sie es ausgeschaltet.',
    'last-administrator': 'Das ist der letzte Global Administrator und muss bleiben.',
    'holds-role': 'Diese Person hat eine Rolle. Nehmen Sie ihr diese zuerst.',
    'name-taken': 'Dieser Name ist schon vergeben.',
    'session-expired': 'Die Zeit dafür ist abgelaufen. Beginnen Sie neu.',
    'too-large': 'Die Anfrage ist zu groß.',
    'unsupported-media-type': 'Dieser Inhaltstyp wird hier nicht angenommen.',
    'unknown-host': 'Dieser Dienst antwortet nicht unter dieser Adresse.',
    'version-missing': 'Geben Sie an, welche Version Sie ersetzen wollen.',
    'too-many-requests': 'Zu viele Anfragen. Warten Sie und versuchen Sie es noch einmal.',
    'set-up-required': 'Dieser Dienst muss zuerst eingerichtet werden.',
    busy: 'Im Augenblick ist zu viel zu tun. Versuchen Sie es in einigen Sekunden noch einmal.',
    unavailable:
      'Etwas, das dafür nötig ist, antwortet nicht. Versuchen Sie es in einigen Minuten noch einmal.',
    'timed-out':
      'Das dauert länger, als es sollte, und ist noch in Arbeit. Sehen Sie nach, wie es steht, bevor Sie es noch einmal versuchen: Vielleicht ist es schon erledigt.',
    unexpected: 'Bei uns ist etwas schiefgegangen. Nennen Sie Ihrem Helpdesk die Vorgangsnummer.',
  },
  faults: {
    required: 'Geben Sie einen Wert ein.',
    'wrong-type': 'Das ist nicht die richtige Art von Wert.',
    'wrong-format': 'Das hat nicht das richtige Format.',
    'too-short': 'Das ist zu kurz.',
    'too-long': 'Das ist zu lang.',
    'too-small': 'Diese Zahl ist zu klein.',
    'too-big': 'Diese Zahl ist zu groß.',
    'too-few': 'Das sind zu wenige Einträge.',
    'too-many': 'Das sind zu viele Einträge.',
    'not-a-choice': 'Das ist keiner der erlaubten Werte.',
    'unknown-field': 'Dieses Feld gibt es nicht.',
    invalid: 'Dieser Wert ist ungültig.',
    empty: 'Geben Sie einen Wert ein.',
    'forbidden-characters': 'Das enthält Zeichen, die nicht erlaubt sind.',
    'out-of-range': 'Dieser Wert liegt außerhalb des erlaubten Bereichs.',
    'not-json': 'Das ist kein gültiges JSON.',
    'not-a-form': 'Das ist kein gültiges Formular.',
    'duplicate-field': 'Das wurde mehr als einmal angegeben.',
    'too-many-fields': 'Das sind zu viele Felder.',
    'country-code-missing': 'Beginnen Sie mit + und der Landesvorwahl, etwa +49 301234567.',
    'address-known': 'Diese Adresse ist für Sie schon hinterlegt.',
    'already-registered': 'Das ist schon registriert, für Sie oder für jemand anders.',
    'country-not-served':
      'An Nummern dieses Landes wird nichts gesendet. Nehmen Sie eine andere Nummer, oder fragen Sie Ihre Administration.',
    'number-taken': 'Diese Nummer haben Sie schon registriert.',
    'no-office-phone':
      'Ihr Verzeichnis kennt dieses Bürotelefon nicht. Bitten Sie Ihre Administration, es einzutragen.',
    'code-wrong': 'Dieser Code ist nicht richtig.',
    'device-failed':
      'Dieses Gerät wurde nicht registriert. Versuchen Sie es noch einmal, oder nehmen Sie einen anderen Browser.',
    'passkey-failed':
      'Es wurde kein Passkey eingerichtet. Versuchen Sie es noch einmal; hilft das nicht, nehmen Sie ein anderes Gerät.',
    'question-repeated': 'Wählen Sie eine andere Frage: Diese haben Sie schon.',
    'answer-repeated': 'Geben Sie eine andere Antwort: Diese steht schon bei einer anderen Frage.',
    'answer-guessable': 'Diese Antwort könnte jemand erraten. Geben Sie eine andere.',
    'unknown-question': 'Diese Frage gibt es nicht.',
    'return-not-allowed':
      'Diese Adresse gehört nicht zu denen, an die die Richtlinie Personen zurückschicken lässt.',
    'holds-a-role':
      'Diese Person hat eine Administratorrolle und bekommt keinen befristeten Zugangscode.',
    'unknown-user': 'Unter diesem Namen gibt es niemanden oder mehrere.',
    'not-a-seed':
      'Das ist kein Startwert: Es müssen 16 bis 64 Byte in Base32 oder hexadezimal sein.',
    'no-contact': 'Geben Sie mindestens eine Nummer oder Adresse für diese Person an.',
    'own-mailbox':
      'Das ist das Postfach des Kontos selbst. Wer dessen Passwort vergessen hat, kann es nicht lesen.',
    'duplicate-serial': 'Diese Seriennummer steht mehr als einmal in der Datei.',
    'token-assigned': 'Ein Token mit dieser Seriennummer ist schon zugewiesen.',
    'too-many-tokens':
      'Diese Person hat schon so viele Authenticator-Apps und Token, wie erlaubt sind.',
    'unknown-method': 'Diese Methode gibt es nicht.',
    'authenticator-needs-more':
      'Schalten Sie mindestens {needed} Methoden ein: Eine Authenticator-App genügt hier nicht.',
    'not-for-administrators':
      'Administratoren dürfen sich mit dieser Methode bei dieser Voreinstellung nicht ausweisen.',
    'no-way-back-in':
      'Jemand muss wieder hineinkommen können: Sorgen Sie für einen zweiten globalen Administrator oder versiegeln Sie zuerst mit „postern break-glass create“ einen Notfallcode.',
    'no-method-enabled': 'Schalten Sie mindestens eine Methode ein.',
    'more-gates-than-classes':
      'Die Richtlinie verlangt {required} verschiedene Arten von Nachweisen, die eingeschalteten Methoden bieten aber nur {available}.',
    'no-group-selected': 'Wählen Sie mindestens eine Gruppe, oder wählen Sie „None“ oder „All“.',
    'group-both-included-and-excluded':
      'Diese Gruppe ist zugleich eingeschlossen und ausgeschlossen.',
    'longer-than-maximum': 'Die kürzeste Länge ist größer als die längste.',
    'duplicate-key': 'Das wurde mehr als einmal angegeben.',
    'forbidden-key': 'So darf kein Feld heißen.',
    'too-deep': 'Das ist zu tief verschachtelt.',
    'in-the-past': 'Dieser Zeitpunkt ist schon vorbei.',
    'unknown-group': 'Diese Gruppe gibt es nicht.',
    'ambiguous-group': 'Mehrere Gruppen heißen so. Geben Sie zusätzlich Verzeichnis und Anker an.',
    'unknown-token':
      'Dieses Token gilt nicht. Vielleicht wurde es schon verwendet oder ist zu alt.',
    'check-failed': 'Diese Prüfung ist fehlgeschlagen: {detail}',
    'still-used': 'Davon gibt es noch {count}.',
    'not-csv':
      'Ab dieser Zeile lässt sich die Datei nicht lesen. Vielleicht fehlt ein Anführungszeichen.',
    'missing-column': 'Diese Spalte fehlt.',
    'unknown-column': 'Diese Spalte gibt es nicht.',
    'duplicate-column': 'Diese Spalte kommt mehr als einmal vor.',
    'wrong-column-count': 'Diese Zeile hat nicht so viele Werte, wie es Spalten gibt.',
    'duplicate-username': 'Dieser Benutzername kommt in der Datei mehr als einmal vor.',
    'duplicate-mail': 'Diese Adresse kommt in der Datei mehr als einmal vor.',
    'administrator-account':
      'Dieses Konto hat eine Rolle. Wer es ändert, muss Rollen vergeben dürfen.',
    'last-administrator': 'Das ist der letzte Global Administrator, er muss aktiviert bleiben.',
  },
  measured: {
    'too-short': 'Die kürzeste erlaubte Länge ist {min}.',
    'too-long': 'Die größte erlaubte Länge ist {max}.',
    'too-small': 'Die kleinste erlaubte Zahl ist {min}.',
    'too-big': 'Die größte erlaubte Zahl ist {max}.',
    'too-few': 'Mindestzahl der Einträge: {min}.',
    'too-many': 'Höchstzahl der Einträge: {max}.',
  },
  refusals: {
    'too-short': 'Es ist zu kurz.',
    'too-long': 'Es ist zu lang.',
    'too-few-classes':
      'Es braucht mehr Arten von Zeichen: Kleinbuchstaben, Großbuchstaben, Ziffern, Sonderzeichen.',
    common: 'Es ist weit verbreitet oder aus einem Datenleck bekannt.',
    'context-word': 'Es enthält Ihren Namen oder den Ihrer Organisation.',
    'custom-word': 'Es stützt sich zu sehr auf Wörter, die Ihre Organisation ausschließt.',
    'same-as-current': 'Es ist Ihr jetziges Passwort.',
    'in-history': 'Sie haben es schon einmal verwendet.',
    'too-young':
      'Ihr Passwort wurde erst vor Kurzem geändert und kann noch nicht wieder geändert werden.',
    complexity: 'Es ist nach den Regeln Ihrer Organisation nicht vielfältig genug.',
    'forbidden-characters': 'Es enthält Zeichen, die nicht verwendet werden können.',
    'wrong-current-password': 'Das jetzige Passwort stimmt nicht.',
    'account-disabled': 'Das Konto ist deaktiviert. Wenden Sie sich an Ihre Administration.',
    'account-expired': 'Das Konto ist abgelaufen. Wenden Sie sich an Ihre Administration.',
    'account-locked':
      'Das Konto ist gesperrt. Entsperren Sie es, oder setzen Sie stattdessen das Passwort zurück.',
    'account-protected':
      'Das Konto ist geschützt, und nur die Administration kann sein Passwort setzen.',
    'not-permitted':
      'Das Verzeichnis lässt uns dieses Passwort nicht setzen. Wenden Sie sich an Ihre Administration.',
    unknown:
      'Das Verzeichnis hat es ohne Begründung abgelehnt. Versuchen Sie ein anderes Passwort, oder wenden Sie sich an Ihre Administration.',
  },
} satisfies Texts['problems'];
