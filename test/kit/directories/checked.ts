import { expect } from 'vitest';
import type { ConnectedDirectory } from '../../../src/ports/directory-kind.ts';

/** What a check came to, by what was checked; the directory is closed afterwards. */
export async function checked(directory: ConnectedDirectory): Promise<Record<string, string>> {
  const checks = await directory.check();
  await directory.close();
  const results = Object.fromEntries(checks.map(({ id, status }) => [id, status]));
  expect(Object.keys(results), 'every check once').toHaveLength(checks.length);
  for (const { detail } of checks) expect(detail).not.toMatch(/Password-1!/);
  return results;
}
