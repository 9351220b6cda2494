import type { ChallengeRow } from '../../ports/storage/challenges.ts';
import type { Vault } from '../../ports/vault.ts';

export function destinationBinding({ tenantId, id }: ChallengeRow): string {
  return `challenge/${tenantId}/${id}`;
}

/** Where the code of a challenge was sent; null for one that sent none. */
export function sentTo(vault: Pick<Vault, 'open'>, challenge: ChallengeRow): string | null {
  const { destinationSealed } = challenge;
  return destinationSealed === null
    ? null
    : vault.open(destinationSealed, destinationBinding(challenge));
}
