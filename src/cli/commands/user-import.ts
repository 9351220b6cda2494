import { parseArgs } from 'node:util';
import { readCsvTable } from '../../server/formats/csv-table.ts';
import type { Command } from '../command.ts';
import { complainOfRows } from '../refused-rows.ts';
import { configOption, oneFile, withHouse } from '../with-house.ts';

/** Ends with 1, and has changed nothing, when a single row is refused. */
export const userImport: Command = {
  usage: 'FILE [--dry-run] [--config FILE]',
  async run(args, surroundings) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { ...configOption, 'dry-run': { type: 'boolean', default: false } },
      allowPositionals: true,
    });
    const file = oneFile(positionals);
    const table = readCsvTable(file.text);
    return withHouse(values.config, surroundings, async ({ house, caller }) => {
      const { imports } = house.services;
      const plan = await imports.import(caller, table, true);
      const badRows = complainOfRows(file.name, plan.refused, surroundings);
      const stands = plan.refused.length > 0 || values['dry-run'];
      const report = stands ? plan : await imports.import(caller, table, false);
      const verb = stands ? 'would be ' : '';
      surroundings.say(
        `${report.created} ${verb}made, ${report.updated} ${verb}updated, ${report.unchanged} unchanged, ${badRows} rows refused`,
      );
      return plan.refused.length > 0 ? 1 : 0;
    });
  },
};
