import {
  auditEventTable,
  auditEventTypes,
  type AuditOutcome,
} from '../../../src/contract/shapes.ts';

export const periods = ['all', 'day', 'week', 'month', 'custom'] as const;
export type Period = (typeof periods)[number];

export interface AuditFilter {
  readonly types: readonly string[];
  readonly outcome: AuditOutcome | null;
  readonly search: string;
  readonly period: Period;
  /** Epoch milliseconds; only for a custom period. */
  readonly from: number | null;
  readonly to: number | null;
}

const day = 24 * 60 * 60 * 1000;
const lengths: Readonly<Record<Period, number | null>> = {
  all: null,
  day,
  week: 7 * day,
  month: 30 * day,
  custom: null,
};

const outcomes: readonly AuditOutcome[] = ['success', 'failure', 'pending'];

/** The filter lies in the address, so that it can be kept, sent and gone back to. */
export function readFilter(search: URLSearchParams): AuditFilter {
  const from = timeOf(search.get('from'));
  const to = timeOf(search.get('to'));
  const period = periods.find((one) => one === search.get('period'));
  return {
    types: search.getAll('type').filter((type) => Object.hasOwn(auditEventTable, type)),
    outcome: outcomes.find((one) => one === search.get('outcome')) ?? null,
    search: search.get('search') ?? '',
    period: period ?? (from !== null || to !== null ? 'custom' : 'all'),
    from,
    to,
  };
}

export function writeFilter(filter: AuditFilter): URLSearchParams {
  const search = new URLSearchParams();
  for (const type of filter.types) search.append('type', type);
  if (filter.outcome !== null) search.set('outcome', filter.outcome);
  if (filter.search !== '') search.set('search', filter.search);
  if (filter.period !== 'all') search.set('period', filter.period);
  if (filter.period === 'custom') {
    if (filter.from !== null) search.set('from', String(filter.from));
    if (filter.to !== null) search.set('to', String(filter.to));
  }
  return search;
}

/** What the API is asked with. @param now epoch milliseconds, from which a period counts back. */
export function queryOf(filter: AuditFilter, now: number) {
  const length = lengths[filter.period];
  const custom = filter.period === 'custom';
  // To the minute, so that the same question is not asked anew with every look.
  const from = length === null ? (custom ? filter.from : null) : floorToMinute(now - length);
  return {
    ...(filter.types.length === 0 ? {} : { type: [...filter.types] }),
    ...(filter.outcome === null ? {} : { outcome: filter.outcome }),
    ...(filter.search === '' ? {} : { search: filter.search }),
    ...(from === null ? {} : { from }),
    ...(custom && filter.to !== null ? { to: filter.to } : {}),
  };
}

const floorToMinute = (at: number) => Math.floor(at / 60_000) * 60_000;

function timeOf(text: string | null): number | null {
  const at = text === null || text === '' ? Number.NaN : Number(text);
  return Number.isSafeInteger(at) ? at : null;
}

/** The types by category, in the order of the one table. */
export const typesByCategory: ReadonlyMap<string, readonly (keyof typeof auditEventTable)[]> =
  Map.groupBy(auditEventTypes, (type) => auditEventTable[type].category);

/** What a `datetime-local` field shows and gives, in the time zone of the browser. */
export function toLocalInput(at: number | null): string {
  if (at === null) return '';
  const local = new Date(at - new Date(at).getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}

export function fromLocalInput(text: string): number | null {
  const at = new Date(text).getTime();
  return Number.isNaN(at) ? null : at;
}
