import type { VoiceMessage } from './channel.ts';

/**
 * Keeps what a call will say until the person who answered has pressed a key. A voicemail presses none, so it never
 * hears a code (A112).
 */
export interface VoiceCallbacks {
  /**
   * Keeps the call, sealed, until the message expires, and returns the absolute address that the carrier asks after a
   * key press. It answers one genuine key press and no second.
   *
   * @param dialect the id of the channel that speaks it.
   * @param key what the carrier signs its requests with.
   */
  register(dialect: string, key: string, message: VoiceMessage): Promise<string>;
}

/** A carrier's request, as it came. */
export interface VoiceCallbackRequest {
  /** The address it was given, whatever a proxy made of it. */
  readonly url: string;
  readonly headers: Headers;
  readonly body: string;
  readonly now: number;
}

export interface VoiceCallbackAnswer {
  readonly mediaType: string;
  readonly body: string;
}

/** How one carrier's requests are checked and answered: pure, one beside each channel that calls. */
export interface VoiceDialect {
  /** Whether the carrier itself made the request (A118). */
  isGenuine(request: VoiceCallbackRequest, key: string): Promise<boolean>;
  /** The key that was pressed; empty when none was. */
  pressed(request: VoiceCallbackRequest): string;
  /** Reads the code slowly, twice, and ends the call. */
  readCode(call: SpokenCall): VoiceCallbackAnswer;
  /** Asks for the key once more, as the call began. */
  askAgain(call: SpokenCall, confirmedUrl: string): VoiceCallbackAnswer;
  /** Ends the call without a code. */
  hangUp(call: SpokenCall): VoiceCallbackAnswer;
}

export type SpokenCall = Pick<VoiceMessage, 'locale' | 'spoken'>;
