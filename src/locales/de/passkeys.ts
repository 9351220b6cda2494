export const passkeys = {
  title: 'Passkey einrichten',
  lead: 'Ein Passkey ersetzt Codes: Ihr Gerät prüft Fingerabdruck, Gesicht oder PIN und sagt {organisation}, dass Sie es sind. Er genügt allein, um Ihr Passwort zurückzusetzen.',
  name: 'Name dieses Passkeys',
  nameHint:
    'Damit Sie ihn später wiedererkennen, etwa „Laptop im Büro“. Sie können das Feld leer lassen.',
  action: 'Meinen Passkey einrichten',
  failed:
    'Es wurde kein Passkey eingerichtet. Versuchen Sie es noch einmal; hilft das nicht, nehmen Sie ein anderes Gerät.',
  known: 'Dieses Gerät hat schon einen Passkey von Ihnen für diese Seite.',
};
