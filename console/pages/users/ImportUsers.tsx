import { endpoints } from '../../../src/contract/index.ts';
import { useApi } from '../../api/context.ts';
import { useWording } from '../../locales/context.ts';
import { ImportFile } from './ImportFile.tsx';

const columns = [
  'username',
  'displayName',
  'givenName',
  'surname',
  'mail',
  'alternateMail',
  'mobile',
  'officePhone',
  'locale',
  'enabled',
] as const;

export function ImportUsers() {
  const { t } = useWording();
  const api = useApi();
  const texts = t.users.importing;
  return (
    <ImportFile
      kind={{
        title: texts.title,
        description: texts.description,
        about: texts.columns,
        columns,
        template: 'users.csv',
        send: (csv, dryRun) => api.call(endpoints.importUsers, { body: { csv, dryRun } }),
        counts: ({ created, updated, unchanged }) => [
          [texts.created, created],
          [texts.updated, updated],
          [texts.unchanged, unchanged],
        ],
        changes: ({ created, updated }) => created + updated,
        importText: texts.import,
      }}
    />
  );
}
