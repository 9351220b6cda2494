import type { AuditRecord } from '../../domain/audit/events.ts';
import { csvLine } from './csv.ts';

export type ExportFormat = 'csv' | 'json';

/** How records leave: a heading, and one line for each; every line ends itself. */
export interface RecordLines {
  readonly heading: string;
  readonly line: (record: AuditRecord) => string;
}

const columns: readonly [name: string, value: (record: AuditRecord) => string | number | null][] = [
  ['seq', ({ seq }) => seq],
  ['id', ({ id }) => id],
  ['time', ({ at }) => new Date(at).toISOString()],
  ['type', ({ type }) => type],
  ['outcome', ({ outcome }) => outcome],
  ['actorKind', ({ actor }) => actor.kind],
  ['actorId', ({ actor }) => actor.id],
  ['actorName', ({ actor }) => actor.name],
  ['subjectDirectory', ({ subject }) => subject?.directoryId ?? null],
  ['subjectAnchor', ({ subject }) => subject?.anchor ?? null],
  ['subjectName', ({ subject }) => subject?.name ?? null],
  ['target', ({ target }) => target],
  ['correlationId', ({ correlationId }) => correlationId],
  ['ip', ({ ip }) => ip],
  ['userAgent', ({ userAgent }) => userAgent],
  ['fields', ({ fields }) => JSON.stringify(fields)],
  ['hash', ({ hash }) => hash],
];

export const recordLines: Readonly<Record<ExportFormat, RecordLines>> = {
  csv: {
    heading: csvLine(columns.map(([name]) => name)),
    line: (record) => csvLine(columns.map(([, value]) => value(record))),
  },
  json: { heading: '', line: (record) => `${JSON.stringify(record)}\n` },
};
