import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AuditRecord } from '../../domain/audit/events.ts';
import { csvLine } from './csv.ts';
import { recordLines } from './export-format.ts';

const record: AuditRecord = {
  id: 'evt_1',
  tenantId: 'tnt_1',
  seq: 7,
  previousHash: 'a',
  hash: 'b',
  type: 'sign-in.failed',
  at: Date.UTC(2026, 10, 22, 8, 55),
  outcome: 'failure',
  actor: { kind: 'visitor', id: null, name: null },
  subject: { directoryId: 'dir_1', anchor: 'usr_1', name: 'megan' },
  target: null,
  correlationId: null,
  ip: '192.0.2.7',
  userAgent: 'curl/8 "quoted", with a comma',
  fields: { place: 'console', reason: 'wrong' },
};

describe('CSV', () => {
  test('has one heading and one line a record that a strict reader reads back', () => {
    const { heading, line } = recordLines.csv;
    const [row] = parse(heading + line(record), { columns: true, record_delimiter: '\r\n' });
    expect(row).toMatchObject({
      seq: '7',
      time: '2026-11-22T08:55:00.000Z',
      subjectName: 'megan',
      actorName: '',
      userAgent: 'curl/8 "quoted", with a comma',
      fields: '{"place":"console","reason":"wrong"}',
    });
  });

  test.each(['=HYPERLINK("http://evil")', '+1', '-1', '@SUM(A1)', '\tx', '\rx', '\0x', '＝1'])(
    'puts a quote before %j, which a spreadsheet would take for a formula',
    (value) => {
      expect(csvLine([value])).toMatch(/^"'/);
    },
  );

  test('leaves alone what only holds such a sign further on', () => {
    expect(csvLine(['a=b', 'x-y'])).toBe('"a=b","x-y"\r\n');
  });

  test('keeps any value on its own line and in its own field', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1 }), (values) => {
        const line = csvLine(values);
        const [row = []] = parse(line, { record_delimiter: '\r\n' });
        return line.indexOf('\r\n') === line.length - 2 && row.length === values.length;
      }),
    );
  });
});

describe('JSON lines', () => {
  test('hold the whole record, chain and all, on one line', () => {
    const line = recordLines.json.line({ ...record, userAgent: 'a\nb' });
    expect(line.trimEnd()).not.toContain('\n');
    expect(JSON.parse(line)).toEqual({ ...record, userAgent: 'a\nb' });
  });
});
