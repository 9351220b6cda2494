/** What a directory says of its last password write, and what was intended; times are epoch ms. */
export interface ReconciliationFacts {
  readonly kind: 'reset' | 'change' | 'unlock';
  readonly writebackId: string;
  readonly intendedAt: number;
  readonly passwordChangedAtBefore: number | null;
  /** What the directory tells now; null where the account is gone. */
  readonly now: {
    readonly passwordChangedAt: number | null;
    /** Null where the directory cannot keep one, or has not seen a write of ours. */
    readonly lastWritebackId: string | null;
    readonly locked: boolean;
  } | null;
}

/** Some directories tell the time of a change in whole seconds, by a clock that is not ours. */
const SAME_MOMENT_MS = 5000;

export type Reconciled = 'applied' | 'not-made' | 'unknown';

/**
 * Whether a write nobody saw answered was made (faults F07, F43, F91). A directory that remembers writeback ids
 * answers exactly; of another, a password that changed since the intent was changed by it. Where a directory keeps
 * neither, or forgot the time it told before, nobody can know, and nothing is guessed.
 */
export function reconcile({ kind, now, ...intended }: ReconciliationFacts): Reconciled {
  if (now === null) return 'unknown';
  // Ending a lock leaves no trace but its absence, and that is all anybody wants of it.
  if (kind === 'unlock') return now.locked ? 'not-made' : 'applied';
  if (now.lastWritebackId === intended.writebackId) return 'applied';
  if (now.lastWritebackId !== null) return 'not-made';
  const before = intended.passwordChangedAtBefore;
  if (now.passwordChangedAt === null) return 'unknown';
  if (now.passwordChangedAt > (before ?? -1)) return 'applied';
  // Right after another change a new one could bear its very time.
  const isClose = before !== null && Math.abs(intended.intendedAt - before) < SAME_MOMENT_MS;
  return isClose ? 'unknown' : 'not-made';
}
