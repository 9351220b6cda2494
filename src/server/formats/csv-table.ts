import { CsvError, parse } from 'csv-parse/sync';
import type { CsvTable } from '../../services/people/import-table.ts';

const longestRecord = 16 * 1024;

/**
 * Takes a CSV text apart (RFC 4180; a byte order mark, LF alone and blank lines are fine). Where a quotation
 * mark stands wrong nobody can tell where the rows after it begin, so reading ends there.
 */
export function readCsvTable(text: string): CsvTable {
  const records: string[][] = [];
  let unreadable = false;
  try {
    parse(text, {
      bom: true,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: longestRecord,
      on_record: (record: string[]) => {
        records.push(record);
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    unreadable = true;
  }
  const [heading = [], ...rows] = records;
  return { heading, rows, unreadableFrom: unreadable ? rows.length + 1 : null };
}
