import { userKey, type UserRef } from '../../domain/identity.ts';
import type { Method, Person } from '../../ports/method.ts';
import type { Stores } from '../../ports/storage/index.ts';
import type { Limiter } from '../throttle/limiter.ts';

/**
 * What `method-stop` counts: one method of one account as it is registered now. Who registers it anew has another key,
 * and so a count of their own; nobody else can change it (NIST SP 800-63B-4 §3.2.2: disabled until re-bound).
 */
export function stopKey(account: string, method: Method, person: Person | null): string {
  const registered = (person?.registrations ?? [])
    .filter(({ methodId }) => methodId === method.id)
    .map(({ id }) => id)
    .toSorted();
  const user = method.kind === 'sent-code' ? person?.user : null;
  const contacts = user ? [user.mail, user.alternateMail, user.mobile, user.officePhone] : [];
  return `${methodKey(account, method.id)}\n${JSON.stringify([registered, contacts])}`;
}

/** What `failed-proofs-per-method` counts. */
export function methodKey(account: string, methodId: string): string {
  return `${account}\n${methodId}`;
}

/** Of these methods, those that wrong answers closed for this account. Asks as much for one method as for many. */
export async function blockedMethods(
  limiter: Limiter,
  stores: Stores,
  subject: UserRef,
  person: Person,
  methods: readonly Method[],
): Promise<ReadonlySet<string>> {
  const account = userKey(subject);
  const stops = new Map(methods.map((method) => [stopKey(account, method, person), method.id]));
  const hours = new Map(methods.map(({ id }) => [methodKey(account, id), id]));
  const { tenantId } = subject;
  const [stopped, paused] = await Promise.all([
    limiter.blockedAmong(stores, tenantId, 'method-stop', [...stops.keys()]),
    limiter.blockedAmong(stores, tenantId, 'failed-proofs-per-method', [...hours.keys()]),
  ]);
  return new Set([
    ...[...stopped].map((key) => stops.get(key) ?? ''),
    ...[...paused].map((key) => hours.get(key) ?? ''),
  ]);
}
