import type { z } from 'zod';
import type { Clock } from './clock.ts';
import type { Log } from './log.ts';
import type { VoiceCallbacks } from './voice-callbacks.ts';

export type ChannelKind = 'email' | 'sms' | 'voice';

/** What every message has. The id stays the same for every try, so that the other side can see a repetition. */
interface Addressed {
  readonly id: string;
  /** Exactly the stored address, or the number in E.164. */
  readonly to: string;
}

export interface EmailMessage extends Addressed {
  readonly kind: 'email';
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
}

export interface SmsMessage extends Addressed {
  readonly kind: 'sms';
  readonly text: string;
}

/** What a call says, in this order. Only the code is a secret: it is read after a key press and never before. */
export interface Spoken {
  readonly greeting: string;
  /** Asks for the key 1. */
  readonly prompt: string;
  /** Decimal digits, read one by one, slowly and twice. */
  readonly code: string;
  readonly goodbye: string;
}

export interface VoiceMessage extends Addressed {
  readonly kind: 'voice';
  /** Digits to key in once somebody answers. */
  readonly extension: string | null;
  /** BCP 47 tag of the language that the texts are in. */
  readonly locale: string;
  readonly spoken: Spoken;
  /** Epoch ms; from then on the code is not read any more. */
  readonly expiresAt: number;
}

/** A message as it leaves. */
export type OutgoingMessage = EmailMessage | SmsMessage | VoiceMessage;

/**
 * `accepted` by the carrier, which may name it by a reference; `deferred` may be tried again; `rejected` never will be
 * accepted. A reason is in our own words: what a carrier says may quote the number or the text.
 */
export type Delivery =
  | { readonly status: 'accepted'; readonly reference?: string }
  | {
      readonly status: 'deferred';
      readonly reason: string;
      /** The answer was lost: the message may be on its way, so another carrier might send it a second time. */
      readonly mayHaveLeft?: true;
    }
  | {
      readonly status: 'rejected';
      readonly reason: string;
      /** The carrier's settings or account are at fault, not this message: another carrier may take it. */
      readonly fault?: 'carrier';
    };

/** What a carrier says later of a message it had accepted; it never counts as a proof (A118). */
export interface Receipt {
  /** As in `accepted`. */
  readonly reference: string;
  readonly status: 'delivered' | 'failed';
}

export interface OpenChannel {
  /** Bounded in time; never throws for an answer, or the lack of one, of the other side. */
  send(message: OutgoingMessage): Promise<Delivery>;
  /** Takes this process as long as sending does, and sends nothing; only where composing costs time that shows. */
  rehearse?(message: OutgoingMessage): Promise<void>;
  close(): Promise<void>;
}

/** What a carrier is handed when it is opened; those of one tenant. */
export interface ChannelDeps {
  readonly clock: Clock;
  readonly log: Log;
  /** Where a carrier that calls leaves what the call will say. */
  readonly voiceCallbacks: VoiceCallbacks;
  readonly onReceipt: (receipt: Receipt) => void;
}

/** Every carrier there is, by id. */
export type ChannelRegistry = ReadonlyMap<string, Channel<Readonly<Record<string, unknown>>>>;

/** One carrier of messages: one file in src/channels, one line in its index. */
export interface Channel<Settings> {
  readonly id: string;
  /** Any other kind of message is rejected. */
  readonly kinds: readonly ChannelKind[];
  /** Secrets carry `.meta({ secret: true })`. */
  readonly settings: z.ZodType<Settings>;
  /** What a form starts with; the rest has no sensible default. */
  readonly defaults: Readonly<Partial<Settings>>;
  /** Throws for settings outside the schema. Connects when it has something to send, or in the background. */
  open(settings: Settings, deps: ChannelDeps): OpenChannel;
}
