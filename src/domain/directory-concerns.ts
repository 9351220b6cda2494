import type { DirectoryHealthState } from './directory-health.ts';

/**
 * What administrators are told of a connected directory, once when it begins and once when it is over:
 * `unreachable`, refused or silent for a while; `not-trusted`, a certificate that does not verify; `refused`, the
 * service account's own sign-in fails (F36); `certificate-ends`, before it does (F37); `server-failing`, one of several
 * servers could not take over from the one that serves.
 */
export const directoryConcerns = [
  'unreachable',
  'not-trusted',
  'refused',
  'certificate-ends',
  'server-failing',
] as const;
export type DirectoryConcern = (typeof directoryConcerns)[number];

/** Something that holds at this moment. Whoever was told is told again only when it has become more urgent. */
export interface HeldConcern {
  readonly concern: DirectoryConcern;
  /** From 1. */
  readonly urgency: number;
}

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** How long before its end a certificate is spoken of, once for each (F37). */
const certificateWarningDays = [30, 7, 1] as const;

/** From when on the log warns with every beat, and administrators are told. */
export const CERTIFICATE_WARNING_MS = certificateWarningDays[0] * DAY_MS;

/** How long something has to hold before anybody is told; a directory that is started again is no news. */
export const toldAfterMs: Readonly<Record<DirectoryConcern, number>> = {
  unreachable: 5 * MINUTE_MS,
  'not-trusted': 0,
  refused: 0,
  'certificate-ends': 0,
  'server-failing': 5 * MINUTE_MS,
};

/** How long nothing of it is seen before it is over: as long as every process takes for two looks. */
export const OVER_AFTER_MS = 3 * MINUTE_MS;

/** @param seen.silent whether the directory gave no sign of life to the look that is judged. */
export function concernsOf(
  seen: {
    readonly silent: boolean;
    readonly state: DirectoryHealthState;
    readonly serviceRefused: boolean;
    readonly certificateExpiresAt: number | null;
    readonly failingServers: readonly unknown[];
  },
  now: number,
): readonly HeldConcern[] {
  const held: HeldConcern[] = [];
  const { silent, state, certificateExpiresAt } = seen;
  if (silent && (state === 'unreachable' || state === 'not-trusted'))
    held.push({ concern: state, urgency: 1 });
  if (seen.serviceRefused) held.push({ concern: 'refused', urgency: 1 });
  // Of a silent one it is not known which certificate it has by now.
  if (!silent && certificateExpiresAt !== null) {
    const left = certificateExpiresAt - now;
    const urgency = certificateWarningDays.filter((days) => left < days * DAY_MS).length;
    if (urgency > 0) held.push({ concern: 'certificate-ends', urgency });
  }
  if (!silent && seen.failingServers.length > 0)
    held.push({ concern: 'server-failing', urgency: 1 });
  return held;
}
