import type { MessageBrand } from '../../ports/messages.ts';
import type { Storage } from '../../ports/storage/index.ts';
import { organisationName } from '../../services/organisation/organisation-service.ts';
import type { PolicyReader } from '../../services/policy/policy-reader.ts';

/** Shown before set-up gave the organisation its name. */
const unnamed = 'Postern';

export interface OrganisationFacts {
  readonly nameOf: (tenantId: string) => Promise<string>;
  readonly brandOf: (tenantId: string) => Promise<MessageBrand>;
}

export function createOrganisationFacts(
  storage: Storage,
  policies: PolicyReader,
  baseUrl: string,
): OrganisationFacts {
  const host = new URL(baseUrl).hostname;
  const nameOf = async (tenantId: string) => (await organisationName(storage, tenantId)) || unnamed;
  return {
    nameOf,
    async brandOf(tenantId) {
      const [organisation, { policy }] = await Promise.all([
        nameOf(tenantId),
        policies.current(storage, tenantId),
      ]);
      return { organisation, helpContact: policy.helpContact, host };
    },
  };
}
