import { expect, test } from 'vitest';
import { directories } from '../../locales/en/directories.ts';
import { remedyPlace } from './remedy-place.ts';

test.each([
  ['ldaps://ldap.example.com', 'ldap.example.com:636'],
  ['ldap://ldap.example.com', 'ldap.example.com:389'],
  ['ldaps://10.0.0.5:1636', '10.0.0.5:1636'],
  ['ldaps://[2001:db8::1]:636', '[2001:db8::1]:636'],
  ['', 'ldap.example.com:636'],
])('the server of %j is %j', (address, server) => {
  expect(remedyPlace({ servers: [address] }).server).toBe(server);
});

test('a command names the account and the place of the people as they are set up', () => {
  const place = remedyPlace({
    servers: ['ldaps://ldap.example.com'],
    bindDn: 'cn=postern,dc=example,dc=com',
    baseDn: 'ou=staff,dc=example,dc=com',
  });
  const { remedy } = directories.checks.of['reset-password'];
  expect(remedy['openldap']?.(place).command).toContain(
    'to dn.subtree="ou=staff,dc=example,dc=com" attrs=userPassword by dn.exact="cn=postern,dc=example,dc=com" =xw',
  );
  expect(remedy['directory-server-389']?.(place).command).toContain(
    'allow (write) userdn="ldap:///cn=postern,dc=example,dc=com"',
  );
});

test('dsacls is never given a distinguished name, which it does not take', () => {
  const { remedy } = directories.checks.of['reset-password'];
  const commandFor = (bindDn: string) =>
    remedy['active-directory']?.(remedyPlace({ bindDn, baseDn: 'DC=corp,DC=test' }));
  expect(commandFor('postern@corp.test')?.command).toContain('"postern@corp.test:CA;Reset');
  const named = commandFor('CN=postern,DC=corp,DC=test');
  expect(named?.command).not.toContain('CN=postern');
  expect(named?.text).toContain('In place of CORP\\svc-postern');
});

test('every remedy says something about every place', () => {
  const place = remedyPlace({});
  for (const check of Object.values(directories.checks.of)) {
    for (const remedy of Object.values(check.remedy)) {
      expect(remedy(place).text).not.toBe('');
    }
  }
});
