import { z } from 'zod';
import type { ChannelKind } from '../../ports/channel.ts';
import type { Stores } from '../../ports/storage/index.ts';

export const CARRIERS_SECTION = 'carriers';

/** One configured carrier as it is kept. */
const carrierSchema = z.strictObject({
  /** `car_…` */
  id: z.string(),
  /** Which of the channels carries. */
  channel: z.string(),
  kind: z.enum(['email', 'sms', 'voice']),
  name: z.string(),
  enabled: z.boolean(),
  /** Countries it serves, ISO 3166-1; empty serves every one. */
  countries: z.array(z.string()),
  /** Of one message, in minor units of whatever currency the cap is in. */
  price: z.int(),
  /** What is no secret of the channel's settings. */
  settings: z.record(z.string(), z.unknown()),
  /** The rest, each sealed and bound to its place. */
  secrets: z.record(z.string(), z.string()),
});
export type StoredCarrier = z.infer<typeof carrierSchema>;

const documentSchema = z.strictObject({
  /** In the order in which they are tried. */
  carriers: z.array(carrierSchema),
  /** Where texts and calls may go at all. Empty: nowhere, until somebody decided. */
  countries: z.array(z.string()),
  /** The most that texts and calls may cost on one day (UTC), in minor units. */
  costPerDay: z.int(),
});
export type CarriersDocument = z.infer<typeof documentSchema>;

export interface CarriersInForce extends CarriersDocument {
  /** 0 until somebody saved them. */
  readonly version: number;
}

const nothing: CarriersInForce = { carriers: [], countries: [], costPerDay: 0, version: 0 };

/** Read from storage every time, so that a change takes effect at once in every process. */
export async function readCarriers(
  stores: Pick<Stores, 'settings'>,
  tenantId: string,
): Promise<CarriersInForce> {
  const stored = await stores.settings.current(tenantId, CARRIERS_SECTION);
  if (stored === null) return nothing;
  return { ...documentSchema.parse(stored.document), version: stored.version };
}

/** Those that carry this kind of message to a country, in order; mail has no country. */
export function carriersFor(
  { carriers }: Pick<CarriersDocument, 'carriers'>,
  kind: ChannelKind,
  country: string | null,
): readonly StoredCarrier[] {
  return carriers.filter(
    (one) =>
      one.enabled &&
      one.kind === kind &&
      (one.countries.length === 0 || (country !== null && one.countries.includes(country))),
  );
}

/** Whether the process's own carrier stands in: nobody configured one of this kind. */
export function nothingConfigured(
  { carriers }: Pick<CarriersDocument, 'carriers'>,
  kind: ChannelKind,
): boolean {
  return !carriers.some((one) => one.enabled && one.kind === kind);
}
