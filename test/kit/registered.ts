import type { Registration } from '../../src/domain/registration/registration.ts';
import type { DirectoryUser } from '../../src/ports/directory.ts';
import { sealRegistrationData } from '../../src/services/registration/registration-reader.ts';
import type { Journey } from './journey.ts';

/** Keeps a registration as if its owner had made it a while ago: usable at once. */
export async function keepRegistration(
  { storage, vault, desk, clock }: Journey,
  { ref }: DirectoryUser,
  methodId: string,
  data: Registration['data'],
  lookup: string | null = null,
): Promise<string> {
  const id = desk.random.id('reg');
  const now = clock.now();
  await storage.registrations.add({
    id,
    user: ref,
    methodId,
    label: methodId,
    dataSealed: sealRegistrationData(vault, ref.tenantId, id, data),
    lookupMac: lookup === null ? null : vault.mac('registration-lookup', lookup),
    source: 'user',
    version: 1,
    isDefault: false,
    usableFrom: now,
    createdAt: now,
    confirmedAt: now,
    lastUsedAt: null,
  });
  return id;
}
