import type { UserRef } from '../../domain/identity.ts';
import type { Registration } from '../../domain/registration/registration.ts';
import type { RegistrationRow } from '../../ports/storage/registrations.ts';
import type { Stores } from '../../ports/storage/index.ts';
import type { Vault } from '../../ports/vault.ts';

/** Opens what people registered. */
export interface RegistrationReader {
  /** Everything a person registered, oldest first. */
  all(stores: Pick<Stores, 'registrations'>, user: UserRef): Promise<readonly Registration[]>;
  /** The same without what is still held back (R065), or has run out. */
  usable(
    stores: Pick<Stores, 'registrations'>,
    user: UserRef,
    now: number,
  ): Promise<readonly Registration[]>;
}

export function createRegistrationReader(vault: Vault): RegistrationReader {
  const all: RegistrationReader['all'] = async (stores, user) =>
    (await stores.registrations.of(user)).map((row) => openRegistration(vault, row));
  return {
    all,
    usable: async (stores, user, now) =>
      (await all(stores, user)).filter(
        (registration) => registration.usableFrom <= now && !hasRunOut(registration, now),
      ),
  };
}

export function hasRunOut({ data }: Pick<Registration, 'data'>, now: number): boolean {
  const until = data['expiresAt'];
  return typeof until === 'number' && until <= now;
}

export function registrationBinding(tenantId: string, id: string): string {
  return `registration/${tenantId}/${id}`;
}

function openRegistration(vault: Vault, row: RegistrationRow): Registration {
  const { user, dataSealed, lookupMac: _lookup, ...rest } = row;
  const data: unknown = JSON.parse(
    vault.open(dataSealed, registrationBinding(user.tenantId, row.id)),
  );
  // The services here are the only writers, and write objects.
  return { ...rest, data: data as Registration['data'] };
}

export function sealRegistrationData(
  vault: Vault,
  tenantId: string,
  id: string,
  data: Registration['data'],
): string {
  return vault.seal(JSON.stringify(data), registrationBinding(tenantId, id));
}

/** Writes what became of a registration that answered a challenge; whether nobody was faster. */
export async function keepUsed(
  stores: Pick<Stores, 'registrations'>,
  vault: Vault,
  user: UserRef,
  used: { readonly registration: Registration; readonly data: Registration['data'] | null },
  now: number,
): Promise<boolean> {
  const { registration, data } = used;
  if (data === null) {
    return stores.registrations.remove(user, registration.id, registration.version);
  }
  const row = await stores.registrations.get(user.tenantId, registration.id);
  if (row === null) return false;
  const next = await stores.registrations.replace(registration.version, {
    ...row,
    dataSealed: sealRegistrationData(vault, user.tenantId, row.id, data),
    lastUsedAt: now,
  });
  return next !== null;
}
