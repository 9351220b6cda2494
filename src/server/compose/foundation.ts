import { rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { PasswordHasher } from '../../ports/password-hasher.ts';
import type { Random } from '../../ports/random.ts';
import type { Storage } from '../../ports/storage/index.ts';
import type { Vault } from '../../ports/vault.ts';
import type { Config } from '../config/index.ts';
import { ConfigError } from '../config/faults.ts';
import { makeMasterKeys, type MasterKeys } from '../keys/master-keys.ts';
import { createRandom } from '../keys/random.ts';
import { createVault, deriveKey } from '../keys/vault.ts';
import { createArgon2Hasher } from '../runtime/argon2-hasher.ts';
import { createSystemClock } from '../runtime/clock.ts';
import { createMetrics, type Metrics } from '../runtime/meter.ts';

/** What everything else stands on. */
export interface Foundation {
  readonly config: Config;
  readonly log: Log;
  readonly clock: Clock;
  readonly random: Random;
  readonly vault: Vault;
  readonly hasher: PasswordHasher;
  readonly storage: Storage;
  readonly metrics: Metrics;
  /** The organisation this installation is for. */
  readonly tenantId: string;
}

export type OpenStorage = (
  config: Config,
  deps: { readonly vault: Vault; readonly random: Random },
) => Promise<Storage>;

const firstTenantId = 'tnt_main';
const keyCheckSection = 'key-check';

/** Opens keys and database, and makes both at the first start. Throws {@link ConfigError} when they do not belong together. */
export async function layFoundation(
  config: Config,
  log: Log,
  openStorage: OpenStorage,
): Promise<Foundation> {
  const clock = createSystemClock((milliseconds) => {
    log.error(
      { milliseconds },
      'the clock was set back; the time before goes on until it is right',
    );
  });
  const random = createRandom();
  const keys = config.masterKeys ?? makeMasterKeys(config.keyFile, clock.now());
  const vault = createVault(keys);
  const storage = await openStorage(config, { vault, random });
  try {
    const tenantId = await ensureTenant({ storage, vault, clock });
    if (!(await keysFit(storage, vault, tenantId))) {
      // A key made just now would hide that the right one is missing.
      if (config.masterKeys === null) rmSync(config.keyFile);
      throw wrongKeys(config);
    }
    return {
      config,
      log,
      clock,
      random,
      vault,
      hasher: createHasher(keys),
      storage,
      metrics: createMetrics(() => storage.outbox.depth()),
      tenantId,
    };
  } catch (error) {
    await storage.close();
    throw error;
  }
}

function createHasher(keys: MasterKeys): PasswordHasher {
  const pepperOf = (key: MasterKeys[0]) => ({
    keyId: key.id,
    key: deriveKey(key, 'password-pepper'),
  });
  const [oldest, ...newer] = keys;
  return createArgon2Hasher({
    peppers: [pepperOf(oldest), ...newer.map((key) => pepperOf(key))],
    concurrency: availableParallelism(),
  });
}

/** The first start makes the one organisation, still without a name, and seals a word to know the keys again by. */
async function ensureTenant(
  deps: Pick<Foundation, 'storage' | 'vault' | 'clock'>,
): Promise<string> {
  const { storage } = deps;
  const known = await firstTenant(storage);
  if (known !== null) return known;
  try {
    await makeTenant(deps);
  } catch (error) {
    // Another process that started at the same time may have made it: its id is the same.
    const made = await firstTenant(storage);
    if (made === null) throw error;
  }
  return firstTenantId;
}

async function firstTenant(storage: Storage): Promise<string | null> {
  const [first] = await storage.tenants.list();
  return first?.id ?? null;
}

async function makeTenant({
  storage,
  vault,
  clock,
}: Pick<Foundation, 'storage' | 'vault' | 'clock'>): Promise<void> {
  const id = firstTenantId;
  const now = clock.now();
  const sealed = vault.seal(keyCheckSection, keyCheckBinding(id));
  await storage.transaction(async (stores) => {
    await stores.tenants.add({ id, name: '', createdAt: now });
    await stores.settings.replace(id, keyCheckSection, 0, { sealed }, now, null);
  });
}

const keyCheckBinding = (tenantId: string) => `${keyCheckSection}/${tenantId}`;

async function keysFit(storage: Storage, vault: Vault, tenantId: string): Promise<boolean> {
  const kept = await storage.settings.current(tenantId, keyCheckSection);
  const { document } = kept ?? {};
  if (typeof document !== 'object' || document === null || !('sealed' in document)) return false;
  try {
    return vault.open(String(document.sealed), keyCheckBinding(tenantId)) === keyCheckSection;
  } catch {
    // An unknown key and an altered value are the same fault to an operator.
    return false;
  }
}

function wrongKeys(config: Config): ConfigError {
  return new ConfigError([
    {
      path: 'keys.file',
      variable: 'POSTERN_KEYS_FILE',
      value: JSON.stringify(config.keyFile),
      problem: 'does not hold the key that this database was sealed with',
      remedy: 'restore the key file that was in use with this database',
    },
  ]);
}
