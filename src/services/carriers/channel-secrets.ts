import type { FieldFault } from '../../domain/errors.ts';
import type { ChannelRegistry } from '../../ports/channel.ts';
import type { Vault } from '../../ports/vault.ts';
import * as sealed from '../settings/sealed-settings.ts';
import type { StoredCarrier } from './carriers-document.ts';

type AnyChannel = NonNullable<ReturnType<ChannelRegistry['get']>>;

/** Where a message goes and whom it is trusted to: a secret is not handed to another place than it was entered for. */
const placeFields = ['url', 'host', 'port', 'security', 'authority', 'tls', 'allowPrivateNetwork'];

const placeOf = (tenantId: string, carrierId: string) => `carrier/${tenantId}/${carrierId}`;

/** A carrier's settings as its channel takes them. Throws when a secret does not open. */
export function openSettings(
  vault: Vault,
  tenantId: string,
  carrier: Pick<StoredCarrier, 'id' | 'settings' | 'secrets'>,
): Record<string, unknown> {
  return sealed.openSettings(vault, placeOf(tenantId, carrier.id), carrier);
}

/** Settings as they are kept, from what was typed; a secret that is left out stays, as long as the place does. */
export function sealSettings(
  vault: Vault,
  tenantId: string,
  channel: AnyChannel,
  carrierId: string,
  typed: Readonly<Record<string, unknown>>,
  before: StoredCarrier | null,
):
  | { readonly ok: true; readonly kept: Pick<StoredCarrier, 'settings' | 'secrets'> }
  | { readonly ok: false; readonly faults: readonly FieldFault[] } {
  const taker = { settings: channel.settings, placeFields };
  const place = placeOf(tenantId, carrierId);
  const known = before?.channel === channel.id ? before : null;
  const whole = sealed.completeSettings(vault, place, taker, typed, known);
  if (!whole.ok) return whole;
  return { ok: true, kept: sealed.sealSettings(vault, place, taker, whole.settings) };
}
