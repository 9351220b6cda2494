import { z } from 'zod';
import { authorize } from '../../domain/access/actor.ts';
import type { AuditFieldValue } from '../../domain/audit/events.ts';
import { type FieldFault, PosternError } from '../../domain/errors.ts';
import { comparePolicies, type PolicyChange } from '../../domain/policy/diff.ts';
import { impossibilities } from '../../domain/policy/impossible.ts';
import type { Policy, Preset } from '../../domain/policy/policy.ts';
import { presetPolicy } from '../../domain/policy/presets.ts';
import {
  type Limit,
  type LimitName,
  limitNames,
  limitTable,
  timesOf,
} from '../../domain/throttle/limits.ts';
import type { ChannelKind } from '../../ports/channel.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Directories, DirectoryGroup } from '../../ports/directory.ts';
import type { JobSignal } from '../../ports/job-signal.ts';
import type { Method, MethodRegistry } from '../../ports/method.ts';
import type { Storage } from '../../ports/storage/index.ts';
import { auditActorOf, type Caller, record, requireFreshProof } from '../access/caller.ts';
import type { Notices } from '../notify/notices.ts';
import { affectedIn } from './affected.ts';
import { readGroup, readGroups } from './group-names.ts';
import {
  catalogueOf,
  POLICY_SECTION,
  type PolicyInForce,
  type PolicyReader,
} from './policy-reader.ts';
import { wayBackInFaults } from './way-back-in.ts';

export interface CurrentPolicyDetail extends PolicyInForce {
  /** The groups the scope mentions; one that is gone is missing here. */
  readonly groups: readonly DirectoryGroup[];
}

export interface PolicyPreviewDetail {
  readonly changes: readonly PolicyChange[];
  readonly inScopeBefore: number;
  readonly inScopeAfter: number;
  readonly users: number;
}

export interface MethodDetail
  extends Pick<Method, 'id' | 'methodClass' | 'fills' | 'forAdministrators'> {
  /** What carries its codes; null for a method that sends none. */
  readonly carrier: ChannelKind | null;
  /** JSON Schema 2020-12 of the method's settings; secrets carry `secret: true`. */
  readonly settingsSchema: Record<string, unknown>;
}

export interface LimitInForce extends Omit<Limit, 'max' | 'entra'> {
  readonly name: LimitName;
  readonly max: number;
}

export interface PolicyService {
  current(caller: Caller): Promise<CurrentPolicyDetail>;
  /** What a policy would change and whom it would affect. Throws as `replace` for one that cannot be saved. */
  preview(caller: Caller, policy: Policy): Promise<PolicyPreviewDetail>;
  /**
   * In force at once, in every process. Throws `policy-impossible` with faults, `conflict` when the version is not
   * the one in force, and `reauthentication-required` for a change that weakens.
   */
  replace(caller: Caller, version: number, policy: Policy): Promise<CurrentPolicyDetail>;
  preset(caller: Caller, preset: Preset): Policy;
  methods(caller: Caller): readonly MethodDetail[];
  limits(caller: Caller): Promise<readonly LimitInForce[]>;
}

export function createPolicyService(deps: {
  readonly storage: Storage;
  readonly directories: Directories;
  readonly policies: PolicyReader;
  readonly methods: MethodRegistry;
  readonly notices: Notices;
  readonly signal: JobSignal;
  readonly clock: Clock;
}): PolicyService {
  const { storage, directories, policies, clock } = deps;
  const catalogue = catalogueOf(deps.methods);

  async function detail(tenantId: string, inForce: PolicyInForce): Promise<CurrentPolicyDetail> {
    const { includeGroups, excludeGroups } = inForce.policy.scope;
    const groups = await readGroups(directories, tenantId, [...includeGroups, ...excludeGroups]);
    return { ...inForce, groups };
  }

  /** A group that is gone may stay where it was, so that it hinders no other change; none may be added. */
  async function unknownGroups(
    tenantId: string,
    before: Policy,
    after: Policy,
  ): Promise<FieldFault[]> {
    const faults = (['includeGroups', 'excludeGroups'] as const).flatMap((list) => {
      const kept = new Set(before.scope[list].map((ref) => JSON.stringify(ref)));
      return after.scope[list].map(async (ref, index): Promise<FieldFault[]> => {
        if (kept.has(JSON.stringify(ref))) return [];
        const known = await readGroup(directories, tenantId, ref);
        return known ? [] : [{ path: `scope.${list}.${index}`, code: 'unknown-group' }];
      });
    });
    return (await Promise.all(faults)).flat();
  }

  async function requirePossible(tenantId: string, before: Policy, after: Policy): Promise<void> {
    const faults = [
      ...impossibilities(after, catalogue),
      ...(await unknownGroups(tenantId, before, after)),
      ...(await wayBackInFaults(storage, directories, tenantId, before, after)),
    ];
    if (faults.length > 0) throw new PosternError('policy-impossible', { faults });
  }

  return {
    async current({ actor }) {
      authorize(actor, 'policy.read');
      return detail(actor.tenantId, await policies.current(storage, actor.tenantId));
    },

    async preview({ actor }, policy) {
      authorize(actor, 'policy.read');
      const { tenantId } = actor;
      const { policy: before } = await policies.current(storage, tenantId);
      await requirePossible(tenantId, before, policy);
      const { users, inScope } = await affectedIn(await directories.all(tenantId));
      const [inScopeBefore, inScopeAfter] = await Promise.all([
        inScope(before.scope),
        inScope(policy.scope),
      ]);
      return { changes: comparePolicies(before, policy), inScopeBefore, inScopeAfter, users };
    },

    async replace(caller, version, policy) {
      const { actor } = caller;
      authorize(actor, 'policy.write');
      const { tenantId } = actor;
      const inForce = await policies.current(storage, tenantId);
      if (inForce.version !== version) throw new PosternError('conflict');
      await requirePossible(tenantId, inForce.policy, policy);
      const changes = comparePolicies(inForce.policy, policy);
      if (changes.length === 0 && version > 0) return detail(tenantId, inForce);
      const at = clock.now();
      if (changes.some(({ weakens }) => weakens)) requireFreshProof(actor, at);
      await storage.transaction(async (stores) => {
        const by = auditActorOf(actor);
        const next = await stores.settings.replace(
          tenantId,
          POLICY_SECTION,
          version,
          policy,
          at,
          by.name ?? by.id,
        );
        if (next === null) throw new PosternError('conflict');
        const changed = await record(stores, caller, 'policy.changed', {
          at,
          target: POLICY_SECTION,
          fields: {
            before: valuesOf(changes, 'before'),
            after: valuesOf(changes, 'after'),
            version: next,
            via: actor.kind,
          },
        });
        const weakened = changes.filter(({ weakens }) => weakens).map(({ path }) => path);
        if (weakened.length === 0) return;
        // Everybody, whoever did it: a stolen session is noticed by its owner first (A136).
        await deps.notices.administrators(stores, {
          tenantId,
          alert: 'policy-weakened',
          username: by.name ?? by.id ?? actor.kind,
          detail: weakened.join(', '),
          reference: changed.id,
          at,
          locale: caller.visitor.locale,
          correlationId: null,
        });
      });
      deps.signal.wake();
      return detail(tenantId, await policies.current(storage, tenantId));
    },

    preset({ actor }, preset) {
      authorize(actor, 'policy.read');
      return presetPolicy(preset, catalogue);
    },

    methods({ actor }) {
      authorize(actor, 'policy.read');
      return [...deps.methods.values()].map((method) => ({
        id: method.id,
        methodClass: method.methodClass,
        fills: method.fills,
        forAdministrators: method.forAdministrators,
        carrier: method.kind === 'sent-code' ? method.carrier : null,
        settingsSchema: z.toJSONSchema(method.settings, { io: 'input' }) as Record<string, unknown>,
      }));
    },

    async limits({ actor }) {
      authorize(actor, 'policy.read');
      const { policy } = await policies.current(storage, actor.tenantId);
      return limitNames.map((name) => {
        const { counts, key, cleared, range } = limitTable[name];
        const times = timesOf(name, policy.preset);
        return { name, counts, key, cleared, range, ...times, max: policy.limits[name] };
      });
    },
  };
}

/** Only what changed, under its dotted path: the trail shows a change, not a copy of everything. */
function valuesOf(
  changes: readonly PolicyChange[],
  side: 'before' | 'after',
): Readonly<Record<string, AuditFieldValue>> {
  return Object.fromEntries(changes.map((one) => [one.path, one[side] as AuditFieldValue]));
}
