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
}

/** Gates filled by proofs of distinct classes whose method is still enabled (A009, A010). */
export function gatesFilled(passed: readonly PassedGate[], rule: GateRule): number {
  const perClass = new Map<string, number>();
  for (const gate of passed) {
    if (!rule.enabledMethods.has(gate.methodId)) continue;
    perClass.set(gate.methodClass, Math.max(perClass.get(gate.methodClass) ?? 0, gate.fills));
  }
  return [...perClass.values()].reduce((sum, fills) => sum + fills, 0);
}

export function gatesSatisfied(passed: readonly PassedGate[], rule: GateRule): boolean {
  return gatesFilled(passed, rule) >= rule.gatesRequired;
}
