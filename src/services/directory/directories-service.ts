import { authorize } from '../../domain/access/actor.ts';
import type { AuditFieldValue } from '../../domain/audit/events.ts';
import { PosternError } from '../../domain/errors.ts';
import type { Directories, Directory } from '../../ports/directory.ts';
import type { DirectoryHealth } from '../../ports/directory-kind.ts';
import type { ManagedDirectories } from '../../ports/managed-directory.ts';
import type { Random } from '../../ports/random.ts';
import type { Stores } from '../../ports/storage/index.ts';
import { auditActorOf, type Caller, record, requireFreshProof } from '../access/caller.ts';
import type { PolicyReader } from '../policy/policy-reader.ts';
import { completeSettings, sealSettings, settingsSchemaOf } from '../settings/sealed-settings.ts';
import {
  DIRECTORIES_SECTION,
  type DirectoriesDocument,
  type DirectoriesInForce,
  type GroupRole,
  readDirectories,
  realmsOf,
  type StoredDirectory,
} from './directories-document.ts';
import { faultsBelow, kindOf, type TrialDeps, trying } from './directory-trials.ts';
import { type DirectoryUses, usesInTheWay, usesOf } from './directory-uses.ts';
import { answerOf, connectionOf } from './find-person.ts';
import { directoryPlace } from './open-directories.ts';
import { within } from './within.ts';

export interface DirectorySummary {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  /** People are made and changed in Postern itself. */
  readonly managed: boolean;
  readonly realms: readonly string[];
  readonly enabled: boolean;
  /** Null when it is off, cannot be reached, or counts for long. */
  readonly users: number | null;
  readonly reachable: boolean;
  readonly health: DirectoryHealth | null;
}

export interface DirectoryDossier extends DirectorySummary {
  readonly version: number;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly secretsKept: readonly string[];
  readonly groupRoles: readonly (GroupRole & { readonly name: string | null })[];
  readonly uses: {
    readonly groups: readonly { readonly anchor: string; readonly name: string | null }[];
    readonly roles: readonly (DirectoryUses['roles'][number] & { readonly name: string | null })[];
    readonly registrations: number;
  };
}

/** A directory as typed. */
export interface TypedDirectory {
  readonly name: string;
  readonly enabled: boolean;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly groupRoles: readonly GroupRole[];
}

export interface DirectoryKindDetail {
  readonly id: string;
  readonly settingsSchema: Record<string, unknown>;
  readonly defaults: Readonly<Record<string, unknown>>;
  readonly placeFields: readonly string[];
}

/** Every write throws `conflict` for another version, and `reauthentication-required`. */
export interface DirectoriesService {
  kinds(caller: Caller): readonly DirectoryKindDetail[];
  /** In the order in which they are asked. */
  list(
    caller: Caller,
  ): Promise<{ readonly version: number; readonly items: readonly DirectorySummary[] }>;
  /** Throws `not-found`, also for the one that Postern keeps itself: that has no settings. */
  get(caller: Caller, id: string): Promise<DirectoryDossier>;
  /**
   * Last in the order. Throws `bad-request` with faults, and `directory-check-failed` with a fault for each failed
   * check unless it is saved switched off.
   */
  add(
    caller: Caller,
    version: number,
    kind: string,
    typed: TypedDirectory,
  ): Promise<DirectoryDossier>;
  /** Throws as `add` does. */
  replace(
    caller: Caller,
    version: number,
    id: string,
    typed: TypedDirectory,
  ): Promise<DirectoryDossier>;
  /** @param ids of every directory, each once. Throws `bad-request`. */
  order(caller: Caller, version: number, ids: readonly string[]): Promise<void>;
  /** Throws `still-in-use` with a fault for each thing that refers to it. */
  remove(caller: Caller, version: number, id: string, removeRegistrations: boolean): Promise<void>;
}

/** A list is not worth waiting longer for. */
const COUNTED_WITHIN_MS = 1500;
const MOST_DIRECTORIES = 64;

export interface DirectoriesServiceDeps extends TrialDeps {
  readonly directories: Directories;
  readonly managed: ManagedDirectories;
  readonly policies: PolicyReader;
  readonly random: Random;
}

export function createDirectoriesService(deps: DirectoriesServiceDeps): DirectoriesService {
  const { storage, kinds, vault, directories } = deps;
  const { clock } = deps.directoryDeps;

  async function summary(
    open: readonly Directory[],
    { realms, ...facts }: Listed,
    managed: boolean,
  ): Promise<DirectorySummary> {
    const directory = open.find((one) => one.id === facts.id);
    if (!directory)
      return { ...facts, realms, managed, users: null, reachable: false, health: null };
    const ping = await answerOf(() => directory.ping());
    const health = connectionOf(directory)?.health() ?? null;
    if (ping.silent) return { ...facts, realms, managed, users: null, reachable: false, health };
    const users = await within(COUNTED_WITHIN_MS, () => directory.countUsers());
    return { ...facts, realms, managed, users, reachable: true, health };
  }

  async function dossier(
    tenantId: string,
    { directories: stored, version }: DirectoriesInForce,
    id: string,
  ): Promise<DirectoryDossier> {
    const one = stored.find((each) => each.id === id);
    if (!one) throw new PosternError('not-found');
    const open = await directories.all(tenantId);
    const uses = await usesOf(storage, deps.policies, tenantId, id);
    const directory = open.find((each) => each.id === id);
    const groupName = async (anchor: string) => {
      const read = await answerOf(async () => (await directory?.readGroup(anchor)) ?? null);
      return read.silent ? null : (read.value?.name ?? null);
    };
    const userName = async (anchor: string) => {
      const read = await answerOf(async () => (await directory?.read(anchor)) ?? null);
      return read.silent ? null : (read.value?.username ?? null);
    };
    return {
      ...(await summary(open, listed(one), false)),
      version,
      settings: one.settings,
      secretsKept: Object.keys(one.secrets).toSorted(),
      groupRoles: await Promise.all(
        one.groupRoles.map(async (each) => ({ ...each, name: await groupName(each.group) })),
      ),
      uses: {
        groups: await Promise.all(
          uses.groups.map(async (anchor) => ({ anchor, name: await groupName(anchor) })),
        ),
        roles: await Promise.all(
          uses.roles.map(async (each) => ({ ...each, name: await userName(each.anchor) })),
        ),
        registrations: uses.registrations,
      },
    };
  }

  /** A directory as it is to be kept. Tried first, unless it is saved switched off. */
  async function kept(
    tenantId: string,
    id: string,
    kindId: string,
    typed: TypedDirectory,
    before: StoredDirectory | null,
  ): Promise<StoredDirectory> {
    const kind = kindOf(kinds, kindId);
    const place = directoryPlace(tenantId, id);
    const whole = completeSettings(vault, place, kind, typed.settings, before);
    if (!whole.ok) {
      throw new PosternError('bad-request', { faults: faultsBelow('settings', whole.faults) });
    }
    if (typed.enabled) {
      const checks = await trying(deps, tenantId, kindId, whole.settings, (one) => one.check());
      const failed = checks.filter(({ status }) => status === 'failed');
      if (failed.length > 0) {
        throw new PosternError('directory-check-failed', {
          faults: failed.map((check) => ({
            path: `checks.${check.id}`,
            code: 'check-failed',
            params: { detail: check.detail },
          })),
        });
      }
    }
    const { name, enabled, groupRoles } = typed;
    return {
      id,
      kind: kindId,
      name,
      enabled,
      groupRoles: groupRoles.map(({ group, role }) => ({ group, role })),
      ...sealSettings(vault, place, kind, whole.settings),
    };
  }

  async function save(
    stores: Stores,
    { actor }: Caller,
    before: DirectoriesInForce,
    document: DirectoriesDocument,
  ): Promise<void> {
    const by = auditActorOf(actor);
    const next = await stores.settings.replace(
      actor.tenantId,
      DIRECTORIES_SECTION,
      before.version,
      document,
      clock.now(),
      by.name ?? by.id,
    );
    if (next === null) throw new PosternError('conflict');
  }

  async function current(
    stores: Pick<Stores, 'settings'>,
    tenantId: string,
    version: number,
  ): Promise<DirectoriesInForce> {
    const inForce = await readDirectories(stores, tenantId);
    if (inForce.version !== version) throw new PosternError('conflict');
    return inForce;
  }

  function requireMayWrite({ actor }: Caller): void {
    authorize(actor, 'directories.write');
    requireFreshProof(actor, clock.now());
  }

  return {
    kinds({ actor }) {
      authorize(actor, 'directories.read');
      return [...kinds.values()].map((kind) => ({
        id: kind.id,
        settingsSchema: settingsSchemaOf(kind),
        defaults: kind.defaults,
        placeFields: kind.placeFields,
      }));
    },

    async list({ actor }) {
      authorize(actor, 'directories.read');
      const { tenantId } = actor;
      const inForce = await readDirectories(storage, tenantId);
      const open = await directories.all(tenantId);
      const { id, kind, name } = deps.managed.of(tenantId);
      const items = await Promise.all(
        inOrder(inForce, { id, kind, name, enabled: true, realms: [] }).map((one) =>
          summary(open, one, one.id === id),
        ),
      );
      return { version: inForce.version, items };
    },

    async get({ actor }, id) {
      authorize(actor, 'directories.read');
      return dossier(actor.tenantId, await readDirectories(storage, actor.tenantId), id);
    },

    async add(caller, version, kindId, typed) {
      requireMayWrite(caller);
      const { tenantId } = caller.actor;
      const seen = await current(storage, tenantId, version);
      if (seen.directories.length >= MOST_DIRECTORIES) {
        throw new PosternError('bad-request', {
          faults: [{ path: '', code: 'too-many', params: { max: MOST_DIRECTORIES } }],
        });
      }
      const id = deps.random.id('dir');
      const added = await kept(tenantId, id, kindId, typed, null);
      await storage.transaction(async (stores) => {
        const before = await current(stores, tenantId, version);
        const { directories: list, beforeBuiltin } = before;
        await save(stores, caller, before, { directories: [...list, added], beforeBuiltin });
        await record(stores, caller, 'directory.added', {
          at: clock.now(),
          target: id,
          fields: { after: recorded(added) },
        });
      });
      return dossier(tenantId, await readDirectories(storage, tenantId), id);
    },

    async replace(caller, version, id, typed) {
      requireMayWrite(caller);
      const { tenantId } = caller.actor;
      const seen = (await current(storage, tenantId, version)).directories.find(
        (one) => one.id === id,
      );
      if (!seen) throw new PosternError('not-found');
      const next = await kept(tenantId, id, seen.kind, typed, seen);
      await storage.transaction(async (stores) => {
        const before = await current(stores, tenantId, version);
        const { directories: list, beforeBuiltin } = before;
        const changed = list.map((one) => (one.id === id ? next : one));
        await save(stores, caller, before, { directories: changed, beforeBuiltin });
        await record(stores, caller, 'directory.changed', {
          at: clock.now(),
          target: id,
          fields: { before: recorded(seen), after: recorded(next) },
        });
      });
      return dossier(tenantId, await readDirectories(storage, tenantId), id);
    },

    async order(caller, version, ids) {
      requireMayWrite(caller);
      const { tenantId } = caller.actor;
      const builtinId = deps.managed.of(tenantId).id;
      await storage.transaction(async (stores) => {
        const before = await current(stores, tenantId, version);
        const byId = new Map(before.directories.map((one) => [one.id, one]));
        const all = [builtinId, ...byId.keys()];
        if (ids.length !== all.length || !all.every((id) => ids.includes(id))) {
          throw new PosternError('bad-request', {
            faults: [{ path: 'ids', code: 'not-a-choice' }],
          });
        }
        await save(stores, caller, before, {
          directories: ids.flatMap((id) => byId.get(id) ?? []),
          beforeBuiltin: ids.indexOf(builtinId),
        });
        await record(stores, caller, 'directory.reordered', {
          at: clock.now(),
          fields: {
            before: before.directories
              .map((one) => one.id)
              .toSpliced(before.beforeBuiltin, 0, builtinId),
            after: [...ids],
          },
        });
      });
    },

    async remove(caller, version, id, removeRegistrations) {
      requireMayWrite(caller);
      const { tenantId } = caller.actor;
      await storage.transaction(async (stores) => {
        const before = await current(stores, tenantId, version);
        const index = before.directories.findIndex((one) => one.id === id);
        const removed = before.directories[index];
        if (!removed) throw new PosternError('not-found');
        const uses = await usesOf(stores, deps.policies, tenantId, id);
        const faults = usesInTheWay(uses, removeRegistrations);
        if (faults.length > 0) throw new PosternError('still-in-use', { faults });
        const registrations = await stores.registrations.removeAllIn(tenantId, id);
        await save(stores, caller, before, {
          directories: before.directories.filter((one) => one.id !== id),
          beforeBuiltin: before.beforeBuiltin - (index < before.beforeBuiltin ? 1 : 0),
        });
        await record(stores, caller, 'directory.removed', {
          at: clock.now(),
          target: id,
          fields: { before: recorded(removed), registrations },
        });
      });
    },
  };
}

interface Listed {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly realms: readonly string[];
}

function listed(stored: StoredDirectory): Listed {
  const { id, kind, name, enabled } = stored;
  return { id, kind, name, enabled, realms: realmsOf(stored) };
}

function inOrder(
  { directories, beforeBuiltin }: DirectoriesDocument,
  builtin: Listed,
): readonly Listed[] {
  return directories.map(listed).toSpliced(beforeBuiltin, 0, builtin);
}

/** What the trail keeps of it: everything but what is secret. A new secret shows by its name alone. */
function recorded({ secrets, ...rest }: StoredDirectory): AuditFieldValue {
  return { ...rest, secretsKept: Object.keys(secrets).toSorted() } as unknown as AuditFieldValue;
}
