import { userKey, type UserRef } from '../../domain/identity.ts';
import type { Method, Person } from '../../ports/method.ts';
import type { Stores } from '../../ports/storage/index.ts';
import type { Countable, Limiter } from '../throttle/limiter.ts';

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

/** The counters that close one method of one account. */
export function methodCounters(
  account: string,
  method: Method,
  person: Person | null,
): readonly [Countable, Countable] {
  return [
    { limit: 'failed-proofs-per-method', key: methodKey(account, method.id) },
    { limit: 'method-stop', key: stopKey(account, method, person) },
  ];
}

/** What wrong answers keep from a person now. */
export interface Blocks {
  /** Until when the account is kept from self-service, whatever it is asked by; null when it is not. */
  readonly accountUntil: number | null;
  /** Ids of the methods that are closed for it. */
  readonly closed: ReadonlySet<string>;
}

/** Asks as much for one method as for many. */
export async function blocksOf(
  limiter: Limiter,
  stores: Stores,
  subject: UserRef,
  person: Person,
  methods: readonly Method[],
): Promise<Blocks> {
  const account = userKey(subject);
  const [accountUntil = null, ...ofMethods] = await limiter.blocksOf(stores, subject.tenantId, [
    { limit: 'failed-proofs-per-account', key: account },
    ...methods.flatMap((method) => methodCounters(account, method, person)),
  ]);
  const isClosed = (_: Method, index: number) =>
    ofMethods.slice(2 * index, 2 * index + 2).some((end) => end !== null);
  return { accountUntil, closed: new Set(methods.filter(isClosed).map(({ id }) => id)) };
}
