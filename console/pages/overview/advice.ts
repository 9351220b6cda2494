import type { Overview } from '../../../src/contract/activity.ts';

export type Advice = 'off' | 'frozen' | 'nobody' | 'notReady' | 'widen' | 'fine';

/** The one thing most worth doing next. */
export function adviceFor(overview: Overview): Advice {
  const { scope, inScope, ready, frozen, resetsLastDay } = overview;
  if (frozen > 0) return 'frozen';
  if (scope === 'none') return 'off';
  if (inScope === 0) return 'nobody';
  if (ready < inScope) return 'notReady';
  if (scope === 'selected' && resetsLastDay.finished > 0) return 'widen';
  return 'fine';
}
