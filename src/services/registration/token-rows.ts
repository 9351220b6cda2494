import { base32Of } from '../../domain/code-letters.ts';
import type { FieldFault } from '../../domain/errors.ts';
import { type CsvTable, readImportTable, type RefusedRow } from '../people/import-table.ts';

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
  const serials = new Set<string>();
  return readImportTable<Column, TokenRow>(table, {
    columns,
    required: requiredColumns,
    most: MOST_TOKENS,
    readRow(cell, row) {
      const { token, faults } = readRow(cell, row);
      if (token === null) return { value: null, faults };
      const key = serialKey(token.serial);
      const known = serials.has(key);
      serials.add(key);
      return { value: token, faults: known ? [{ path: 'serial', code: 'duplicate-serial' }] : [] };
    },
  });
}

/** Serial numbers are one whatever letters a list prints them in. */
export function serialKey(serial: string): string {
  return serial.toUpperCase();
}

function readRow(
  cellOf: (column: Column) => string | undefined,
  row: number,
): { readonly token: TokenRow | null; readonly faults: readonly FieldFault[] } {
  const cell = (column: Column) => cellOf(column) ?? '';
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
  const faults: FieldFault[] = [];
  const refuse = (path: Column, code: string) => faults.push({ path, code });
  if (username === '') refuse('username', 'required');
  if (serial === '') refuse('serial', 'required');
  else if (!printable.test(serial)) refuse('serial', 'forbidden-characters');
  if (seed === null) refuse('seed', 'not-a-seed');
  if (digits === null) refuse('digits', 'not-a-choice');
  if (periodSeconds === null) refuse('periodSeconds', 'not-a-choice');
  if (algorithm === null) refuse('algorithm', 'not-a-choice');
  if (faults.length > 0 || !seed || !digits || !periodSeconds || !algorithm) {
    return { token: null, faults };
  }
  const token = { seed, digits, periodSeconds, algorithm };
  return { token: { row, username, serial, token }, faults };
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
