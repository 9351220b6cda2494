import { describe, expect, test } from 'vitest';
import { type DirectoryUser, ordinaryAccount } from '../../ports/directory.ts';
import { profileFaults, recordedChange } from './profile.ts';

describe('a profile', () => {
  test.each([
    { username: 'megan.bowen' },
    { username: 'megan@contoso.example' },
    { username: 'Мария' },
    { displayName: 'Jean-Luc d’Été (Paris)' },
    { displayName: 'ن\u200Cن' },
    { mail: 'megan+reset@mail.contoso.example', alternateMail: 'm@xn--bcher-kva.example' },
    { mail: null, givenName: null, surname: null, locale: null },
    { locale: 'pt-BR' },
    {},
  ])('like %j has no fault', (profile) => {
    expect(profileFaults(profile)).toEqual([]);
  });

  test.each([
    [{ username: '' }, 'username', 'required'],
    [{ username: ' megan' }, 'username', 'forbidden-characters'],
    [{ username: 'megan\u202E' }, 'username', 'forbidden-characters'],
    [{ username: 'v＠evil.example' }, 'username', 'forbidden-characters'],
    [{ displayName: '  ' }, 'displayName', 'required'],
    [{ displayName: 'Megan\r\nBcc: all@contoso.example' }, 'displayName', 'forbidden-characters'],
    [{ givenName: 'x'.repeat(129) }, 'givenName', 'too-long'],
    [{ surname: '\u2066x' }, 'surname', 'forbidden-characters'],
    [{ mail: '' }, 'mail', 'empty'],
    [{ mail: '"quoted"@contoso.example' }, 'mail', 'wrong-format'],
    [{ alternateMail: 'x@localhost' }, 'alternateMail', 'wrong-format'],
    [{ locale: 'EN' }, 'locale', 'wrong-format'],
  ])('like %j is named by its field', (profile, path, code) => {
    expect(profileFaults(profile)).toEqual([{ path, code }]);
  });
});

test('a change is recorded by the fields that differ', () => {
  const before = {
    ref: { tenantId: 't', directoryId: 'd', anchor: 'a' },
    username: 'megan',
    displayName: 'Megan',
    givenName: null,
    surname: null,
    mail: 'old@contoso.example',
    alternateMail: null,
    mobile: null,
    officePhone: null,
    locale: null,
    enabled: true,
    passwordChangedAt: 1,
    account: ordinaryAccount,
  } satisfies DirectoryUser;
  const after = { ...before, mail: null, enabled: false, passwordChangedAt: 2 };
  expect(recordedChange(before, after)).toEqual({
    before: { mail: 'old@contoso.example', enabled: true },
    after: { mail: null, enabled: false },
  });
  expect(recordedChange(before, { ...before, passwordChangedAt: 2 })).toBeNull();
});
