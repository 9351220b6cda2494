import { expect, test } from 'vitest';
import { readServer } from './address.ts';

test.each([
  ['ldaps://dc1.corp.example.com', 'dc1.corp.example.com', 636, 'tls'],
  ['ldaps://127.0.0.1:1636/', '127.0.0.1', 1636, 'tls'],
  ['ldap://[::1]', '::1', 389, 'starttls'],
] as const)('reads %j', (url, host, port, encryption) => {
  expect(readServer(url)).toEqual({ url, host, port, encryption });
});

test.each([
  '',
  'dc1.corp.example.com',
  'https://dc1.corp.example.com',
  'ldaps://',
  'ldaps://user:secret@dc1',
  'ldaps://dc1/dc=example?uid',
  'ldapi:///',
])('refuses %j', (url) => {
  expect(readServer(url)).toBeNull();
});
