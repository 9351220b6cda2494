import { MessageBar, MessageBarBody, Skeleton, SkeletonItem } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { endpoints } from '../../../src/contract/index.ts';
import { useApi } from '../../api/context.ts';
import { endpointQuery } from '../../api/queries.ts';
import { useWording } from '../../locales/context.ts';
import { usePageTexts } from '../../locales/page-texts.ts';
import { Page } from '../../parts/Page.tsx';
import { Problem } from '../../parts/Problem.tsx';
import { DirectoryEditor } from './DirectoryEditor.tsx';
import { Removal } from './Removal.tsx';
import { Standing } from './Standing.tsx';

/** One connected directory: how it stands, its settings, and what refers to it. */
export function DirectoryPage() {
  const { t } = useWording();
  const texts = usePageTexts('directories');
  const { id = '' } = useParams();
  const api = useApi();
  const detail = useQuery(endpointQuery(api, endpoints.getDirectory, { params: { id } }));
  const kinds = useQuery({
    ...endpointQuery(api, endpoints.listDirectoryKinds),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const failed = detail.error ?? kinds.error;
  if (detail.data === undefined || kinds.data === undefined) {
    return (
      <Page title={texts.title} form>
        {failed === null ? (
          <Skeleton aria-label={t.common.loading}>
            {[140, 320].map((height) => (
              <SkeletonItem key={height} style={{ height, marginBottom: 16, borderRadius: 8 }} />
            ))}
          </Skeleton>
        ) : (
          <Problem
            error={failed}
            retry={() => void Promise.all([detail.refetch(), kinds.refetch()])}
          />
        )}
      </Page>
    );
  }
  const directory = detail.data;
  const kind = kinds.data.items.find((one) => one.id === directory.kind);
  if (kind !== undefined) {
    return <DirectoryEditor key={directory.id} detail={directory} kind={kind} />;
  }
  return (
    <Page title={directory.name} description={texts.kindName(directory.kind)} form>
      <MessageBar intent="warning" layout="multiline">
        <MessageBarBody>
          {directory.managed ? texts.panel.builtin : texts.panel.unknownKind}
        </MessageBarBody>
      </MessageBar>
      <Standing directory={directory} />
      {directory.managed ? null : <Removal detail={directory} />}
    </Page>
  );
}
