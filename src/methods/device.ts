import { createHash, verify } from 'node:crypto';
import { z } from 'zod';
import {
  DEVICE_METHOD,
  DEVICE_NUMBER_DIGITS,
  type DeviceData,
  deviceDataSchema,
  type DeviceKey,
  deviceKeySchema,
  devicePromptSchema,
} from '../domain/registration/device.ts';
import type { Registration } from '../domain/registration/registration.ts';
import type { EnrolmentFault, HeldMethod, Person } from '../ports/method.ts';

const MOST = 5;
const LIFETIME_SECONDS = 300;
const LONGEST_NAME = 64;

const settings = z.strictObject({ enabled: z.boolean() });
export type DeviceSettings = z.infer<typeof settings>;

const keptSchema = z.object({ challenge: z.string() });

const answerSchema = z.object({
  publicKey: deviceKeySchema,
  /** By the key, of `register <challenge>`: nobody registers a key they do not have. */
  signature: z.string().max(128),
});

/**
 * A browser or phone that was registered says yes: its page shows who asks and from where, and the person types the
 * number there that the first browser shows. What it approved is kept with its registration until the reset takes it
 * up; see services/device.
 */
export const device: HeldMethod<DeviceSettings> = {
  kind: 'held',
  id: DEVICE_METHOD,
  methodClass: 'device',
  fills: 1,
  ask: 'approval',
  waits: true,
  settings,
  presets: { recommended: { enabled: false }, entra: { enabled: false } },
  forAdministrators: { recommended: true, entra: true },
  needsEarlierProof: () => false,
  lifetimeSeconds: () => LIFETIME_SECONDS,
  usable: (person) => devicesOf(person).length > 0,
  prompt: (_settings, random) => ({
    id: random.id('apv'),
    number: random.digits(DEVICE_NUMBER_DIGITS),
  }),
  draw: () => null,
  async verify({ prompt, person }, tools) {
    const asked = devicePromptSchema.safeParse(prompt);
    if (person === null || !asked.success) return { right: false };
    const earliest = tools.now - LIFETIME_SECONDS * 1000;
    for (const { registration, data } of devicesOf(person)) {
      const { approved } = data;
      if (approved === null || approved.promptId !== asked.data.id || approved.at < earliest)
        continue;
      return { right: true, fills: 1, used: { registration, data: { ...data, approved: null } } };
    }
    return { right: false };
  },
  enrolment: {
    page: 'device',
    max: () => MOST,
    async begin(_typed, _person, _settings, tools) {
      const challenge = tools.random.token();
      return { ok: true, shown: { challenge }, kept: { challenge }, send: null };
    },
    async finish(typed, kept, person) {
      const { challenge } = keptSchema.parse(kept);
      const answer = answerOf(typed['device'] ?? '');
      if (
        answer === null ||
        !signedByDevice(answer.publicKey, `register ${challenge}`, answer.signature)
      ) {
        return { ok: false, faults: [notRegistered] };
      }
      const { publicKey } = answer;
      const name = (typed['name'] ?? '').trim();
      return {
        ok: true,
        label: (name || `Device ${devicesOf(person).length + 1}`).slice(0, LONGEST_NAME),
        data: { publicKey, push: null, approved: null } satisfies DeviceData,
        lookup: deviceName(publicKey),
        replaces: false,
      };
    },
  },
};

const notRegistered: EnrolmentFault = { path: 'device', code: 'device-failed' };

function devicesOf(
  person: Person,
): readonly { readonly registration: Registration; readonly data: DeviceData }[] {
  return person.registrations
    .filter(({ methodId }) => methodId === DEVICE_METHOD)
    .map((registration) => ({ registration, data: deviceDataSchema.parse(registration.data) }));
}

function answerOf(text: string): z.infer<typeof answerSchema> | null {
  try {
    const read = answerSchema.safeParse(JSON.parse(text));
    return read.success ? read.data : null;
  } catch {
    // Anybody may send what is no JSON; it registers nothing.
    return null;
  }
}

/** The thumbprint of its key (RFC 7638), base64url. */
export function deviceName({ crv, kty, x, y }: DeviceKey): string {
  return createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');
}

/** ECDSA with SHA-256 as Web Crypto makes it: both numbers in a row, base64url. */
export function signedByDevice(publicKey: DeviceKey, text: string, signature: string): boolean {
  try {
    return verify(
      'sha256',
      Buffer.from(text),
      { key: { ...publicKey }, format: 'jwk', dsaEncoding: 'ieee-p1363' },
      Buffer.from(signature, 'base64url'),
    );
  } catch {
    // Two numbers that are no point of the curve make no key.
    return false;
  }
}
