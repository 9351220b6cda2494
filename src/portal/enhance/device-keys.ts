/** The keys by which this browser is a registered device. They are kept where no script can read their private half. */

const databaseName = 'postern-device';
const keyStore = 'keys';
const textStore = 'texts';

export interface KeptKey {
  /** The thumbprint of the public key (RFC 7638). */
  readonly name: string;
  readonly privateKey: CryptoKey;
}

export interface PublicKey {
  readonly kty: string;
  readonly crv: string;
  readonly x: string;
  readonly y: string;
}

const ecdsa = { name: 'ECDSA', hash: 'SHA-256' } as const;

export async function makeKey(): Promise<{
  readonly kept: KeptKey;
  readonly publicKey: PublicKey;
}> {
  const curve = { name: 'ECDSA', namedCurve: 'P-256' };
  const pair = await crypto.subtle.generateKey(curve, false, ['sign', 'verify']);
  const {
    kty = '',
    crv = '',
    x = '',
    y = '',
  } = await crypto.subtle.exportKey('jwk', pair.publicKey);
  const print = await crypto.subtle.digest('SHA-256', bytesOf(JSON.stringify({ crv, kty, x, y })));
  return {
    kept: { name: base64url(print), privateKey: pair.privateKey },
    publicKey: { kty, crv, x, y },
  };
}

export async function signWith({ privateKey }: KeptKey, text: string): Promise<string> {
  return base64url(await crypto.subtle.sign(ecdsa, privateKey, bytesOf(text)));
}

/** What a message says, in the language the device was told to take messages in. */
export interface MessageTexts {
  readonly title: string;
  readonly body: string;
}

export async function keepTexts(texts: MessageTexts): Promise<void> {
  await request(textStore, 'readwrite', (store) => store.put({ name: 'message', ...texts }));
}

export function keptTexts(): Promise<MessageTexts | undefined> {
  return request(textStore, 'readonly', (store) => store.get('message'));
}

export async function keepKey(key: KeptKey): Promise<void> {
  await request(keyStore, 'readwrite', (store) => store.put(key));
}

export function keptKeys(): Promise<readonly KeptKey[]> {
  return request(keyStore, 'readonly', (store) => store.getAll() as IDBRequest<KeptKey[]>);
}

async function request<Result>(
  name: string,
  mode: IDBTransactionMode,
  ask: (store: IDBObjectStore) => IDBRequest<Result>,
): Promise<Result> {
  const opening = indexedDB.open(databaseName, 1);
  opening.addEventListener('upgradeneeded', () => {
    for (const one of [keyStore, textStore]) {
      opening.result.createObjectStore(one, { keyPath: 'name' });
    }
  });
  const database = await resultOf(opening);
  try {
    return await resultOf(ask(database.transaction(name, mode).objectStore(name)));
  } finally {
    database.close();
  }
}

function resultOf<Result>(asked: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    asked.addEventListener('success', () => resolve(asked.result));
    asked.addEventListener('error', () =>
      reject(asked.error ?? new Error('the browser kept nothing')),
    );
  });
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

function base64url(buffer: ArrayBuffer): string {
  const text = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join('');
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
