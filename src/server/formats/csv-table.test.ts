import { describe, expect, test } from 'vitest';
import { readCsvTable } from './csv-table.ts';

describe('taking a CSV text apart', () => {
  test('reads quoted commas, quotes and line breaks as RFC 4180 writes them', () => {
    const text = 'username,displayName\r\nmegan,"Bowen, Megan ""Meg""\r\nsecond line"\r\n';
    expect(readCsvTable(text)).toEqual({
      heading: ['username', 'displayName'],
      rows: [['megan', 'Bowen, Megan "Meg"\r\nsecond line']],
      unreadableFrom: null,
    });
  });

  test('takes LF, blank lines and a byte order mark as they come', () => {
    const table = readCsvTable('\uFEFFusername\n\nmegan\n\n\nadele');
    expect(table).toEqual({
      heading: ['username'],
      rows: [['megan'], ['adele']],
      unreadableFrom: null,
    });
  });

  test('hands on rows that are too short or too long', () => {
    expect(readCsvTable('a,b\n1\n1,2,3\n').rows).toEqual([['1'], ['1', '2', '3']]);
  });

  test('names the row from which a wrong quotation mark hides where rows begin', () => {
    const table = readCsvTable('a,b\n1,2\n3,"4"x\n5,6\n');
    expect(table).toMatchObject({ rows: [['1', '2']], unreadableFrom: 2 });
  });

  test('names the row of a quotation mark that is never closed', () => {
    expect(readCsvTable('a,b\n1,2\n3,"4\n5,6\n').unreadableFrom).toBe(2);
  });

  test('stops at a record that nobody would write', () => {
    expect(readCsvTable(`a\n${'x'.repeat(20_000)}\n`).unreadableFrom).toBe(1);
  });

  test('finds nothing in nothing', () => {
    expect(readCsvTable('')).toEqual({ heading: [], rows: [], unreadableFrom: null });
  });
});
