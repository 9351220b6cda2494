import type { Vault } from '../../ports/vault.ts';

/** The digest that is kept of a code: bound to its challenge, so that it is worth nothing in another (R034). */
export function codeMacOf(vault: Pick<Vault, 'mac'>, challengeId: string, code: string): string {
  return vault.mac('code', `${challengeId}\n${code}`);
}
