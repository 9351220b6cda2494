import { isPushService } from '../../domain/registration/push-services.ts';
import type { PushOutcome, PushSender } from '../../ports/push.ts';
import type { VapidKeys } from './vapid-keys.ts';

const timeoutMilliseconds = 10_000;

/**
 * @param services hosts that may be asked; none switches messages off.
 * @param baseUrl names whom a push service turns to (RFC 8292 §2.1).
 */
export function createWebPush(settings: {
  readonly keys: VapidKeys;
  readonly services: readonly string[];
  readonly baseUrl: string;
}): PushSender {
  const { keys, services, baseUrl } = settings;
  const subject = baseUrl.startsWith('https:') ? baseUrl : 'mailto:postern@localhost';
  const allows = (endpoint: string) => isPushService(services, endpoint);

  return {
    publicKey: services.length === 0 ? null : keys.publicKey,
    allows,
    async send(to, message, ttlSeconds) {
      // Services may have been taken off the list since the browser named one.
      if (!allows(to.endpoint)) return { result: 'gone' };
      try {
        const { default: webPush } = await import('web-push');
        const { method, headers, body } = webPush.generateRequestDetails(to, message, {
          vapidDetails: { subject, ...keys },
          contentEncoding: 'aes128gcm',
          TTL: ttlSeconds,
          urgency: 'high',
          // A newer message takes the place of one that was not delivered yet.
          topic: 'approval',
        });
        const { 'Content-Length': _length, ...others } = headers;
        const answer = await fetch(to.endpoint, {
          method,
          headers: others,
          body: new Uint8Array(body),
          redirect: 'error',
          signal: AbortSignal.timeout(timeoutMilliseconds),
        });
        await answer.body?.cancel();
        return outcomeOf(answer.status);
      } catch (error) {
        return { result: 'later', reason: error instanceof Error ? error.name : 'unknown' };
      }
    },
  };
}

/** RFC 8030 §5, §7.3. */
function outcomeOf(status: number): PushOutcome {
  if (status >= 200 && status < 300) return { result: 'sent' };
  if (status === 404 || status === 410) return { result: 'gone' };
  const reason = `answered ${status}`;
  return { result: status === 429 || status >= 500 ? 'later' : 'refused', reason };
}
