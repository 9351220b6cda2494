import { parseArgs } from 'node:util';
import { readCsvTable } from '../../server/formats/csv-table.ts';
import type { Command } from '../command.ts';
import { complainOfRows } from '../refused-rows.ts';
import { configOption, oneFile, withHouse } from '../with-house.ts';

/** Ends with 1, and has changed nothing, when a single row is refused. */
export const registrationImport: Command = {
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
      const { contactsImports } = house.services;
      const plan = await contactsImports.import(caller, table, true);
      const badRows = complainOfRows(file.name, plan.refused, surroundings);
      const stands = plan.refused.length > 0 || values['dry-run'];
      const report = stands ? plan : await contactsImports.import(caller, table, false);
      for (const { row, column, username, has } of report.kept) {
        surroundings.say(`row ${row}, ${column}: ${username} keeps ${has}`);
      }
      for (const column of report.notOffered) {
        surroundings.say(`${column}: the policy lets nobody use this method now`);
      }
      const verb = stands ? 'would be ' : '';
      surroundings.say(
        `${report.added} ${verb}registered, ${report.replaced} ${verb}replaced, ${report.unchanged} unchanged, ${report.kept.length} kept, ${badRows} rows refused`,
      );
      return plan.refused.length > 0 ? 1 : 0;
    });
  },
};
