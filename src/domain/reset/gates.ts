/** One accepted proof, kept in the reset session until the password is written. */
export interface PassedGate {
  readonly challengeId: string;
  readonly methodId: string;
  readonly methodClass: string;
  readonly fills: 1 | 2;
  readonly passedAt: number;
}

/** What the policy asks of this person at this moment; read anew for every event. */
export interface GateRule {
  readonly gatesRequired: 1 | 2;
  readonly enabledMethods: ReadonlySet<string>;
  /** Methods that count only beside a proof of another class: too weak to stand first, or alone. */
  readonly needingAnother: ReadonlySet<string>;
}

/** Gates filled by proofs of distinct classes whose method is still enabled (A009, A010). */
export function gatesFilled(passed: readonly PassedGate[], rule: GateRule): number {
  return gatesOf(
    passed.filter(({ methodId }) => rule.enabledMethods.has(methodId)),
    ({ methodId }) => rule.needingAnother.has(methodId),
  );
}

export function gatesSatisfied(passed: readonly PassedGate[], rule: GateRule): boolean {
  return gatesFilled(passed, rule) >= rule.gatesRequired;
}

/** The gates that proofs of these methods fill together: the most of each class, and none if all of them need another. */
export function gatesOf<T extends { readonly methodClass: string; readonly fills: 1 | 2 }>(
  proofs: readonly T[],
  needsAnother: (proof: T) => boolean,
): number {
  if (proofs.every((proof) => needsAnother(proof))) return 0;
  const perClass = new Map<string, number>();
  for (const { methodClass, fills } of proofs) {
    perClass.set(methodClass, Math.max(perClass.get(methodClass) ?? 0, fills));
  }
  return [...perClass.values()].reduce((sum, fills) => sum + fills, 0);
}
