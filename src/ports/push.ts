import type { PushSubscription } from '../domain/registration/device.ts';

/** `gone`: the browser takes no more messages there, ever. `later`: the service may take it in a while. */
export type PushOutcome =
  | { readonly result: 'sent' | 'gone' }
  | { readonly result: 'later' | 'refused'; readonly reason: string };

/** Sends Web Push messages (RFC 8030) to browsers that asked for them. */
export interface PushSender {
  /** By which browsers know who may send to them (RFC 8292), base64url; null where nothing is sent. */
  readonly publicKey: string | null;
  /** Whether an address belongs to a service that may be asked. */
  allows(endpoint: string): boolean;
  /** Never throws for what a service answers, or that it does not. */
  send(to: PushSubscription, message: string, ttlSeconds: number): Promise<PushOutcome>;
}
