import type { Vault } from '../../ports/vault.ts';

/**
 * An API key as its owner holds it: `ptn_<id>_<secret>`. The prefix lets scanners of source code find a
 * leaked one, the id lets an administrator revoke it, and the secret is 256 bits, so a keyed digest is enough.
 */
export function apiKeyText(id: string, secret: string): string {
  return `ptn_${id.replace(/^key_/, '')}_${secret}`;
}

export function keyMacOf(vault: Vault, text: string): string {
  return vault.mac('api-key', text);
}
