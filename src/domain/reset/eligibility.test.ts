import { describe, expect, test } from 'vitest';
import { catalogueOf, methodFacts } from '../../../test/kit/catalogue.ts';
import type { Policy } from '../policy/policy.ts';
import { presetPolicy } from '../policy/presets.ts';
import { decideEligibility, type EligibilityFacts, ineligibilityReasons } from './eligibility.ts';

const pilot = { directoryId: 'dir_1', anchor: 'pilot' };
const guests = { directoryId: 'dir_1', anchor: 'guests' };
const email = { id: 'email', methodClass: 'mailbox', fills: 1, needsAnother: false } as const;
const alternate = {
  id: 'alternate',
  methodClass: 'mailbox',
  fills: 1,
  needsAnother: false,
} as const;
const text = { id: 'text', methodClass: 'phone', fills: 1, needsAnother: false } as const;
const passkey = { id: 'passkey', methodClass: 'passkey', fills: 2, needsAnother: false } as const;

const preset = presetPolicy('recommended', catalogueOf(methodFacts('email', 'mailbox')));
const policy = (mode: Policy['scope']['mode'], methodsRequired: 1 | 2 = 1): Policy => ({
  ...preset,
  methodsRequired,
  scope: { mode, includeGroups: [pilot], excludeGroups: [guests] },
});
const ordinary = { expired: false, protected: false, service: false, mayChangePassword: true };
const ready: EligibilityFacts = {
  enabled: true,
  account: ordinary,
  memberOf: [pilot],
  isAdministrator: false,
  frozen: false,
  blockedUntil: null,
  usableMethods: [email],
};
const noAdministrator = { administratorsMayReset: false, methods: ['email'] };

const reasonFor = (facts: Partial<EligibilityFacts>, under = policy('selected')) =>
  decideEligibility(under, { ...ready, ...facts }).reason;

test('somebody with everything in order can reset', () => {
  const decision = decideEligibility(policy('selected'), ready);
  expect(decision).toMatchObject({ eligible: true, reason: null, gatesRequired: 1 });
  expect(decision.rules.every(({ passed }) => passed)).toBe(true);
});

test.each([
  ['expiredMayReset', { expired: true }, 'expired-allowed'],
  ['protectedMayReset', { protected: true }, 'protected-allowed'],
  ['serviceMayReset', { service: true }, 'service-allowed'],
  ['fixedPasswordMayReset', { mayChangePassword: false }, 'not-changeable-allowed'],
])('the policy lets a special account reset: %s', (setting, state, detail) => {
  const under = { ...policy('all'), accounts: { ...preset.accounts, [setting]: true } };
  const facts = { ...ready, account: { ...ordinary, ...state } };
  const decision = decideEligibility(under, facts);
  expect(decision.eligible).toBe(true);
  expect(decision.rules.map((one) => one.detail)).toContain(detail);
});

describe('somebody cannot reset when', () => {
  test.each([
    ['account-disabled', { enabled: false }, policy('selected')],
    ['account-expired', { account: { ...ordinary, expired: true } }, policy('all')],
    ['account-protected', { account: { ...ordinary, protected: true } }, policy('all')],
    ['account-service', { account: { ...ordinary, service: true } }, policy('all')],
    [
      'password-not-changeable',
      { account: { ...ordinary, mayChangePassword: false } },
      policy('all'),
    ],
    ['switched-off', {}, policy('none')],
    [
      'administrators-switched-off',
      { isAdministrator: true, usableMethods: [email, text] },
      { ...policy('all'), administrators: noAdministrator },
    ],
    ['methods-missing', { usableMethods: [{ ...email, needsAnother: true }] }, policy('all')],
    ['excluded', { memberOf: [pilot, guests] }, policy('selected')],
    ['excluded', { memberOf: [guests] }, policy('all')],
    ['not-a-member', { memberOf: [] }, policy('selected')],
    ['frozen', { frozen: true }, policy('all')],
    ['blocked', { blockedUntil: 5 }, policy('all')],
    ['methods-missing', { usableMethods: [] }, policy('all')],
    ['methods-missing', {}, policy('all', 2)],
    ['methods-missing', { usableMethods: [email, alternate] }, policy('all', 2)],
  ] as const)('%s: %j', (reason, facts, under) => {
    expect(reasonFor(facts, under)).toBe(reason);
    expect(decideEligibility(under, { ...ready, ...facts }).eligible).toBe(false);
  });

  test('and every reason there is has been shown here', () => {
    expect(ineligibilityReasons).toHaveLength(12);
  });
});

test('two gates take two classes, or one method that fills both', () => {
  expect(reasonFor({ usableMethods: [email, text] }, policy('all', 2))).toBeNull();
  expect(reasonFor({ usableMethods: [passkey] }, policy('all', 2))).toBeNull();
});

describe('an administrator', () => {
  const administrator = { isAdministrator: true, usableMethods: [email, text] };

  test.each(['none', 'selected', 'all'] as const)(
    'is in scope when the scope is %s (AD-01)',
    (mode) => {
      expect(reasonFor({ ...administrator, memberOf: [] }, policy(mode))).toBeNull();
      expect(reasonFor({ ...administrator, memberOf: [guests] }, policy(mode))).toBeNull();
    },
  );

  test('needs two gates whatever the organisation asks of others (AD-02, invariant I11)', () => {
    const decision = decideEligibility(policy('all'), { ...ready, isAdministrator: true });
    expect(decision).toMatchObject({
      eligible: false,
      reason: 'methods-missing',
      gatesRequired: 2,
    });
  });

  test('is held up by everything else like anybody', () => {
    expect(reasonFor({ ...administrator, enabled: false })).toBe('account-disabled');
    expect(reasonFor({ ...administrator, frozen: true })).toBe('frozen');
    expect(reasonFor({ ...administrator, blockedUntil: 5 })).toBe('blocked');
  });
});

describe('the evidence', () => {
  test('holds every rule in order, whatever failed', () => {
    const nothing = {
      enabled: false,
      account: { expired: true, protected: true, service: true, mayChangePassword: false },
      memberOf: [],
      frozen: true,
      blockedUntil: 5,
      usableMethods: [],
    };
    const decision = decideEligibility(policy('selected', 2), { ...ready, ...nothing });
    expect(decision.rules).toEqual([
      { rule: 'account', passed: false, detail: 'disabled' },
      { rule: 'expiry', passed: false, detail: 'expired' },
      { rule: 'protection', passed: false, detail: 'protected' },
      { rule: 'service', passed: false, detail: 'service' },
      { rule: 'password-change', passed: false, detail: 'not-changeable' },
      { rule: 'scope', passed: false, detail: 'not-a-member' },
      { rule: 'freeze', passed: false, detail: 'frozen' },
      { rule: 'limits', passed: false, detail: 'blocked' },
      { rule: 'methods', passed: false, detail: '0/2' },
    ]);
    expect(decision.reason).toBe('account-disabled');
  });

  test('says for an administrator that this is why', () => {
    const facts = { ...ready, isAdministrator: true, usableMethods: [passkey], memberOf: [] };
    expect(decideEligibility(policy('none'), facts).rules).toEqual([
      { rule: 'account', passed: true, detail: 'enabled' },
      { rule: 'expiry', passed: true, detail: 'not-expired' },
      { rule: 'protection', passed: true, detail: 'not-protected' },
      { rule: 'service', passed: true, detail: 'no-service' },
      { rule: 'password-change', passed: true, detail: 'changeable' },
      { rule: 'scope', passed: true, detail: 'administrator' },
      { rule: 'freeze', passed: true, detail: 'not-frozen' },
      { rule: 'limits', passed: true, detail: 'not-blocked' },
      { rule: 'methods', passed: true, detail: '2/2' },
    ]);
  });
});
