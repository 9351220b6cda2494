import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SetUpService } from '../../services/set-up/set-up-service.ts';

export interface SetUpOffer {
  readonly token: string;
  /** Readable by its owner alone. */
  readonly file: string;
}

/**
 * While nobody administrates the organisation, every start makes a fresh one-time token and keeps it
 * beside the data; once somebody does, the file is taken away. It never reaches the log (A141).
 */
export async function offerSetUp(
  setUp: SetUpService,
  tenantId: string,
  dataDir: string,
): Promise<SetUpOffer | null> {
  const file = join(dataDir, 'set-up-token');
  // Written anew and not over an old file, whose mode somebody may have opened.
  rmSync(file, { force: true });
  const token = await setUp.offer(tenantId);
  if (token === null) return null;
  writeFileSync(file, `${token}\n`, { mode: 0o600, flag: 'wx' });
  return { token, file };
}
