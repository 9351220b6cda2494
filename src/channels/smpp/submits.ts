import { encodeGsm7, encodeUcs2, smsSegments } from '../../domain/sms-segments.ts';
import type { Delivery } from '../../ports/channel.ts';

/** Type of number and numbering plan (SMPP 3.4 §5.2.5, §5.2.6). */
const international = { ton: 1, npi: 1 };
const shortCode = { ton: 3, npi: 0 };
const alphanumeric = { ton: 5, npi: 0 };

/** Data codings (§5.2.19). */
const codings = { gsm7: 0x00, ucs2: 0x08 } as const;
/** Concatenation with a reference of 8 bits (3GPP TS 23.040 §9.2.3.24.1). */
const concatenation = [0x05, 0x00, 0x03];
const reportFinalState = 0x01;

/**
 * The PDUs of one text. Only the last asks for a receipt: one text, one answer.
 *
 * @param series tells the parts of this text from those of another; 0 to 255.
 */
export function submitsOf(
  { to, text }: { readonly to: string; readonly text: string },
  from: string,
  series: number,
): Readonly<Record<string, unknown>>[] {
  const { encoding, parts } = smsSegments(text);
  const source = sourceOf(from);
  return parts.map((part, index) => {
    const octets = Buffer.from((encoding === 'gsm7' ? encodeGsm7(part) : null) ?? encodeUcs2(part));
    const isLast = index === parts.length - 1;
    return {
      source_addr_ton: source.ton,
      source_addr_npi: source.npi,
      source_addr: source.address,
      dest_addr_ton: international.ton,
      dest_addr_npi: international.npi,
      destination_addr: to.replace(/^\+/, ''),
      registered_delivery: isLast ? reportFinalState : 0,
      data_coding: codings[encoding],
      short_message:
        parts.length === 1
          ? { message: octets }
          : {
              udh: Buffer.from([...concatenation, series, parts.length, index + 1]),
              message: octets,
            },
    };
  });
}

function sourceOf(from: string) {
  if (from.startsWith('+')) return { ...international, address: from.slice(1) };
  return { ...(/^\d+$/.test(from) ? shortCode : alphanumeric), address: from };
}

const later: Readonly<Record<number, string>> = {
  0x08: 'the message centre had an error',
  0x14: 'the queue of the message centre is full',
  0x45: 'the message centre could not take it',
  0x58: 'too many at once',
  0x64: 'the message centre is busy',
  0x102: 'the service is not available',
};
const carrierFaults: Readonly<Record<number, string>> = {
  0x04: 'the sign-in does not allow sending',
  0x0a: 'the sender is not allowed',
  0x15: 'the service type is not known',
  0x48: 'the sender is not allowed',
  0x49: 'the sender is not allowed',
  0x100: 'the account may not do this',
  0x101: 'the account may not do this',
  0x103: 'the account may not do this',
};
const numberFaults: Readonly<Record<number, string>> = {
  0x0b: 'the number is not valid',
  0x50: 'the number is not valid',
  0x51: 'the number is not valid',
};

/** A `command_status` other than ESME_ROK (§5.1.3). */
export function deliveryOfStatus(status: number): Delivery {
  const code = `0x${status.toString(16).padStart(2, '0')}`;
  const again = later[status];
  if (again !== undefined) return { status: 'deferred', reason: `${again} (${code})` };
  const ours = carrierFaults[status];
  if (ours !== undefined) {
    return { status: 'rejected', reason: `${ours} (${code})`, fault: 'carrier' };
  }
  return {
    status: 'rejected',
    reason: `${numberFaults[status] ?? 'the message centre refused'} (${code})`,
  };
}
