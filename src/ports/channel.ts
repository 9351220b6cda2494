import type { z } from 'zod';

export type ChannelKind = 'email' | 'sms' | 'voice';

/** A message as it leaves; `to` is exactly the stored address or number. */
export interface OutgoingMessage {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
}

/** `deferred` may be tried again; `rejected` never will be accepted. */
export type Delivery =
  | { readonly status: 'accepted' }
  | { readonly status: 'deferred'; readonly reason: string }
  | { readonly status: 'rejected'; readonly reason: string };

export interface OpenChannel {
  /** Bounded in time; never throws for an answer, or the lack of one, of the other side. */
  send(message: OutgoingMessage): Promise<Delivery>;
  /** Takes this process as long as sending does, and sends nothing; `to` need not be an address. */
  rehearse(message: OutgoingMessage): Promise<void>;
  close(): Promise<void>;
}

/** One carrier of messages: one file in src/channels, one line in its index. */
export interface Channel<Settings> {
  readonly id: string;
  readonly kind: ChannelKind;
  readonly settings: z.ZodType<Settings>;
  open(settings: Settings): OpenChannel;
}
