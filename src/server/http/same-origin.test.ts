import { expect, test } from 'vitest';
import { refuseCrossOrigin } from './same-origin.ts';

const origins = new Set(['https://reset.example.org']);
const request = (method: string, headers: Record<string, string>) =>
  new Request('https://reset.example.org/reset', { method, headers });

test.each<[string, Record<string, string>]>([
  ['another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
  ['a sibling subdomain', { 'sec-fetch-site': 'same-site', origin: 'https://evil.example.org' }],
  ['another site without an origin', { 'sec-fetch-site': 'cross-site' }],
  ['another origin in an old browser', { origin: 'https://evil.example' }],
  ['the same host by http', { origin: 'http://reset.example.org' }],
  ['another port', { origin: 'https://reset.example.org:8443' }],
  ['a lookalike', { origin: 'https://reset.example.org.evil.example' }],
  ['a sandboxed frame', { origin: 'null' }],
  ['a sandboxed frame that says cross-site', { origin: 'null', 'sec-fetch-site': 'cross-site' }],
])('refuses a post from %s', (_what, headers) => {
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
    expect(() => refuseCrossOrigin(request(method, headers), origins)).toThrow(
      expect.objectContaining({ code: 'forged-request' }),
    );
  }
});

test.each<[string, Record<string, string>]>([
  ['our own page under no-referrer', { origin: 'null', 'sec-fetch-site': 'same-origin' }],
  ['our own page', { origin: 'https://reset.example.org', 'sec-fetch-site': 'same-origin' }],
  ['our own page in an old browser', { origin: 'https://reset.example.org' }],
  ['a program, which no other site can drive', {}],
])('takes a post from %s', (_what, headers) => {
  expect(() => refuseCrossOrigin(request('POST', headers), origins)).not.toThrow();
});

test('lets anybody read: a link in a mail comes from elsewhere', () => {
  expect(() =>
    refuseCrossOrigin(request('GET', { 'sec-fetch-site': 'cross-site' }), origins),
  ).not.toThrow();
});
