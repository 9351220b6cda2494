import { userKey } from '../../domain/identity.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import { addressOf } from '../../domain/throttle/network.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DirectoryUser } from '../../ports/directory.ts';
import type { Storage, Stores } from '../../ports/storage/index.ts';
import { type Countable, type Limiter, tooManyRequests } from '../throttle/limiter.ts';
import type { Visitor } from '../visitor.ts';

/** One try of a password: for whom it was typed, and who that is, if anybody. */
export interface PasswordTry {
  readonly visitor: Visitor;
  readonly canonical: string;
  readonly user: DirectoryUser | null;
}

export interface SignInLimits {
  /**
   * Counts a try before the password is compared, so that parallel tries cannot overrun the limit (A034).
   * Throws `too-many-requests` for what was typed, known or not. `spent` when the account behind it had its
   * tries under other names: saying so would tell that two names are one person (I7), so the try just fails.
   */
  admit(policy: Policy, one: PasswordTry): Promise<{ readonly spent: boolean }>;
  /** Counts a failure for the address. Successes of a whole office behind one address cost it nothing. */
  failed(stores: Stores, policy: Policy, one: PasswordTry): Promise<void>;
  /** The right password clears what its own wrong tries had counted (NIST SP 800-63B-4 §3.2.2). */
  succeeded(stores: Stores, one: PasswordTry): Promise<void>;
}

const typedAs = ({ canonical }: PasswordTry): Countable => ({
  limit: 'failed-sign-ins-per-identifier',
  key: `typed ${canonical}`,
});

/** For somebody unknown the same work is done under what was typed. */
const accountOf = ({ canonical, user }: PasswordTry): Countable => ({
  limit: 'failed-sign-ins-per-identifier',
  key: `account ${user ? userKey(user.ref) : canonical}`,
});

const addressCounter = (ip: string): Countable => ({
  limit: 'failed-sign-ins-per-address',
  key: addressOf(ip),
});

export function createSignInLimits(deps: {
  readonly storage: Storage;
  readonly limiter: Limiter;
  readonly clock: Clock;
}): SignInLimits {
  const { storage, limiter, clock } = deps;
  return {
    async admit(policy, one) {
      const { tenantId, ip } = one.visitor;
      const { blockedUntil, spent } = await storage.transaction(async (stores) => {
        const address =
          ip === null ? null : await limiter.blockedUntil(stores, tenantId, addressCounter(ip));
        if (address !== null) return { blockedUntil: address, spent: true };
        const typed = await limiter.admit(stores, tenantId, policy, [typedAs(one)]);
        if (typed !== null) return { blockedUntil: typed, spent: true };
        const account = await limiter.admit(stores, tenantId, policy, [accountOf(one)]);
        return { blockedUntil: null, spent: account !== null };
      });
      if (blockedUntil !== null) throw tooManyRequests(blockedUntil, clock.now());
      return { spent };
    },
    async failed(stores, policy, { visitor }) {
      if (visitor.ip === null) return;
      await limiter.count(stores, visitor.tenantId, policy, addressCounter(visitor.ip));
    },
    async succeeded(stores, one) {
      await limiter.clear(stores, one.visitor.tenantId, [typedAs(one), accountOf(one)]);
    },
  };
}
