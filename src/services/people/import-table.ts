import type { FieldFault } from '../../domain/errors.ts';

/** A CSV file taken apart, before anybody asks what is in it. */
export interface CsvTable {
  readonly heading: readonly string[];
  /** In the order of the file, blank lines left out. */
  readonly rows: readonly (readonly string[])[];
  /** From this row on the file could not be taken apart; counts from 1 after the heading, null when it could. */
  readonly unreadableFrom: number | null;
}

/** Why one row cannot be imported; row 0 is the heading. */
export interface RefusedRow {
  readonly row: number;
  readonly column: string;
  readonly code: string;
  readonly params?: NonNullable<FieldFault['params']>;
}

/** What a file of one kind has to look like. */
export interface TableShape<Column extends string, Row> {
  readonly columns: readonly Column[];
  readonly required: readonly Column[];
  /** Rows, at most. */
  readonly most: number;
  /**
   * Reads one row, in the order of the file; null for one that cannot be imported, with what stands against it.
   * @param cell what stands in a column, trimmed; undefined where the file has no such column.
   */
  readonly readRow: (
    cell: (column: Column) => string | undefined,
    row: number,
  ) => { readonly value: Row | null; readonly faults: readonly FieldFault[] };
}

/** Every row that can be imported and, by row and column, everything that stands against the others. */
export function readImportTable<Column extends string, Row>(
  table: CsvTable,
  shape: TableShape<Column, Row>,
): { readonly rows: readonly Row[]; readonly refused: readonly RefusedRow[] } {
  const { columns, most } = shape;
  const heading = table.heading.map((name) => columnNamed(columns, name));
  const wrongHeading = headingFaults(table.heading, heading, shape);
  if (wrongHeading.length > 0) return { rows: [], refused: wrongHeading };
  if (table.rows.length > most) {
    return {
      rows: [],
      refused: [{ row: most + 1, column: '', code: 'too-many', params: { max: most } }],
    };
  }
  const rows: Row[] = [];
  const refused: RefusedRow[] = [];
  for (const [index, cells] of table.rows.entries()) {
    const row = index + 1;
    if (cells.length !== heading.length) {
      refused.push({ row, column: '', code: 'wrong-column-count' });
      continue;
    }
    const cell = (column: Column): string | undefined => cells[heading.indexOf(column)]?.trim();
    const { value, faults } = shape.readRow(cell, row);
    refused.push(...faults.map(({ path, ...fault }) => ({ row, column: path, ...fault })));
    if (value !== null && faults.length === 0) rows.push(value);
  }
  if (table.unreadableFrom !== null) {
    refused.push({ row: table.unreadableFrom, column: '', code: 'not-csv' });
  }
  return { rows, refused };
}

/** A bad row as a fault of the request that sent the file: `rows.<row>.<column>`. */
export function faultOfRow({ row, column, code, params }: RefusedRow): FieldFault {
  const path = column === '' ? `rows.${row}` : `rows.${row}.${column}`;
  return params === undefined ? { path, code } : { path, code, params };
}

export function inOrderOfRows(refused: readonly RefusedRow[]): RefusedRow[] {
  return refused.toSorted((a, b) => a.row - b.row);
}

function columnNamed<Column extends string>(
  columns: readonly Column[],
  name: string,
): Column | null {
  const wanted = name.trim().toLowerCase();
  return columns.find((column) => column.toLowerCase() === wanted) ?? null;
}

function headingFaults<Column extends string>(
  heading: readonly string[],
  named: readonly (Column | null)[],
  { columns, required }: Pick<TableShape<Column, unknown>, 'columns' | 'required'>,
): RefusedRow[] {
  const unknown = heading
    .filter((_name, at) => named[at] === null)
    .map((name) => ({ row: 0, column: name.slice(0, 64), code: 'unknown-column' }));
  const repeated = columns
    .filter((column) => named.filter((one) => one === column).length > 1)
    .map((column) => ({ row: 0, column, code: 'duplicate-column' }));
  const missing = required
    .filter((column) => !named.includes(column))
    .map((column) => ({ row: 0, column, code: 'missing-column' }));
  return [...missing, ...repeated, ...unknown];
}
