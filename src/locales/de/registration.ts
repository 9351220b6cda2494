import type { Texts } from '../en/index.ts';

const names = {
  email: 'E-Mail-Adresse',
  text: 'Mobiltelefon, per SMS',
  'voice-mobile': 'Mobiltelefon, per Anruf',
  'voice-office': 'Bürotelefon, per Anruf',
  'app-code': 'Authenticator-App',
  passkey: 'Passkey',
  'recovery-codes': 'Wiederherstellungscodes',
  questions: 'Sicherheitsfragen',
  device: 'Ein anderes Gerät',
  'temporary-pass': 'Vorläufiger Pass',
  other: 'Eine andere Methode',
};

const hints = {
  email:
    'Ein privates Postfach, das Sie auch lesen können, wenn Sie sich hier nicht anmelden können',
  text: 'Wir senden einen Code per SMS',
  'voice-mobile': 'Eine Stimme liest Ihnen einen Code vor',
  'voice-office': 'Eine Stimme liest Ihnen einen Code vor',
  'app-code': 'Eine App auf Ihrem Telefon zeigt alle 30 Sekunden einen neuen Code',
  passkey: 'Ihr Fingerabdruck, Gesicht, eine PIN oder ein Sicherheitsschlüssel',
  'recovery-codes': 'Eine Liste von Codes zum Ausdrucken oder sicheren Aufbewahren',
  questions: 'Fragen, die nur Sie beantworten können',
  device: 'Sie bestätigen auf einem Telefon oder in einem Browser, den Sie registrieren',
  'temporary-pass': 'Einer, den Ihr Helpdesk Ihnen gibt',
};

const list = {
  yours: 'Ihre Methoden',
  none: 'Sie haben noch nichts registriert.',
  isDefault: 'Wird zuerst verlangt',
  waits: 'Zum Zurücksetzen verwendbar ab {time}',
  off: 'Ihre Organisation verwendet das zurzeit nicht',
  used: 'Zuletzt verwendet: {time}',
  added: 'Hinzugefügt: {time}',
  left: { one: 'Noch ein Code', other: 'Noch {count} Codes' },
  noneLeft: 'Kein Code mehr übrig: Erstellen Sie eine neue Liste',
  held: 'Ihr Passwort wurde zurückgesetzt. Zum Schutz Ihres Kontos lassen sich Methoden bis {time} nicht ändern.',
  byAdministrator: 'Von Ihrer Administration hinzugefügt',
  add: 'Methode hinzufügen',
  fromOrganisation: 'Von Ihrer Organisation',
  fromOrganisationHint:
    'Um das zu ändern, wenden Sie sich an Ihre Administration oder Ihren Helpdesk.',
  mail: 'E-Mail-Adresse Ihres Kontos',
  alternateMail: 'Weitere E-Mail-Adresse',
  mobile: 'Mobiltelefon',
  officePhone: 'Bürotelefon',
  account: 'Ihr Konto',
  confirm: 'Alles ist richtig',
  confirmHint: 'Sagen Sie uns, dass Sie all das noch verwenden können.',
  lastConfirmed: 'Das haben Sie zuletzt am {time} bestätigt.',
  incomplete: 'Es fehlt noch etwas, bevor Sie Ihr Passwort selbst zurücksetzen können.',
  goOn: 'Jetzt einrichten',
};

const choose = {
  title: 'Methode hinzufügen',
  lead: 'Sie können sie verwenden, wenn Sie sich nicht anmelden können.',
  legend: 'Wählen Sie eine',
  nothing: 'Es gibt nichts mehr, was Sie hinzufügen könnten.',
  missing: 'Wählen Sie eine aus, um fortzufahren.',
  wait: {
    one: 'Zum Schutz Ihres Kontos kann sie erst nach einer Stunde zum Zurücksetzen verwendet werden.',
    other:
      'Zum Schutz Ihres Kontos kann sie erst nach {count} Stunden zum Zurücksetzen verwendet werden.',
  },
  vouch:
    'Bestätigen Sie sich zuerst mit einer Ihrer älteren Methoden, dann kann sie sofort verwendet werden.',
  back: 'Zurück zu Ihren Sicherheitsinformationen',
};

const address = {
  title: 'E-Mail-Adresse hinzufügen',
  lead: 'Wir senden einen Code dorthin, um zu sehen, dass sie Ihnen gehört.',
  label: 'E-Mail-Adresse',
  hint: 'Am besten eine private: Das Postfach Ihres Kontos können Sie nicht lesen, wenn Sie sich nicht anmelden können.',
  codeTitle: 'Geben Sie den Code aus der E-Mail ein',
  codeLead: 'Wir haben einen Code an {destination} gesendet.',
  codeLabel: 'Code aus der E-Mail',
};

const number = {
  title: 'Telefonnummer hinzufügen',
  lead: 'Wir senden einen Code dorthin, um zu sehen, dass sie Ihnen gehört.',
  leadCall: 'Wir rufen dort an und lesen Ihnen einen Code vor, um zu sehen, dass sie Ihnen gehört.',
  label: 'Telefonnummer',
  hint: 'Mit Ländervorwahl, zum Beispiel +49 30 1234567.',
  codeTitle: 'Geben Sie den Code ein',
  codeLead: 'Eine SMS mit einem Code ist unterwegs.',
  codeLeadCall:
    'Ihr Telefon klingelt gleich. Drücken Sie die Taste, die die Stimme nennt, und hören Sie zu.',
  codeLabel: 'Der Code',
};

const app = {
  title: 'Richten Sie Ihre Authenticator-App ein',
  lead: 'Scannen Sie dieses Bild mit der App und geben Sie dann den Code ein, den sie zeigt.',
  picture: 'Bild für die Kamera Ihrer Authenticator-App',
  byHand: 'Ich kann es nicht scannen',
  byHandLead:
    'Wählen Sie in der App „Einrichtungsschlüssel eingeben“ und tippen Sie diesen Schlüssel:',
  name: 'Ein Name dafür',
  nameHint: 'Sie können das leer lassen. Es hilft Ihnen, wenn Sie mehrere haben.',
  code: 'Code aus der App',
};

const codes = {
  title: 'Ihre Wiederherstellungscodes',
  lead: 'Jeder Code gilt einmal. Drucken oder notieren Sie sie jetzt: Sie werden nie wieder gezeigt.',
  replaces: 'Sie ersetzen alle, die Sie vorher hatten.',
  set: 'Liste {set}',
  copy: 'Codes kopieren',
  copied: 'Die Codes sind kopiert.',
  print: 'Diese Seite drucken',
  proof: 'Einer der Codes',
  proofHint:
    'Geben Sie einen davon ein, damit wir wissen, dass Sie sie lesen können. Er bleibt gültig.',
  printedFor: 'Wiederherstellungscodes von {username} bei {organisation}',
};

const questions = {
  title: 'Wählen Sie Ihre Fragen',
  lead: 'Wählen Sie Fragen, die nur Sie beantworten können, und antworten Sie so, dass Sie sich daran erinnern.',
  rules: 'Groß- und Kleinschreibung spielt keine Rolle. Verwenden Sie keine Antwort zweimal.',
  question: 'Frage {count}',
  answer: 'Antwort {count}',
  choose: 'Wählen Sie eine Frage',
  submit: 'Antworten speichern',
};

const confirming = {
  submit: 'Bestätigen',
  again: 'Neu beginnen',
  missing: 'Geben Sie den Code ein.',
  noMore: 'Es sind keine Versuche mehr übrig. Beginnen Sie neu.',
  triesLeft: {
    one: 'Sie haben noch einen Versuch.',
    other: 'Sie haben noch {count} Versuche.',
  },
};

const one = {
  name: 'Eigener Name',
  nameHint: 'Nur Sie sehen ihn.',
  rename: 'Namen speichern',
  makeDefault: 'Zuerst danach fragen',
  isDefault: 'Danach werden Sie zuerst gefragt.',
  remove: 'Entfernen',
  removeTitle: 'Diese Methode entfernen?',
  removeText: 'Sie können dann mit {name} nicht mehr beweisen, wer Sie sind.',
  removeSubmit: 'Ja, entfernen',
  keep: 'Behalten',
};

const prove = {
  title: 'Sind Sie es?',
  lead: 'Bevor etwas an Ihrem Konto geändert wird, beweisen Sie noch einmal, dass Sie es sind.',
  leadVouch: 'Mit einer davon kann das, was Sie hinzufügen, sofort verwendet werden.',
  passwordHint: 'Das, mit dem Sie sich angemeldet haben',
  passwordLabel: 'Passwort',
  wrongPassword: 'Das ist nicht Ihr Passwort.',
  missingPassword: 'Geben Sie Ihr Passwort ein.',
  codeTitle: 'Geben Sie den Code ein',
  sentLead: 'Ein Code ist unterwegs an {destination}.',
  heldLead: 'Geben Sie den Code ein aus: {name}.',
  codeLabel: 'Der Code',
  wrong: 'Das ist nicht richtig.',
  other: 'Anders beweisen',
};

const setUp = {
  title: 'Sorgen Sie dafür, dass Sie wieder hineinkommen',
  lead: '{organisation} bittet Sie, Folgendes einzurichten, damit Sie Ihr Passwort selbst zurücksetzen können, wenn es nötig ist.',
  step: 'Einrichten: {name}',
  other: 'Etwas anderes wählen',
  skip: 'Jetzt nicht',
  skipsLeft: {
    one: 'Sie können das noch einmal verschieben.',
    other: 'Sie können das noch {count}-mal verschieben.',
  },
  required: 'Das lässt sich nicht mehr verschieben.',
  nothing:
    'Nichts, was Sie selbst einrichten könnten, genügt zurzeit. Wenden Sie sich an Ihre Administration oder Ihren Helpdesk.',
  confirmTitle: 'Ist noch alles richtig?',
  confirmLead: 'Sehen Sie nach, wie Sie wieder hineinkommen, wenn Sie sich nicht anmelden können.',
  confirmChange: 'Etwas stimmt nicht',
};

const notices = {
  registered: 'Die Methode ist registriert.',
  registeredWaiting:
    'Die Methode ist registriert. Zum Schutz Ihres Kontos kann sie erst nach einer Weile zum Zurücksetzen verwendet werden.',
  removed: 'Die Methode ist entfernt.',
  renamed: 'Der Name ist gespeichert.',
  defaultChanged: 'Von jetzt an werden Sie zuerst danach gefragt.',
  confirmed: 'Danke. Alles ist bestätigt.',
  putOff: 'Sie können es einrichten, wann immer Sie möchten.',
  over: 'Das hat zu lange gedauert, oder es waren zu viele Versuche. Bitte beginnen Sie neu.',
  off: 'Ihr Konto ist zurzeit geschützt. Wenden Sie sich an Ihre Administration oder Ihren Helpdesk, um hier etwas zu ändern.',
  proved: 'Danke. Machen Sie jetzt weiter.',
  changedMeanwhile: 'Das wurde inzwischen geändert. So sieht es jetzt aus.',
  tooManyCodes: {
    one: 'Es wurden zu viele Codes gesendet. Bitte warten Sie eine Minute und versuchen Sie es noch einmal.',
    other:
      'Es wurden zu viele Codes gesendet. Bitte warten Sie {count} Minuten und versuchen Sie es noch einmal.',
  },
};

const mails = {
  reminderSubject: '{organisation}: Richten Sie ein, wie Sie wieder hineinkommen',
  reminderIntro:
    'Wenn Sie einmal das Passwort Ihres Kontos bei {organisation} vergessen, können Sie selbst ein neues festlegen, zu jeder Zeit und ohne Anruf. Dafür müssen Sie einmal registrieren, womit Sie nachweisen, wer Sie sind. Das dauert etwa zwei Minuten.',
  reminderAction: 'Jetzt einrichten',
  reminderTyped:
    'Wenn Sie lieber keinem Link aus einer Mail folgen, geben Sie diese Adresse ein: {address}',
  reminderDone: 'Sobald Sie genug registriert haben, hören diese Erinnerungen auf.',
  reminderLast: 'Das ist die letzte Erinnerung.',
  codeSubject: '{organisation}: Ihr Code',
  codeIntro:
    'Diese Adresse wird für das Konto {username} bei {organisation} registriert. Geben Sie diesen Code auf der Seite ein, auf der Sie das getan haben:',
  vouchIntro:
    'Jemand, der mit dem Konto {username} bei {organisation} angemeldet ist, möchte ändern, wie es wiederhergestellt werden kann. Wenn Sie das sind, geben Sie diesen Code auf der Seite ein, auf der Sie das getan haben:',
  codeValid: {
    one: 'Der Code gilt einmal und ist eine Minute gültig.',
    other: 'Der Code gilt einmal und ist {count} Minuten gültig.',
  },
  codeNotYou: 'Sie waren das nicht?',
  codeNotYouText:
    'Dann beachten Sie diese Nachricht nicht weiter: Ohne den Code geschieht nichts. Geben Sie den Code nie weiter, auch nicht an den Helpdesk.',
  vouchNotYouText:
    'Dann kennt jemand Ihr Passwort. Ändern Sie es jetzt, und geben Sie diesen Code nie weiter.',
  changedSubject: '{organisation}: Ihr Weg zurück ins Konto wurde geändert',
  added:
    'Zu Ihrem Konto bei {organisation} wurde eine Methode hinzugefügt, mit der Sie beweisen, wer Sie sind.',
  removed:
    'Von Ihrem Konto bei {organisation} wurde eine Methode entfernt, mit der Sie beweisen, wer Sie sind.',
  renamed:
    'In Ihrem Konto bei {organisation} wurde eine Methode umbenannt, mit der Sie beweisen, wer Sie sind.',
  defaultChanged: 'Wonach Ihr Konto bei {organisation} zuerst gefragt wird, wurde geändert.',
  method: 'Methode',
  name: 'Bezeichnung',
  wasYou: 'Wenn Sie das waren, müssen Sie nichts tun.',
  notYou: 'Sie waren das nicht?',
  notYouText:
    'Dann sagen Sie es sofort. Das Zurücksetzen des Passworts wird dann für Ihr Konto ausgeschaltet, alles hier Angemeldete wird abgemeldet, und Ihre Administration wird benachrichtigt.',
  action: 'Das war ich nicht',
};

export const registration = {
  names,
  hints,
  list,
  choose,
  address,
  number,
  app,
  codes,
  questions,
  confirming,
  one,
  prove,
  setUp,
  notices,
  mails,
} satisfies Texts['registration'];
