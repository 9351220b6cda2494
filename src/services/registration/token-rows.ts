import { base32Of } from '../../domain/code-letters.ts';
import type { CsvTable, RefusedRow } from '../people/import-rows.ts';

/** One hardware token (RFC 6238) as the app-code method keeps it. */
export interface TokenSeed {
  /** Base32 without padding. */
  readonly seed: string;
  readonly algorithm: 'SHA1' | 'SHA256' | 'SHA512';
  readonly digits: 6 | 8;
  readonly periodSeconds: 30 | 60;
}

export interface TokenRow {
  readonly row: number;
  readonly username: string;
  readonly serial: string;
  readonly token: TokenSeed;
}

export const MOST_TOKENS = 10_000;

const columns = ['username', 'serial', 'seed', 'digits', 'periodSeconds', 'algorithm'] as const;
type Column = (typeof columns)[number];
const requiredColumns: readonly Column[] = ['username', 'serial', 'seed'];

/** R113: 128 bits at least; more than the longest digest is worth nothing. */
const seedBytes = { min: 16, max: 64 };
const printable = /^[^\p{Cc}\p{Zl}\p{Zp}]{1,64}$/u;

/** Every token that can be assigned and, by row and column, everything that stands against the others. */
export function readTokenTable(table: CsvTable): {
  readonly rows: readonly TokenRow[];
  readonly refused: readonly RefusedRow[];
} {
  const heading = table.heading.map((name) => columnNamed(name));
  const wrong = headingFaults(table.heading, heading);
  if (wrong.length > 0) return { rows: [], refused: wrong };
  if (table.rows.length > MOST_TOKENS) {
    const params = { max: MOST_TOKENS };
    return { rows: [], refused: [{ row: MOST_TOKENS + 1, column: '', code: 'too-many', params }] };
  }
  const rows: TokenRow[] = [];
  const refused: RefusedRow[] = [];
  const serials = new Set<string>();
  for (const [index, cells] of table.rows.entries()) {
    const row = index + 1;
    const read = readRow(heading, cells, row);
    refused.push(...read.refused);
    if (read.token === null) continue;
    if (serials.has(serialKey(read.token.serial))) {
      refused.push({ row, column: 'serial', code: 'duplicate-serial' });
    } else {
      rows.push(read.token);
    }
    serials.add(serialKey(read.token.serial));
  }
  if (table.unreadableFrom !== null) {
    refused.push({ row: table.unreadableFrom, column: '', code: 'not-csv' });
  }
  return { rows, refused };
}

/** Serial numbers are one whatever letters a list prints them in. */
export function serialKey(serial: string): string {
  return serial.toUpperCase();
}

function columnNamed(name: string): Column | null {
  const wanted = name.trim().toLowerCase();
  return columns.find((column) => column.toLowerCase() === wanted) ?? null;
}

function headingFaults(
  heading: readonly string[],
  named: readonly (Column | null)[],
): RefusedRow[] {
  const faults: RefusedRow[] = [];
  for (const column of columns) {
    const times = named.filter((one) => one === column).length;
    if (times > 1) faults.push({ row: 0, column, code: 'duplicate-column' });
    if (times === 0 && requiredColumns.includes(column)) {
      faults.push({ row: 0, column, code: 'missing-column' });
    }
  }
  for (const [at, name] of heading.entries()) {
    if (named[at] !== null) continue;
    faults.push({ row: 0, column: name.slice(0, 64), code: 'unknown-column' });
  }
  return faults;
}

function readRow(
  heading: readonly (Column | null)[],
  cells: readonly string[],
  row: number,
): { readonly token: TokenRow | null; readonly refused: readonly RefusedRow[] } {
  if (cells.length !== heading.length) {
    return { token: null, refused: [{ row, column: '', code: 'wrong-column-count' }] };
  }
  const cell = (column: Column) => cells[heading.indexOf(column)]?.trim() ?? '';
  const [username, serial] = [cell('username'), cell('serial')];
  const seed = readSeed(cell('seed'));
  const digits = chosen(cell('digits'), { '': 6, 6: 6, 8: 8 } as const);
  const periodSeconds = chosen(cell('periodSeconds'), { '': 30, 30: 30, 60: 60 } as const);
  const algorithm = chosen(cell('algorithm').toUpperCase().replace('-', ''), {
    '': 'SHA1',
    SHA1: 'SHA1',
    SHA256: 'SHA256',
    SHA512: 'SHA512',
  } as const);
  const refused: RefusedRow[] = [];
  const refuse = (column: Column, code: string) => refused.push({ row, column, code });
  if (username === '') refuse('username', 'required');
  if (serial === '') refuse('serial', 'required');
  else if (!printable.test(serial)) refuse('serial', 'forbidden-characters');
  if (seed === null) refuse('seed', 'not-a-seed');
  if (digits === null) refuse('digits', 'not-a-choice');
  if (periodSeconds === null) refuse('periodSeconds', 'not-a-choice');
  if (algorithm === null) refuse('algorithm', 'not-a-choice');
  if (refused.length > 0 || !seed || !digits || !periodSeconds || !algorithm) {
    return { token: null, refused };
  }
  const token = { seed, digits, periodSeconds, algorithm };
  return { token: { row, username, serial, token }, refused };
}

function chosen<Value>(text: string, values: Readonly<Record<string, Value>>): Value | null {
  return Object.hasOwn(values, text) ? (values[text] ?? null) : null;
}

/**
 * Hexadecimal where every sign is one of its digits, Base32 otherwise: a seed of 128 bits in Base32 that reads as
 * hexadecimal comes once in a hundred thousand million.
 */
function readSeed(typed: string): string | null {
  const text = typed.replace(/[\s-]/g, '').replace(/=+$/, '').toUpperCase();
  const fits = (bytes: number) => bytes >= seedBytes.min && bytes <= seedBytes.max;
  if (/^([0-9A-F]{2})+$/.test(text)) {
    return fits(text.length / 2) ? base32Of(Buffer.from(text, 'hex')) : null;
  }
  return /^[A-Z2-7]+$/.test(text) && fits(Math.floor((text.length * 5) / 8)) ? text : null;
}
