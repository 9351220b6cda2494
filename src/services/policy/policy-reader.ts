import { type Policy, policySchema } from '../../domain/policy/policy.ts';
import { type MethodCatalogue, presetPolicy } from '../../domain/policy/presets.ts';
import type { MethodRegistry } from '../../ports/method.ts';
import type { SettingsDocument } from '../../ports/storage/settings-documents.ts';
import type { Stores } from '../../ports/storage/index.ts';

export const POLICY_SECTION = 'policy';

export interface PolicyInForce {
  readonly policy: Policy;
  /** 0 until somebody saved one. */
  readonly version: number;
  readonly updatedAt: number | null;
  readonly updatedBy: string | null;
}

export interface PolicyReader {
  /** Read from storage every time, so that a change takes effect at once in every process. */
  current(stores: Stores, tenantId: string): Promise<PolicyInForce>;
}

/** The registry as the policy rules see it: each method's settings are checked by its own schema. */
export function catalogueOf(methods: MethodRegistry): MethodCatalogue {
  return new Map(
    [...methods.values()].map((method) => [
      method.id,
      {
        id: method.id,
        methodClass: method.methodClass,
        fills: method.fills,
        presets: method.presets,
        forAdministrators: method.forAdministrators,
        needsEarlierProof: (settings: unknown) => {
          const parsed = method.settings.safeParse(settings);
          return parsed.success && method.needsEarlierProof(parsed.data);
        },
        faultsOf: (settings: unknown) => {
          const parsed = method.settings.safeParse(settings);
          return parsed.success ? [] : parsed.error.issues.map((issue) => issue.path.join('.'));
        },
      },
    ]),
  );
}

export function createPolicyReader(methods: MethodRegistry): PolicyReader {
  const catalogue = catalogueOf(methods);
  // Parsed once per saved version: the row is read every time, its JSON is checked only when it changed.
  const parsed = new Map<string, { version: number; policy: Policy }>();

  function parse(tenantId: string, row: SettingsDocument): Policy {
    const known = parsed.get(tenantId);
    if (known?.version === row.version) return known.policy;
    const policy = policySchema.parse(withDefaults(row.document, catalogue));
    parsed.set(tenantId, { version: row.version, policy });
    return policy;
  }

  return {
    async current(stores, tenantId) {
      const row = await stores.settings.current(tenantId, POLICY_SECTION);
      if (!row)
        return {
          policy: presetPolicy('recommended', catalogue),
          version: 0,
          updatedAt: null,
          updatedBy: null,
        };
      return {
        policy: parse(tenantId, row),
        version: row.version,
        updatedAt: row.updatedAt,
        updatedBy: row.updatedBy,
      };
    },
  };
}

/** A policy saved by an older release lacks settings that came later: its preset's numbers stand in for them. */
function withDefaults(document: unknown, catalogue: MethodCatalogue): unknown {
  if (typeof document !== 'object' || document === null) return document;
  const stored = document as Partial<Policy>;
  const defaults = presetPolicy(stored.preset ?? 'recommended', catalogue);
  const laterMethods = Object.fromEntries(
    Object.entries(defaults.methods).map(([id, settings]) => [id, { ...settings, enabled: false }]),
  );
  return {
    ...defaults,
    ...stored,
    methods: { ...laterMethods, ...stored.methods },
    administrators: { ...defaults.administrators, ...stored.administrators },
    registration: { ...defaults.registration, ...stored.registration },
    session: { ...defaults.session, ...stored.session },
    limits: { ...defaults.limits, ...stored.limits },
    password: { ...defaults.password, ...stored.password },
    unlock: { ...defaults.unlock, ...stored.unlock },
    accounts: { ...defaults.accounts, ...stored.accounts },
    notifications: { ...defaults.notifications, ...stored.notifications },
  };
}
