// A passkey in software, for tests: what a browser and an authenticator make together (WebAuthn L3), with a key that
// is the same for the same seed. Every part of it can be made wrong on purpose.
import { createECDH, createHash, createPrivateKey, type KeyObject, sign } from 'node:crypto';

export interface Ceremony {
  /** base64url, as the page was given it. */
  readonly challenge: string;
  readonly origin: string;
  readonly userVerified?: boolean;
  readonly counter?: number;
  /** The site the authenticator believes to be at; the host of `origin` unless given. */
  readonly rpId?: string;
  readonly type?: string;
  readonly userHandle?: string;
  /** 16 bytes in hex; Windows Hello's is one that is known by name. */
  readonly aaguid?: string;
  /** Vouches for the passkey by a certificate, as nobody asked for; by nothing unless given. */
  readonly vouchedBy?: Certificate;
}

interface Certificate {
  readonly der: Buffer;
  /** PEM of the key it certifies. */
  readonly key: string;
}

export interface SoftAuthenticator {
  readonly credentialId: string;
  /** The registration as JSON text. */
  create(ceremony: Ceremony): string;
  /** The answer to a challenge as JSON text. */
  get(ceremony: Ceremony): string;
}

const userPresent = 0x01;
const userVerified = 0x04;
const attestedData = 0x40;

export function softAuthenticator(seed: number): SoftAuthenticator {
  const { privateKey, x, y } = keyOf(seed);
  const credentialId = hash(`credential ${seed}`);
  const id = credentialId.toString('base64url');

  const dataOf = (ceremony: Ceremony, flags: number, rest: Buffer[] = []): Buffer => {
    const { userVerified: isVerified = true, counter = 0, origin } = ceremony;
    const head = Buffer.alloc(5);
    head.writeUInt8(userPresent | (isVerified ? userVerified : 0) | flags, 0);
    head.writeUInt32BE(counter, 1);
    return Buffer.concat([hash(ceremony.rpId ?? new URL(origin).hostname), head, ...rest]);
  };

  return {
    credentialId: id,
    create(ceremony) {
      const length = Buffer.alloc(2);
      length.writeUInt16BE(credentialId.length);
      const authData = dataOf(ceremony, attestedData, [
        Buffer.from(ceremony.aaguid ?? '0'.repeat(32), 'hex'),
        length,
        credentialId,
        coseKey(x, y),
      ]);
      const client = clientData(ceremony, 'webauthn.create');
      const attested = attestation(authData, client, ceremony.vouchedBy ?? null);
      return JSON.stringify({
        id,
        rawId: id,
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          clientDataJSON: client.toString('base64url'),
          attestationObject: attested.toString('base64url'),
          transports: ['internal'],
        },
      });
    },
    get(ceremony) {
      const authenticatorData = dataOf(ceremony, 0);
      const client = clientData(ceremony, 'webauthn.get');
      const signature = sign(
        'sha256',
        Buffer.concat([authenticatorData, hash(client)]),
        privateKey,
      );
      return JSON.stringify({
        id,
        rawId: id,
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          clientDataJSON: client.toString('base64url'),
          authenticatorData: authenticatorData.toString('base64url'),
          signature: signature.toString('base64url'),
          userHandle: ceremony.userHandle ?? null,
        },
      });
    },
  };
}

function hash(of: string | Buffer): Buffer {
  return createHash('sha256').update(of).digest();
}

function clientData({ challenge, origin, type }: Ceremony, usual: string): Buffer {
  return Buffer.from(
    JSON.stringify({ type: type ?? usual, challenge, origin, crossOrigin: false }),
  );
}

function keyOf(seed: number): { privateKey: KeyObject; x: Buffer; y: Buffer } {
  const curve = createECDH('prime256v1');
  const secret = hash(`key ${seed}`);
  curve.setPrivateKey(secret);
  const point = curve.getPublicKey();
  const [x, y] = [point.subarray(1, 33), point.subarray(33, 65)];
  const privateKey = createPrivateKey({
    format: 'jwk',
    key: {
      kty: 'EC',
      crv: 'P-256',
      d: secret.toString('base64url'),
      x: x.toString('base64url'),
      y: y.toString('base64url'),
    },
  });
  return { privateKey, x, y };
}

// CBOR (RFC 8949) by hand, as little of it as there is to write.
function coseKey(x: Buffer, y: Buffer): Buffer {
  // {1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y}
  return Buffer.concat([
    Buffer.from('a5010203262001215820', 'hex'),
    x,
    Buffer.from('225820', 'hex'),
    y,
  ]);
}

function text(value: string): Buffer {
  return Buffer.concat([Buffer.from([0x60 + value.length]), Buffer.from(value)]);
}

function bytes(value: Buffer): Buffer {
  const head = Buffer.alloc(3);
  head.writeUInt8(0x59, 0);
  head.writeUInt16BE(value.length, 1);
  return Buffer.concat([head, value]);
}

function attestation(authData: Buffer, client: Buffer, vouchedBy: Certificate | null): Buffer {
  return Buffer.concat([
    Buffer.from([0xa3]),
    text('fmt'),
    text(vouchedBy === null ? 'none' : 'packed'),
    text('attStmt'),
    vouchedBy === null ? Buffer.from([0xa0]) : statement(authData, client, vouchedBy),
    text('authData'),
    bytes(authData),
  ]);
}

/** {alg: -7, sig, x5c: [certificate]} (WebAuthn L3 §8.2) */
function statement(authData: Buffer, client: Buffer, { der, key }: Certificate): Buffer {
  const signed = sign('sha256', Buffer.concat([authData, hash(client)]), createPrivateKey(key));
  return Buffer.concat([
    Buffer.from([0xa3]),
    text('alg'),
    Buffer.from([0x26]),
    text('sig'),
    bytes(signed),
    text('x5c'),
    Buffer.from([0x81]),
    bytes(der),
  ]);
}
