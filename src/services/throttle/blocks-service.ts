import { type Actor, authorize } from '../../domain/access/actor.ts';
import { PosternError } from '../../domain/errors.ts';
import type { UserRef } from '../../domain/identity.ts';
import { maskDestination } from '../../domain/mask.ts';
import {
  type LimitKey,
  type LimitName,
  limitNames,
  limitTable,
} from '../../domain/throttle/limits.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Directories, DirectoryUser } from '../../ports/directory.ts';
import type { Storage } from '../../ports/storage/index.ts';
import { type DescribedThrottle, NEVER } from '../../ports/storage/throttles.ts';
import type { Vault } from '../../ports/vault.ts';
import { type Caller, record } from '../access/caller.ts';
import { subjectOf } from '../audit/entries.ts';
import { rolesByGroup } from '../access/roles-of.ts';
import { findPerson } from '../directory/find-person.ts';
import { requireMayTouch } from '../people/managed.ts';
import { readUser } from '../people/read-user.ts';
import { limitBinding } from './limiter.ts';

const MOST_SHOWN = 200;

export interface BlockDetail {
  readonly id: string;
  readonly limit: LimitName;
  readonly about: {
    readonly kind: LimitKey;
    readonly text: string | null;
    readonly methodId: string | null;
    readonly user: DirectoryUser | null;
  };
  readonly count: number;
  /** Null until somebody clears it. */
  readonly until: number | null;
  readonly mayClear: boolean;
}

export interface BlocksService {
  /** Who and what is blocked now, the longest first; at most 200 of `total`. */
  list(caller: Caller): Promise<{ readonly items: readonly BlockDetail[]; readonly total: number }>;
  /**
   * Lets what is blocked try again, counting from nothing. Throws `not-found`, and `forbidden` to whoever gives no
   * roles for an administrator's account or the whole organisation's counters (A130).
   */
  clear(caller: Caller, id: string): Promise<void>;
}

/** What a counter counts, read from the key that was kept sealed with it. */
interface About {
  readonly text: string | null;
  readonly methodId: string | null;
  readonly user: DirectoryUser | null;
}

const nothing: About = { text: null, methodId: null, user: null };

export function createBlocksService(deps: {
  readonly storage: Storage;
  readonly directories: Directories;
  readonly vault: Vault;
  readonly clock: Clock;
}): BlocksService {
  const { storage, directories, clock } = deps;

  function named(tenantId: string, identifier: string): Promise<DirectoryUser | null> {
    return findPerson(directories, tenantId, identifier);
  }

  async function keyed(tenantId: string, key: string): Promise<DirectoryUser | null> {
    const ref = refOf(key);
    return ref?.tenantId === tenantId ? readUser(directories, ref) : null;
  }

  /** What a stranger typed is not shown: it may be a password typed into the wrong field. */
  async function aboutOf(tenantId: string, kind: LimitKey, key: string): Promise<About> {
    switch (kind) {
      case 'identifier': {
        const account = key.startsWith('account ') ? key.slice('account '.length) : null;
        const user =
          account === null
            ? await named(tenantId, key.replace(/^typed /, ''))
            : ((await keyed(tenantId, account)) ?? (await named(tenantId, account)));
        return { ...nothing, user };
      }
      case 'account': {
        const [account = '', methodId = null] = key.split('\n');
        return { text: null, methodId, user: await keyed(tenantId, account) };
      }
      case 'destination':
        return { ...nothing, text: key.startsWith('nobody/') ? null : maskDestination(key) };
      case 'address':
      case 'network':
      // The last digits of these numbers are not part of the key.
      case 'prefix':
        return { ...nothing, text: key };
      case 'organisation':
        return nothing;
    }
  }

  async function describe(tenantId: string, row: DescribedThrottle): Promise<BlockDetail | null> {
    const limit = limitNames.find((name) => name === row.limit);
    // A counter of a limit that a later release took away blocks nothing any more.
    if (limit === undefined) return null;
    const kind: LimitKey = limitTable[limit].key;
    const key =
      row.aboutSealed === null
        ? null
        : deps.vault.open(row.aboutSealed, limitBinding(tenantId, row.keyMac));
    const about = key === null ? nothing : await aboutOf(tenantId, kind, key);
    return {
      id: row.keyMac,
      limit,
      about: { kind, ...about },
      count: row.count,
      until: row.blockedUntil === NEVER ? null : row.blockedUntil,
      mayClear: false,
    };
  }

  /** Throws `forbidden`. */
  async function requireMayClear(actor: Actor, block: BlockDetail): Promise<void> {
    authorize(actor, 'users.unblock');
    if (block.about.kind === 'organisation') authorize(actor, 'roles.write');
    if (block.about.user) {
      const { ref } = block.about.user;
      await requireMayTouch(storage, actor, ref, await rolesByGroup(directories, storage, ref));
    }
  }

  async function mayClear(actor: Actor, block: BlockDetail): Promise<boolean> {
    try {
      await requireMayClear(actor, block);
      return true;
    } catch (error) {
      if (error instanceof PosternError && error.code === 'forbidden') return false;
      throw error;
    }
  }

  return {
    async list({ actor }) {
      authorize(actor, 'users.read');
      const { rows, total } = await storage.throttles.blocked(
        actor.tenantId,
        clock.now(),
        MOST_SHOWN,
      );
      const blocks = await Promise.all(rows.map((row) => describe(actor.tenantId, row)));
      const items = await Promise.all(
        blocks
          .filter((block) => block !== null)
          .map(async (block) => ({ ...block, mayClear: await mayClear(actor, block) })),
      );
      return { items, total };
    },

    async clear(caller, id) {
      const { actor } = caller;
      authorize(actor, 'users.unblock');
      const at = clock.now();
      const row = await storage.throttles.blockedByKey(actor.tenantId, id, at);
      const block = row ? await describe(actor.tenantId, row) : null;
      if (!block) throw new PosternError('not-found');
      await requireMayClear(actor, block);
      await storage.transaction(async (stores) => {
        await stores.throttles.clear(actor.tenantId, [id]);
        await record(stores, caller, 'limit.cleared', {
          at,
          subject: block.about.user ? subjectOf(block.about.user) : null,
          target: id,
          fields: { limit: block.limit, until: block.until },
        });
      });
    },
  };
}

/** The reverse of `userKey`; an anchor may hold a slash, the ids before it hold none. */
function refOf(key: string): UserRef | null {
  const [, tenantId, directoryId, anchor] = /^([^/]+)\/([^/]+)\/(.+)$/.exec(key) ?? [];
  return tenantId !== undefined && directoryId !== undefined && anchor !== undefined
    ? { tenantId, directoryId, anchor }
    : null;
}
