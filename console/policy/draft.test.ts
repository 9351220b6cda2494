import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Policy, settingsOf } from '../../src/contract/shapes.ts';
import { changedPaths, departures, mergeOnto, takePreset, valueAt, withValue } from './draft.ts';

const limits: Policy['limits'] = {
  'start-per-identifier': 3,
  'start-per-identifier-per-day': 10,
  'start-per-address': 5,
  'start-per-network': 50,
  'failed-proofs-per-identifier': 10,
  'failed-proofs-per-account': 10,
  'failed-proofs-per-method': 10,
  'method-stop': 50,
  'failed-proofs-per-organisation': 50,
  'break-glass-per-organisation': 3,
  'phone-per-prefix-per-day': 20,
  'phone-per-organisation-per-day': 500,
  'carrier-tests-per-organisation': 5,
  'mail-per-destination-per-hour': 5,
  'mail-per-destination-per-day': 10,
  'phone-per-destination-per-hour': 3,
  'registration-codes-per-account': 10,
  'hand-overs-per-account': 20,
  'phone-per-destination-per-day': 5,
  'failed-sign-ins-per-identifier': 10,
  'device-asks-per-account-per-minute': 1,
  'device-asks-per-account-per-day': 5,
  'failed-sign-ins-per-address': 50,
};

const recommended: Policy = {
  preset: 'recommended',
  scope: { mode: 'none', includeGroups: [], excludeGroups: [] },
  methodsRequired: 1,
  methods: { email: { enabled: true, digits: 8, lifetimeSeconds: 600 } },
  administrators: { administratorsMayReset: true, methods: ['email', 'app-code'] },
  registration: {
    requiredAtSignIn: true,
    skipsAllowed: 3,
    skipDays: 14,
    reconfirmDays: 180,
    holdHours: 24,
    resetHoldHours: 24,
    returnAddresses: [],
  },
  session: {
    lifetimeSeconds: 900,
    grantSeconds: 600,
    wrongAnswersPerCode: 5,
    sendsPerMethod: 3,
    resendWaitSeconds: [60, 120, 300],
  },
  limits,
  password: {
    minLength: 15,
    maxLength: 128,
    characterClasses: 0,
    refuseCommon: true,
    refuseContextWords: true,
    customWords: [],
  },
  unlock: { allowed: false },
  accounts: {
    expiredMayReset: false,
    protectedMayReset: false,
    serviceMayReset: false,
    fixedPasswordMayReset: false,
  },
  notifications: { notifyUser: true },
  helpContact: null,
};

const entra: Policy = {
  ...recommended,
  preset: 'entra',
  methods: { email: { enabled: true, digits: 6, lifetimeSeconds: 300 } },
  session: { ...recommended.session, sendsPerMethod: 5, resendWaitSeconds: [30] },
  password: { ...recommended.password, minLength: 8, characterClasses: 3 },
};

const pilot = { directoryId: 'dir_1', anchor: 'grp_pilot' };

const numberPaths = [
  'session.lifetimeSeconds',
  'session.sendsPerMethod',
  'password.minLength',
  'limits.start-per-address',
  'methods.email.digits',
] as const;

describe('changing a setting', () => {
  test('changes that one and leaves the policy it came from alone', () => {
    const changed = withValue(recommended, 'methods.email.digits', 10);
    expect(valueAt(changed, 'methods.email.digits')).toBe(10);
    expect(valueAt(recommended, 'methods.email.digits')).toBe(8);
    expect(changedPaths(recommended, changed)).toEqual(['methods.email.digits']);
  });

  test('is no change when the value is put back', () => {
    const there = withValue(recommended, 'password.minLength', 20);
    expect(changedPaths(recommended, withValue(there, 'password.minLength', 15))).toEqual([]);
  });

  test('knows no value of a setting that is not there', () => {
    expect(valueAt(recommended, 'methods.carrier-pigeon.enabled')).toBeUndefined();
  });
});

describe('my changes on top of theirs', () => {
  test('keeps both when they touch different settings', () => {
    const mine = withValue(recommended, 'scope', {
      mode: 'selected',
      includeGroups: [pilot],
      excludeGroups: [],
    });
    const theirs = withValue(recommended, 'helpContact', 'https://help.example.com');
    const { policy, collisions } = mergeOnto(recommended, mine, theirs);
    expect(policy.scope.includeGroups).toEqual([pilot]);
    expect(policy.helpContact).toBe('https://help.example.com');
    expect(collisions).toEqual([]);
  });

  test('takes mine where both changed the same, and says so', () => {
    const mine = withValue(recommended, 'password.minLength', 20);
    const theirs = withValue(recommended, 'password.minLength', 12);
    const { policy, collisions } = mergeOnto(recommended, mine, theirs);
    expect(policy.password.minLength).toBe(20);
    expect(collisions).toEqual(['password.minLength']);
  });

  test('is no collision when both chose the same value', () => {
    const both = withValue(recommended, 'password.minLength', 20);
    expect(mergeOnto(recommended, both, both).collisions).toEqual([]);
  });

  test('never loses a change of either side', () => {
    const changes = fc.dictionary(fc.constantFrom(...numberPaths), fc.integer({ min: 1, max: 99 }));
    fc.assert(
      fc.property(changes, changes, (mineChanged, theirsChanged) => {
        const apply = (changed: Record<string, number>) =>
          Object.entries(changed).reduce(
            (policy, [path, value]) => withValue(policy, path, value),
            recommended,
          );
        const mine = apply(mineChanged);
        const theirs = apply(theirsChanged);
        const { policy } = mergeOnto(recommended, mine, theirs);
        for (const path of numberPaths) {
          const ours = valueAt(mine, path);
          const unchanged = ours === valueAt(recommended, path);
          expect(valueAt(policy, path)).toBe(unchanged ? valueAt(theirs, path) : ours);
        }
      }),
    );
  });
});

describe('a preset', () => {
  const own = withValue(
    withValue(
      withValue(
        withValue(recommended, 'scope', {
          mode: 'selected',
          includeGroups: [pilot],
          excludeGroups: [],
        }),
        'methods.email.enabled',
        false,
      ),
      'password.customWords',
      ['contoso'],
    ),
    'helpContact',
    'help@contoso.example',
  );

  test('brings its numbers and leaves what is the organisation’s own', () => {
    const taken = takePreset(own, entra);
    expect(taken.preset).toBe('entra');
    expect(taken.password).toMatchObject({ minLength: 8, characterClasses: 3 });
    expect(taken.methods['email']).toEqual({ enabled: false, digits: 6, lifetimeSeconds: 300 });
    expect(taken.session.resendWaitSeconds).toEqual([30]);
    expect(taken.scope).toEqual(own.scope);
    expect(taken.password.customWords).toEqual(['contoso']);
    expect(taken.helpContact).toBe('help@contoso.example');
  });

  test('counts the numbers that depart from it, and nothing else', () => {
    expect(departures(own, recommended)).toEqual([]);
    expect(departures(withValue(own, 'limits.start-per-address', 9), recommended)).toEqual([
      'limits.start-per-address',
    ]);
  });

  test('names every setting it decides in the policy itself', () => {
    expect([...settingsOf(takePreset(own, entra)).keys()].toSorted()).toEqual(
      [...settingsOf(own).keys()].toSorted(),
    );
  });
});
