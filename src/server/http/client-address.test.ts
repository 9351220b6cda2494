import { expect, test } from 'vitest';
import { clientAddress, createTrustedProxies, plainAddress } from './client-address.ts';

const none = createTrustedProxies([]);
const trusted = createTrustedProxies(['10.0.0.0/8', '192.0.2.7', 'fd00::/8']);

test('is the socket’s address, whatever a header says (A033)', () => {
  expect(clientAddress('198.51.100.4', '203.0.113.9', none)).toBe('198.51.100.4');
  expect(clientAddress('198.51.100.4', '203.0.113.9', trusted)).toBe('198.51.100.4');
});

test('is the one that a trusted proxy names', () => {
  expect(clientAddress('10.1.2.3', '203.0.113.9', trusted)).toBe('203.0.113.9');
  expect(clientAddress('::ffff:10.1.2.3', '203.0.113.9', trusted)).toBe('203.0.113.9');
  expect(clientAddress('fd00::1', '2001:db8::5', trusted)).toBe('2001:db8::5');
});

test('is never one that the visitor wrote in front of what the proxy wrote', () => {
  expect(clientAddress('10.1.2.3', '127.0.0.1, 10.9.9.9, 203.0.113.9', trusted)).toBe(
    '203.0.113.9',
  );
});

test('is found behind several trusted proxies', () => {
  expect(clientAddress('10.1.2.3', '203.0.113.9, 192.0.2.7', trusted)).toBe('203.0.113.9');
});

test('is the proxy’s own when it names nobody, or no address', () => {
  expect(clientAddress('10.1.2.3', null, trusted)).toBe('10.1.2.3');
  expect(clientAddress('10.1.2.3', 'unknown', trusted)).toBe('10.1.2.3');
  expect(clientAddress('10.1.2.3', '203.0.113.9:4711', trusted)).toBe('10.1.2.3');
});

test('is null without a socket', () => {
  expect(clientAddress(null, '203.0.113.9', trusted)).toBeNull();
});

test('has one form: no mapped IPv4, no zone, lower case', () => {
  expect(plainAddress('::ffff:192.0.2.1')).toBe('192.0.2.1');
  expect(plainAddress('FE80::1%eth0')).toBe('fe80::1');
});
