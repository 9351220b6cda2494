import { z } from 'zod';
import { timeSchema } from './common.ts';
import { endpoint } from './endpoint.ts';

const kindSchema = z.enum(['email', 'sms', 'voice']);

/** ISO 3166-1, two letters. */
const countrySchema = z.string().regex(/^[A-Z]{2}$/);
const countriesSchema = z.array(countrySchema).max(300);

const carrierFields = {
  /** Which channel carries; see `/carriers/kinds`. */
  channel: z.string().min(1).max(64),
  kind: kindSchema,
  name: z.string().trim().min(1).max(128),
  enabled: z.boolean(),
  /** Countries it serves; empty serves every one. Mail has none. */
  countries: countriesSchema,
  /** Of one text or call, in minor units such as cents; counted for every try. */
  price: z.int().min(0).max(1_000_000),
};

/** Settings by the channel's own schema. */
const settingsSchema = z.record(z.string().max(64), z.unknown());

export const carrierViewSchema = z.strictObject({
  id: z.string(),
  ...carrierFields,
  settings: settingsSchema,
  /** Names of the secrets that are kept; they are never shown. */
  secretsKept: z.array(z.string()),
});
export type CarrierView = z.infer<typeof carrierViewSchema>;

export const carrierEntrySchema = z.strictObject({
  /** Null for a new one. */
  id: z.string().min(1).max(64).nullable(),
  ...carrierFields,
  /** A secret that is left out stays what it was, as long as the carrier's address stays what it was. */
  settings: settingsSchema,
});

const spending = {
  /** Where texts and calls may go at all; empty sends none. */
  countries: countriesSchema,
  /** The most that texts and calls may cost on one day (UTC), in minor units; carriers with a price send nothing at 0. */
  costPerDay: z.int().min(0).max(1_000_000_000),
};

export const carriersSchema = z.strictObject({
  version: z.int(),
  /** In the order in which they are tried. */
  carriers: z.array(carrierViewSchema),
  /** Of the process's own configuration: used for a kind while no carrier of it is on. */
  standing: z.array(z.strictObject({ id: z.string(), kind: kindSchema, channel: z.string() })),
  ...spending,
  /** On this day so far, in minor units. */
  spentToday: z.int(),
  /** Countries that codes were sent to since their count began; one that is paused gets nothing more. */
  countryCounts: z.array(
    z.strictObject({
      country: z.string(),
      sent: z.int(),
      proved: z.int(),
      pausedAt: timeSchema.nullable(),
    }),
  ),
});
export type CarriersView = z.infer<typeof carriersSchema>;

export const carrierKindSchema = z.strictObject({
  id: z.string(),
  kinds: z.array(kindSchema),
  /** JSON Schema of its settings; secrets carry `secret: true`. */
  settingsSchema: z.record(z.string(), z.unknown()),
  /** What a form starts with. */
  defaults: z.record(z.string(), z.unknown()),
});

export const carriersEndpoints = {
  getCarriers: endpoint({
    id: 'getCarriers',
    method: 'get',
    path: '/carriers',
    tag: 'Carriers',
    summary: 'What messages leave by, and what texts and calls may cost',
    status: 200,
    response: carriersSchema,
  }),
  replaceCarriers: endpoint({
    id: 'replaceCarriers',
    method: 'put',
    path: '/carriers',
    tag: 'Carriers',
    summary: 'Replace all carriers and the budget; in force at once',
    body: z.strictObject({
      version: z.int().min(0),
      carriers: z.array(carrierEntrySchema).max(50),
      ...spending,
    }),
    bodyLimit: 256 * 1024,
    status: 200,
    response: carriersSchema,
  }),
  listCarrierKinds: endpoint({
    id: 'listCarrierKinds',
    method: 'get',
    path: '/carriers/kinds',
    tag: 'Carriers',
    summary: 'Channels that a carrier can be set up with, and the countries there are',
    status: 200,
    response: z.strictObject({
      items: z.array(carrierKindSchema),
      countries: z.array(z.string()),
    }),
  }),
  testCarrier: endpoint({
    id: 'testCarrier',
    method: 'post',
    path: '/carriers/{id}/test',
    tag: 'Carriers',
    summary: 'Send a test message by one carrier; it counts against the budget',
    params: z.strictObject({ id: z.string().min(1).max(64) }),
    body: z.strictObject({ to: z.string().min(1).max(254) }),
    status: 200,
    response: z.strictObject({
      status: z.enum(['accepted', 'deferred', 'rejected']),
      /** Why it was not accepted. */
      reason: z.string().nullable(),
    }),
  }),
  resumeCountry: endpoint({
    id: 'resumeCountry',
    method: 'post',
    path: '/carriers/countries/{country}/resume',
    tag: 'Carriers',
    summary: 'Send texts and calls to a paused country again',
    params: z.strictObject({ country: countrySchema }),
    status: 204,
  }),
};
