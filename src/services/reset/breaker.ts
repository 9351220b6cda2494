import { gatesOf } from '../../domain/reset/gates.ts';
import type { MethodRegistry } from '../../ports/method.ts';
import type { PolicyReader } from '../policy/policy-reader.ts';
import type { Limiter } from '../throttle/limiter.ts';
import { enabledMethods, needsEarlierProof } from './offered-methods.ts';

/**
 * The policy as a reset has to see it: while somebody guesses all over the organisation, a reset needs two proofs,
 * wherever the methods that are switched on can give two (spec §5.1, A038). What was saved stays as it is.
 */
export function createGuardedPolicies(deps: {
  readonly policies: PolicyReader;
  readonly methods: MethodRegistry;
  readonly limiter: Limiter;
}): PolicyReader {
  return {
    async current(stores, tenantId) {
      const inForce = await deps.policies.current(stores, tenantId);
      const { policy } = inForce;
      if (policy.methodsRequired === 2) return inForce;
      const fillable = gatesOf(enabledMethods(deps.methods, policy, 'user'), (method) =>
        needsEarlierProof(method, policy),
      );
      if (fillable < 2) return inForce;
      const limit = 'failed-proofs-per-organisation';
      // Asked within a transaction too, so it goes through the stores that were handed in.
      const until = await deps.limiter.blockedUntil(stores, tenantId, { limit, key: limit });
      return until === null ? inForce : { ...inForce, policy: { ...policy, methodsRequired: 2 } };
    },
  };
}
