import { z } from 'zod';

/** Id of the method by which a device that somebody registered approves a reset. */
export const DEVICE_METHOD = 'device';

const bytes = z.string().regex(/^[A-Za-z0-9_-]+$/);

/** A P-256 key as JWK (RFC 7518 §6.2), with nothing that is not public. */
export const deviceKeySchema = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: bytes.length(43),
  y: bytes.length(43),
});
export type DeviceKey = z.infer<typeof deviceKeySchema>;

/** Where a browser takes Web Push messages (RFC 8030), and the keys they are encrypted with (RFC 8291). */
export const pushSubscriptionSchema = z.object({
  endpoint: z.url({ protocol: /^https?$/ }).max(1024),
  keys: z.object({ p256dh: bytes.max(128), auth: bytes.max(64) }),
});
export type PushSubscription = z.infer<typeof pushSubscriptionSchema>;

/** What is kept of a device that may approve. */
export const deviceDataSchema = z.object({
  publicKey: deviceKeySchema,
  push: pushSubscriptionSchema.nullable(),
  /** The newest approval that no reset has taken up yet; `at` in epoch ms. */
  approved: z.object({ promptId: z.string(), at: z.int() }).nullable(),
});
export type DeviceData = z.infer<typeof deviceDataSchema>;

/** What a reset shows, and what its approval has to name. */
export const devicePromptSchema = z.object({ id: z.string(), number: z.string() });

/** How many digits somebody carries from the browser that resets to the device that approves (NIST SP 800-63B §3.1.3). */
export const DEVICE_NUMBER_DIGITS = 3;

const signed = {
  /** The device's name: the lookup of its registration. */
  device: bytes.max(64),
  /** Epoch ms, by the server's clock. */
  at: z.int(),
};

/** What a device asks for, as it signs it. Each says what it is for, so that none can be taken for another. */
export const deviceActSchema = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('list'), ...signed }),
  z.strictObject({
    act: z.literal('approve'),
    ...signed,
    approval: z.string().max(64),
    number: z.string().max(32),
  }),
  z.strictObject({ act: z.literal('subscribe'), ...signed, push: pushSubscriptionSchema }),
  z.strictObject({ act: z.literal('deny'), ...signed, approval: z.string().max(64) }),
]);
export type DeviceAct = z.infer<typeof deviceActSchema>;
