import type { ChannelKind, Delivery, OutgoingMessage } from '../../ports/channel.ts';
import type { PostAnswer } from './post.ts';

type Unanswered = Exclude<PostAnswer, { outcome: 'answered' }>;

/** What to make of a carrier that gave no answer. */
export function unanswered({ outcome }: Unanswered): Delivery {
  if (outcome === 'lost') {
    return { status: 'deferred', reason: 'the carrier did not answer in time', mayHaveLeft: true };
  }
  if (outcome === 'unreached') {
    return { status: 'deferred', reason: 'the carrier could not be reached' };
  }
  return {
    status: 'rejected',
    reason: 'the address of the carrier is not allowed',
    fault: 'carrier',
  };
}

/** What to make of a status that the carrier did not explain. */
export function unexplained(status: number): Delivery {
  const reason = `the carrier answered ${status}`;
  if (status === 429 || status === 503) return { status: 'deferred', reason };
  // Some of these are given after the message was taken.
  if (status >= 500) return { status: 'deferred', reason, mayHaveLeft: true };
  const isOurs = status === 401 || (status >= 402 && status <= 407) || status < 400;
  return { status: 'rejected', reason, ...(isOurs && { fault: 'carrier' }) };
}

export function notCarried(kind: OutgoingMessage['kind'], kinds: readonly ChannelKind[]): Delivery {
  const reason = `carries ${kinds.join(', ')} and no ${kind}`;
  return { status: 'rejected', reason, fault: 'carrier' };
}

/** A JSON object, or an empty one for whatever else came. */
export function readObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === 'object' && read !== null && !Array.isArray(read)
      ? (read as Readonly<Record<string, unknown>>)
      : {};
  } catch {
    return {};
  }
}

/** Something a carrier calls a message by, as long as it can be one. */
export function referenceIn(value: unknown): { readonly reference?: string } {
  return typeof value === 'string' && /^[\w.:-]{1,128}$/.test(value) ? { reference: value } : {};
}
