import { type Format, unitFor } from '../locales/format.ts';
import { type FormField, showNumber } from './fields.ts';

/** `5 to 30 minutes`, but `30 seconds to 1 hour`; undefined without two bounds. */
export function rangeText(
  field: FormField,
  range: (min: string, max: string) => string,
  format: Format,
): string | undefined {
  const bounds = field.kind === 'numbers' ? field.item : field;
  if (bounds.kind !== 'number' || bounds.min === undefined || bounds.max === undefined) {
    return undefined;
  }
  const { min, max, unit } = bounds;
  if (unit === undefined) return range(format.number(min), format.number(max));
  if (unit.size === 1 && unit.name !== 'second') {
    return range(format.number(min), format.amount(max, unit.name));
  }
  const sameUnit = unitFor([min])[0] === unitFor([max])[0];
  return range(sameUnit ? showNumber(min, bounds) : format.duration(min), format.duration(max));
}
