import { Skeleton, SkeletonItem } from '@fluentui/react-components';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import type { CarriersView } from '../../../src/contract/carriers.ts';
import { endpoints } from '../../../src/contract/index.ts';
import { useApi } from '../../api/context.ts';
import { endpointQuery } from '../../api/queries.ts';
import { useCan } from '../../api/session.ts';
import { DraftPage } from '../../forms/DraftPage.tsx';
import { formOf, useKeptDraft } from '../../forms/kept-draft.ts';
import { useWording } from '../../locales/context.ts';
import { useNotify } from '../../parts/notify.tsx';
import { Page } from '../../parts/Page.tsx';
import { Problem } from '../../parts/Problem.tsx';
import { Budget } from './Budget.tsx';
import { CarrierList } from './CarrierList.tsx';
import { CarrierPanel } from './CarrierPanel.tsx';
import { CountryCounts } from './CountryCounts.tsx';
import { bodyOf, type CarriersDraft, changesIn, draftOf } from './draft.ts';

/** What messages leave by: in their order, with their settings, and what they may cost. */
export function Carriers() {
  const { t } = useWording();
  const api = useApi();
  const current = useQuery(endpointQuery(api, endpoints.getCarriers));
  const kinds = useQuery({
    ...endpointQuery(api, endpoints.listCarrierKinds),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const failed = current.error ?? kinds.error;
  if (current.data !== undefined && kinds.data !== undefined) {
    return <CarriersPage view={current.data} kinds={kinds.data} />;
  }
  return (
    <Page title={t.carriers.title} description={t.carriers.description} form>
      {failed === null ? (
        <Skeleton aria-label={t.common.loading}>
          {[180, 220].map((height) => (
            <SkeletonItem key={height} style={{ height, marginBottom: 16, borderRadius: 8 }} />
          ))}
        </Skeleton>
      ) : (
        <Problem
          error={failed}
          retry={() => void Promise.all([current.refetch(), kinds.refetch()])}
        />
      )}
    </Page>
  );
}

interface CarriersPageProps {
  readonly view: CarriersView;
  readonly kinds: KnownKinds;
}

type KnownKinds = Parameters<typeof CarrierPanel>[0]['kinds'];

function CarriersPage({ view, kinds }: CarriersPageProps) {
  const { t } = useWording();
  const texts = t.carriers;
  const api = useApi();
  const queries = useQueryClient();
  const notify = useNotify();
  const readOnly = !useCan()('settings.write');
  const [search, setSearch] = useSearchParams();
  const kept = useKeptDraft({
    view,
    draftOf,
    changesIn,
    refresh: () => queries.invalidateQueries({ queryKey: [endpoints.getCarriers.id] }),
    async send(draft: CarriersDraft) {
      const answer = await api.call(endpoints.replaceCarriers, { body: bodyOf(draft) });
      queries.setQueryData(endpointQuery(api, endpoints.getCarriers).queryKey, answer);
      notify(texts.saved);
    },
  });
  const { draft, put } = kept;
  const form = formOf(kept, {
    readOnly,
    textOf: (path) => texts.settings[path.split('.').at(-1) ?? ''],
    keepsSecret: (path) => {
      const [, index] = path.split('.');
      const name = path.split('.').at(-1) ?? '';
      return draft.carriers[Number(index)]?.secretsKept.includes(name) ?? false;
    },
  });

  const opened = draft.carriers.findIndex(({ key }) => key === search.get('carrier'));
  return (
    <>
      <DraftPage
        title={texts.title}
        description={texts.description}
        readOnly={readOnly}
        work={kept}
        unsavedText={texts.unsaved(kept.changes)}
        conflictText={texts.conflict}
        faultyText={texts.faulty}
      >
        <CarrierList
          draft={draft}
          view={view}
          kinds={kinds}
          form={form}
          opened={draft.carriers[opened]}
          onChange={(carriers) => put({ ...draft, carriers })}
          onOpen={(key) => setSearch({ carrier: key })}
        />
        <Budget form={form} draft={draft} view={view} countries={kinds.countries} />
        <CountryCounts view={view} writable={!readOnly} />
      </DraftPage>
      {opened === -1 ? null : (
        <CarrierPanel
          key={draft.carriers[opened]?.key}
          form={form}
          draft={draft}
          index={opened}
          kinds={kinds}
          unsaved={kept.unsaved}
          onRemove={() => {
            put({ ...draft, carriers: draft.carriers.toSpliced(opened, 1) });
            kept.rejections.forget();
            setSearch({});
          }}
          onClose={() => setSearch({})}
        />
      )}
    </>
  );
}
