import { expect, test } from 'vitest';
import { isPushService, knownPushServices } from './push-services.ts';

test.each([
  'https://fcm.googleapis.com/fcm/send/abc',
  'https://updates.push.services.mozilla.com/wpush/v2/abc',
  'https://web.push.apple.com/QGuQ',
  'https://wns2-by3p.notify.windows.com/w/?token=abc',
])('messages go to the service of a browser: %s', (endpoint) => {
  expect(isPushService(knownPushServices, endpoint)).toBe(true);
});

test.each([
  'http://fcm.googleapis.com/fcm/send/abc',
  'https://fcm.googleapis.com:8443/fcm/send/abc',
  'https://fcm.googleapis.com.evil.example/abc',
  'https://fcm.googleapis.com@evil.example/abc',
  'https://user@fcm.googleapis.com/abc',
  'https://evilpush.apple.com/abc',
  'https://169.254.169.254/latest/meta-data',
  'http://127.0.0.1:9200/',
  'file:///etc/passwd',
  'no address',
])('messages go nowhere else: %s', (endpoint) => {
  expect(isPushService(knownPushServices, endpoint)).toBe(false);
});

test('an own service is named with its port, and may be unencrypted on this machine', () => {
  expect(isPushService(['127.0.0.1:4000'], 'http://127.0.0.1:4000/push')).toBe(true);
  expect(isPushService(['push.corp.example'], 'http://push.corp.example/push')).toBe(false);
  expect(isPushService([], 'https://fcm.googleapis.com/fcm/send/abc')).toBe(false);
});
