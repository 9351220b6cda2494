// A registered device in software, for tests: the key that its browser keeps, and what it signs with it.
import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import type { DeviceAct, DeviceKey } from '../../src/domain/registration/device.ts';
import { device, deviceName } from '../../src/methods/device.ts';
import type { Registration } from '../../src/domain/registration/registration.ts';
import type { MethodTools } from '../../src/ports/method.ts';
import { bareUser } from './method-contract.ts';

type WithoutSigner<Act> = Act extends DeviceAct ? Omit<Act, 'device' | 'at'> : never;

export interface SoftDevice {
  /** The thumbprint of its key. */
  readonly name: string;
  readonly publicKey: DeviceKey;
  readonly sign: (text: string) => string;
  /** An act with its signature, as the page posts them. */
  readonly act: (
    act: WithoutSigner<DeviceAct>,
    at: number,
  ) => { readonly payload: string; readonly signature: string };
}

export function softDevice(): SoftDevice {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = createPrivateKey(pair.privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const { kty, crv, x, y } = pair.publicKey.export({ format: 'jwk' });
  const publicKey = { kty, crv, x, y } as DeviceKey;
  const name = deviceName(publicKey);
  const signText = (text: string) =>
    sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url');
  return {
    name,
    publicKey,
    sign: signText,
    act(act, at) {
      const payload = JSON.stringify({ ...act, device: name, at });
      return { payload, signature: signText(payload) };
    },
  };
}

/** Registers a device as its page does. */
export async function deviceRegistered(
  tools: MethodTools,
  held = softDevice(),
): Promise<{ readonly data: Registration['data']; readonly lookup: string | null }> {
  const { enrolment, presets } = device;
  const person = { user: bareUser, registrations: [] };
  const begun = await enrolment?.begin({}, person, presets.recommended, tools);
  if (!begun?.ok) throw new Error('no device can be registered');
  const answer = JSON.stringify({
    publicKey: held.publicKey,
    signature: held.sign(`register ${String(begun.shown['challenge'])}`),
  });
  const made = await enrolment?.finish(
    { device: answer },
    begun.kept,
    person,
    presets.recommended,
    tools,
  );
  if (!made?.ok) throw new Error('the device was refused');
  return made;
}
