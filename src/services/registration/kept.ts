import type { EnrolmentRow } from '../../ports/storage/enrolments.ts';
import type { Vault } from '../../ports/vault.ts';

/** What a row of enrolments is for; one cannot be opened as the other. */
type Use = 'enrolment' | 'step-up';

export function sealKept(
  vault: Vault,
  tenantId: string,
  id: string,
  use: Use,
  kept: object,
): string {
  return vault.seal(JSON.stringify(kept), `${use}/${tenantId}/${id}`);
}

/** Only for a row that is live: what was kept is forgotten when it is used. */
export function openKept(vault: Vault, row: EnrolmentRow, use: Use): unknown {
  return JSON.parse(vault.open(row.keptSealed, `${use}/${row.user.tenantId}/${row.id}`));
}
