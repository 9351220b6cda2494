import type { CarriersView, CarrierView } from '../../../src/contract/carriers.ts';
import type { endpoints } from '../../../src/contract/index.ts';
import type { CallInput } from '../../api/types.ts';

/** One carrier while it is edited. */
export interface DraftCarrier extends Omit<CarrierView, 'id'> {
  /** Null for one that was never saved. */
  readonly id: string | null;
  /** Tells it from the others for as long as the page is open. */
  readonly key: string;
}

/** The carriers and the budget as the page shows and changes them. */
export interface CarriersDraft {
  readonly version: number;
  readonly carriers: readonly DraftCarrier[];
  readonly countries: readonly string[];
  readonly costPerDay: number;
}

export type CarriersBody = CallInput<typeof endpoints.replaceCarriers>['body'];

export function draftOf(view: CarriersView): CarriersDraft {
  const { version, countries, costPerDay } = view;
  return {
    version,
    carriers: view.carriers.map((carrier) => ({ ...carrier, key: carrier.id })),
    countries,
    costPerDay,
  };
}

/** What is sent: a secret that was not typed anew is left out, and stays what it is. */
export function bodyOf({ version, carriers, ...budget }: CarriersDraft): CarriersBody {
  return {
    version,
    carriers: carriers.map(({ id, channel, kind, name, enabled, countries, price, ...rest }) => ({
      id,
      channel,
      kind,
      name,
      enabled,
      countries,
      price,
      settings: Object.fromEntries(
        Object.entries(rest.settings).filter(
          ([setting, value]) =>
            !(rest.secretsKept.includes(setting) && (value === '' || value === null)),
        ),
      ),
    })),
    countries: [...budget.countries],
    costPerDay: budget.costPerDay,
  };
}

/** How many things differ: each carrier that was added, changed, moved or removed, and each part of the budget. */
export function changesIn(before: CarriersDraft, after: CarriersDraft): number {
  const text = (value: unknown) => JSON.stringify(value);
  const was = new Map(before.carriers.map((carrier) => [carrier.key, carrier]));
  const is = new Set(after.carriers.map(({ key }) => key));
  const changed = after.carriers.filter((one) => text(was.get(one.key)) !== text(one)).length;
  const removed = before.carriers.filter(({ key }) => !is.has(key)).length;
  const order = (carriers: readonly DraftCarrier[], kept: (key: string) => boolean) =>
    text(carriers.map(({ key }) => key).filter(kept));
  const moved =
    order(before.carriers, (key) => is.has(key)) === order(after.carriers, (key) => was.has(key))
      ? 0
      : 1;
  return (
    changed +
    removed +
    moved +
    Number(text(before.countries) !== text(after.countries)) +
    Number(before.costPerDay !== after.costPerDay)
  );
}

/** One place nearer to the front, or to the end. */
export function moved(
  carriers: readonly DraftCarrier[],
  index: number,
  by: -1 | 1,
): readonly DraftCarrier[] {
  const [one, other] = [carriers[index], carriers[index + by]];
  if (one === undefined || other === undefined) return carriers;
  return carriers.with(index, other).with(index + by, one);
}
