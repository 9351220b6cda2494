import { describe, expect, it } from 'vitest';
import { allowedReturn, isAllowable } from './return-address.ts';

const allowed = [
  'https://login.example.org/after',
  'https://apps.example.org/',
  'http://127.0.0.1:8080/back/',
];
const isAllowed = (asked: string) => allowedReturn(allowed, asked) !== null;

describe('an address to go back to', () => {
  it.each([
    'https://login.example.org/after',
    'https://login.example.org/after?flow=7',
    'https://login.example.org/after/register/done?x=%20y',
    'https://apps.example.org',
    'https://apps.example.org/anything/below',
    'http://127.0.0.1:8080/back/here',
  ])('is allowed at the origin and below the path that was named: %s', (asked) => {
    expect(isAllowed(asked)).toBe(true);
  });

  it.each([
    ['another host', 'https://evil.example/after'],
    ['the allowed host in front of another', 'https://login.example.org.evil.example/after'],
    ['the allowed host behind another', 'https://evil-login.example.org/after'],
    ['the allowed host as a user part', 'https://login.example.org@evil.example/after'],
    ['a user part', 'https://somebody@login.example.org/after'],
    ['http', 'http://login.example.org/after'],
    ['another port', 'https://login.example.org:444/after'],
    ['a path that only begins alike', 'https://login.example.org/afterwards'],
    ['another folder', 'https://login.example.org/'],
    ['a step up', 'https://login.example.org/after/../admin'],
    ['a step up in code', 'https://login.example.org/after/%2e%2e/admin'],
    ['a separator in code', 'https://login.example.org/after/..%2fadmin'],
    ['a backslash', 'https:\\\\login.example.org\\after'],
    ['a backslash before the host', 'https://evil.example\\@login.example.org/after'],
    ['no scheme', '//login.example.org/after'],
    ['no slashes', 'https:login.example.org/after'],
    ['a path alone', '/after'],
    ['a script', 'javascript:alert(1)//login.example.org/after'],
    ['data', 'data:text/html,x'],
    ['white space', ' https://login.example.org/after'],
    ['a line break', 'https://login.example.org/after\r\nSet-Cookie: a=b'],
    ['a tab in the scheme', 'ht\ttps://login.example.org/after'],
    ['a fragment', 'https://login.example.org/after#x'],
    ['letters that are folded', 'https://LOGIN.example.org/after'],
    ['a wide full stop', 'https://login.example。org/after'],
    ['a result of its own', 'https://login.example.org/after?postern_result=x'],
    ['nothing', ''],
  ])('is refused with %s (A069)', (_what, asked) => {
    expect(isAllowed(asked)).toBe(false);
  });

  it('is nowhere while nothing is allowed', () => {
    expect(allowedReturn([], 'https://login.example.org/after')).toBeNull();
  });
});

describe('what an administrator may allow', () => {
  it.each([
    'https://login.example.org',
    'https://login.example.org/after',
    'http://localhost:3000/',
  ])('is an origin with or without a path: %s', (text) => {
    expect(isAllowable(text)).toBe(true);
  });

  it.each([
    'http://login.example.org/',
    'https://login.example.org/?x=1',
    'https://login.example.org/?',
    'https://login.example.org/#x',
    'https://*.example.org/',
    'login.example.org',
  ])('is nothing else: %s', (text) => {
    expect(isAllowable(text)).toBe(false);
  });
});
