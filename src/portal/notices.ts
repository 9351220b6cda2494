import type { Context } from 'hono';
import { refusalReasons, type RefusalReason } from '../domain/password/refusals.ts';
import type { PortalCookies } from './ports.ts';

/** What the page after a redirect has to say about the act before it. Never a secret, never what was typed. */
const noticeKinds = [
  'start-first',
  'out-of-order',
  'unavailable',
  'identifier-empty',
  'identifier-too-long',
  'identifier-forbidden-characters',
  'too-many-starts',
  'method-missing',
  'destination-missing',
  'not-yet',
  'code-missing',
  'code-wrong',
  'code-sent',
  'too-soon',
  'password-missing',
  'password-differ',
  'password-refused',
  'not-set',
  'not-unlocked',
  'unlock-refused',
  'new-password-over',
  'new-password-set',
  'change-uncertain',
  'sign-in-again',
  'sign-in-missing',
  'sign-in-failed',
  'too-many-tries',
  'signed-out',
  'current-missing',
  'current-wrong',
  'changed',
  'reported',
  'registered',
  'registered-waiting',
  'removed',
  'renamed',
  'default-changed',
  'all-confirmed',
  'put-off',
  'begin-again',
  'self-service-off',
  'changed-meanwhile',
  'too-many-codes',
  'proved',
  'break-glass-mistyped',
  'break-glass-refused',
] as const;
type NoticeKind = (typeof noticeKinds)[number];

export interface Notice {
  readonly kind: NoticeKind;
  /** Of `password-refused` and `unlock-refused`. */
  readonly reasons: readonly RefusalReason[];
  /** Of those that ask to wait. */
  readonly minutes: number;
}

const lifetimeSeconds = 120;
const longestWaitMinutes = 24 * 60;

const isOneOf = <Name extends string>(names: readonly Name[], name: string): name is Name =>
  (names as readonly string[]).includes(name);

export function notice(kind: NoticeKind, more: Partial<Omit<Notice, 'kind'>> = {}): Notice {
  return { kind, reasons: more.reasons ?? [], minutes: more.minutes ?? 0 };
}

/** Minutes to tell somebody who may try again after so many seconds; at least one. */
export function minutesToWait(retryAfterSeconds: number | undefined): number {
  return Math.max(1, Math.ceil((retryAfterSeconds ?? 60) / 60));
}

/** Leaves a notice for the next page of this browser. */
export function leaveNotice(c: Context, cookies: PortalCookies, left: Notice): void {
  const value = [left.kind, String(left.minutes), ...left.reasons].join('.');
  cookies.set(c, 'notice', value, lifetimeSeconds);
}

/** Takes the notice away; what a browser made up itself can only choose between our own words. */
export function takeNotice(c: Context, cookies: PortalCookies): Notice | null {
  const value = cookies.get(c, 'notice');
  if (value === null) return null;
  cookies.clear(c, 'notice');
  const [kind = '', minutes = '', ...reasons] = value.split('.');
  if (!isOneOf(noticeKinds, kind)) return null;
  return notice(kind, {
    minutes: /^\d{1,5}$/.test(minutes) ? Math.min(Number(minutes), longestWaitMinutes) : 0,
    reasons: refusalReasons.filter((reason) => reasons.includes(reason)),
  });
}
