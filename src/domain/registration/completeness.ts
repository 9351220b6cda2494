import { gatesOf } from '../reset/gates.ts';

/** One method that the policy lets a person use, and what they have of it. */
export interface OfferedMethod {
  readonly id: string;
  readonly methodClass: string;
  readonly fills: 1 | 2;
  /** Counts only beside a proof of another class. */
  readonly needsAnother: boolean;
  /** They have it already: registered, even if it is still held back, or known from the directory. */
  readonly has: boolean;
  /** They can register it themselves. */
  readonly registrable: boolean;
}

export interface Completeness {
  /** What they have fills every gate. */
  readonly complete: boolean;
  /**
   * The fewest methods that would make it complete, the strongest first; empty when it is, and when nothing that
   * they can register would.
   */
  readonly missing: readonly string[];
}

/** What resists most comes first (RG-14): phishing, then whoever takes over a number or a mailbox, then guessing. */
export const strongestFirst = [
  'passkey',
  'device',
  'app-code',
  'recovery-codes',
  'email',
  'text',
  'voice-mobile',
  'voice-office',
  'questions',
] as const;

/** What a person has still to register until they can reset, by the rule that holds for them. */
export function completeness(
  gatesRequired: 1 | 2,
  methods: readonly OfferedMethod[],
): Completeness {
  const held = methods.filter(({ has }) => has);
  if (fills(held, gatesRequired)) return { complete: true, missing: [] };
  const open = methods
    .filter(({ has, registrable }) => !has && registrable)
    .toSorted((a, b) => rankOf(a.id) - rankOf(b.id));
  const sets = [...open.map((one) => [one]), ...pairsOf(open)];
  const smallest = sets.find((set) => fills([...held, ...set], gatesRequired)) ?? [];
  return { complete: false, missing: smallest.map(({ id }) => id) };
}

function fills(methods: readonly OfferedMethod[], gatesRequired: number): boolean {
  return gatesOf(methods, ({ needsAnother }) => needsAnother) >= gatesRequired;
}

/** In an order in which an earlier pair is the stronger one. */
function pairsOf<T>(ranked: readonly T[]): (readonly [T, T])[] {
  return ranked.flatMap((one, index) =>
    ranked.slice(index + 1).map((other): [T, T] => [one, other]),
  );
}

/** A place in the list of strength; what is not in it comes last. */
export function rankOf(methodId: string): number {
  const rank = (strongestFirst as readonly string[]).indexOf(methodId);
  return rank === -1 ? strongestFirst.length : rank;
}
