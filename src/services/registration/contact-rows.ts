import type { FieldFault } from '../../domain/errors.ts';
import { canonicalIdentifier } from '../../domain/identifier.ts';
import { readMailAddress } from '../../domain/mail-address.ts';
import { dialForm, readPhoneNumber } from '../../domain/phone-number.ts';
import { type CsvTable, readImportTable, type RefusedRow } from '../people/import-table.ts';

/** What can be registered for somebody by a file, in the order of the columns. */
export const contactColumns = ['mobile', 'officePhone', 'alternateMail'] as const;
export type ContactColumn = (typeof contactColumns)[number];

/** A number or an address, in the one form it is kept and compared in. */
export interface Contact {
  readonly column: ContactColumn;
  /** A number in dialling form, or an address as SMTP is told it. */
  readonly value: string;
}

export interface ContactRow {
  readonly row: number;
  readonly username: string;
  readonly contacts: readonly Contact[];
}

export const MOST_CONTACT_ROWS = 50_000;

type Column = 'username' | ContactColumn;
type Read = { readonly value: string } | { readonly fault: string };

/** Every row that can be registered and, by row and column, everything that stands against the others. */
export function readContactTable(table: CsvTable): {
  readonly rows: readonly ContactRow[];
  readonly refused: readonly RefusedRow[];
} {
  const named = new Set<string>();
  return readImportTable<Column, ContactRow>(table, {
    columns: ['username', ...contactColumns],
    required: ['username'],
    most: MOST_CONTACT_ROWS,
    readRow(cell, row) {
      const username = cell('username') ?? '';
      const faults: FieldFault[] = nameFaults(username, named);
      const contacts: Contact[] = [];
      for (const column of contactColumns) {
        const text = cell(column) ?? '';
        if (text === '') continue;
        const read = readers[column](text);
        if ('value' in read) contacts.push({ column, value: read.value });
        else faults.push({ path: column, code: read.fault });
      }
      if (contacts.length === 0 && faults.length === 0) {
        faults.push({ path: '', code: 'no-contact' });
      }
      return { value: { row, username, contacts }, faults };
    },
  });
}

/** Two rows for one person: whichever was meant, the file does not say. */
function nameFaults(username: string, named: Set<string>): FieldFault[] {
  if (username === '') return [{ path: 'username', code: 'required' }];
  const name = canonicalIdentifier(username);
  if (!name.ok) return [{ path: 'username', code: 'unknown-user' }];
  const known = named.has(name.canonical);
  named.add(name.canonical);
  return known ? [{ path: 'username', code: 'duplicate-username' }] : [];
}

const readers: Readonly<Record<ContactColumn, (text: string) => Read>> = {
  mobile: readMobile,
  officePhone: readPhone,
  alternateMail(text) {
    const read = readMailAddress(text);
    return read.ok ? { value: read.address.envelope } : { fault: read.fault };
  },
};

function readPhone(text: string): Read {
  const read = readPhoneNumber(text);
  return read.ok ? { value: dialForm(read.number) } : { fault: read.fault };
}

/** Behind a switchboard no text arrives, and anybody may answer. */
function readMobile(text: string): Read {
  const read = readPhone(text);
  return 'value' in read && read.value.includes(';') ? { fault: 'wrong-format' } : read;
}
