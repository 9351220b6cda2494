import { parseArgs } from 'node:util';
import { auditEventTypes } from '../../domain/audit/events.ts';
import type { AuditWanted } from '../../services/audit/audit-service.ts';
import { type Command, UsageError } from '../command.ts';
import { configOption, withHouse } from '../with-house.ts';

export const auditExport: Command = {
  usage: '[--format csv|json] [--type TYPE …] [--from TIME] [--to TIME] [--config FILE]',
  async run(args, surroundings) {
    const { values } = parseArgs({
      args: [...args],
      options: {
        ...configOption,
        format: { type: 'string', default: 'csv' },
        type: { type: 'string', multiple: true },
        from: { type: 'string' },
        to: { type: 'string' },
      },
    });
    const { format } = values;
    if (format !== 'csv' && format !== 'json') throw new UsageError('--format is csv or json');
    const wanted: AuditWanted = {
      ...(values.type && { types: values.type.map(readType) }),
      ...(values.from !== undefined && { from: readTime('--from', values.from) }),
      ...(values.to !== undefined && { to: readTime('--to', values.to) }),
    };
    return withHouse(values.config, surroundings, async ({ house, caller }) => {
      const chunks = await house.services.audit.export(caller, wanted, format);
      for await (const chunk of chunks) await surroundings.print(chunk);
      return 0;
    });
  },
};

function readType(type: string): string {
  const known: readonly string[] = auditEventTypes;
  if (!known.includes(type)) throw new UsageError(`there is no event type ${type}`);
  return type;
}

/** ISO 8601, such as 2026-11-22 or 2026-11-22T08:55:00Z. */
function readTime(option: string, text: string): number {
  const time = /^\d{4}-\d{2}-\d{2}(?:T[\d:.]+(?:Z|[+-]\d{2}:\d{2}))?$/.test(text)
    ? Date.parse(text)
    : Number.NaN;
  if (Number.isNaN(time)) {
    throw new UsageError(`${option} takes a time such as 2026-11-22 or 2026-11-22T08:55:00Z`);
  }
  return time;
}
