import { z } from 'zod';
import type { FieldFault } from '../../domain/errors.ts';
import { checkShape } from '../../domain/faults.ts';
import type { ChannelRegistry } from '../../ports/channel.ts';
import type { Vault } from '../../ports/vault.ts';
import type { StoredCarrier } from './carriers-document.ts';

type AnyChannel = NonNullable<ReturnType<ChannelRegistry['get']>>;

/** Where a message goes and whom it is trusted to: a secret is not handed to another place than it was entered for. */
const placeFields = new Set([
  'url',
  'host',
  'port',
  'security',
  'authority',
  'tls',
  'allowPrivateNetwork',
]);

/** JSON Schema 2020-12 of a channel's settings; secrets carry `secret: true`. */
export function settingsSchemaOf(channel: AnyChannel): Record<string, unknown> {
  return z.toJSONSchema(channel.settings, { io: 'input' });
}

/** Names of the settings that are kept sealed and never shown again. */
export function secretNames(channel: AnyChannel): ReadonlySet<string> {
  const { properties = {} } = settingsSchemaOf(channel) as {
    properties?: Readonly<Record<string, { readonly secret?: boolean }>>;
  };
  return new Set(
    Object.entries(properties)
      .filter(([, { secret }]) => secret === true)
      .map(([name]) => name),
  );
}

function binding(tenantId: string, carrierId: string, name: string): string {
  return `carrier/${tenantId}/${carrierId}/${name}`;
}

/** A carrier's settings as its channel takes them. Throws when a secret does not open. */
export function openSettings(
  vault: Vault,
  tenantId: string,
  { id, settings, secrets }: Pick<StoredCarrier, 'id' | 'settings' | 'secrets'>,
): Record<string, unknown> {
  const opened = Object.entries(secrets).map(([name, sealed]) => [
    name,
    vault.open(sealed, binding(tenantId, id, name)),
  ]);
  return { ...settings, ...Object.fromEntries(opened) };
}

/**
 * Settings as they are kept, from what was typed. A secret that is left out stays what it was, unless the message would
 * go elsewhere from now on: who may change settings shall not learn a secret by sending it to themselves.
 */
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
  const secret = secretNames(channel);
  const settings = Object.fromEntries(Object.entries(typed).filter(([name]) => !secret.has(name)));
  const same = before?.channel === channel.id && samePlace(before.settings, settings);
  const opened = same ? openSettings(vault, tenantId, before) : {};
  const known = Object.entries(opened).filter(([name]) => secret.has(name));
  const whole = checkShape(channel.settings, { ...Object.fromEntries(known), ...typed });
  if (!whole.ok) return whole;
  const secrets = Object.entries(whole.value).flatMap(([name, value]) =>
    secret.has(name) && typeof value === 'string'
      ? [[name, vault.seal(value, binding(tenantId, carrierId, name))] as const]
      : [],
  );
  const shown = Object.entries(whole.value).filter(
    ([name, value]) => !secret.has(name) || value === null,
  );
  return {
    ok: true,
    kept: { settings: Object.fromEntries(shown), secrets: Object.fromEntries(secrets) },
  };
}

function samePlace(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): boolean {
  const names = [...Object.keys(before), ...Object.keys(after)].filter((one) =>
    placeFields.has(one),
  );
  return names.every((name) => JSON.stringify(before[name]) === JSON.stringify(after[name]));
}
