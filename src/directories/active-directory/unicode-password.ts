import { Attribute, Change } from 'ldapts';

/** A password as unicodePwd takes it: in quotes, in UTF-16 (MS-ADTS 3.1.1.3.1.5.1). */
export function unicodePassword(password: string): Buffer {
  return Buffer.from(`"${password}"`, 'utf16le');
}

const passwordChange = (operation: 'add' | 'delete' | 'replace', value: Buffer) =>
  new Change({ operation, modification: new Attribute({ type: 'unicodePwd', values: [value] }) });

/** A new password without the old one: a reset. */
export function resetOf(password: string): Change {
  return passwordChange('replace', unicodePassword(password));
}

/** A new password for who knows the old one: a change, held to every rule. */
export function changeOf(current: string, next: string): readonly Change[] {
  return [
    passwordChange('delete', unicodePassword(current)),
    passwordChange('add', unicodePassword(next)),
  ];
}

/** What no server can take for a password: one byte, where there must be quotes in UTF-16. */
export function impossibleReset(): Change {
  return passwordChange('replace', Buffer.from('x'));
}
