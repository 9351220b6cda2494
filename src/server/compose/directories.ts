import type { Clock } from '../../ports/clock.ts';
import type { Directories } from '../../ports/directory.ts';
import type { DirectoryKindRegistry } from '../../ports/directory-kind.ts';
import type { Log } from '../../ports/log.ts';
import type { ManagedDirectories } from '../../ports/managed-directory.ts';
import type { Random } from '../../ports/random.ts';
import type { Storage } from '../../ports/storage/index.ts';
import type { Vault } from '../../ports/vault.ts';
import { createConnectedDirectories } from '../../services/directory/connected-directories.ts';
import {
  createDirectoriesService,
  type DirectoriesService,
} from '../../services/directory/directories-service.ts';
import {
  createDirectoryTrials,
  type DirectoryTrials,
} from '../../services/directory/directory-trials.ts';
import { createOpenDirectories } from '../../services/directory/open-directories.ts';
import type { PolicyReader } from '../../services/policy/policy-reader.ts';

/** Every directory people are found in, with the settings that connect them. */
export function createConnecting(deps: {
  readonly storage: Storage;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly log: Log;
  readonly random: Random;
  readonly policies: PolicyReader;
  readonly kinds: DirectoryKindRegistry;
  /** What there is without settings. */
  readonly builtin: Directories;
  readonly managed: ManagedDirectories;
}): {
  readonly directories: Directories;
  readonly directorySettings: DirectoriesService;
  readonly directoryTrials: DirectoryTrials;
  readonly closeDirectories: () => Promise<void>;
} {
  const { storage, clock, log, random } = deps;
  const directoryDeps = { clock, log, random };
  const open = createOpenDirectories({ ...deps, ...directoryDeps });
  const directories = createConnectedDirectories({ storage, builtin: deps.builtin, open });
  const trialDeps = { ...deps, directoryDeps };
  return {
    directories,
    directorySettings: createDirectoriesService({ ...trialDeps, directories }),
    directoryTrials: createDirectoryTrials(trialDeps),
    closeDirectories: () => open.close(),
  };
}
