import type { Pdu } from 'smpp';
import type { Receipt } from '../../ports/channel.ts';

/** `esm_class`: which kind of message it is, and the kind that is a delivery receipt (SMPP 3.4 §5.2.12). */
const messageTypeBits = 0x3c;
const deliveryReceipt = 0x04;

type Final = Receipt['status'];
/** `message_state` (§5.2.28); the others are not final. */
const states: Readonly<Record<number, Final>> = {
  2: 'delivered',
  3: 'failed',
  4: 'failed',
  5: 'failed',
  8: 'failed',
};
/** As the text of a receipt has them (appendix B). */
const words: Readonly<Record<string, Final>> = {
  DELIVRD: 'delivered',
  EXPIRED: 'failed',
  DELETED: 'failed',
  UNDELIV: 'failed',
  REJECTD: 'failed',
};

/** What became of a message; null when it is no receipt, or says nothing final. */
export function readReceipt(pdu: Pdu): Receipt | null {
  if (((pdu.esm_class ?? 0) & messageTypeBits) !== deliveryReceipt) return null;
  const body = pdu.short_message?.message ?? '';
  const text = typeof body === 'string' ? body : body.toString('latin1');
  const reference = pdu.receipted_message_id ?? /\bid:\s*([^\s]+)/i.exec(text)?.[1] ?? '';
  const word = /\bstat:\s*(\w+)/i.exec(text)?.[1]?.toUpperCase() ?? '';
  const status = states[pdu.message_state ?? -1] ?? words[word];
  const known = reference.replace(/\0/g, '');
  return known === '' || status === undefined ? null : { reference: known, status };
}
