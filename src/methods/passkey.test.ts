import { beforeAll, describe, expect, test } from 'vitest';
import { makeAttestationCertificate } from '../../test/kit/certificates.ts';
import { MORNING } from '../../test/kit/clock.ts';
import { registrationOf, toolsAt } from '../../test/kit/held-method-contract.ts';
import { bareUser } from '../../test/kit/method-contract.ts';
import { passkeyRegistered } from '../../test/kit/passkeys.ts';
import { seededRandom } from '../../test/kit/random.ts';
import { softAuthenticator } from '../../test/kit/soft-authenticator.ts';
import type { Registration } from '../domain/registration/registration.ts';
import type { Enrolment, MethodTools, Person } from '../ports/method.ts';
import { passkey, type PasskeySettings } from './passkey.ts';

const settings = passkey.presets.recommended;
const tools = toolsAt(MORNING);
const { origin } = tools;
const prompt = { challenge: 'dGhlIGNoYWxsZW5nZSBvZiB0aGlzIHRlc3Q' };
const { challenge } = prompt;
const authenticator = softAuthenticator(1);

let data: Registration['data'];
let userHandle: string;

beforeAll(async () => {
  ({ data } = await passkeyRegistered(tools, 1));
  userHandle = String(data['userHandle']);
});

const personWith = (kept: Registration['data']): Person => ({
  user: bareUser,
  registrations: [registrationOf('passkey', kept)],
});

const judge = (answer: string, kept = data, with_: MethodTools = tools) =>
  passkey.verify({ answer, prompt, person: personWith(kept), settings }, with_);

const altered = (answer: string, change: (parsed: Record<string, unknown>) => unknown) =>
  JSON.stringify(change(JSON.parse(answer) as Record<string, unknown>));

describe('what is asked', () => {
  test('names nobody, asks for verification, and is new every time', () => {
    const random = seededRandom(7);
    const first = passkey.prompt(settings, random);
    expect(first).toEqual({
      challenge: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/),
      timeout: 300_000,
      userVerification: 'required',
      allowCredentials: [],
    });
    const text = String(first?.['challenge']);
    expect(Buffer.from(text, 'base64url').toString('base64url')).toBe(text);
    expect(passkey.prompt(settings, random)?.['challenge']).not.toBe(text);
  });
});

describe('an answer', () => {
  test('by a passkey that verified its holder fills both gates', async () => {
    const verdict = await judge(authenticator.get({ challenge, origin, userHandle, counter: 3 }));
    expect(verdict).toMatchObject({ right: true, fills: 2, used: { data: { counter: 3 } } });
  });

  test.each([
    ['to another challenge', { challenge: 'b3RoZXI' }],
    ['for another site', { origin: 'https://reset.contoso.evil' }],
    ['for another port', { origin: 'https://reset.contoso.example:8443' }],
    ['by an authenticator at another site', { rpId: 'contoso.example' }],
    ['without a look at its holder (A121)', { userVerified: false }],
    ['that was made for a registration', { type: 'webauthn.create' }],
    ['of another person’s handle', { userHandle: 'c29tZWJvZHkgZWxzZQ' }],
  ])('%s is wrong', async (_what, change) => {
    const right = { challenge, origin, userHandle };
    expect(await judge(authenticator.get(right))).toMatchObject({ right: true });
    expect(await judge(authenticator.get({ ...right, ...change }))).toEqual({ right: false });
  });

  test('without the handle that a passkey gives by itself is wrong', async () => {
    expect(await judge(authenticator.get({ challenge, origin }))).toEqual({ right: false });
  });

  test('of somebody else under this passkey’s id is wrong (A120)', async () => {
    const theirs = softAuthenticator(2).get({ challenge, origin, userHandle });
    const { credentialId } = authenticator;
    const claimed = altered(theirs, (given) => ({
      ...given,
      id: credentialId,
      rawId: credentialId,
    }));
    expect(await judge(claimed)).toEqual({ right: false });
  });

  test.each(['clientDataJSON', 'authenticatorData', 'signature'])(
    'with one bit of its %s turned is wrong',
    async (part) => {
      const answer = altered(authenticator.get({ challenge, origin, userHandle }), (given) => {
        const response = given['response'] as Record<string, string>;
        const turned = Buffer.from(String(response[part]), 'base64url');
        turned[turned.length - 1] = (turned.at(-1) ?? 0) ^ 1;
        return { ...given, response: { ...response, [part]: turned.toString('base64url') } };
      });
      expect(await judge(answer)).toEqual({ right: false });
    },
  );

  test.each([
    [5, 6, true],
    [5, 5, false],
    [5, 4, false],
    [5, 0, false],
    [0, 0, true],
  ])('after %i with a counter of %i is right: %s', async (kept, counter, right) => {
    const answer = authenticator.get({ challenge, origin, userHandle, counter });
    expect(await judge(answer, { ...data, counter: kept })).toMatchObject({ right });
  });

  test('on this machine alone is given under its name, whatever address it listens on', async () => {
    const local = { ...tools, origin: 'http://127.0.0.1:7300' };
    const given = { challenge, userHandle };
    const named = authenticator.get({ ...given, origin: 'http://localhost:7300' });
    expect(await judge(named, data, local)).toMatchObject({ right: true });
    const byAddress = authenticator.get({ ...given, origin: 'http://127.0.0.1:7300' });
    expect(await judge(byAddress, data, local)).toEqual({ right: false });
  });

  test('of one of several passkeys is found among them', async () => {
    const { data: other } = await passkeyRegistered(tools, 2);
    const person = {
      user: bareUser,
      registrations: [
        registrationOf('passkey', other, 'reg_other'),
        registrationOf('passkey', data, 'reg_mine'),
      ],
    };
    const answer = authenticator.get({ challenge, origin, userHandle });
    const verdict = await passkey.verify({ answer, prompt, person, settings }, tools);
    expect(verdict).toMatchObject({ right: true, used: { registration: { id: 'reg_mine' } } });
  });
});

describe('registering', () => {
  const enrolment = passkey.enrolment as Enrolment<PasskeySettings>;
  const nobodyYet: Person = { user: bareUser, registrations: [] };

  async function begin(person = nobodyYet) {
    const begun = await enrolment.begin({}, person, settings, tools);
    if (!begun.ok) throw new Error('refused');
    const kept = begun.kept as { challenge: string; userHandle: string };
    return { kept, options: begun.shown['options'] as Record<string, unknown> };
  }

  const finish = (credential: string, kept: Record<string, unknown>, name = '') =>
    enrolment.finish({ credential, name }, kept, nobodyYet, settings, tools);

  const failed = { ok: false, faults: [{ path: 'passkey', code: 'passkey-failed' }] };

  test('asks for a passkey that is found without a name and verifies its holder', async () => {
    const { options, kept } = await begin();
    expect(options).toMatchObject({
      challenge: kept.challenge,
      rp: { id: 'reset.contoso.example', name: 'Contoso' },
      user: { id: kept.userHandle, name: 'alice', displayName: 'Alice' },
      attestation: 'none',
      excludeCredentials: [],
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      pubKeyCredParams: [-8, -7, -257].map((alg) => ({ alg, type: 'public-key' })),
    });
  });

  test('gives every passkey of a person one handle, and excludes those they have', async () => {
    const { options, kept } = await begin(personWith(data));
    expect(kept.userHandle).toBe(userHandle);
    expect(options['excludeCredentials']).toMatchObject([{ id: authenticator.credentialId }]);
    expect((await begin()).kept.userHandle).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });

  test('keeps the passkey under its id, by the name that was typed', async () => {
    const { kept } = await begin();
    const made = await finish(
      authenticator.create({ challenge: kept.challenge, origin }),
      kept,
      ' My key ',
    );
    expect(made).toMatchObject({
      ok: true,
      label: 'My key',
      lookup: authenticator.credentialId,
      replaces: false,
      data: { credentialId: authenticator.credentialId, transports: ['internal'], counter: 0 },
    });
  });

  test.each([
    ['what keeps it', '08987058cadc4b81b6e130de50dcbe96', 'Windows Hello'],
    ['its number', '0'.repeat(32), 'Passkey 1'],
  ])('names it by %s where no name was typed', async (_by, aaguid, label) => {
    const { kept } = await begin();
    const credential = authenticator.create({ challenge: kept.challenge, origin, aaguid });
    expect(await finish(credential, kept)).toMatchObject({ ok: true, label });
  });

  test.each([
    ['to another challenge', { challenge: 'b3RoZXI' }],
    ['for another site', { origin: 'https://reset.contoso.evil' }],
    ['without a look at its holder', { userVerified: false }],
    ['that answers a sign-in', { type: 'webauthn.get' }],
  ])('refuses a passkey %s', async (_what, change) => {
    const { kept } = await begin();
    const right = { challenge: kept.challenge, origin };
    expect(await finish(authenticator.create({ ...right, ...change }), kept)).toEqual(failed);
  });

  test('looks at no certificate that comes with a passkey', async () => {
    const { kept } = await begin();
    const vouchedBy = makeAttestationCertificate();
    const credential = authenticator.create({ challenge: kept.challenge, origin, vouchedBy });
    expect(await finish(credential, kept)).toEqual(failed);
  });

  test.each(['', 'null', '{}', '[]', '{"id":', 'x'.repeat(20_000)])(
    'refuses what is no passkey: %j',
    async (credential) => {
      const { kept } = await begin();
      expect(await finish(credential, kept)).toEqual(failed);
    },
  );
});
