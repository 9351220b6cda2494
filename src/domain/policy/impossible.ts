import { sameGroup } from '../identity.ts';
import type { FieldFault } from '../errors.ts';
import { ADMINISTRATOR_GATES, type Policy } from './policy.ts';
import { gatesOf } from '../reset/gates.ts';
import type { MethodCatalogue, MethodFacts } from './presets.ts';

/**
 * A policy that nobody could satisfy, or that says nothing, is refused with the reason.
 * Returns faults with the dotted path of the setting to change; an empty list is a policy that can be saved.
 */
export function impossibilities(policy: Policy, catalogue: MethodCatalogue): FieldFault[] {
  const faults: FieldFault[] = [];
  for (const [id, settings] of Object.entries(policy.methods)) {
    const method = catalogue.get(id);
    if (!method) {
      faults.push({ path: `methods.${id}`, code: 'unknown-method' });
      continue;
    }
    for (const path of method.faultsOf(settings))
      faults.push({ path: `methods.${id}.${path}`, code: 'out-of-range' });
  }
  if (policy.scope.mode !== 'none') faults.push(...gateFaults(policy, catalogue));
  faults.push(...administratorFaults(policy, catalogue));
  if (policy.scope.mode === 'selected' && policy.scope.includeGroups.length === 0) {
    faults.push({ path: 'scope.includeGroups', code: 'no-group-selected' });
  }
  for (const [index, group] of policy.scope.includeGroups.entries()) {
    if (policy.scope.excludeGroups.some((excluded) => sameGroup(excluded, group))) {
      faults.push({
        path: `scope.includeGroups.${index}`,
        code: 'group-both-included-and-excluded',
      });
    }
  }
  if (policy.password.minLength > policy.password.maxLength) {
    faults.push({ path: 'password.minLength', code: 'longer-than-maximum' });
  }
  return faults;
}

function gateFaults(policy: Policy, catalogue: MethodCatalogue): FieldFault[] {
  const enabled = [...catalogue.values()].filter(
    (method) => policy.methods[method.id]?.enabled === true,
  );
  if (enabled.length === 0) return [{ path: 'methods', code: 'no-method-enabled' }];
  const tooFew = authenticatorFaults(policy, enabled);
  if (tooFew.length > 0) return tooFew;
  const fillable = fillableBy(enabled, policy);
  if (policy.methodsRequired <= fillable) return [];
  return [
    {
      path: 'methodsRequired',
      code: 'more-gates-than-classes',
      params: { required: policy.methodsRequired, available: fillable },
    },
  ];
}

/** Entra lets nobody rely on an authenticator alone, nor on it and one other method where two are needed (ME-12, ME-13). */
function authenticatorFaults(policy: Policy, enabled: readonly MethodFacts[]): FieldFault[] {
  const byApp = enabled.some(({ methodClass }) => methodClass === 'app');
  const needed = policy.methodsRequired + 1;
  if (policy.preset !== 'entra' || !byApp || enabled.length >= needed) return [];
  return [{ path: 'methods', code: 'authenticator-needs-more', params: { needed } }];
}

function fillableBy(methods: readonly MethodFacts[], policy: Policy): number {
  return gatesOf(methods, (method) =>
    method.needsEarlierProof(policy.methods[method.id] ?? method.presets[policy.preset]),
  );
}

/** The administrators' own rule must leave them a way, or say in so many words that there is none. */
function administratorFaults(policy: Policy, catalogue: MethodCatalogue): FieldFault[] {
  const { administratorsMayReset, methods } = policy.administrators;
  const unknown: FieldFault[] = methods.flatMap((id, index) =>
    catalogue.has(id) ? [] : [{ path: `administrators.methods.${index}`, code: 'unknown-method' }],
  );
  const known = [...catalogue.values()].filter((method) => methods.includes(method.id));
  // No setting lets in what the preset keeps from administrators (AD-03, spec §5.2).
  for (const { id } of known.filter(({ forAdministrators }) => !forAdministrators[policy.preset])) {
    const path = `administrators.methods.${methods.indexOf(id)}`;
    unknown.push({ path, code: 'not-for-administrators' });
  }
  const available = fillableBy(known, policy);
  if (!administratorsMayReset || available >= ADMINISTRATOR_GATES) return unknown;
  return [
    ...unknown,
    {
      path: 'administrators.methods',
      code: 'more-gates-than-classes',
      params: { required: ADMINISTRATOR_GATES, available },
    },
  ];
}
