import { PosternError } from '../../domain/errors.ts';
import type {
  ConnectedDirectory,
  DirectoryDeps,
  DirectoryKindRegistry,
} from '../../ports/directory-kind.ts';
import type { Vault } from '../../ports/vault.ts';
import { openSettings } from '../settings/sealed-settings.ts';
import type { DirectoriesInForce, StoredDirectory } from './directories-document.ts';

/** Connected directories with their connections: opened when one is needed, closed when their settings change. */
export interface OpenDirectories {
  /** Those that are on, in order, as the settings are now. What is used of one is of its newest settings. */
  of(tenantId: string, inForce: DirectoriesInForce): Promise<readonly ConnectedDirectory[]>;
  close(): Promise<void>;
}

interface Opened {
  readonly tenantId: string;
  /** The settings it was opened with, sealed as they are kept. */
  readonly settings: string;
  readonly directory: ConnectedDirectory;
  readonly handle: ConnectedDirectory;
  inUse: number;
  retired: boolean;
}

export function directoryPlace(tenantId: string, id: string): string {
  return `directory/${tenantId}/${id}`;
}

const texts = new WeakMap<StoredDirectory, string>();

function settingsOf(stored: StoredDirectory): string {
  const known = texts.get(stored);
  if (known !== undefined) return known;
  const { kind, name, settings, secrets } = stored;
  const text = JSON.stringify([kind, name, settings, secrets]);
  texts.set(stored, text);
  return text;
}

export function createOpenDirectories(
  deps: DirectoryDeps & { readonly kinds: DirectoryKindRegistry; readonly vault: Vault },
): OpenDirectories {
  const opened = new Map<string, Opened>();
  const seenVersions = new Map<string, number>();

  const keyOf = (tenantId: string, id: string) => `${tenantId}/${id}`;

  /** What is asked of it at this moment ends first; nothing more is begun with it. */
  async function retire(key: string, one: Opened): Promise<void> {
    opened.delete(key);
    one.retired = true;
    if (one.inUse === 0) await one.directory.close();
  }

  async function retireChanged(tenantId: string, inForce: DirectoriesInForce): Promise<void> {
    if ((seenVersions.get(tenantId) ?? 0) >= inForce.version) return;
    seenVersions.set(tenantId, inForce.version);
    const kept = new Map(
      inForce.directories
        .filter(({ enabled }) => enabled)
        .map((one) => [keyOf(tenantId, one.id), settingsOf(one)]),
    );
    const changed = [...opened].filter(
      ([key, one]) => one.tenantId === tenantId && kept.get(key) !== one.settings,
    );
    await Promise.all(changed.map(([key, one]) => retire(key, one)));
  }

  /** @param overtaken by a newer document: what is open is of that one, and stays. */
  async function openNow(
    tenantId: string,
    stored: StoredDirectory,
    overtaken: boolean,
  ): Promise<ConnectedDirectory> {
    const key = keyOf(tenantId, stored.id);
    const known = opened.get(key);
    if (known && (overtaken || known.settings === settingsOf(stored))) return known.handle;
    if (known) await retire(key, known);
    return openAs(key, tenantId, stored);
  }

  function openAs(key: string, tenantId: string, stored: StoredDirectory): ConnectedDirectory {
    const meanwhile = opened.get(key);
    if (meanwhile) return meanwhile.handle;
    const kind = deps.kinds.get(stored.kind);
    if (!kind) throw new Error(`there is no kind of directory ${stored.kind}`);
    const { id, name } = stored;
    const settings = openSettings(deps.vault, directoryPlace(tenantId, id), stored);
    const place = { id, tenantId, name };
    const directory = kind.open(settings, place, deps);
    const using = async <T>(work: (directory: ConnectedDirectory) => Promise<T>): Promise<T> => {
      const current = opened.get(key);
      if (!current) throw new PosternError('unavailable');
      current.inUse += 1;
      try {
        return await work(current.directory);
      } finally {
        current.inUse -= 1;
        if (current.retired && current.inUse === 0) await current.directory.close();
      }
    };
    const handle = handleOf(directory, using);
    opened.set(key, {
      tenantId,
      settings: settingsOf(stored),
      directory,
      handle,
      inUse: 0,
      retired: false,
    });
    return handle;
  }

  return {
    async of(tenantId, inForce) {
      await retireChanged(tenantId, inForce);
      const overtaken = (seenVersions.get(tenantId) ?? 0) > inForce.version;
      return Promise.all(
        inForce.directories
          .filter(({ enabled }) => enabled)
          .map((stored) => openNow(tenantId, stored, overtaken)),
      );
    },
    async close() {
      await Promise.all([...opened].map(([key, one]) => retire(key, one)));
    },
  };
}

/** A directory whose every question counts as a use while it is under way. */
function handleOf(
  directory: ConnectedDirectory,
  using: <T>(work: (directory: ConnectedDirectory) => Promise<T>) => Promise<T>,
): ConnectedDirectory {
  const { id, tenantId, kind, name, locksAccounts } = directory;
  return {
    id,
    tenantId,
    kind,
    name,
    locksAccounts,
    find: (identifier) => using((one) => one.find(identifier)),
    read: (anchor) => using((one) => one.read(anchor)),
    memberOf: (person) => using((one) => one.memberOf(person)),
    searchUsers: (page) => using((one) => one.searchUsers(page)),
    searchGroups: (page) => using((one) => one.searchGroups(page)),
    readGroup: (anchor) => using((one) => one.readGroup(anchor)),
    countUsers: () => using((one) => one.countUsers()),
    countMembers: (groups) => using((one) => one.countMembers(groups)),
    signIn: (identifier, password) => using((one) => one.signIn(identifier, password)),
    setPassword: (anchor, password, writebackId) =>
      using((one) => one.setPassword(anchor, password, writebackId)),
    changePassword: (anchor, current, next, writebackId) =>
      using((one) => one.changePassword(anchor, current, next, writebackId)),
    unlock: (anchor, writebackId) => using((one) => one.unlock(anchor, writebackId)),
    passwordPolicy: (person) => using((one) => one.passwordPolicy(person)),
    writeState: (anchor) => using((one) => one.writeState(anchor)),
    membersOf: (group, limit) => using((one) => one.membersOf(group, limit)),
    ping: () => using((one) => one.ping()),
    lookAround: () => using((one) => one.lookAround()),
    check: () => using((one) => one.check()),
    health: () => directory.health(),
    close: () => directory.close(),
  };
}
