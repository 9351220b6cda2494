import type { GroupRef } from '../identity.ts';
import { gatesRequired, type Policy } from '../policy/policy.ts';
import { decideScope } from '../policy/scope.ts';

/** Everything about one person that the decision rests on, read fresh from the directory and the store. */
export interface EligibilityFacts {
  readonly enabled: boolean;
  readonly memberOf: readonly GroupRef[];
  readonly isAdministrator: boolean;
  readonly frozen: boolean;
  readonly blockedUntil: number | null;
  /** Methods this person could be asked by now, with their class and the gates they fill. */
  readonly usableMethods: readonly {
    readonly id: string;
    readonly methodClass: string;
    readonly fills: 1 | 2;
  }[];
}

export const ineligibilityReasons = [
  'account-disabled',
  'switched-off',
  'excluded',
  'not-a-member',
  'frozen',
  'blocked',
  'methods-missing',
] as const;
export type IneligibilityReason = (typeof ineligibilityReasons)[number];

/** One rule and what it found, in the order the rules are asked: the evidence for "why not?". */
export interface EligibilityRule {
  readonly rule: 'account' | 'scope' | 'freeze' | 'limits' | 'methods';
  readonly passed: boolean;
  readonly detail: string;
}

export interface Eligibility {
  readonly eligible: boolean;
  readonly reason: IneligibilityReason | null;
  readonly gatesRequired: 1 | 2;
  readonly rules: readonly EligibilityRule[];
}

/** Administrators are in scope whatever the organisation chose (AD-01), and need two gates (AD-02). */
export function decideEligibility(policy: Policy, facts: EligibilityFacts): Eligibility {
  const required = gatesRequired(policy, facts.isAdministrator);
  const scope = decideScope(policy.scope, facts.memberOf);
  const inScope = scope.inScope || facts.isAdministrator;
  const fillable = gatesFillable(facts);
  const checks: [EligibilityRule, IneligibilityReason][] = [
    [
      { rule: 'account', passed: facts.enabled, detail: facts.enabled ? 'enabled' : 'disabled' },
      'account-disabled',
    ],
    [
      {
        rule: 'scope',
        passed: inScope,
        detail: facts.isAdministrator ? 'administrator' : scope.because,
      },
      scope.inScope ? 'switched-off' : scope.because,
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

function gatesFillable(facts: EligibilityFacts): number {
  const perClass = new Map<string, number>();
  for (const method of facts.usableMethods) {
    perClass.set(method.methodClass, Math.max(perClass.get(method.methodClass) ?? 0, method.fills));
  }
  return [...perClass.values()].reduce((sum, fills) => sum + fills, 0);
}
