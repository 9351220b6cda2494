import { authorize } from '../../domain/access/actor.ts';
import type { AuditFieldValue } from '../../domain/audit/events.ts';
import { type FieldFault, PosternError } from '../../domain/errors.ts';
import type { ChannelKind, ChannelRegistry } from '../../ports/channel.ts';
import type { Clock } from '../../ports/clock.ts';
import type { PhonePlan } from '../../ports/phone-plan.ts';
import type { Random } from '../../ports/random.ts';
import type { CountryRow } from '../../ports/storage/phone-spending.ts';
import type { Storage } from '../../ports/storage/index.ts';
import type { Vault } from '../../ports/vault.ts';
import { auditActorOf, type Caller, record, requireFreshProof } from '../access/caller.ts';
import { settingsSchemaOf } from '../settings/sealed-settings.ts';
import {
  CARRIERS_SECTION,
  type CarriersDocument,
  type CarriersInForce,
  readCarriers,
  type StoredCarrier,
} from './carriers-document.ts';
import { standingId, type StandingCarriers } from './carriers.ts';
import { sealSettings } from './channel-secrets.ts';

/** A carrier as administrators see it: its secrets by name alone. */
export interface ShownCarrier extends Omit<StoredCarrier, 'secrets'> {
  readonly secretsKept: readonly string[];
}

export interface CarriersDetail extends Omit<CarriersInForce, 'carriers'> {
  readonly carriers: readonly ShownCarrier[];
  readonly standing: readonly {
    readonly id: string;
    readonly kind: ChannelKind;
    readonly channel: string;
  }[];
  readonly spentToday: number;
  readonly countryCounts: readonly CountryRow[];
}

/** A carrier as typed; `id` null for a new one. */
export interface TypedCarrier extends Omit<StoredCarrier, 'id' | 'secrets'> {
  readonly id: string | null;
}

export interface TypedCarriers extends Omit<CarriersDocument, 'carriers'> {
  readonly carriers: readonly TypedCarrier[];
}

export interface ChannelDetail {
  readonly id: string;
  readonly kinds: readonly ChannelKind[];
  readonly settingsSchema: Record<string, unknown>;
  readonly defaults: Readonly<Record<string, unknown>>;
}

export interface CarriersService {
  current(caller: Caller): Promise<CarriersDetail>;
  /** Throws `conflict`, `bad-request` with faults, and `reauthentication-required`. */
  replace(caller: Caller, version: number, typed: TypedCarriers): Promise<CarriersDetail>;
  kinds(caller: Caller): {
    readonly items: readonly ChannelDetail[];
    readonly countries: readonly string[];
  };
  /** Sends texts and calls to a paused country again. Throws `not-found` when it is not paused. */
  resume(caller: Caller, country: string): Promise<void>;
}

export function createCarriersService(deps: {
  readonly storage: Storage;
  readonly channels: ChannelRegistry;
  readonly standing: StandingCarriers;
  readonly phonePlan: PhonePlan;
  readonly vault: Vault;
  readonly random: Random;
  readonly clock: Clock;
}): CarriersService {
  const { storage, channels, vault, clock } = deps;
  const knownCountries = new Set(deps.phonePlan.countries);

  async function detail(tenantId: string): Promise<CarriersDetail> {
    const inForce = await readCarriers(storage, tenantId);
    const [spentToday, countryCounts] = await Promise.all([
      storage.phoneSpending.spentToday(tenantId, clock.now()),
      storage.phoneSpending.countries(tenantId),
    ]);
    const standing = Object.entries(deps.standing).map(([kind, { channelId }]) => ({
      id: standingId(kind as ChannelKind),
      kind: kind as ChannelKind,
      channel: channelId,
    }));
    return {
      ...inForce,
      carriers: inForce.carriers.map(shown),
      standing,
      spentToday,
      countryCounts,
    };
  }

  function countryFaults(path: string, countries: readonly string[]): FieldFault[] {
    return countries.flatMap((country, index) =>
      knownCountries.has(country) ? [] : [{ path: `${path}.${index}`, code: 'not-a-choice' }],
    );
  }

  /** One carrier as it is to be kept, or what is wrong with it. */
  function kept(
    tenantId: string,
    typed: TypedCarrier,
    path: string,
    before: readonly StoredCarrier[],
  ): { readonly carrier: StoredCarrier | null; readonly faults: readonly FieldFault[] } {
    const known = before.find(({ id }) => id === typed.id) ?? null;
    const channel = channels.get(typed.channel);
    const faults = countryFaults(`${path}.countries`, typed.countries);
    if (typed.id !== null && known === null) {
      faults.push({ path: `${path}.id`, code: 'not-a-choice' });
    }
    if (!channel?.kinds.includes(typed.kind)) {
      return {
        carrier: null,
        faults: [...faults, { path: `${path}.channel`, code: 'not-a-choice' }],
      };
    }
    const id = known?.id ?? deps.random.id('car');
    const sealed = sealSettings(vault, tenantId, channel, id, typed.settings, known);
    if (!sealed.ok) {
      const ofSettings = sealed.faults.map((one) => ({
        ...one,
        path: one.path === '' ? `${path}.settings` : `${path}.settings.${one.path}`,
      }));
      return { carrier: null, faults: [...faults, ...ofSettings] };
    }
    return { carrier: { ...typed, id, ...sealed.kept }, faults };
  }

  function documentOf(
    tenantId: string,
    typed: TypedCarriers,
    before: CarriersInForce,
  ): CarriersDocument {
    const ids = typed.carriers.flatMap(({ id }) => (id === null ? [] : [id]));
    const twice = ids.find((id, index) => ids.indexOf(id) !== index);
    const checked = typed.carriers.map((one, index) =>
      kept(tenantId, one, `carriers.${index}`, before.carriers),
    );
    const faults = [
      ...(twice === undefined ? [] : [{ path: 'carriers', code: 'duplicate-key' }]),
      ...countryFaults('countries', typed.countries),
      ...checked.flatMap((one) => one.faults),
    ];
    if (faults.length > 0) throw new PosternError('bad-request', { faults });
    const { countries, costPerDay } = typed;
    return {
      carriers: checked.flatMap(({ carrier }) => (carrier === null ? [] : [carrier])),
      countries: [...new Set(countries)].toSorted(),
      costPerDay,
    };
  }

  return {
    async current({ actor }) {
      authorize(actor, 'settings.read');
      return detail(actor.tenantId);
    },

    async replace(caller, version, typed) {
      const { actor } = caller;
      authorize(actor, 'settings.write');
      const { tenantId } = actor;
      const at = clock.now();
      requireFreshProof(actor, at);
      await storage.transaction(async (stores) => {
        const before = await readCarriers(stores, tenantId);
        if (before.version !== version) throw new PosternError('conflict');
        const document = documentOf(tenantId, typed, before);
        const by = auditActorOf(actor);
        const next = await stores.settings.replace(
          tenantId,
          CARRIERS_SECTION,
          version,
          document,
          at,
          by.name ?? by.id,
        );
        if (next === null) throw new PosternError('conflict');
        await record(stores, caller, 'settings.changed', {
          at,
          target: CARRIERS_SECTION,
          fields: {
            section: CARRIERS_SECTION,
            before: recorded(before),
            after: recorded(document),
          },
        });
      });
      return detail(tenantId);
    },

    kinds({ actor }) {
      authorize(actor, 'settings.read');
      const items = [...channels.values()].map((channel) => ({
        id: channel.id,
        kinds: channel.kinds,
        settingsSchema: settingsSchemaOf(channel),
        defaults: channel.defaults,
      }));
      return { items, countries: deps.phonePlan.countries };
    },

    async resume(caller, country) {
      const { actor } = caller;
      authorize(actor, 'settings.write');
      const at = clock.now();
      requireFreshProof(actor, at);
      await storage.transaction(async (stores) => {
        if (!(await stores.phoneSpending.resume(actor.tenantId, country))) {
          throw new PosternError('not-found');
        }
        await record(stores, caller, 'carriers.country-resumed', {
          at,
          target: country,
          fields: { country },
        });
      });
    },
  };
}

function shown({ secrets, ...rest }: StoredCarrier): ShownCarrier {
  return { ...rest, secretsKept: Object.keys(secrets).toSorted() };
}

/** What the trail keeps of it: everything but what is secret. A new secret shows by its name alone. */
function recorded({ carriers, countries, costPerDay }: CarriersDocument): AuditFieldValue {
  return { carriers: carriers.map(shown), countries, costPerDay } as unknown as AuditFieldValue;
}
