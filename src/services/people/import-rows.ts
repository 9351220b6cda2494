import type { FieldFault } from '../../domain/errors.ts';
import { canonicalIdentifier } from '../../domain/identifier.ts';
import type { ImportRow } from '../../ports/managed-directory.ts';
import { type CsvTable, readImportTable, type RefusedRow } from './import-table.ts';
import { profileFaults } from './profile.ts';

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
  const seen = { username: new Set<string>(), mail: new Set<string>() };
  return readImportTable<Column, ReadRow>(table, {
    columns: importColumns,
    required: requiredColumns,
    most: MOST_ROWS,
    readRow(cell, row) {
      const { user, faults } = readUser(cell);
      return { value: { row, user }, faults: [...faults, ...repeated(user, seen)] };
    },
  });
}

function readUser(cell: (column: Column) => string | undefined): {
  readonly user: ImportRow;
  readonly faults: readonly FieldFault[];
} {
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
