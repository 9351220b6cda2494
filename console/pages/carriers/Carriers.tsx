import { MessageBar, MessageBarBody, Skeleton, SkeletonItem } from '@fluentui/react-components';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import type { CarriersView } from '../../../src/contract/carriers.ts';
import { endpoints } from '../../../src/contract/index.ts';
import { useApi } from '../../api/context.ts';
import { isProblem } from '../../api/problem.ts';
import { endpointQuery } from '../../api/queries.ts';
import { useCan } from '../../api/session.ts';
import { faultAt, faultsByPath } from '../../forms/faults.ts';
import type { FormSource } from '../../forms/source.ts';
import { useWording } from '../../locales/context.ts';
import { DraftBar } from '../../parts/DraftBar.tsx';
import { focusHeading } from '../../parts/focus.ts';
import { useNotify } from '../../parts/notify.tsx';
import { Page } from '../../parts/Page.tsx';
import { Problem } from '../../parts/Problem.tsx';
import { valueAt, withValue } from '../../policy/draft.ts';
import { useLeaveGuard } from '../../policy/guard.ts';
import { LeaveDialog } from '../../policy/LeaveDialog.tsx';
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

const none: ReadonlyMap<string, string> = new Map();

function CarriersPage({ view, kinds }: CarriersPageProps) {
  const { t } = useWording();
  const texts = t.carriers;
  const api = useApi();
  const queries = useQueryClient();
  const notify = useNotify();
  const can = useCan();
  const [search, setSearch] = useSearchParams();
  const [kept, keep] = useState<CarriersDraft | null>(null);
  const [base, setBase] = useState<CarriersDraft | null>(null);
  const [rejected, setRejected] = useState(none);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const saved = useMemo(() => draftOf(view), [view]);
  const before = base ?? saved;
  const draft = kept ?? saved;
  const changes = kept === null ? 0 : changesIn(before, draft);
  const unsaved = changes > 0 || rejected.size > 0;
  const blocker = useLeaveGuard(unsaved);
  const readOnly = !can('settings.write');
  const faults = faultsByPath(problem);

  const put = (next: CarriersDraft) => {
    // What others save meanwhile must not slip in under what is being typed.
    if (base === null) setBase(saved);
    keep(next);
  };
  const form: FormSource = {
    readOnly,
    value: (path) => valueAt(draft, path),
    set: (path, value) => put(withValue(draft, path, value)),
    fault: (path) => rejected.get(path) ?? faultAt(faults, path),
    reject: (path, message) =>
      setRejected((was) => {
        if (was.get(path) === (message ?? undefined)) return was;
        const next = new Map(was);
        if (message === null) next.delete(path);
        else next.set(path, message);
        return next;
      }),
    textOf: (path) => texts.settings[path.split('.').at(-1) ?? ''],
    keepsSecret: (path) => {
      const [, index] = path.split('.');
      const name = path.split('.').at(-1) ?? '';
      return draft.carriers[Number(index)]?.secretsKept.includes(name) ?? false;
    },
  };

  const discard = () => {
    keep(null);
    setBase(null);
    setRejected(none);
    setProblem(null);
    void queries.invalidateQueries({ queryKey: [endpoints.getCarriers.id] });
    focusHeading();
  };
  const save = async () => {
    if (rejected.size > 0) {
      document.querySelector<HTMLElement>('main [aria-invalid="true"]')?.focus();
      return;
    }
    setBusy(true);
    setProblem(null);
    try {
      const answer = await api.call(endpoints.replaceCarriers, { body: bodyOf(draft) });
      queries.setQueryData(endpointQuery(api, endpoints.getCarriers).queryKey, answer);
      keep(null);
      setBase(null);
      notify(texts.saved);
      focusHeading();
    } catch (error) {
      if (!isProblem(error, 'reauthentication-required')) setProblem(error);
    } finally {
      setBusy(false);
    }
  };

  const opened = draft.carriers.findIndex(({ key }) => key === search.get('carrier'));
  return (
    <>
      <Page title={texts.title} description={texts.description} form>
        {readOnly ? (
          <MessageBar intent="info" layout="multiline">
            <MessageBarBody>{t.common.readOnly}</MessageBarBody>
          </MessageBar>
        ) : null}
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
      </Page>
      {unsaved ? (
        <DraftBar
          text={rejected.size > 0 ? t.policy.saveBar.invalid : texts.unsaved(changes)}
          busy={busy}
          onSave={() => void save()}
          onDiscard={discard}
        >
          {isProblem(problem, 'conflict') || faults.size > 0 ? (
            <MessageBar intent="error" layout="multiline" role="alert">
              <MessageBarBody>{faults.size > 0 ? texts.faulty : texts.conflict}</MessageBarBody>
            </MessageBar>
          ) : problem === null ? null : (
            <Problem error={problem} />
          )}
        </DraftBar>
      ) : null}
      {opened === -1 ? null : (
        <CarrierPanel
          key={draft.carriers[opened]?.key}
          form={form}
          draft={draft}
          index={opened}
          kinds={kinds}
          unsaved={unsaved}
          onRemove={() => {
            put({ ...draft, carriers: draft.carriers.toSpliced(opened, 1) });
            setRejected(none);
            setSearch({});
          }}
          onClose={() => setSearch({})}
        />
      )}
      {blocker.state === 'blocked' ? (
        <LeaveDialog
          onStay={() => blocker.reset()}
          onLeave={() => {
            keep(null);
            blocker.proceed();
          }}
        />
      ) : null}
    </>
  );
}
