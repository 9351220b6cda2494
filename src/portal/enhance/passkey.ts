/**
 * Asks the browser for a passkey, or for a new one, and sends what it gives with the ordinary form. Where the browser
 * cannot, the page keeps saying so. The JSON forms are those of WebAuthn L3 §5.1, written here for browsers that do
 * not have them yet.
 */

interface Descriptor {
  readonly id: string;
  readonly type?: string;
  readonly transports?: readonly string[];
}

interface RequestOptions {
  readonly challenge: string;
  readonly timeout?: number;
  readonly userVerification?: UserVerificationRequirement;
  readonly allowCredentials?: readonly Descriptor[];
}

interface CreationOptions {
  readonly challenge: string;
  readonly rp: PublicKeyCredentialRpEntity;
  readonly user: { readonly id: string; readonly name: string; readonly displayName: string };
  readonly pubKeyCredParams: PublicKeyCredentialParameters[];
  readonly timeout?: number;
  readonly excludeCredentials?: readonly Descriptor[];
  readonly authenticatorSelection?: AuthenticatorSelectionCriteria;
  readonly attestation?: AttestationConveyancePreference;
}

export function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

export function textOf(buffer: ArrayBuffer): string {
  const text = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join('');
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function described(list: readonly Descriptor[] = []): PublicKeyCredentialDescriptor[] {
  return list.map(({ id, transports = [] }) => ({
    id: bytesOf(id),
    type: 'public-key',
    transports: transports as AuthenticatorTransport[],
  }));
}

async function get(options: RequestOptions): Promise<unknown> {
  const credential = await navigator.credentials.get({
    publicKey: {
      ...options,
      challenge: bytesOf(options.challenge),
      allowCredentials: described(options.allowCredentials),
    },
  });
  if (!(credential instanceof PublicKeyCredential)) throw new Error('the browser gave no passkey');
  const response = credential.response as AuthenticatorAssertionResponse;
  return {
    id: credential.id,
    rawId: textOf(credential.rawId),
    type: credential.type,
    response: {
      clientDataJSON: textOf(response.clientDataJSON),
      authenticatorData: textOf(response.authenticatorData),
      signature: textOf(response.signature),
      ...(response.userHandle === null ? {} : { userHandle: textOf(response.userHandle) }),
    },
  };
}

async function create(options: CreationOptions): Promise<unknown> {
  const { id, ...named } = options.user;
  const credential = await navigator.credentials.create({
    publicKey: {
      ...options,
      challenge: bytesOf(options.challenge),
      user: { ...named, id: bytesOf(id) },
      excludeCredentials: described(options.excludeCredentials),
    },
  });
  if (!(credential instanceof PublicKeyCredential)) throw new Error('the browser gave no passkey');
  const response = credential.response as AuthenticatorAttestationResponse;
  return {
    id: credential.id,
    rawId: textOf(credential.rawId),
    type: credential.type,
    response: {
      clientDataJSON: textOf(response.clientDataJSON),
      attestationObject: textOf(response.attestationObject),
      transports: response.getTransports?.() ?? [],
    },
  };
}

function enhance(box: HTMLElement): void {
  const form = box.querySelector('form');
  const field = box.querySelector<HTMLInputElement>('input[data-passkey-answer]');
  const problem = box.querySelector<HTMLElement>('[data-passkey-problem]');
  const { passkeyGet, passkeyCreate } = box.dataset;
  if (form === null || field === null || problem === null) return;
  const ask = (): Promise<unknown> =>
    passkeyCreate === undefined
      ? get(JSON.parse(passkeyGet ?? '') as RequestOptions)
      : create(JSON.parse(passkeyCreate) as CreationOptions);

  const button = form.querySelector<HTMLButtonElement>('button[type="submit"]');
  let asking = false;
  const answer = async (): Promise<void> => {
    asking = true;
    button?.setAttribute('aria-disabled', 'true');
    problem.textContent = '';
    try {
      field.value = JSON.stringify(await ask());
      // Past the listeners: what is filled in now is sent as it is.
      form.submit();
    } catch (error) {
      const isKnown = error instanceof DOMException && error.name === 'InvalidStateError';
      problem.textContent = (isKnown ? problem.dataset['known'] : problem.dataset['failed']) ?? '';
      asking = false;
      button?.removeAttribute('aria-disabled');
    }
  };
  form.addEventListener(
    'submit',
    (event) => {
      event.preventDefault();
      event.stopImmediatePropagation();
      if (!asking) void answer();
    },
    { capture: true },
  );
  // Back from the next page, another one may be asked for.
  globalThis.addEventListener('pageshow', (event) => {
    if (!event.persisted) return;
    asking = false;
    button?.removeAttribute('aria-disabled');
  });
  box.parentElement
    ?.querySelector<HTMLElement>('[data-passkey-unavailable]')
    ?.setAttribute('hidden', '');
  box.hidden = false;
}

/** Passkeys belong to a name: under an address no browser has any. */
export function isAddress(hostname: string): boolean {
  return /^[\d.]+$|^\[/.test(hostname);
}

if (
  'PublicKeyCredential' in globalThis &&
  'document' in globalThis &&
  !isAddress(location.hostname)
) {
  document
    .querySelectorAll<HTMLElement>('[data-passkey-get], [data-passkey-create]')
    .forEach(enhance);
}
