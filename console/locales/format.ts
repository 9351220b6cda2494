/** Numbers and times as the reader's browser writes them. Times are epoch milliseconds. */
export interface Format {
  readonly number: (value: number) => string;
  readonly dateTime: (at: number) => string;
  /** With seconds, for comparing events. */
  readonly exactTime: (at: number) => string;
  readonly date: (at: number) => string;
  /** `15 minutes`, `1 hour`, `90 seconds`: in the largest unit that needs no fraction. */
  readonly duration: (seconds: number) => string;
  /** The unit alone, as it stands after a number: `minutes`. */
  readonly unitName: (unit: DurationUnit) => string;
  /** `30 days`, in the unit given. */
  readonly amount: (count: number, unit: DurationUnit) => string;
  /** `a, b and c`. */
  readonly list: (items: readonly string[]) => string;
  /** `a, b or c`. */
  readonly either: (items: readonly string[]) => string;
  /** A BCP 47 tag as the name of its language; the tag itself when it has none. */
  readonly language: (tag: string) => string;
  /** An ISO 3166-1 code as the name of the country; the code itself when it has none. */
  readonly country: (code: string) => string;
}

export type DurationUnit = 'second' | 'minute' | 'hour' | 'day';

const unitSeconds: readonly (readonly [DurationUnit, number])[] = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
];

/** The largest unit in which every value is a whole number of at least one. */
export function unitFor(values: readonly number[]): readonly [DurationUnit, number] {
  const fitting = unitSeconds.find(([, seconds]) =>
    values.every((value) => value % seconds === 0 && value >= seconds),
  );
  return fitting ?? ['second', 1];
}

/** @param locale a BCP 47 tag; the browser's own when absent. */
export function createFormat(locale?: string): Format {
  const number = new Intl.NumberFormat(locale);
  const dateTime = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const exactTime = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' });
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });
  const either = new Intl.ListFormat(locale, { type: 'disjunction' });
  const languages = new Intl.DisplayNames(locale, { type: 'language' });
  const countries = new Intl.DisplayNames(locale, { type: 'region' });
  const length = (count: number, unit: DurationUnit) =>
    new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(count);
  return {
    number: (value) => number.format(value),
    dateTime: (at) => dateTime.format(at),
    exactTime: (at) => exactTime.format(at),
    date: (at) => date.format(at),
    duration: (seconds) => {
      // A day of hours reads better than one day in "10 in 24 hours".
      const [unit, size] = seconds === 86_400 ? (['hour', 3600] as const) : unitFor([seconds]);
      return length(seconds / size, unit);
    },
    unitName: (unit) =>
      new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' })
        .formatToParts(10)
        .find((part) => part.type === 'unit')?.value ?? unit,
    amount: length,
    list: (items) => list.format(items),
    either: (items) => either.format(items),
    language: (tag) => languages.of(tag) ?? tag,
    country: (code) => countries.of(code) ?? code,
  };
}
