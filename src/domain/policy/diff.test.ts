import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { comparePolicies, settingsOf, weakeningTable } from './diff.ts';
import type { Policy } from './policy.ts';
import { type MethodCatalogue, presetPolicy } from './presets.ts';

const code = { enabled: true, codeDigits: 8, codeLifetimeSeconds: 600 };
const catalogue: MethodCatalogue = new Map(
  ['email', 'text'].map((id) => [
    id,
    {
      id,
      methodClass: id,
      fills: 1 as const,
      presets: { recommended: { ...code, enabled: id === 'email' }, entra: code },
      forAdministrators: { recommended: true, entra: true },
      needsEarlierProof: () => false,
      faultsOf: () => [],
    },
  ]),
);
const base = presetPolicy('recommended', catalogue);
const pilot = { directoryId: 'dir_1', anchor: 'grp_pilot' };
const guests = { directoryId: 'dir_1', anchor: 'grp_guests' };

function changed(path: string, value: unknown, from: Policy = base): Policy {
  const copy = structuredClone(from);
  const names = path.split('.');
  const last = names.pop() ?? '';
  let at = copy as unknown as Record<string, unknown>;
  for (const name of names) at = at[name] as Record<string, unknown>;
  at[last] = value;
  return copy;
}

const protectedPolicy = {
  ...base,
  scope: { mode: 'all' as const, includeGroups: [pilot], excludeGroups: [guests] },
  methodsRequired: 2 as const,
  password: { ...base.password, characterClasses: 3, customWords: ['contoso', 'fabrikam'] },
};

describe('comparing two policies', () => {
  test('finds nothing between a policy and its copy', () => {
    expect(comparePolicies(base, structuredClone(base))).toEqual([]);
  });

  test('names each changed setting by its dotted path with both values', () => {
    const after = changed('methodsRequired', 2, changed('scope.includeGroups', [pilot]));
    expect(comparePolicies(base, after)).toEqual([
      { path: 'scope.includeGroups', before: [], after: [pilot], weakens: false },
      { path: 'methodsRequired', before: 1, after: 2, weakens: false },
    ]);
  });

  test.each([
    ['methodsRequired', 1],
    ['scope.excludeGroups', []],
    ['methods.text.enabled', true],
    ['methods.email.codeDigits', 6],
    ['methods.email.codeLifetimeSeconds', 3600],
    ['session.lifetimeSeconds', 1800],
    ['session.grantSeconds', 900],
    ['session.sendsPerMethod', 5],
    ['session.resendWaitSeconds', [60, 120]],
    ['session.resendWaitSeconds', [30, 120, 300]],
    ['limits.failed-proofs-per-account', 20],
    ['password.minLength', 8],
    ['password.characterClasses', 0],
    ['password.refuseCommon', false],
    ['password.refuseContextWords', false],
    ['password.customWords', ['contoso']],
    ['notifications.notifyUser', false],
  ])('calls it weakening when %s becomes %j', (path, value) => {
    const changes = comparePolicies(protectedPolicy, changed(path, value, protectedPolicy));
    expect(changes).toMatchObject([{ path, weakens: true }]);
  });

  test.each([
    ['scope.mode', 'none'],
    ['scope.includeGroups', []],
    ['scope.excludeGroups', [guests, pilot]],
    ['methods.email.enabled', false],
    ['methods.email.codeDigits', 10],
    ['methods.email.codeLifetimeSeconds', 300],
    ['session.lifetimeSeconds', 300],
    ['session.wrongAnswersPerCode', 3],
    ['session.resendWaitSeconds', [60, 120, 300, 600]],
    ['limits.failed-proofs-per-account', 5],
    ['password.minLength', 20],
    ['password.customWords', ['contoso', 'fabrikam', 'northwind']],
    ['helpContact', 'help@contoso.example'],
  ])('does not call it weakening when %s becomes %j', (path, value) => {
    const changes = comparePolicies(protectedPolicy, changed(path, value, protectedPolicy));
    expect(changes).toMatchObject([{ path, weakens: false }]);
  });

  test('calls a change of a method setting it cannot judge weakening', () => {
    const before = changed('methods.email.countries', ['DE']);
    const after = changed('methods.email.countries', ['DE', 'FR']);
    expect(comparePolicies(before, after)).toMatchObject([{ weakens: true }]);
  });

  test('never calls both directions of one change weakening or harmless when a number of the table moved', () => {
    const limits = Object.keys(base.limits);
    fc.assert(
      fc.property(fc.constantFrom(...limits), fc.nat(900), fc.nat(900), (limit, a, b) => {
        fc.pre(a !== b);
        const [one, other] = [changed(`limits.${limit}`, a), changed(`limits.${limit}`, b)];
        const there = comparePolicies(one, other)[0]?.weakens;
        const back = comparePolicies(other, one)[0]?.weakens;
        return there === b > a && back === a > b;
      }),
    );
  });
});

test('the table has a rule for every setting of a policy', () => {
  const patterns = Object.keys(weakeningTable).map(
    (path) => new RegExp(`^${path.replaceAll('.', '\\.').replaceAll('*', '[^.]+')}$`),
  );
  const unruled = [...settingsOf(base).keys()]
    .filter((path) => !/^methods\.[^.]+\.(?!enabled$)/.test(path))
    .filter((path) => !patterns.some((pattern) => pattern.test(path)));
  expect(unruled).toEqual([]);
});
