import { isLoopbackHost } from '../loopback.ts';

/** The push services of the browsers there are; `*.` stands for any name below. */
export const knownPushServices = [
  'fcm.googleapis.com',
  'updates.push.services.mozilla.com',
  '*.push.apple.com',
  '*.notify.windows.com',
] as const;

/**
 * Whether a message may be sent to an address that a browser named: to a known service alone, so that nobody has us
 * ask addresses of their choice. Unencrypted only on this machine.
 */
export function isPushService(services: readonly string[], endpoint: string): boolean {
  const url = URL.parse(endpoint);
  if (url === null || url.username !== '' || url.password !== '') return false;
  const isSafe =
    url.protocol === 'https:' || (url.protocol === 'http:' && isLoopbackHost(url.hostname));
  return isSafe && services.some((service) => isHostOf(service.toLowerCase(), url.host));
}

function isHostOf(service: string, host: string): boolean {
  return service.startsWith('*.') ? host.endsWith(service.slice(1)) : host === service;
}
