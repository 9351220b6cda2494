import { describe, expect, test } from 'vitest';
import { comparableDn, leadingValue } from './dn.ts';

describe('two ways to write one name', () => {
  test.each([
    ['uid=alice,ou=people,dc=example,dc=test', 'UID=Alice, OU=People , DC=example,dc=TEST'],
    ['cn=a\\,b,dc=x', 'cn=a\\2cb,dc=x'],
    ['cn=a\\,b,dc=x', 'cn="a,b",dc=x'],
    ['cn=a\\+b\\=c,dc=x', 'cn=a\\2Bb\\3dc,dc=x'],
    ['cn=\\#1,dc=x', 'cn=\\231,dc=x'],
    ['cn=J\\c3\\bcrgen,dc=x', 'cn=Jürgen,dc=x'],
    ['cn=two  blanks,dc=x', 'cn=two blanks,dc=x'],
    ['uid=a+cn=b,dc=x', 'CN=b + uid=a,dc=x'],
    ['cn=\\ a\\ ,dc=x', 'cn=\\20a\\20,dc=x'],
    ['cn=e\\\\,dc=x', 'cn=e\\5c,dc=x'],
    ['cn=🗝,dc=x', 'cn=\\f0\\9f\\97\\9d,dc=x'],
  ])('%j is %j', (one, other) => {
    expect(comparableDn(one)).toBe(comparableDn(other));
  });

  test.each([
    ['uid=a,dc=x', 'uid=b,dc=x'],
    ['uid=a,dc=x', 'cn=a,dc=x'],
    ['cn=a\\,dc=x', 'cn=a,dc=x'],
    ['cn=a\\+cn=b,dc=x', 'cn=a+cn=b,dc=x'],
    ['cn=a=b,dc=x', 'cn=a,dc=x'],
  ])('%j is not %j', (one, other) => {
    expect(comparableDn(one)).not.toBe(comparableDn(other));
  });
});

test('tells the value a name begins with, if it is of that type', () => {
  expect(leadingValue('UID=Al\\2cice,dc=x', 'uid')).toBe('al,ice');
  expect(leadingValue('cn=x+uid=alice,dc=x', 'uid')).toBe('alice');
  expect(leadingValue('cn=alice,uid=b,dc=x', 'uid')).toBeNull();
});
