export const handOver = {
  title: 'Richten Sie ein, wie Sie wieder hineinkommen',
  lead: '{host} hat Sie hierher geschickt, damit Sie sich selbst helfen können, wenn Sie Ihr Passwort vergessen.',
  whose: 'Wessen Konto das ist',
  name: 'Name',
  username: 'Benutzername',
  back: 'Danach geht es zurück zu {host}.',
  submit: 'Weiter als {name}',
  notYou:
    'Wenn das nicht Ihr Konto ist, schließen Sie diese Seite. Es ist nichts geschehen. Was Sie hier einrichten, würde dem Inhaber dieses Kontos gehören und ihn hineinlassen.',
  otherTitle: 'Hier ist jemand anderes angemeldet',
  other:
    'In diesem Browser ist {other} angemeldet. Machen Sie nur weiter, wenn Sie {name} sind; {other} wird dann hier abgemeldet.',
  unknownTitle: 'Diese Adresse funktioniert nicht mehr',
  unknownText:
    'Sie wurde schon benutzt oder ist älter als fünf Minuten. Gehen Sie zurück zu der Seite, von der Sie kamen, und melden Sie sich dort noch einmal an.',
  proveLead:
    'Bevor etwas eingerichtet wird, beweisen Sie mit etwas, das Sie früher registriert haben, dass Sie es sind.',
  proveWays: 'Wie möchten Sie es beweisen?',
  banner: 'Sie richten das für {name} ({username}) ein.',
  leave: 'Zurück zu {host}',
  doneTitle: 'Das ist alles',
  doneText: 'Mehr ist nicht nötig. Sie können zurückgehen und sich wie gewohnt anmelden.',
  returnTitle: 'Zurück zu {host}',
  returnText: 'Wenn nichts geschieht, benutzen Sie die Schaltfläche.',
  lateTitle: 'Sie können diese Seite schließen',
  lateText:
    'Hier sind Sie fertig. Gehen Sie zurück zu der Seite, von der Sie kamen, und melden Sie sich dort noch einmal an.',
};
