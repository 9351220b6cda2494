import type { GroupRef } from '../identity.ts';
import { gatesRequired, type Policy } from '../policy/policy.ts';
import { decideScope } from '../policy/scope.ts';
import { gatesOf } from './gates.ts';

/** Everything about one person that the decision rests on, read fresh from the directory and the store. */
export interface EligibilityFacts {
  readonly enabled: boolean;
  /** What the directory says of the account. */
  readonly account: {
    readonly expired: boolean;
    readonly protected: boolean;
    readonly service: boolean;
    readonly mayChangePassword: boolean;
  };
  readonly memberOf: readonly GroupRef[];
  readonly isAdministrator: boolean;
  readonly frozen: boolean;
  readonly blockedUntil: number | null;
  /** Methods this person could be asked by now, with their class and the gates they fill. */
  readonly usableMethods: readonly {
    readonly id: string;
    readonly methodClass: string;
    readonly fills: 1 | 2;
    readonly needsAnother: boolean;
  }[];
}

export const ineligibilityReasons = [
  'account-disabled',
  'account-expired',
  'account-protected',
  'account-service',
  'password-not-changeable',
  'administrators-switched-off',
  'switched-off',
  'excluded',
  'not-a-member',
  'frozen',
  'blocked',
  'methods-missing',
] as const;
export type IneligibilityReason = (typeof ineligibilityReasons)[number];

/** Those that the person is told by name, in their own mailbox; of the others only that it is not for them. */
export const toldReasons = [
  'blocked',
  'frozen',
  'account-expired',
  'account-protected',
  'account-service',
  'password-not-changeable',
] as const satisfies readonly IneligibilityReason[];
export type ToldReason = (typeof toldReasons)[number];

/** One rule and what it found, in the order the rules are asked: the evidence for "why not?". */
export interface EligibilityRule {
  readonly rule:
    | 'account'
    | 'expiry'
    | 'protection'
    | 'service'
    | 'password-change'
    | 'scope'
    | 'freeze'
    | 'limits'
    | 'methods';
  readonly passed: boolean;
  readonly detail: string;
}

export interface Eligibility {
  readonly eligible: boolean;
  readonly reason: IneligibilityReason | null;
  readonly gatesRequired: 1 | 2;
  readonly rules: readonly EligibilityRule[];
}

type Check = [EligibilityRule, IneligibilityReason];

/** Accounts of a special kind, each of which the policy may let reset all the same. */
function accountChecks({ accounts }: Policy, { account }: EligibilityFacts): Check[] {
  const check = (
    rule: EligibilityRule['rule'],
    special: boolean,
    allowed: boolean,
    [ordinary, word]: readonly [string, string],
    reason: IneligibilityReason,
  ): Check => {
    const detail = special ? `${word}${allowed ? '-allowed' : ''}` : ordinary;
    return [{ rule, passed: !special || allowed, detail }, reason];
  };
  return [
    check(
      'expiry',
      account.expired,
      accounts.expiredMayReset,
      ['not-expired', 'expired'],
      'account-expired',
    ),
    check(
      'protection',
      account.protected,
      accounts.protectedMayReset,
      ['not-protected', 'protected'],
      'account-protected',
    ),
    check(
      'service',
      account.service,
      accounts.serviceMayReset,
      ['no-service', 'service'],
      'account-service',
    ),
    check(
      'password-change',
      !account.mayChangePassword,
      accounts.fixedPasswordMayReset,
      ['changeable', 'not-changeable'],
      'password-not-changeable',
    ),
  ];
}

/** Administrators have a rule of their own whatever the organisation chose (AD-01, AD-15), and need two gates (AD-02). */
export function decideEligibility(policy: Policy, facts: EligibilityFacts): Eligibility {
  const required = gatesRequired(policy, facts.isAdministrator);
  const scope = decideScope(policy.scope, facts.memberOf);
  const { administratorsMayReset } = policy.administrators;
  const inScope = facts.isAdministrator ? administratorsMayReset : scope.inScope;
  const fillable = gatesOf(facts.usableMethods, ({ needsAnother }) => needsAnother);
  const checks: Check[] = [
    [
      { rule: 'account', passed: facts.enabled, detail: facts.enabled ? 'enabled' : 'disabled' },
      'account-disabled',
    ],
    ...accountChecks(policy, facts),
    [
      {
        rule: 'scope',
        passed: inScope,
        detail: facts.isAdministrator ? 'administrator' : scope.because,
      },
      facts.isAdministrator || scope.inScope ? 'administrators-switched-off' : scope.because,
    ],
    [
      { rule: 'freeze', passed: !facts.frozen, detail: facts.frozen ? 'frozen' : 'not-frozen' },
      'frozen',
    ],
    [
      {
        rule: 'limits',
        passed: facts.blockedUntil === null,
        detail: facts.blockedUntil === null ? 'not-blocked' : 'blocked',
      },
      'blocked',
    ],
    [
      { rule: 'methods', passed: fillable >= required, detail: `${fillable}/${required}` },
      'methods-missing',
    ],
  ];
  const failed = checks.find(([rule]) => !rule.passed);
  return {
    eligible: failed === undefined,
    reason: failed ? failed[1] : null,
    gatesRequired: required,
    rules: checks.map(([rule]) => rule),
  };
}
