import { describeFault, languageOf } from '../locales/index.ts';
import type { RefusedRow } from '../services/people/import-table.ts';
import type { Surroundings } from './command.ts';

/** Names every bad row of a file with what is wrong in it; how many rows those are. */
export function complainOfRows(
  fileName: string,
  refused: readonly RefusedRow[],
  { complain }: Pick<Surroundings, 'complain'>,
): number {
  const english = languageOf('en');
  for (const { row, column, ...fault } of refused) {
    const place = column === '' ? `row ${row}` : `row ${row}, ${column}`;
    complain(`${fileName}: ${place}: ${describeFault(english, fault, 'import-invalid')}`);
  }
  return new Set(refused.map(({ row }) => row)).size;
}
