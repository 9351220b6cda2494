import type { Texts } from '../en/index.ts';

export const portal = {
  frame: {
    skip: 'Zum Inhalt springen',
    help: 'Hilfe',
    start: 'Startseite',
    language: 'Sprache',
    reference: 'Vorgangsnummer',
    referenceHint: 'Nennen Sie diese Nummer, wenn Sie Hilfe brauchen.',
    errorPrefix: 'Fehler:',
    step: 'Schritt {step} von {steps}',
    firstStep: 'Schritt 1',
    problem: 'Das hat noch nicht geklappt',
    done: 'Erledigt',
    pleaseNote: 'Bitte beachten',
  },
  actions: {
    next: 'Weiter',
    cancel: 'Abbrechen',
    startAgain: 'Neu beginnen',
    checkAgain: 'Erneut prüfen',
    backToStart: 'Zurück zur Startseite',
    signIn: 'Anmelden',
    signOut: 'Abmelden',
    showPasswords: 'Passwörter anzeigen',
    hidePasswords: 'Passwörter verbergen',
    showPassword: 'Passwort anzeigen',
    hidePassword: 'Passwort verbergen',
  },
  contact: {
    heading: 'Ihre Administration oder Ihr Helpdesk',
    open: 'Helpdesk kontaktieren',
    none: 'Wenden Sie sich an die Administration oder den Helpdesk von {organisation}.',
  },
  home: {
    title: 'Was möchten Sie tun?',
    lead: 'Für das Passwort Ihres Kontos bei {organisation}.',
    forgot: 'Ich habe mein Passwort vergessen',
    forgotHint: 'Weisen Sie sich aus und wählen Sie ein neues. Das dauert etwa zwei Minuten.',
    change: 'Ich möchte mein Passwort ändern',
    changeHint: 'Sie kennen Ihr Passwort und möchten ein anderes.',
    help: 'Ich brauche Hilfe',
    helpHint: 'Wie das hier funktioniert und wen Sie fragen können.',
  },
  identify: {
    title: 'Passwort zurücksetzen',
    lead: 'Sagen Sie uns, wer Sie sind. Danach prüfen wir, ob Sie es wirklich sind.',
    label: 'Benutzername oder E-Mail-Adresse',
    hint: 'Womit Sie sich bei {organisation} anmelden.',
    empty: 'Geben Sie Ihren Benutzernamen oder Ihre E-Mail-Adresse ein.',
    tooLong: 'Das ist zu lang für einen Benutzernamen. Bitte prüfen Sie Ihre Eingabe.',
    forbiddenCharacters:
      'Darin sind Zeichen, die in keinem Benutzernamen vorkommen. Tippen Sie ihn von Hand ein, statt ihn einzufügen.',
    underWay: 'In diesem Browser haben Sie bereits begonnen, Ihr Passwort zurückzusetzen.',
    goOn: 'Dort weitermachen',
  },
  notOffered: {
    administrators: 'Für Administratoren: das eigene Passwort zurücksetzen',
    title: 'Hier ist das Zurücksetzen nicht eingeschaltet',
    text: '{organisation} hat das Zurücksetzen von Passwörtern auf dieser Seite nicht eingeschaltet. Ihre Administration oder Ihr Helpdesk kann mit Ihnen ein neues Passwort festlegen.',
  },
  choosing: {
    title: 'Wie sollen wir prüfen, dass Sie es sind?',
    secondTitle: 'Noch eine Prüfung',
    secondLead: 'Danke, die erste Prüfung hat geklappt. Ihre Organisation verlangt eine zweite.',
    lead: 'Wählen Sie etwas, das {organisation} von Ihnen kennt oder das Sie registriert haben.',
    legend: 'Wählen Sie einen Weg',
    missing: 'Wählen Sie einen Weg, um weiterzukommen.',
  },
  proving: {
    title: 'Code eingeben',
    emailLead:
      'Wenn Ihr Konto hier zurückgesetzt werden kann, ist ein Code unterwegs an die E-Mail-Adresse, die {organisation} für Sie hinterlegt hat.',
    otherLead: 'Wenn Ihr Konto hier zurückgesetzt werden kann, ist ein Code zu Ihnen unterwegs.',
    label: 'Code aus der Nachricht',
    valid: {
      one: 'Nur der neueste Code gilt. Er ist noch eine Minute gültig.',
      other: 'Nur der neueste Code gilt. Er ist noch {count} Minuten gültig.',
    },
    runOut: 'Dieser Code ist abgelaufen. Fordern Sie unten einen neuen an.',
    missing: 'Geben Sie den Code aus der Nachricht ein.',
    wrong: 'Das ist nicht der richtige Code.',
    wrongField:
      'Vergleichen Sie ihn mit der neuesten Nachricht oder fordern Sie einen neuen Code an.',
    triesLeft: {
      one: 'Sie haben mit diesem Code noch einen Versuch.',
      other: 'Sie haben mit diesem Code noch {count} Versuche.',
    },
    usedUp: 'Dieser Code kann nicht mehr verwendet werden. Fordern Sie unten einen neuen an.',
    nothingCame: 'Kein Code angekommen?',
    adviceWait: 'Warten Sie zwei Minuten und sehen Sie auch im Spam-Ordner nach.',
    adviceMailbox:
      'Sehen Sie in dem Postfach nach, das {organisation} für Sie hinterlegt hat. Es kann auch ein privates sein.',
    adviceName: 'Vielleicht war im Benutzernamen ein Tippfehler.',
    adviceNotOn:
      'Vielleicht hat Ihre Organisation das für Ihr Konto nicht eingeschaltet. Wenn nichts kommt, wenden Sie sich an Ihre Administration oder Ihren Helpdesk.',
    resend: 'Neuen Code senden',
    resendWait: 'In {time} können Sie einen neuen Code anfordern.',
    resendReady: 'Sie können jetzt einen neuen Code anfordern.',
    noMore:
      'Für diesen Vorgang kann kein weiterer Code gesendet werden. Wenn Sie einen brauchen, beginnen Sie später neu.',
  },
  password: {
    title: 'Neues Passwort wählen',
    lead: 'Danke. Wählen Sie jetzt ein Passwort, das Sie noch nie verwendet haben.',
    rules: 'Ihr neues Passwort',
    length: {
      one: 'hat mindestens ein Zeichen',
      other: 'hat mindestens {count} Zeichen',
    },
    longest: {
      one: 'hat höchstens ein Zeichen',
      other: 'hat höchstens {count} Zeichen',
    },
    classes: {
      one: 'enthält mindestens eines davon: Kleinbuchstabe, Großbuchstabe, Ziffer, Sonderzeichen',
      other:
        'enthält mindestens {count} davon: Kleinbuchstabe, Großbuchstabe, Ziffer, Sonderzeichen',
    },
    common: 'ist nicht weit verbreitet und aus keinem Datenleck bekannt',
    context: 'enthält weder Ihren Namen noch den Ihrer Organisation',
    words: 'stützt sich nicht auf Wörter, die Ihre Organisation ausschließt',
    advice:
      'Drei oder vier Wörter, die nicht zusammengehören, sind lang und leicht zu merken. Leerzeichen sind willkommen.',
    label: 'Neues Passwort',
    again: 'Neues Passwort, noch einmal',
    submit: 'Neues Passwort setzen',
    missing: 'Geben Sie ein neues Passwort ein.',
    differ: 'Die beiden Passwörter sind nicht gleich. Geben Sie das neue Passwort zweimal ein.',
    refused: 'Dieses Passwort kann nicht verwendet werden. Bitte wählen Sie ein anderes.',
    tooShort: {
      one: 'Es braucht mindestens ein Zeichen.',
      other: 'Es braucht mindestens {count} Zeichen.',
    },
    tooLong: {
      one: 'Es darf höchstens ein Zeichen haben.',
      other: 'Es darf höchstens {count} Zeichen haben.',
    },
    tooFewClasses: {
      one: 'Es braucht mindestens eines davon: Kleinbuchstabe, Großbuchstabe, Ziffer, Sonderzeichen.',
      other:
        'Es braucht mindestens {count} davon: Kleinbuchstabe, Großbuchstabe, Ziffer, Sonderzeichen.',
    },
    ruleMet: 'erfüllt',
    ruleOpen: 'noch nicht erfüllt',
    allMet: 'Die Regeln, die sich beim Tippen prüfen lassen, sind erfüllt.',
    someOpen: 'Noch sind nicht alle Regeln erfüllt.',
    same: 'Beide Passwörter sind gleich.',
    notSame: 'Die beiden Passwörter sind noch nicht gleich.',
  },
  ended: {
    doneTitle: 'Ihr neues Passwort ist gesetzt',
    doneText:
      'Verwenden Sie es ab jetzt überall, wo Sie sich mit Ihrem Konto bei {organisation} anmelden.',
    doneDevices: 'Geräte und Apps, die das alte Passwort gespeichert haben, fragen nach dem neuen.',
    doneSafety: 'Diese Seite meldet Sie nicht an. Sie können sie jetzt schließen.',
    expiredTitle: 'Die Zeit für diesen Vorgang ist abgelaufen',
    expiredText:
      'Zum Schutz Ihres Kontos muss das Zurücksetzen in kurzer Zeit abgeschlossen sein. Es wurde nichts geändert.',
    blockedTitle: 'Dieser Vorgang wurde angehalten',
    blockedText:
      'Es gab zu viele Versuche. Zum Schutz Ihres Kontos kann es bis zu 24 Stunden dauern, bis es hier wieder zurückgesetzt werden kann. Es wurde nichts geändert.',
    blockedSignIn:
      'Wenn Ihnen Ihr Passwort wieder einfällt, können Sie sich weiterhin damit anmelden.',
    notEligibleTitle: 'Dieses Konto kann hier nicht zurückgesetzt werden',
    notEligibleText:
      'Das Zurücksetzen ist für dieses Konto zurzeit nicht möglich. Es wurde nichts geändert.',
    cancelledTitle: 'Sie haben den Vorgang abgebrochen',
    cancelledText: 'Es wurde nichts geändert. Ihr Passwort ist dasselbe wie zuvor.',
    writingTitle: 'Ihr neues Passwort wird gesetzt',
    writingText: 'Das dauert meist nur wenige Sekunden. Bitte beginnen Sie inzwischen nicht neu.',
    uncertainTitle: 'Wir warten auf eine Antwort',
    uncertainText:
      'Ihr neues Passwort ist unterwegs, aber das Verzeichnis von {organisation} hat es noch nicht bestätigt. Wir prüfen weiter.',
    uncertainTry:
      'Versuchen Sie zuerst, sich mit dem neuen Passwort anzumelden. Wenn das nicht geht, gilt noch das alte.',
  },
  cookies: {
    title: 'Ihr Browser hat kein Cookie behalten',
    text: 'Diese Seite muss Ihren Browser von Schritt zu Schritt wiedererkennen und verwendet dafür ein Cookie. Ihr Browser hat es nicht zurückgesendet.',
    remedy:
      'Erlauben Sie in den Einstellungen Ihres Browsers Cookies für diese Seite und versuchen Sie es dann noch einmal.',
    short: 'Wir verwenden Cookies für nichts anderes, und nie, um Ihnen zu folgen.',
  },
  signIn: {
    title: 'Anmelden',
    lead: 'Um Ihre Sicherheitsinformationen zu sehen oder Ihr Passwort zu ändern.',
    identifier: 'Benutzername oder E-Mail-Adresse',
    password: 'Passwort',
    forgot: 'Ich habe mein Passwort vergessen',
    missing: 'Geben Sie Ihren Benutzernamen und Ihr Passwort ein.',
    failed: 'Benutzername oder Passwort stimmt nicht. Bitte versuchen Sie es noch einmal.',
  },
  breakGlass: {
    title: 'Notfallcode',
    lead: 'Für einen globalen Administrator, dem jeder andere Weg verschlossen ist.',
    alarm: 'Alle Administratoren erfahren sofort davon, und der Code gilt nur dieses eine Mal.',
    identifier: 'Benutzername oder E-Mail-Adresse',
    code: 'Versiegelter Code',
    codeHint: '28 Buchstaben und Ziffern; Striche und Großschreibung sind gleichgültig.',
    submit: 'Zurücksetzen öffnen',
    mistyped:
      'Das ist kein Notfallcode, oder er wurde falsch abgeschrieben. Vergleichen Sie ihn mit dem Blatt. Das zählte nicht als Versuch.',
    refused: 'Mit diesem Code lässt sich dieses Konto nicht öffnen.',
  },
  securityInfo: {
    title: 'Ihre Sicherheitsinformationen',
    lead: 'Was {organisation} darüber weiß, wie Sie wieder in Ihr Konto kommen.',
    name: 'Name',
    username: 'Benutzername',
    passwordChanged: 'Passwort zuletzt geändert',
    unknown: 'Nicht bekannt',
    change: 'Passwort ändern',
  },
  change: {
    title: 'Passwort ändern',
    lead: 'Geben Sie Ihr jetziges Passwort ein und dann zweimal das neue.',
    current: 'Jetziges Passwort',
    currentMissing: 'Geben Sie Ihr jetziges Passwort ein.',
    currentWrong: 'Das ist nicht Ihr jetziges Passwort.',
    submit: 'Passwort ändern',
    doneTitle: 'Ihr Passwort ist geändert',
  },
  help: {
    title: 'Hilfe',
    howHeading: 'So setzen Sie Ihr Passwort zurück',
    howName: 'Sie nennen uns Ihren Benutzernamen.',
    howProve:
      'Sie zeigen, dass Sie es sind: mit einem Code, den wir an das senden, was zu Ihrem Konto hinterlegt ist.',
    howPassword: 'Sie wählen ein neues Passwort und melden sich damit an.',
    codeHeading: 'Wenn kein Code ankommt',
    neverHeading: 'Wonach wir nie fragen',
    neverPassword:
      'Wir bitten Sie nie, jemandem Ihr Passwort zu sagen, weder das alte noch das neue.',
    neverCode:
      'Wir bitten Sie nie, einen Code weiterzugeben. Geben Sie ihn nur auf dieser Seite ein, und nur, wenn Sie ihn selbst angefordert haben.',
    neverMail:
      'Wir senden nie ein Passwort per E-Mail und bitten Sie nie, auf eine unserer Nachrichten zu antworten.',
    contactHeading: 'Wen Sie fragen können',
    contactText:
      'Halten Sie die Vorgangsnummer vom Ende der Seite bereit. Sie verrät nichts über Ihr Passwort.',
  },
  notMe: {
    title: 'Waren Sie das nicht?',
    text: 'Wir haben Ihnen mitgeteilt, dass an Ihrem Konto etwas geändert wurde: das Passwort, oder wie Sie wieder hineinkommen. Wenn Sie das nicht waren, sagen Sie es hier.',
    whatFollows: 'Was dann geschieht',
    thenFrozen: 'Das Zurücksetzen des Passworts wird für Ihr Konto ausgeschaltet.',
    thenSignedOut: 'Alles, was hier mit Ihrem Konto angemeldet ist, wird abgemeldet.',
    thenAlert: 'Die Administration von {organisation} wird benachrichtigt.',
    submit: 'Das war ich nicht',
    wasMe: 'Wenn Sie es waren, schließen Sie diese Seite. Dann geschieht nichts.',
    reportedTitle: 'Danke. Ihr Konto ist geschützt.',
    reportedText:
      'Das Zurücksetzen des Passworts ist für Ihr Konto jetzt ausgeschaltet, und die Administration von {organisation} ist benachrichtigt.',
    reportedNext:
      'Wenden Sie sich jetzt an Ihre Administration oder Ihren Helpdesk, um Ihr Konto zurückzubekommen.',
    unknownTitle: 'Dieser Link funktioniert nicht mehr',
    unknownText:
      'Er wurde schon verwendet oder ist zu alt. Wenn Sie die Änderung nicht selbst gemacht haben, wenden Sie sich jetzt an Ihre Administration oder Ihren Helpdesk.',
  },
  notices: {
    outOfOrder: 'Wir haben Sie zu dem Schritt gebracht, an dem Ihr Vorgang steht.',
    startFirst: 'Bitte beginnen Sie hier: Sagen Sie uns, wer Sie sind.',
    tooManyStarts: {
      one: 'Es wurde zu oft begonnen, ein Passwort zurückzusetzen. Bitte warten Sie eine Minute und versuchen Sie es noch einmal.',
      other:
        'Es wurde zu oft begonnen, ein Passwort zurückzusetzen. Bitte warten Sie {count} Minuten und versuchen Sie es noch einmal.',
    },
    tooManySignIns: {
      one: 'Es gab zu viele Versuche. Bitte warten Sie eine Minute und versuchen Sie es noch einmal.',
      other:
        'Es gab zu viele Versuche. Bitte warten Sie {count} Minuten und versuchen Sie es noch einmal.',
    },
    codeSent:
      'Wenn Ihr Konto hier zurückgesetzt werden kann, ist ein neuer Code unterwegs. Frühere Codes gelten nicht mehr.',
    tooSoon: 'Bitte warten Sie einen Augenblick, bevor Sie einen neuen Code anfordern.',
    unavailable:
      'Das hat gerade nicht geklappt. Es ist nichts verloren: Bitte versuchen Sie es gleich noch einmal.',
    notSet:
      'Ihr neues Passwort wurde nicht gesetzt, weil das Verzeichnis es nicht angenommen hat. Bitte versuchen Sie es noch einmal.',
    signedOut: 'Sie sind abgemeldet.',
    signInAgain: 'Sie sind nicht mehr angemeldet. Bitte melden Sie sich noch einmal an.',
  },
  errorPages: {
    notFoundTitle: 'Seite nicht gefunden',
    notFoundText: 'Unter dieser Adresse gibt es nichts. Vielleicht wurde der Link abgeschnitten.',
    addressTitle: 'Das ist nicht die richtige Adresse',
    addressText:
      'Dieser Dienst antwortet nicht unter dieser Adresse. Verwenden Sie die Adresse, die Ihre Organisation Ihnen genannt hat.',
    forbiddenTitle: 'Das kann diese Seite nicht annehmen',
    forbiddenText:
      'Das Formular kam nicht von unserer eigenen Seite, oder es war zu lange offen. Gehen Sie zurück, laden Sie die Seite neu und versuchen Sie es noch einmal.',
    badRequestTitle: 'Das konnten wir nicht lesen',
    badRequestText:
      'Ihr Browser hat etwas gesendet, das diese Seite nicht lesen kann. Gehen Sie zurück, laden Sie die Seite neu und versuchen Sie es noch einmal.',
    tooManyTitle: 'Bitte warten Sie einen Augenblick',
    tooManyText: {
      one: 'Es gab zu viele Anfragen. Versuchen Sie es in einer Minute noch einmal.',
      other: 'Es gab zu viele Anfragen. Versuchen Sie es in {count} Minuten noch einmal.',
    },
    unavailableTitle: 'Das geht gerade nicht',
    unavailableText:
      'Etwas, das wir brauchen, antwortet zurzeit nicht. Bei Ihnen wurde nichts geändert. Bitte versuchen Sie es in einigen Minuten noch einmal.',
    timedOutTitle: 'Das dauert länger, als es sollte',
    timedOutText:
      'Wir arbeiten noch daran, und vielleicht ist es schon erledigt. Gehen Sie zurück und laden Sie die Seite neu, um zu sehen, wie es steht, bevor Sie es noch einmal versuchen.',
    unexpectedTitle: 'Bei uns ist etwas schiefgegangen',
    unexpectedText:
      'Es liegt nicht an Ihnen. Bitte versuchen Sie es noch einmal. Wenn es wieder geschieht, wenden Sie sich an Ihre Administration oder Ihren Helpdesk und nennen Sie die Vorgangsnummer unten.',
  },
} satisfies Texts['portal'];
