const plain = new Intl.NumberFormat();
const plural = new Intl.PluralRules('en');

/** `1 person`, `2,000 people`: the number in the browser's own way of writing numbers. */
export function counted(count: number, one: string, other: string): string {
  return `${plain.format(count)} ${plural.select(count) === 'one' ? one : other}`;
}

export const people = (count: number): string => counted(count, 'person', 'people');
export const number = (value: number): string => plain.format(value);
