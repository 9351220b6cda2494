import type { MethodCatalogue, MethodFacts } from '../../src/domain/policy/presets.ts';

/** Facts of a method for tests of policy rules; its settings are right unless they say `wrong: true`. */
export function methodFacts(id: string, methodClass: string, fills: 1 | 2 = 1): MethodFacts {
  return {
    id,
    methodClass,
    fills,
    forAdministrators: { recommended: true, entra: true },
    needsEarlierProof: () => false,
    presets: { recommended: { enabled: true }, entra: { enabled: false } },
    faultsOf: (settings) => (settings['wrong'] === true ? ['wrong'] : []),
  };
}

export const catalogueOf = (...methods: MethodFacts[]): MethodCatalogue =>
  new Map(methods.map((method) => [method.id, method]));
