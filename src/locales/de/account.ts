import type { Texts } from '../en/index.ts';

export const account = {
  choice: {
    forgot: 'Ich habe mein Passwort vergessen',
    forgotHint: 'Sie wählen ein neues. Das entsperrt auch ein gesperrtes Konto.',
    know: 'Ich weiß mein Passwort, aber mein Konto ist gesperrt',
    knowHint: 'Sie behalten Ihr Passwort. Wir heben nur die Sperre auf.',
  },
  unlock: {
    title: 'Konto entsperren',
    lead: 'Wenn Sie Ihr Passwort wissen, es aber zu oft falsch eingegeben wurde. Wir prüfen, ob Sie es wirklich sind, und heben dann die Sperre auf. Ihr Passwort bleibt, wie es ist.',
    label: 'Benutzername oder E-Mail-Adresse',
    forgotInstead: 'Ich weiß mein Passwort nicht mehr',
    underWay: 'In diesem Browser ist schon etwas im Gange.',
    notOfferedTitle: 'Nur entsperren ist hier nicht eingeschaltet',
    notOfferedText:
      'Bei {organisation} wird ein Konto entsperrt, indem ein neues Passwort gesetzt wird. Das können Sie hier tun.',
    setNew: 'Neues Passwort festlegen',
    readyTitle: 'Ihr Konto ist gesperrt',
    readyLead:
      'Danke, jetzt wissen wir, dass Sie es sind. Es wurde zu oft ein falsches Passwort eingegeben, deshalb hat das Verzeichnis von {organisation} Ihr Konto gesperrt.',
    keeps: 'Das Entsperren ändert Ihr Passwort nicht: Melden Sie sich mit dem an, das Sie haben.',
    submit: 'Mein Konto entsperren',
    rather: 'Vielleicht kennt jemand anders Ihr Passwort, oder Sie sind sich nicht sicher?',
    ratherSetNew: 'Stattdessen ein neues Passwort festlegen',
    notLockedTitle: 'Ihr Konto ist nicht gesperrt',
    notLockedText:
      'Das Verzeichnis von {organisation} zeigt keine Sperre Ihres Kontos. Vielleicht gab es eine, die von selbst geendet hat: Versuchen Sie noch einmal, sich anzumelden.',
    neverLocksTitle: 'Ihr Konto wird nie gesperrt',
    neverLocksText:
      'Das Verzeichnis von {organisation}, in dem Ihr Konto steht, sperrt nach falschen Passwörtern niemanden aus. Es gibt also nichts zu entsperren.',
    switchedOffTitle: 'Nur entsperren ist ausgeschaltet',
    switchedOffText:
      '{organisation} hat es gerade ausgeschaltet. Ein neues Passwort entsperrt Ihr Konto ebenfalls.',
    perhapsOther:
      'Wenn Ihr Passwort nicht angenommen wird, ist es vielleicht ein anderes, als Sie denken. Sie können jetzt ein neues festlegen, ohne noch einmal nachzuweisen, wer Sie sind.',
    unansweredTitle: 'Wir können Ihr Konto gerade nicht sehen',
    unansweredText:
      'Das Verzeichnis von {organisation} antwortet nicht. Nichts ist verloren, und Sie müssen nicht noch einmal nachweisen, wer Sie sind: Versuchen Sie es gleich noch einmal.',
    refused: 'Ihr Konto wurde nicht entsperrt.',
    notMade:
      'Ihr Konto wurde nicht entsperrt. Nichts ist verloren: Bitte versuchen Sie es noch einmal.',
    doneTitle: 'Ihr Konto ist entsperrt',
    doneText:
      'Melden Sie sich mit dem Passwort an, das Sie haben. Es wurde nicht geändert. Es kann eine Minute dauern, bis es überall angekommen ist.',
    doneAgain:
      'Wenn es wieder gesperrt wird, verwendet vielleicht ein Gerät oder eine App noch ein altes Passwort: Suchen Sie eines, das Sie vor der letzten Änderung eingerichtet haben.',
    writingTitle: 'Ihr Konto wird entsperrt',
    writingText:
      'Das dauert meist ein paar Sekunden. Bitte beginnen Sie inzwischen nicht noch einmal.',
    uncertainText:
      'Das Verzeichnis von {organisation} soll Ihr Konto entsperren, hat das aber noch nicht bestätigt. Wir sehen weiter nach.',
    uncertainTry:
      'Versuchen Sie, sich mit dem Passwort anzumelden, das Sie haben: Es wurde nicht geändert.',
    expiredTitle: 'Die Zeit zum Entsperren ist abgelaufen',
    expiredText:
      'Zum Schutz Ihres Kontos muss das in kurzer Zeit abgeschlossen sein. Es wurde nichts geändert.',
    cancelledTitle: 'Sie haben das Entsperren abgebrochen',
  },
  unknown: {
    title: 'Wir können nicht herausfinden, ob Ihr neues Passwort gesetzt wurde',
    text: 'Es wurde an das Verzeichnis von {organisation} gesendet. Das hat nicht geantwortet, und es hält nichts fest, woran wir es jetzt noch sehen könnten.',
    first: 'Versuchen Sie, sich mit dem neuen Passwort anzumelden.',
    second: 'Wenn das nicht geht, versuchen Sie es mit dem alten.',
    last: 'Wenn keines von beiden geht, setzen Sie Ihr Passwort noch einmal zurück.',
  },
  mails: {
    codeSubject: '{organisation}: Ihr Code zum Entsperren Ihres Kontos',
    codeIntro:
      'Sie möchten Ihr Konto bei {organisation} entsperren. Geben Sie diesen Code auf der Seite ein, auf der Sie das begonnen haben:',
    codeNotYouText:
      'Dann hat jemand anders Ihren Benutzernamen eingegeben. Beachten Sie diese Nachricht nicht weiter: Ohne den Code kann niemand Ihr Konto auf diesem Weg entsperren. Geben Sie den Code nie weiter, auch nicht an den Helpdesk.',
    unlockedSubject: '{organisation}: Ihr Konto wurde entsperrt',
    unlockedIntro:
      'Ihr Konto bei {organisation} war nach falschen Passwörtern gesperrt. Jemand, der sich als Sie ausgewiesen hat, hat es entsperrt. Das Passwort wurde nicht geändert.',
    unknownSubject: '{organisation}: Ihr Passwort wurde möglicherweise geändert',
    unknownIntro:
      'Ein neues Passwort für Ihr Konto bei {organisation} war auf dem Weg zum Verzeichnis, das nicht geantwortet hat. Niemand kann sagen, ob es gesetzt wurde: Versuchen Sie zuerst das neue, dann das alte.',
  },
  newPasswordNeeded: {
    expiredTitle: 'Ihr Passwort ist abgelaufen',
    expiredLead:
      'Das eingegebene Passwort stimmt, ist aber zu alt, um sich damit anzumelden. Geben Sie es noch einmal ein, und dann ein neues.',
    mustTitle: 'Sie müssen ein neues Passwort wählen',
    mustLead:
      'Das eingegebene Passwort stimmt, aber anmelden können Sie sich nur mit einem, das Sie selbst gewählt haben. Geben Sie es noch einmal ein, und dann ein neues.',
    forWhom: 'Für das Konto {username}',
    current: 'Das eben eingegebene Passwort',
    forgot: 'Ich möchte lieber anders nachweisen, wer ich bin',
    doneTitle: 'Ihr neues Passwort ist gesetzt',
    doneText: 'Melden Sie sich jetzt damit an.',
    over: 'Das hat zu lange gedauert. Bitte melden Sie sich noch einmal an.',
  },
  signIn: {
    locked:
      'Wurde zu oft ein falsches Passwort eingegeben? Dann ist Ihr Konto vielleicht eine Zeit lang gesperrt.',
    unlock: 'Mein Konto entsperren',
    reset: 'Ein neues Passwort festlegen: Das entsperrt es ebenfalls',
  },
  rules: {
    history: {
      one: 'ist nicht das, das Sie jetzt haben',
      other: 'ist keines Ihrer letzten {count} Passwörter',
    },
    complexity:
      'hat drei von: Kleinbuchstabe, Großbuchstabe, Ziffer, Sonderzeichen; und nichts von Ihrem Namen',
    minAge: {
      one: 'kann frühestens nach einer Stunde wieder geändert werden',
      other: 'kann frühestens nach {count} Stunden wieder geändert werden',
    },
    minAgeDays: {
      one: 'kann frühestens nach einem Tag wieder geändert werden',
      other: 'kann frühestens nach {count} Tagen wieder geändert werden',
    },
  },
  change: {
    tooYoungText:
      'Bei {organisation} muss ein Passwort eine Zeit lang behalten werden. Sie können es nach diesem Zeitpunkt wieder ändern: {time}.',
    tooYoungReset:
      'Glauben Sie, dass jemand es kennt? Dann warten Sie nicht: Setzen Sie es zurück und legen Sie ein neues fest.',
    notAllowedTitle: 'Ihr Passwort kann hier nicht geändert werden',
    notAllowedText: 'Bei {organisation} ändert die Administration das Passwort Ihres Kontos.',
  },
} as const satisfies Texts['account'];
