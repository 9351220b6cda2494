import { describe, expect, test } from 'vitest';
import { catalogueOf, methodFacts } from '../../../test/kit/catalogue.ts';
import { impossibilities } from './impossible.ts';
import type { Policy } from './policy.ts';
import { policySchema } from './policy.ts';
import { presetPolicy } from './presets.ts';

const catalogue = catalogueOf(
  methodFacts('email', 'mailbox'),
  methodFacts('alternate', 'mailbox'),
  methodFacts('text', 'phone'),
  methodFacts('passkey', 'passkey', 2),
);
const pilot = { directoryId: 'dir_1', anchor: 'pilot' };
const staff = { directoryId: 'dir_1', anchor: 'staff' };

const on = (...ids: string[]): Policy['methods'] =>
  Object.fromEntries([...catalogue.keys()].map((id) => [id, { enabled: ids.includes(id) }]));
const everybody: Policy['scope'] = { mode: 'all', includeGroups: [], excludeGroups: [] };
const faultsOf = (changes: Partial<Policy>) =>
  impossibilities(
    { ...presetPolicy('recommended', catalogue), scope: everybody, ...changes },
    catalogue,
  );

test('has nothing against either preset as it comes', () => {
  for (const preset of ['recommended', 'entra'] as const) {
    const policy = presetPolicy(preset, catalogue);
    expect(policySchema.parse(policy)).toEqual(policy);
    expect(impossibilities(policy, catalogue)).toEqual([]);
  }
});

describe('gates', () => {
  test.each([
    [1, ['email'], []],
    [2, ['email', 'text'], []],
    [2, ['passkey'], []],
    [2, ['email', 'passkey'], []],
    [2, ['email'], [1]],
    [2, ['email', 'alternate'], [1]],
  ] as const)('%d of %j leave open %j', (methodsRequired, ids, available) => {
    expect(faultsOf({ methodsRequired, methods: on(...ids) })).toEqual(
      available.map((count) => ({
        path: 'methodsRequired',
        code: 'more-gates-than-classes',
        params: { required: methodsRequired, available: count },
      })),
    );
  });

  test('without any method are refused', () => {
    for (const methodsRequired of [1, 2] as const) {
      expect(faultsOf({ methodsRequired, methods: on() })).toEqual([
        { path: 'methods', code: 'no-method-enabled' },
      ]);
    }
    expect(faultsOf({ methods: {} })).toEqual([{ path: 'methods', code: 'no-method-enabled' }]);
  });

  test('are nobody\u2019s trouble while the scope is none', () => {
    const scope = { ...everybody, mode: 'none' as const };
    expect(faultsOf({ scope, methods: on(), methodsRequired: 2 })).toEqual([]);
  });
});

describe('methods', () => {
  test('that do not exist are refused by name', () => {
    expect(faultsOf({ methods: { ...on('email'), pigeon: { enabled: false } } })).toEqual([
      { path: 'methods.pigeon', code: 'unknown-method' },
    ]);
  });

  test('with settings out of range are refused, switched on or off', () => {
    for (const enabled of [true, false]) {
      const methods = { ...on('email'), text: { enabled, wrong: true } };
      expect(faultsOf({ methods })).toEqual([{ path: 'methods.text.wrong', code: 'out-of-range' }]);
    }
  });
});

describe('groups', () => {
  test('must be named when the scope is selected', () => {
    const selected = { mode: 'selected' as const, excludeGroups: [staff] };
    expect(faultsOf({ scope: { ...selected, includeGroups: [] } })).toEqual([
      { path: 'scope.includeGroups', code: 'no-group-selected' },
    ]);
    expect(faultsOf({ scope: { ...selected, includeGroups: [pilot] } })).toEqual([]);
  });

  test('cannot be both included and excluded', () => {
    const scope = {
      mode: 'selected' as const,
      includeGroups: [pilot, staff],
      excludeGroups: [{ ...staff }],
    };
    expect(faultsOf({ scope })).toEqual([
      { path: 'scope.includeGroups.1', code: 'group-both-included-and-excluded' },
    ]);
    const apart = { ...scope, excludeGroups: [{ ...staff, directoryId: 'dir_2' }] };
    expect(faultsOf({ scope: apart })).toEqual([]);
  });
});

test('a shortest password longer than the longest is refused', () => {
  const password = presetPolicy('recommended', catalogue).password;
  const lengths = { minLength: 64, maxLength: 64 };
  expect(faultsOf({ password: { ...password, ...lengths } })).toEqual([]);
  expect(faultsOf({ password: { ...password, ...lengths, maxLength: 63 } })).toEqual([
    { path: 'password.minLength', code: 'longer-than-maximum' },
  ]);
});

test('everything that is wrong is said at once', () => {
  const methods = { pigeon: { enabled: true } };
  const scope = { mode: 'selected' as const, includeGroups: [], excludeGroups: [] };
  expect(faultsOf({ methods, scope }).map(({ code }) => code)).toEqual([
    'unknown-method',
    'no-method-enabled',
    'no-group-selected',
  ]);
});

describe('an authenticator under the entra preset', () => {
  const withApp = catalogueOf(
    methodFacts('app-code', 'app'),
    methodFacts('email', 'mailbox'),
    methodFacts('text', 'phone'),
  );
  const faults = (
    preset: Policy['preset'],
    methodsRequired: 1 | 2,
    ids: readonly string[],
  ): readonly string[] => {
    const methods = Object.fromEntries(
      [...withApp.keys()].map((id) => [id, { enabled: ids.includes(id) }]),
    );
    const policy = { ...presetPolicy(preset, withApp), scope: everybody, methodsRequired, methods };
    return impossibilities(policy, withApp).map(({ code }) => code);
  };

  test.each([
    ['ME-12', 1, ['app-code']],
    ['ME-13', 2, ['app-code', 'email']],
    ['ME-13', 2, ['app-code', 'text']],
  ] as const)('%s: where %d is required, %j is not enough', (_row, required, ids) => {
    expect(faults('entra', required, ids)).toEqual(['authenticator-needs-more']);
  });

  test.each([
    [1, ['app-code', 'email']],
    [2, ['app-code', 'email', 'text']],
    [1, ['email']],
    [2, ['email', 'text']],
  ] as const)('where %d is required, %j will do', (required, ids) => {
    expect(faults('entra', required, ids)).toEqual([]);
  });

  test('may stand alone, or beside one other, under the recommended preset', () => {
    expect(faults('recommended', 1, ['app-code'])).toEqual([]);
    expect(faults('recommended', 2, ['app-code', 'email'])).toEqual([]);
  });
});

test('a method that the preset keeps from administrators is refused for them, by its place in the list', () => {
  const guarded = catalogueOf(
    methodFacts('email', 'mailbox'),
    methodFacts('passkey', 'passkey', 2),
    { ...methodFacts('text', 'phone'), forAdministrators: { recommended: false, entra: true } },
  );
  const faults = (preset: Policy['preset']) =>
    impossibilities(
      {
        ...presetPolicy(preset, guarded),
        administrators: { administratorsMayReset: true, methods: ['email', 'text', 'passkey'] },
      },
      guarded,
    );
  expect(faults('recommended')).toEqual([
    { path: 'administrators.methods.1', code: 'not-for-administrators' },
  ]);
  expect(faults('entra')).toEqual([]);
});
