import { userKey } from '../../domain/identity.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import { decideEligibility, type Eligibility } from '../../domain/reset/eligibility.ts';
import type { Directories, DirectoryUser } from '../../ports/directory.ts';
import type { MethodRegistry } from '../../ports/method.ts';
import type { Stores } from '../../ports/storage/index.ts';
import type { Limiter } from '../throttle/limiter.ts';

export interface EligibilityReader {
  /** Whether this person can reset now, decided on facts read at this moment. */
  decide(stores: Stores, user: DirectoryUser, policy: Policy): Promise<Eligibility>;
}

export function createEligibility(deps: {
  readonly directories: Directories;
  readonly methods: MethodRegistry;
  readonly limiter: Limiter;
}): EligibilityReader {
  return {
    async decide(stores, user, policy) {
      const { tenantId, directoryId, anchor } = user.ref;
      const [memberOf, roles, freeze, blockedUntil] = await Promise.all([
        deps.directories.get(tenantId, directoryId).memberOf(anchor),
        stores.roleAssignments.of(user.ref),
        stores.freezes.get(user.ref),
        deps.limiter.blockedUntil(stores, tenantId, {
          limit: 'failed-proofs-per-account',
          key: userKey(user.ref),
        }),
      ]);
      return decideEligibility(policy, {
        enabled: user.enabled,
        memberOf,
        isAdministrator: roles.length > 0,
        frozen: freeze !== null,
        blockedUntil,
        usableMethods: [...deps.methods.values()].filter(
          (method) =>
            policy.methods[method.id]?.enabled === true && method.destinationOf(user) !== null,
        ),
      });
    },
  };
}
