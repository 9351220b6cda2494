import type { FieldFault } from '../../domain/errors.ts';
import { canonicalIdentifier } from '../../domain/identifier.ts';
import type { ImportRow } from '../../ports/managed-directory.ts';
import { profileFaults } from './profile.ts';

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

export interface ReadRow {
  readonly row: number;
  readonly user: ImportRow;
}

export interface ReadTable {
  readonly rows: readonly ReadRow[];
  readonly refused: readonly RefusedRow[];
}

export const MOST_ROWS = 50_000;

export const importColumns = [
  'username',
  'displayName',
  'givenName',
  'surname',
  'mail',
  'alternateMail',
  'mobile',
  'officePhone',
  'locale',
  'enabled',
] as const;
type Column = (typeof importColumns)[number];

const requiredColumns: readonly Column[] = ['username', 'displayName'];

/** Every row that can be imported and, by row and column, everything that stands against the others. */
export function readTable(table: CsvTable): ReadTable {
  const columns = table.heading.map((name) => columnNamed(name));
  const wrongHeading = headingFaults(table.heading, columns);
  if (wrongHeading.length > 0) return { rows: [], refused: wrongHeading };
  if (table.rows.length > MOST_ROWS) {
    const params = { max: MOST_ROWS };
    return { rows: [], refused: [{ row: MOST_ROWS + 1, column: '', code: 'too-many', params }] };
  }
  const rows: ReadRow[] = [];
  const refused: RefusedRow[] = [];
  const seen = { username: new Set<string>(), mail: new Set<string>() };
  for (const [index, cells] of table.rows.entries()) {
    const row = index + 1;
    const read = readRow(columns, cells);
    const faults = read.user ? [...read.faults, ...repeated(read.user, seen)] : read.faults;
    refused.push(...faults.map(({ path, ...fault }) => ({ row, column: path, ...fault })));
    if (read.user && faults.length === 0) rows.push({ row, user: read.user });
  }
  if (table.unreadableFrom !== null) {
    refused.push({ row: table.unreadableFrom, column: '', code: 'not-csv' });
  }
  return { rows, refused };
}

function columnNamed(name: string): Column | null {
  const wanted = name.trim().toLowerCase();
  return importColumns.find((column) => column.toLowerCase() === wanted) ?? null;
}

function headingFaults(
  heading: readonly string[],
  columns: readonly (Column | null)[],
): RefusedRow[] {
  const unknown = heading
    .filter((_name, at) => columns[at] === null)
    .map((name) => ({ row: 0, column: name.slice(0, 64), code: 'unknown-column' }));
  const repeatedColumns = importColumns
    .filter((column) => columns.filter((one) => one === column).length > 1)
    .map((column) => ({ row: 0, column, code: 'duplicate-column' }));
  const missing = requiredColumns
    .filter((column) => !columns.includes(column))
    .map((column) => ({ row: 0, column, code: 'missing-column' }));
  return [...missing, ...repeatedColumns, ...unknown];
}

function readRow(
  columns: readonly (Column | null)[],
  cells: readonly string[],
): { readonly user: ImportRow | null; readonly faults: readonly FieldFault[] } {
  if (cells.length !== columns.length) {
    return { user: null, faults: [{ path: '', code: 'wrong-column-count' }] };
  }
  const cell = (column: Column): string | undefined => cells[columns.indexOf(column)]?.trim();
  const enabled = readEnabled(cell('enabled'));
  const user: ImportRow = {
    username: cell('username') ?? '',
    displayName: cell('displayName') ?? '',
    ...optional('givenName', cell('givenName')),
    ...optional('surname', cell('surname')),
    ...optional('mail', cell('mail')),
    ...optional('alternateMail', cell('alternateMail')),
    ...optional('mobile', cell('mobile')),
    ...optional('officePhone', cell('officePhone')),
    ...optional('locale', cell('locale')),
    ...(typeof enabled === 'boolean' && { enabled }),
  };
  const faults = profileFaults(user);
  if (enabled === 'not-a-choice') faults.push({ path: 'enabled', code: enabled });
  return { user, faults };
}

/** An empty cell takes the value away; a column that is not there leaves it alone. */
function optional<Name extends Column>(
  name: Name,
  text: string | undefined,
): { [Key in Name]?: string | null } {
  return text === undefined
    ? {}
    : ({ [name]: text === '' ? null : text } as { [Key in Name]: string | null });
}

function readEnabled(text: string | undefined): boolean | undefined | 'not-a-choice' {
  switch (text?.toLowerCase()) {
    case undefined:
    case '':
      return undefined;
    case 'true':
      return true;
    case 'false':
      return false;
    default:
      return 'not-a-choice';
  }
}

/** Two rows for one person, or one mailbox for two: whichever was meant, the file does not say. */
function repeated(
  { username, mail }: ImportRow,
  seen: { readonly username: Set<string>; readonly mail: Set<string> },
): FieldFault[] {
  const faults: FieldFault[] = [];
  for (const [path, text] of [
    ['username', username],
    ['mail', mail],
  ] as const) {
    const name = canonicalIdentifier(text ?? '');
    if (!name.ok) continue;
    if (seen[path].has(name.canonical)) faults.push({ path, code: `duplicate-${path}` });
    seen[path].add(name.canonical);
  }
  return faults;
}
