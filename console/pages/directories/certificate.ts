const DAY_MS = 86_400_000;

/** How near the end of a server's certificate is: renewing one takes some organisations weeks. */
export type CertificateUrgency = 'far' | 'month' | 'week' | 'day' | 'over';

/** @param now epoch ms, as the end. */
export function certificateUrgency(endsAt: number, now: number): CertificateUrgency {
  const left = endsAt - now;
  if (left <= 0) return 'over';
  if (left <= DAY_MS) return 'day';
  if (left <= 7 * DAY_MS) return 'week';
  return left <= 30 * DAY_MS ? 'month' : 'far';
}

/** Whole days that are left. */
export function daysLeft(endsAt: number, now: number): number {
  return Math.floor((endsAt - now) / DAY_MS);
}
