import { entry } from '../audit/entries.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { PhonePlan } from '../../ports/phone-plan.ts';
import type { Random } from '../../ports/random.ts';
import type { Conversion, CountryRow } from '../../ports/storage/phone-spending.ts';
import type { Storage, Stores } from '../../ports/storage/index.ts';
import type { Notices } from '../notify/notices.ts';
import type { PolicyReader } from '../policy/policy-reader.ts';
import type { Limiter } from '../throttle/limiter.ts';
import type { CarriersDocument } from './carriers-document.ts';

/** Of 50 codes sent to a country at least every fifth has to come back (spec of defaults §5.1). */
export const conversionRule: Conversion = { sends: 50, leastPercent: 20 };

/** ISO 3166-1 leaves it to users: no country is ever called so. */
const nowhere = 'ZZ';

/** Why a text or call is not sent; nothing of it reaches the visitor. */
export type BudgetRefusal =
  | 'country-not-allowed'
  | 'costly-number'
  | 'country-paused'
  | 'prefix-limit'
  | 'day-limit';

/** Keeps texts and calls from being made to earn money with, or to run up a bill. */
export interface PhoneBudget {
  /**
   * Whether one more text or call may go to this number; null when it may. Exact however many ask at once.
   * @param counted false for another try of one that was counted already.
   */
  admit(
    tenantId: string,
    document: Pick<CarriersDocument, 'countries'>,
    number: string,
    counted: boolean,
  ): Promise<BudgetRefusal | null>;
  /** Takes the price of one try from the day's money; false when there is not enough left. */
  spend(tenantId: string, price: number, cap: number): Promise<boolean>;
  /** Writes as much as `admit` and `spend` do, and counts for no number. */
  rehearse(tenantId: string, instead: string): Promise<void>;
  /** Counts a code that left, if only to nowhere. Run it in the transaction that records the sending. */
  sent(stores: Pick<Stores, 'phoneSpending'>, tenantId: string, number: string): Promise<void>;
  /** Counts a code that came back. Run it in the transaction that accepts the proof. */
  proved(stores: Pick<Stores, 'phoneSpending'>, tenantId: string, number: string): Promise<void>;
}

export function createPhoneBudget(deps: {
  readonly storage: Storage;
  readonly policies: PolicyReader;
  readonly limiter: Limiter;
  readonly notices: Pick<Notices, 'administrators'>;
  readonly phonePlan: PhonePlan;
  readonly random: Random;
  readonly clock: Clock;
  readonly log: Log;
}): PhoneBudget {
  const { storage, phonePlan, clock } = deps;

  /** Once for every pause, in the transaction that makes it. */
  async function tellOfPause(stores: Stores, tenantId: string, row: CountryRow): Promise<void> {
    const at = clock.now();
    const { country, sent, proved } = row;
    const reference = deps.random.reference();
    deps.log.warn({ country, sent, proved }, 'texts and calls to a country are paused');
    await stores.audit.append(
      tenantId,
      entry('carriers.country-paused', {
        at,
        outcome: 'failure',
        target: country,
        correlationId: reference,
        fields: { country, sent, proved },
      }),
    );
    await deps.notices.administrators(stores, {
      tenantId,
      alert: 'country-paused',
      username: '',
      detail: `${country}: ${proved} / ${sent}`,
      reference,
      at,
      locale: 'en',
      correlationId: reference,
    });
  }

  async function countLimits(
    stores: Stores,
    tenantId: string,
    number: string,
  ): Promise<BudgetRefusal | null> {
    const { policy } = await deps.policies.current(stores, tenantId);
    const limits = [
      { limit: 'phone-per-prefix-per-day', key: number.slice(0, -4), refusal: 'prefix-limit' },
      { limit: 'phone-per-organisation-per-day', key: tenantId, refusal: 'day-limit' },
    ] as const;
    for (const { refusal, ...counted } of limits) {
      const until = await deps.limiter.admit(stores, tenantId, policy, [counted]);
      if (until !== null) return refusal;
    }
    return null;
  }

  return {
    async admit(tenantId, { countries }, number, counted) {
      const { country, costly } = phonePlan.look(number);
      if (country === null || !countries.includes(country)) return 'country-not-allowed';
      if (costly) return 'costly-number';
      return storage.transaction(async (stores) => {
        const { state, row } = await stores.phoneSpending.judge(
          tenantId,
          country,
          conversionRule,
          clock.now(),
        );
        if (state === 'paused-now' && row) await tellOfPause(stores, tenantId, row);
        if (state !== 'open') return 'country-paused';
        return counted ? countLimits(stores, tenantId, number) : null;
      });
    },

    spend: (tenantId, price, cap) => storage.phoneSpending.spend(tenantId, price, cap, clock.now()),

    async rehearse(tenantId, instead) {
      await storage.transaction(async (stores) => {
        await stores.phoneSpending.judge(tenantId, nowhere, conversionRule, clock.now());
        const { policy } = await deps.policies.current(stores, tenantId);
        await deps.limiter.admit(stores, tenantId, policy, [
          { limit: 'phone-per-prefix-per-day', key: `nobody/${instead}` },
          { limit: 'phone-per-organisation-per-day', key: `nobody/${instead}` },
        ]);
      });
      await storage.phoneSpending.spend(tenantId, 0, 0, clock.now());
    },

    async sent(stores, tenantId, number) {
      const country = phonePlan.look(number).country ?? nowhere;
      await stores.phoneSpending.countSent(tenantId, country, conversionRule);
    },

    async proved(stores, tenantId, number) {
      const { country } = phonePlan.look(number);
      if (country === null) return;
      await stores.phoneSpending.countProved(tenantId, country);
    },
  };
}
