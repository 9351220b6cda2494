import { z } from 'zod';
import { isLoopbackHost } from '../domain/loopback.ts';
import type { Channel, Delivery } from '../ports/channel.ts';
import { notCarried, referenceIn } from './http/deliveries.ts';
import { type LinkPatience, openLink, type Submitted } from './smpp/link.ts';
import { readReceipt } from './smpp/receipt.ts';
import { deliveryOfStatus, submitsOf } from './smpp/submits.ts';

const milliseconds = 1000;
const seriesCount = 256;

export interface SmppPatience extends LinkPatience {
  /** For everything together; shorter than the lease of the job that sends. */
  readonly wholeSeconds: number;
}

const usualPatience: SmppPatience = {
  connectSeconds: 10,
  enquireSeconds: 30,
  firstBackOffSeconds: 1,
  mostBackOffSeconds: 30,
  wholeSeconds: 25,
};

const settingsSchema = z
  .strictObject({
    host: z.string().min(1).max(253),
    port: z.int().min(1).max(65_535),
    security: z.enum(['tls', 'none']),
    systemId: z.string().min(1).max(15),
    password: z.string().min(1).max(64).meta({ secret: true }),
    /** Most message centres leave it empty. */
    systemType: z.string().max(12),
    /** A number in E.164, a short code, or a name of up to 11 letters and digits. */
    from: z.string().regex(/^(?:\+[1-9]\d{6,14}|\d{3,8}|(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11})$/),
    /** PEM of a private authority to trust instead of the public ones. */
    authority: z.string().nullable(),
  })
  .refine(({ security, host }) => security !== 'none' || isLoopbackHost(host), {
    path: ['security'],
    error: 'texts may leave without TLS only to this machine',
  });
export type SmppSettings = z.infer<typeof settingsSchema>;

/** Texts by a message centre that speaks SMPP 3.4. It stays connected, so that receipts arrive. */
export function createSmpp(patience: SmppPatience): Channel<SmppSettings> {
  return {
    id: 'smpp',
    kinds: ['sms'],
    settings: settingsSchema,
    defaults: { port: 3550, security: 'tls', systemType: '', authority: null },
    open(given, { clock, log, onReceipt }) {
      const settings = settingsSchema.parse(given);
      let series = clock.now();
      const link = openLink(settings, patience, log, (pdu) => {
        const receipt = readReceipt(pdu);
        if (receipt !== null) onReceipt(receipt);
      });
      return {
        async send(message) {
          if (message.kind !== 'sms') return notCarried(message.kind, ['sms']);
          series += 1;
          const late = AbortSignal.timeout(patience.wholeSeconds * milliseconds);
          let isPartial = false;
          let reference = '';
          for (const fields of submitsOf(message, settings.from, series % seriesCount)) {
            // One after the other: a part that is refused spares the rest.
            const submitted = await link.submit(fields, late);
            const refusal = refusalOf(submitted, isPartial);
            if (refusal !== null) return refusal;
            isPartial = true;
            if (submitted.outcome === 'answered') reference = submitted.messageId;
          }
          return { status: 'accepted', ...referenceIn(reference) };
        },
        close: () => link.close(),
      };
    },
  };
}

export const smpp = createSmpp(usualPatience);

/** Null when it was taken. Once a part has left, all of it may be read, or be sent a second time. */
function refusalOf(submitted: Submitted, isPartial: boolean): Delivery | null {
  if (submitted.outcome === 'answered') {
    if (submitted.status === 0) return null;
    const delivery = deliveryOfStatus(submitted.status);
    return delivery.status === 'deferred' && isPartial
      ? { ...delivery, mayHaveLeft: true }
      : delivery;
  }
  if (submitted.outcome === 'refused') {
    return { status: 'rejected', reason: 'credentials', fault: 'carrier' };
  }
  if (submitted.outcome === 'lost') {
    const reason = 'the message centre did not answer in time';
    return { status: 'deferred', reason, mayHaveLeft: true };
  }
  const reason = 'there is no connection to the message centre';
  return { status: 'deferred', reason, ...(isPartial && { mayHaveLeft: true }) };
}
