import { Secret, TOTP } from 'otpauth';
import { renderSVG } from 'uqr';
import { z } from 'zod';
import type { Registration } from '../domain/registration/registration.ts';
import type { HeldMethod, MethodTools, Person } from '../ports/method.ts';
import { normaliseDigits } from '../domain/typed-digits.ts';

/** What every authenticator app understands (RFC 6238; RFC 4226 §4 asks for 160 bits). */
const ALGORITHM = 'SHA1';
const DIGITS = 6;
const PERIOD_SECONDS = 30;
const SEED_BYTES = 20;
/** One step either way for a clock that is a little off (RFC 6238 §5.2). */
const WINDOW_STEPS = 1;
const MOST = 5;

const settings = z.strictObject({ enabled: z.boolean() });
export type AppCodeSettings = z.infer<typeof settings>;

const dataSchema = z.object({
  /** Base32 without padding. */
  seed: z.string(),
  algorithm: z.enum(['SHA1', 'SHA256', 'SHA512']).default('SHA1'),
  digits: z.union([z.literal(6), z.literal(8)]).default(6),
  periodSeconds: z.union([z.literal(30), z.literal(60)]).default(30),
  /** The newest step that was accepted: it and every older one are worth nothing any more. */
  lastStep: z.int().default(-1),
});
type AppCodeData = z.infer<typeof dataSchema>;

/** A code that an authenticator app shows, or a hardware token that keeps the same standard (RFC 6238). */
export const appCode: HeldMethod<AppCodeSettings> = {
  kind: 'held',
  id: 'app-code',
  methodClass: 'app',
  fills: 1,
  ask: 'code',
  waits: false,
  settings,
  presets: { recommended: { enabled: false }, entra: { enabled: false } },
  forAdministrators: { recommended: true, entra: true },
  needsEarlierProof: () => false,
  lifetimeSeconds: () => 300,
  usable: (person) => of(person).length > 0,
  prompt: () => null,
  draw: () => null,
  async verify({ answer, person }, tools) {
    const code = normaliseDigits(answer);
    const held = person === null ? [] : of(person);
    // Somebody who has none costs one comparison like somebody who has one.
    const asked = held.length === 0 ? [null] : held;
    for (const registration of asked) {
      const data = registration === null ? decoy(tools) : dataSchema.parse(registration.data);
      const step = stepOf(code ?? '', data, tools.now);
      if (code === null || registration === null || step === null || step <= data.lastStep)
        continue;
      const used = { registration, data: { ...data, lastStep: step } };
      return { right: true, fills: 1, used };
    }
    return { right: false };
  },
  enrolment: {
    page: 'app',
    max: () => MOST,
    async begin(_typed, person, _settings, tools) {
      const seed = seedOf(tools);
      const uri = totpOf({ seed }, tools.organisation, person.user.username).toString();
      return {
        ok: true,
        shown: { uri, key: grouped(seed), svg: renderSVG(uri, { ecc: 'M', border: 2 }) },
        kept: { seed },
        send: null,
      };
    },
    async finish(typed, kept, person, _settings, tools) {
      const { seed } = z.object({ seed: z.string() }).parse(kept);
      const data = dataSchema.parse({ seed });
      const code = normaliseDigits(typed['code'] ?? '');
      const step = code === null ? null : stepOf(code, data, tools.now);
      if (step === null) return { ok: false, faults: [{ path: 'code', code: 'code-wrong' }] };
      const name = (typed['name'] ?? '').trim();
      return {
        ok: true,
        label: name === '' ? `Authenticator ${of(person).length + 1}` : name.slice(0, 64),
        data: { ...data, lastStep: step },
        lookup: null,
        replaces: false,
      };
    },
  },
};

function of(person: Person): readonly Registration[] {
  return person.registrations.filter(({ methodId }) => methodId === 'app-code');
}

function seedOf({ random }: Pick<MethodTools, 'random'>): string {
  const bytes = Buffer.from(random.token(), 'base64url').subarray(0, SEED_BYTES);
  return new Secret({ buffer: Uint8Array.from(bytes).buffer }).base32;
}

function decoy(tools: MethodTools): AppCodeData {
  return dataSchema.parse({ seed: seedOf(tools) });
}

function totpOf(
  data: { readonly seed: string } & Partial<AppCodeData>,
  issuer = '',
  label = '',
): TOTP {
  return new TOTP({
    issuer,
    label,
    algorithm: data.algorithm ?? ALGORITHM,
    digits: data.digits ?? DIGITS,
    period: data.periodSeconds ?? PERIOD_SECONDS,
    secret: Secret.fromBase32(data.seed),
  });
}

/** The step whose code this is, within the window; null when it is none's. */
function stepOf(code: string, data: AppCodeData, now: number): number | null {
  const totp = totpOf(data);
  const delta = totp.validate({ token: code, timestamp: now, window: WINDOW_STEPS });
  return delta === null ? null : totp.counter({ timestamp: now }) + delta;
}

/** In fours, to be typed where no camera is. */
function grouped(seed: string): string {
  return seed.match(/.{1,4}/g)?.join(' ') ?? seed;
}
