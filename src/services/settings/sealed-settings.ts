import { z } from 'zod';
import type { FieldFault } from '../../domain/errors.ts';
import { checkShape } from '../../domain/faults.ts';
import type { Vault } from '../../ports/vault.ts';

/** Settings as they are kept: what is secret in them sealed, each bound to its place. */
export interface SealedSettings {
  readonly settings: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, string>>;
}

/** What takes such settings: a channel, a kind of directory. Secrets are marked `.meta({ secret: true })`. */
export interface TakesSettings {
  readonly settings: z.ZodType;
  /** Settings that say where the secrets are sent. */
  readonly placeFields: Iterable<string>;
}

/** JSON Schema 2020-12 of the settings; secrets carry `secret: true`. */
export function settingsSchemaOf({
  settings,
}: Pick<TakesSettings, 'settings'>): Record<string, unknown> {
  return z.toJSONSchema(settings, { io: 'input' });
}

/** Names of the settings that are kept sealed and never shown again. */
export function secretNames(taker: Pick<TakesSettings, 'settings'>): ReadonlySet<string> {
  const { properties = {} } = settingsSchemaOf(taker) as {
    properties?: Readonly<Record<string, { readonly secret?: boolean }>>;
  };
  return new Set(
    Object.entries(properties)
      .filter(([, { secret }]) => secret === true)
      .map(([name]) => name),
  );
}

/**
 * Settings as whatever takes them wants them. Throws when a secret does not open.
 * @param place names the row for ever, such as `carrier/<tenant>/<id>`.
 */
export function openSettings(
  vault: Vault,
  place: string,
  { settings, secrets }: SealedSettings,
): Record<string, unknown> {
  const opened = Object.entries(secrets).map(([name, sealed]) => [
    name,
    vault.open(sealed, `${place}/${name}`),
  ]);
  return { ...settings, ...Object.fromEntries(opened) };
}

export type Completed =
  | { readonly ok: true; readonly settings: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly faults: readonly FieldFault[] };

/**
 * Whole settings, from what was typed. A secret that is left out stays what it was, unless it would be sent elsewhere
 * from now on: who may change settings shall not learn a secret by having it sent to themselves.
 * @param before of the same taker; null when there are none.
 */
export function completeSettings(
  vault: Vault,
  place: string,
  taker: TakesSettings,
  typed: Readonly<Record<string, unknown>>,
  before: SealedSettings | null,
): Completed {
  const secret = secretNames(taker);
  const opened =
    before !== null && samePlace(new Set(taker.placeFields), before.settings, typed)
      ? openSettings(vault, place, before)
      : {};
  const known = Object.entries(opened).filter(([name]) => secret.has(name));
  const whole = checkShape(taker.settings, { ...Object.fromEntries(known), ...typed });
  if (!whole.ok) return whole;
  // Every taker's settings are an object; the schema's type does not say so.
  return { ok: true, settings: whole.value as Readonly<Record<string, unknown>> };
}

/** Whole settings as they are kept. */
export function sealSettings(
  vault: Vault,
  place: string,
  taker: TakesSettings,
  whole: Readonly<Record<string, unknown>>,
): { settings: Record<string, unknown>; secrets: Record<string, string> } {
  const secret = secretNames(taker);
  const secrets = Object.entries(whole).flatMap(([name, value]) =>
    secret.has(name) && typeof value === 'string'
      ? [[name, vault.seal(value, `${place}/${name}`)] as const]
      : [],
  );
  const shown = Object.entries(whole).filter(
    ([name, value]) => !secret.has(name) || value === null,
  );
  return { settings: Object.fromEntries(shown), secrets: Object.fromEntries(secrets) };
}

function samePlace(
  placeFields: ReadonlySet<string>,
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): boolean {
  const names = [...Object.keys(before), ...Object.keys(after)].filter((one) =>
    placeFields.has(one),
  );
  return names.every((name) => JSON.stringify(before[name]) === JSON.stringify(after[name]));
}
