import { endpoints } from '../../../src/contract/index.ts';
import { useApi } from '../../api/context.ts';
import { useWording } from '../../locales/context.ts';
import { ImportFile } from '../users/ImportFile.tsx';
import { tokenColumns } from './token-row.ts';

export function ImportTokens() {
  const { t } = useWording();
  const api = useApi();
  const texts = t.hardwareTokens.importing;
  return (
    <ImportFile
      kind={{
        title: texts.title,
        description: texts.description,
        about: texts.about,
        columns: tokenColumns,
        template: 'hardware-tokens.csv',
        send: (csv, dryRun) => api.call(endpoints.importHardwareTokens, { body: { csv, dryRun } }),
        counts: ({ assigned, unchanged }) => [
          [texts.assigned, assigned],
          [texts.unchanged, unchanged],
        ],
        changes: ({ assigned }) => assigned,
        importText: texts.import,
      }}
    />
  );
}
