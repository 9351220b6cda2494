import type { AttestationObject } from '@simplewebauthn/server/helpers';
import { z } from 'zod';
import { isLoopbackHost } from '../domain/loopback.ts';
import { passkeyKeeper } from '../domain/registration/passkey-keepers.ts';
import type { Registration } from '../domain/registration/registration.ts';
import type { EnrolmentFault, HeldMethod, MethodTools, Person } from '../ports/method.ts';
import type { Random } from '../ports/random.ts';

const MOST = 10;
const LIFETIME_SECONDS = 300;
/** EdDSA, ES256 and RS256 (RFC 9053, RFC 8812): every authenticator in use has one, every machine checks them. */
const ALGORITHMS = [-8, -7, -257];
const LONGEST_ANSWER = 12_000;
const LONGEST_NAME = 64;
/**
 * A P-256 key whose private half nobody kept: what is signed is checked with it where there is no passkey, so that the
 * same work is done.
 */
const NOBODYS_KEY =
  'pQECAyYgASFYIPOoE1opMeJZ_MT_So82cnVaia11GkMHm7qLtSHNw4jiIlggteQNJv6N4bTW1uPGuaN7s2IW6Suiu-ZDtp0Y3cMN-Vw';

/** Read with the first passkey that is used: with all it stands on it takes a tenth of a process that may never meet one. */
const webAuthn = () => import('@simplewebauthn/server');
const webAuthnParts = () => import('@simplewebauthn/server/helpers');

const settings = z.strictObject({ enabled: z.boolean() });
export type PasskeySettings = z.infer<typeof settings>;

const bytes = z
  .string()
  .max(8192)
  .regex(/^[A-Za-z0-9_-]+$/);
const transports = z.array(
  z.enum(['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb']),
);

const dataSchema = z.object({
  credentialId: z.string(),
  /** As a COSE key (RFC 9052), base64url. */
  publicKey: z.string(),
  /** What the passkey counted at its last use; 0 for those that do not count. */
  counter: z.int(),
  transports: transports.default([]),
  /** Whether it is kept in an account that several devices share. */
  backedUp: z.boolean(),
  /** The name of the person among passkeys; the same for all of theirs. */
  userHandle: z.string(),
});
type PasskeyData = z.infer<typeof dataSchema>;

const promptSchema = z.object({ challenge: z.string() });
const keptSchema = z.object({ challenge: z.string(), userHandle: z.string() });

// WebAuthn L3 §5.1 AuthenticationResponseJSON and RegistrationResponseJSON, as far as they are used.
const assertionSchema = z.object({
  id: bytes,
  rawId: bytes,
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: bytes,
    authenticatorData: bytes,
    signature: bytes,
    userHandle: bytes,
  }),
});
const attestationSchema = z.object({
  id: bytes,
  rawId: bytes,
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: bytes,
    attestationObject: bytes,
    transports: transports.catch([]),
  }),
});

/**
 * A passkey (WebAuthn L3) that checked who holds it, by a finger, a face or a PIN: something held and something known
 * or grown, and so both proofs at once. One that did not check counts for nothing. Nothing in what is asked tells who
 * has a passkey: it names no credential, and whoever has one chooses it.
 */
export const passkey: HeldMethod<PasskeySettings> = {
  kind: 'held',
  id: 'passkey',
  methodClass: 'passkey',
  fills: 2,
  ask: 'passkey',
  waits: false,
  settings,
  presets: { recommended: { enabled: false }, entra: { enabled: false } },
  forAdministrators: { recommended: true, entra: true },
  needsEarlierProof: () => false,
  lifetimeSeconds: () => LIFETIME_SECONDS,
  usable: (person) => passkeysOf(person).length > 0,
  // Without an rpId the browser takes the name in its own address bar, and that is the one that is checked.
  prompt: (_settings, random) => ({
    challenge: challengeFrom(random),
    timeout: LIFETIME_SECONDS * 1000,
    userVerification: 'required',
    allowCredentials: [],
  }),
  draw: () => null,
  async verify({ answer, prompt, person }, tools) {
    const given = parsed(assertionSchema, answer);
    const asked = promptSchema.safeParse(prompt);
    if (given === null || !asked.success) return { right: false };
    const held = (person === null ? [] : passkeysOf(person)).find(
      ({ data }) => data.credentialId === given.id && data.userHandle === given.response.userHandle,
    );
    const seen = await seenOf(given, asked.data.challenge, held?.data ?? nobodys, tools);
    if (seen === null || held === undefined) return { right: false };
    const { registration, data } = held;
    return { right: true, fills: 2, used: { registration, data: { ...data, ...seen } } };
  },
  enrolment: {
    page: 'passkey',
    max: () => MOST,
    async begin(_typed, person, _settings, tools) {
      const had = passkeysOf(person).map(({ data }) => data);
      // One handle a person: keepers of passkeys then show one account, and a newer passkey replaces its elder.
      const userHandle = had[0]?.userHandle ?? challengeFrom(tools.random);
      const { generateRegistrationOptions } = await webAuthn();
      const options = await generateRegistrationOptions({
        rpName: tools.organisation,
        rpID: relyingParty(tools).id,
        userName: person.user.username,
        userDisplayName: person.user.displayName,
        userID: Uint8Array.from(Buffer.from(userHandle, 'base64url')),
        challenge: Uint8Array.from(Buffer.from(challengeFrom(tools.random), 'base64url')),
        timeout: LIFETIME_SECONDS * 1000,
        attestationType: 'none',
        excludeCredentials: had.map((data) => ({
          id: data.credentialId,
          transports: data.transports,
        })),
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        supportedAlgorithmIDs: ALGORITHMS,
      });
      return {
        ok: true,
        shown: { options },
        kept: { challenge: options.challenge, userHandle },
        send: null,
      };
    },
    async finish(typed, kept, person, _settings, tools) {
      const { challenge, userHandle } = keptSchema.parse(kept);
      const made = await passkeyMade(typed['credential'] ?? '', challenge, userHandle, tools);
      if (made === null) return { ok: false, faults: [notMade] };
      const name = (typed['name'] ?? '').trim();
      return {
        ok: true,
        label: (name || made.keeper || `Passkey ${passkeysOf(person).length + 1}`).slice(
          0,
          LONGEST_NAME,
        ),
        data: made.data,
        lookup: made.data.credentialId,
        replaces: false,
      };
    },
  },
};

const notMade: EnrolmentFault = { path: 'passkey', code: 'passkey-failed' };

const nobodys: PasskeyData = {
  credentialId: 'nobody',
  publicKey: NOBODYS_KEY,
  counter: 0,
  transports: [],
  backedUp: false,
  userHandle: 'nobody',
};

function passkeysOf(
  person: Person,
): readonly { readonly registration: Registration; readonly data: PasskeyData }[] {
  return person.registrations
    .filter(({ methodId }) => methodId === 'passkey')
    .map((registration) => ({ registration, data: dataSchema.parse(registration.data) }));
}

/**
 * Passkeys belong to a name, never to an address (WebAuthn L3 §5.1.3). On an installation of this machine alone both
 * mean the same, and people are met under the name.
 */
function relyingParty({ origin }: Pick<MethodTools, 'origin'>): {
  readonly id: string;
  readonly origin: string;
} {
  const url = new URL(origin);
  if (isLoopbackHost(url.hostname)) url.hostname = 'localhost';
  return { id: url.hostname, origin: url.origin };
}

/** Exactly as browsers write it back: 32 bytes leave two bits of the last character unused. */
function challengeFrom(random: Random): string {
  return Buffer.from(random.token(), 'base64url').subarray(0, 32).toString('base64url');
}

function parsed<Shape extends z.ZodType>(schema: Shape, text: string): z.infer<Shape> | null {
  if (text.length > LONGEST_ANSWER) return null;
  try {
    const read = schema.safeParse(JSON.parse(text));
    return read.success ? read.data : null;
  } catch {
    // Anybody may send what is no JSON; it is as wrong as any other answer.
    return null;
  }
}

/** What the passkey says of itself, if it signed this very challenge for this very site; null for a wrong answer. */
async function seenOf(
  given: z.infer<typeof assertionSchema>,
  challenge: string,
  data: PasskeyData,
  tools: MethodTools,
): Promise<Pick<PasskeyData, 'counter' | 'backedUp'> | null> {
  const party = relyingParty(tools);
  const { verifyAuthenticationResponse } = await webAuthn();
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: { ...given, clientExtensionResults: {} },
      expectedChallenge: challenge,
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      // Beside the signature this refuses a counter that did not rise: a copy of the passkey is in use (§6.1.1).
      credential: {
        id: given.id,
        publicKey: Uint8Array.from(Buffer.from(data.publicKey, 'base64url')),
        counter: data.counter,
      },
      requireUserVerification: true,
    });
    const { newCounter, credentialBackedUp } = authenticationInfo;
    return verified ? { counter: newCounter, backedUp: credentialBackedUp } : null;
  } catch {
    // Thrown for every answer that is wrong in its form or in what it says; which of them helps only who guesses.
    return null;
  }
}

/** Null for what is no new passkey of this site, made for this challenge by somebody who was verified. */
async function passkeyMade(
  answer: string,
  challenge: string,
  userHandle: string,
  tools: MethodTools,
): Promise<{ readonly data: PasskeyData; readonly keeper: string | null } | null> {
  const given = parsed(attestationSchema, answer);
  if (given === null) return null;
  const party = relyingParty(tools);
  const { verifyRegistrationResponse } = await webAuthn();
  const { decodeAttestationObject } = await webAuthnParts();
  try {
    const attestation = Uint8Array.from(Buffer.from(given.response.attestationObject, 'base64url'));
    if (!vouchesForItself(decodeAttestationObject(attestation))) return null;
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: { ...given, clientExtensionResults: {} },
      expectedChallenge: challenge,
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      requireUserVerification: true,
      supportedAlgorithmIDs: ALGORITHMS,
    });
    if (!verified) return null;
    const { credential, credentialBackedUp, aaguid } = registrationInfo;
    const data = {
      credentialId: credential.id,
      publicKey: Buffer.from(credential.publicKey).toString('base64url'),
      counter: credential.counter,
      transports: given.response.transports,
      backedUp: credentialBackedUp,
      userHandle,
    };
    return { data, keeper: passkeyKeeper(aaguid) };
  } catch {
    // As above: whatever is wrong with it, no passkey came of it, and the person is told that.
    return null;
  }
}

/**
 * No certificates are asked for, and none are looked at: whoever sent some could have us ask an address of their
 * choice whether they were revoked.
 */
function vouchesForItself(attested: AttestationObject): boolean {
  const format = attested.get('fmt');
  if (format === 'none') return true;
  return format === 'packed' && attested.get('attStmt').get('x5c') === undefined;
}
