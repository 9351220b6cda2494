import { z } from 'zod';
import { authorize } from '../../domain/access/actor.ts';
import { PosternError } from '../../domain/errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Storage, Stores } from '../../ports/storage/index.ts';
import { auditActorOf, type Caller, record } from '../access/caller.ts';

const SECTION = 'organisation';

const documentSchema = z.object({ name: z.string() });

export interface OrganisationInForce {
  readonly name: string;
  /** 0 until somebody saved it. */
  readonly version: number;
}

export interface OrganisationService {
  current(caller: Caller): Promise<OrganisationInForce>;
  /** Throws `conflict` when the version is not the one in force. */
  replace(caller: Caller, version: number, name: string): Promise<OrganisationInForce>;
}

/** The name that pages, mails and the password rules use; empty before set-up. */
export async function organisationName(
  stores: Pick<Stores, 'tenants'>,
  tenantId: string,
): Promise<string> {
  return (await stores.tenants.get(tenantId))?.name ?? '';
}

async function read(
  stores: Pick<Stores, 'settings' | 'tenants'>,
  tenantId: string,
): Promise<OrganisationInForce> {
  const stored = await stores.settings.current(tenantId, SECTION);
  if (stored) return { ...documentSchema.parse(stored.document), version: stored.version };
  return { name: (await stores.tenants.get(tenantId))?.name ?? '', version: 0 };
}

export function createOrganisationService(deps: {
  readonly storage: Storage;
  readonly clock: Clock;
}): OrganisationService {
  const { storage, clock } = deps;
  return {
    current({ actor }) {
      authorize(actor, 'settings.read');
      return read(storage, actor.tenantId);
    },

    async replace(caller, version, name) {
      const { actor } = caller;
      authorize(actor, 'settings.write');
      const { tenantId } = actor;
      return storage.transaction(async (stores) => {
        const before = await read(stores, tenantId);
        if (before.version !== version) throw new PosternError('conflict');
        if (before.name === name) return before;
        const at = clock.now();
        const by = auditActorOf(actor);
        const next = await stores.settings.replace(
          tenantId,
          SECTION,
          version,
          { name },
          at,
          by.name ?? by.id,
        );
        if (next === null) throw new PosternError('conflict');
        await stores.tenants.rename(tenantId, name);
        await record(stores, caller, 'settings.changed', {
          at,
          target: SECTION,
          fields: { section: SECTION, before: { name: before.name }, after: { name } },
        });
        return { name, version: next };
      });
    },
  };
}
