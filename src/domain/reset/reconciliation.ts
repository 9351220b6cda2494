/** What a directory says of its last password write, and what was intended; times are epoch ms. */
export interface ReconciliationFacts {
  readonly writebackId: string;
  readonly intendedAt: number;
  readonly passwordChangedAtBefore: number | null;
  readonly passwordChangedAt: number | null;
  /** Null where the directory cannot keep one. */
  readonly lastWritebackId: string | null;
}

/**
 * Whether a write nobody saw answered was made (faults F07, F91). A directory that remembers writeback ids
 * answers exactly; of another, a password that changed since the intent was changed by it.
 */
export function reconcile(facts: ReconciliationFacts): 'applied' | 'not-made' {
  if (facts.lastWritebackId !== null) {
    return facts.lastWritebackId === facts.writebackId ? 'applied' : 'not-made';
  }
  if (facts.passwordChangedAt === null) return 'not-made';
  return facts.passwordChangedAt > (facts.passwordChangedAtBefore ?? -1) ? 'applied' : 'not-made';
}
