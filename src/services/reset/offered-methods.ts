import { gatesRequired, type Policy } from '../../domain/policy/policy.ts';
import type { ResetRule } from '../../domain/reset/session.ts';
import type { Method, MethodRegistry } from '../../ports/method.ts';

/**
 * Whom a list of methods is for. `anybody` is somebody whom nobody looked up yet: they are offered what anybody could
 * be asked by, so that the list tells nothing of them.
 */
export type Audience = 'anybody' | 'user' | 'administrator';

/** The methods the policy lets these people use, in the registry's order. */
export function enabledMethods(
  methods: MethodRegistry,
  policy: Policy,
  audience: Audience,
): Method[] {
  const { administratorsMayReset, methods: ofAdministrators } = policy.administrators;
  const byOwnRule = (id: string) => administratorsMayReset && ofAdministrators.includes(id);
  const byScope = (id: string) =>
    policy.methods[id]?.enabled === true && (audience === 'user' || policy.scope.mode !== 'none');
  return [...methods.values()].filter(({ id }) => {
    if (audience === 'administrator') return byOwnRule(id);
    return byScope(id) || (audience === 'anybody' && byOwnRule(id));
  });
}

export function needsEarlierProof(method: Method, policy: Policy): boolean {
  const settings = method.settings.safeParse(policy.methods[method.id]);
  return settings.success && method.needsEarlierProof(settings.data);
}

/** What the policy asks at this moment. Before the person is known nothing personal goes into it. */
export function ruleOf(methods: MethodRegistry, policy: Policy, audience: Audience): ResetRule {
  const enabled = enabledMethods(methods, policy, audience);
  return {
    gatesRequired: gatesRequired(policy, audience === 'administrator'),
    enabledMethods: new Set(enabled.map(({ id }) => id)),
    needingAnother: new Set(
      enabled.filter((method) => needsEarlierProof(method, policy)).map(({ id }) => id),
    ),
    grantSeconds: policy.session.grantSeconds,
    unlockAllowed: policy.unlock.allowed,
  };
}

/**
 * What somebody may choose who has proved nothing yet: what the organisation offers, and apart from it what only the
 * administrators' own rule allows. Where nobody else may reset, theirs is what is offered.
 */
export function firstChoices(
  methods: MethodRegistry,
  policy: Policy,
): { readonly offered: readonly string[]; readonly forAdministrators: readonly string[] } {
  const first = (audience: Audience) =>
    enabledMethods(methods, policy, audience)
      .filter((method) => !needsEarlierProof(method, policy))
      .map(({ id }) => id);
  const own = first('administrator');
  if (policy.scope.mode === 'none') return { offered: own, forAdministrators: [] };
  const offered = first('user');
  return { offered, forAdministrators: own.filter((id) => !offered.includes(id)) };
}

/** Whether the number has to be typed in full before anything is sent (ME-25). */
export function asksDestination(methods: MethodRegistry, policy: Policy, id: string): boolean {
  const method = methods.get(id);
  if (method?.kind !== 'sent-code') return false;
  const settings = method.settings.safeParse(policy.methods[id]);
  return settings.success && method.asksDestination(settings.data);
}
