/** One figure of a benchmark, beside what it has to reach. */
export interface BenchRow {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** Such as `≤ 2`; null for a figure that is only told. */
  readonly target: string | null;
  readonly ok: boolean;
}

/** A figure that must not be above `most`. */
export function atMost(name: string, value: number, unit: string, most: number): BenchRow {
  return { name, value, unit, target: `≤ ${most}`, ok: value <= most };
}

/** A figure that must not be below `least`. */
export function atLeast(name: string, value: number, unit: string, least: number): BenchRow {
  return { name, value, unit, target: `≥ ${least}`, ok: value >= least };
}

/** A figure without a target. */
export function told(name: string, value: number, unit: string): BenchRow {
  return { name, value, unit, target: null, ok: true };
}
