import type { OutgoingMessage } from '../../ports/channel.ts';
import type { MessageBrand, MessageRenderer } from '../../ports/messages.ts';
import type { SendMessagePayload } from './jobs.ts';

/** A queued message in the words and the form of what carries it; null for one that has none for this carrier. */
export function outgoingMessage(
  messages: MessageRenderer,
  brand: MessageBrand,
  id: string,
  payload: Pick<SendMessagePayload, 'carrier' | 'message' | 'params' | 'locale' | 'to'>,
  expiresAt: number,
): OutgoingMessage | null {
  const { carrier, message, params, locale, to } = payload;
  if (carrier === 'email') {
    return { kind: 'email', id, to, ...messages.render(message, params, locale, brand) };
  }
  if (!messages.isCode(message)) return null;
  // The payload is typed by its message; what the compiler no longer knows here, the writer knew.
  const codeParams = params as Parameters<typeof messages.renderText>[1];
  const [number = '', extension = null] = to.split(';ext=');
  if (carrier === 'sms') {
    const text = messages.renderText(message, codeParams, locale, brand);
    return { kind: 'sms', id, to: number, text };
  }
  const call = messages.renderSpoken(message, codeParams, locale, brand);
  return { kind: 'voice', id, to: number, extension, ...call, expiresAt };
}
