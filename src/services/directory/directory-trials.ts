import { authorize } from '../../domain/access/actor.ts';
import { type FieldFault, PosternError } from '../../domain/errors.ts';
import { canonicalIdentifier } from '../../domain/identifier.ts';
import type {
  DirectoryGroup,
  DirectoryPasswordPolicy,
  DirectoryUser,
} from '../../ports/directory.ts';
import type {
  ConnectedDirectory,
  DirectoryCheck,
  DirectoryAddress,
  DirectoryDeps,
  DirectoryKind,
  DirectoryKindRegistry,
  Discovered,
} from '../../ports/directory-kind.ts';
import type { Storage } from '../../ports/storage/index.ts';
import type { Vault } from '../../ports/vault.ts';
import { type Caller, record } from '../access/caller.ts';
import { completeSettings, openSettings } from '../settings/sealed-settings.ts';
import { readDirectories } from './directories-document.ts';
import { directoryPlace } from './open-directories.ts';

/** Settings that are not saved. */
export interface TypedSettings {
  /** The directory whose kept secrets stand in for those left out; null for a new one. */
  readonly id: string | null;
  readonly kind: string;
  readonly settings: Readonly<Record<string, unknown>>;
}

export interface Preview {
  /** With the evidence; null for nobody, and for several alike. */
  readonly user: {
    readonly user: DirectoryUser;
    readonly groups: readonly DirectoryGroup[];
    readonly passwordRules: DirectoryPasswordPolicy | null;
  } | null;
  readonly groups: readonly DirectoryGroup[];
  readonly more: boolean;
}

/** Trying a directory before it is relied on. Nothing in the directory is changed; every try is recorded. */
export interface DirectoryTrials {
  /** Throws `bad-request` with faults below `settings`. */
  check(caller: Caller, typed: TypedSettings): Promise<readonly DirectoryCheck[]>;
  /** The same with settings as they are kept. Throws `not-found`. */
  checkSaved(caller: Caller, id: string): Promise<readonly DirectoryCheck[]>;
  /** Throws `bad-request` with faults, and `unavailable` when the directory does not answer. */
  preview(
    caller: Caller,
    typed: TypedSettings,
    wanted: { readonly identifier: string | null; readonly groupQuery: string | null },
  ): Promise<Preview>;
  /** Throws `unavailable` when nothing answers there. */
  discover(caller: Caller, kind: string, at: DirectoryAddress): Promise<Discovered>;
}

const MOST_GROUPS = 20;

export interface TrialDeps {
  readonly storage: Storage;
  readonly kinds: DirectoryKindRegistry;
  readonly vault: Vault;
  readonly directoryDeps: DirectoryDeps;
}

/** Opens a directory for as long as the work takes. */
export async function trying<T>(
  { kinds, directoryDeps }: Pick<TrialDeps, 'kinds' | 'directoryDeps'>,
  tenantId: string,
  kindId: string,
  settings: Readonly<Record<string, unknown>>,
  work: (directory: ConnectedDirectory) => Promise<T>,
): Promise<T> {
  const place = { id: 'dir_trial', tenantId, name: 'trial' };
  const directory = kindOf(kinds, kindId).open(settings, place, directoryDeps);
  try {
    return await work(directory);
  } finally {
    await directory.close();
  }
}

/** Throws `bad-request` for a kind there is not. */
export function kindOf(kinds: DirectoryKindRegistry, kindId: string): DirectoryKind {
  const kind = kinds.get(kindId);
  if (kind) return kind;
  throw new PosternError('bad-request', { faults: [{ path: 'kind', code: 'not-a-choice' }] });
}

export function faultsBelow(prefix: string, faults: readonly FieldFault[]): FieldFault[] {
  return faults.map((one) => ({
    ...one,
    path: one.path === '' ? prefix : `${prefix}.${one.path}`,
  }));
}

export function createDirectoryTrials(deps: TrialDeps): DirectoryTrials {
  const { storage, kinds, vault } = deps;
  const { clock } = deps.directoryDeps;

  async function wholeSettings(tenantId: string, { id, kind: kindId, settings }: TypedSettings) {
    const { directories } = await readDirectories(storage, tenantId);
    const stored = directories.find((one) => one.id === id) ?? null;
    if (id !== null && stored === null) throw new PosternError('not-found');
    const known = stored?.kind === kindId ? stored : null;
    const place = directoryPlace(tenantId, id ?? '');
    const whole = completeSettings(vault, place, kindOf(kinds, kindId), settings, known);
    if (whole.ok) return whole.settings;
    throw new PosternError('bad-request', { faults: faultsBelow('settings', whole.faults) });
  }

  async function recorded<T>(
    caller: Caller,
    about: { readonly what: string; readonly kind: string; readonly target: string | null },
    work: () => Promise<T>,
    failedOf: (found: T) => readonly string[] = () => [],
  ): Promise<T> {
    const tell = (outcome: 'success' | 'failure', failed: readonly string[]) =>
      record(storage, caller, 'directory.tried', {
        at: clock.now(),
        outcome,
        target: about.target,
        fields: { what: about.what, kind: about.kind, failed },
      });
    try {
      const found = await work();
      const failed = failedOf(found);
      await tell(failed.length === 0 ? 'success' : 'failure', failed);
      return found;
    } catch (error) {
      if (error instanceof PosternError) await tell('failure', [error.code]);
      throw error;
    }
  }

  const failedIds = (checks: readonly DirectoryCheck[]) =>
    checks.filter(({ status }) => status === 'failed').map(({ id }) => id);

  return {
    async check(caller, typed) {
      const { actor } = caller;
      authorize(actor, 'directories.write');
      const settings = await wholeSettings(actor.tenantId, typed);
      const about = { what: 'check', kind: typed.kind, target: typed.id };
      return recorded(
        caller,
        about,
        () => trying(deps, actor.tenantId, typed.kind, settings, (one) => one.check()),
        failedIds,
      );
    },

    async checkSaved(caller, id) {
      const { actor } = caller;
      authorize(actor, 'directories.read');
      const { tenantId } = actor;
      const { directories } = await readDirectories(storage, tenantId);
      const stored = directories.find((one) => one.id === id);
      if (!stored) throw new PosternError('not-found');
      const settings = openSettings(vault, directoryPlace(tenantId, id), stored);
      return recorded(
        caller,
        { what: 'check', kind: stored.kind, target: id },
        () => trying(deps, tenantId, stored.kind, settings, (one) => one.check()),
        failedIds,
      );
    },

    async preview(caller, typed, { identifier, groupQuery }) {
      const { actor } = caller;
      authorize(actor, 'directories.write');
      const settings = await wholeSettings(actor.tenantId, typed);
      const name = identifier === null ? null : canonicalIdentifier(identifier);
      if (name && !name.ok) {
        throw new PosternError('bad-request', {
          faults: [{ path: 'identifier', code: name.fault }],
        });
      }
      const about = { what: 'preview', kind: typed.kind, target: typed.id };
      return recorded(caller, about, () =>
        trying(deps, actor.tenantId, typed.kind, settings, async (directory) => {
          const page =
            groupQuery === null
              ? { items: [], next: null }
              : await directory.searchGroups({
                  query: groupQuery,
                  limit: MOST_GROUPS,
                  cursor: null,
                });
          return {
            user: name === null ? null : await matched(directory, name.canonical),
            groups: page.items,
            more: page.next !== null,
          };
        }),
      );
    },

    async discover(caller, kindId, at) {
      authorize(caller.actor, 'directories.write');
      const kind = kindOf(kinds, kindId);
      const about = { what: 'discover', kind: kindId, target: at.address };
      return recorded(caller, about, () => kind.discover(at, deps.directoryDeps));
    },
  };
}

async function matched(
  directory: ConnectedDirectory,
  canonicalIdentifier: string,
): Promise<Preview['user']> {
  const user = await directory.find(canonicalIdentifier);
  if (!user) return null;
  const { anchor } = user.ref;
  const [memberOf, passwordRules] = await Promise.all([
    directory.memberOf(anchor),
    directory.passwordPolicy(anchor),
  ]);
  const groups = await Promise.all(memberOf.map((group) => directory.readGroup(group.anchor)));
  return { user, groups: groups.filter((group) => group !== null), passwordRules };
}
