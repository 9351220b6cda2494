import {
  makeStyles,
  Skeleton,
  SkeletonItem,
  Switch,
  Text,
  tokens,
} from '@fluentui/react-components';
import { ErrorCircleFilled } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { endpoints } from '../../../src/contract/index.ts';
import { useApi } from '../../api/context.ts';
import { endpointQuery } from '../../api/queries.ts';
import { useWording } from '../../locales/context.ts';
import { breakpoints } from '../../parts/breakpoints.ts';
import { type Column, DataTable } from '../../parts/DataTable.tsx';
import { PlaceLink } from '../../parts/PlaceLink.tsx';
import { Problem } from '../../parts/Problem.tsx';
import { Section } from '../../parts/Section.tsx';
import { methodName } from '../../policy/describe.ts';
import type { PolicyEditor } from '../../policy/editor.ts';
import { PolicyPage } from '../../policy/PolicyPage.tsx';
import { GatesRequired } from './GatesRequired.tsx';
import { gatesText, type Method } from './method-facts.ts';
import { MethodIcon } from './MethodIcon.tsx';
import { MethodPanel } from './MethodPanel.tsx';

const useStyles = makeStyles({
  method: { display: 'flex', gap: tokens.spacingHorizontalM, alignItems: 'flex-start' },
  icon: { display: 'flex', flexShrink: 0, color: tokens.colorNeutralForeground2 },
  name: { fontWeight: tokens.fontWeightSemibold },
  onPhone: {
    display: 'none',
    color: tokens.colorNeutralForeground2,
    [breakpoints.phone]: { display: 'block' },
  },
  muted: { color: tokens.colorNeutralForeground2 },
  fault: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    color: tokens.colorPaletteRedForeground1,
  },
  waiting: { height: '220px', borderRadius: tokens.borderRadiusLarge },
});

export function Methods() {
  const { t } = useWording();
  return (
    <PolicyPage title={t.methods.title} description={t.methods.description}>
      {(editor) => <MethodsOf editor={editor} />}
    </PolicyPage>
  );
}

function MethodsOf({ editor }: { readonly editor: PolicyEditor }) {
  const styles = useStyles();
  const { t } = useWording();
  const [search, setSearch] = useSearchParams();
  const methods = useQuery({
    ...endpointQuery(useApi(), endpoints.listMethods),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (methods.isPending) {
    return (
      <Skeleton aria-label={t.common.loading}>
        <SkeletonItem className={styles.waiting} />
      </Skeleton>
    );
  }
  if (methods.isError) {
    return <Problem error={methods.error} retry={() => void methods.refetch()} />;
  }
  const { items } = methods.data;
  const opened = items.find(({ id }) => id === search.get('method'));
  return (
    <>
      <GatesRequired editor={editor} methods={items} />
      <MethodList
        editor={editor}
        methods={items}
        opened={opened}
        onOpen={({ id }) => setSearch({ method: id })}
      />
      {opened === undefined ? null : (
        <MethodPanel
          key={opened.id}
          editor={editor}
          method={opened}
          methods={items}
          onClose={() => setSearch({})}
        />
      )}
    </>
  );
}

interface MethodListProps {
  readonly editor: PolicyEditor;
  readonly methods: readonly Method[];
  readonly opened: Method | undefined;
  readonly onOpen: (method: Method) => void;
}

function MethodList({ editor, methods, opened, onOpen }: MethodListProps) {
  const styles = useStyles();
  const wording = useWording();
  const { t } = wording;
  const forAdministrators = ({ id }: Method) => editor.policy.administrators.methods.includes(id);
  const columns: readonly Column<Method>[] = [
    {
      id: 'method',
      heading: t.methods.columns.method,
      cell: (method) => {
        const fault = editor.fault(`methods.${method.id}`);
        return (
          <div className={styles.method}>
            <span className={styles.icon}>
              <MethodIcon id={method.id} />
            </span>
            <div>
              <PlaceLink to={`?method=${encodeURIComponent(method.id)}`} className={styles.name}>
                {methodName(method.id, wording)}
              </PlaceLink>
              <Text block size={200} className={styles.muted}>
                {gatesText(method, methods, wording)}
              </Text>
              <Text block size={200} className={styles.onPhone}>
                {t.methods.forAdministratorsShort(forAdministrators(method))}
              </Text>
              {fault === undefined ? null : (
                <Text size={200} className={styles.fault}>
                  <ErrorCircleFilled aria-hidden="true" />
                  {t.methods.faultIn(fault)}
                </Text>
              )}
            </div>
          </div>
        );
      },
    },
    {
      id: 'administrators',
      heading: t.methods.columns.administrators,
      hidden: 'on-phone',
      width: '9rem',
      cell: (method) =>
        forAdministrators(method)
          ? t.methods.forAdministrators.yes
          : t.methods.forAdministrators.no,
    },
    {
      id: 'everybody',
      heading: t.methods.columns.everybody,
      width: '7rem',
      cell: (method) => {
        const path = `methods.${method.id}.enabled`;
        const enabled = editor.value(path) === true;
        return (
          <Switch
            checked={enabled}
            disabled={editor.readOnly}
            label={enabled ? t.methods.enabled : t.methods.disabled}
            aria-label={t.methods.enable(methodName(method.id, wording))}
            onChange={(_, data) => editor.set(path, data.checked)}
          />
        );
      },
    },
  ];
  return (
    <Section title={t.methods.listTitle} description={t.methods.listDescription} flush>
      <DataTable
        label={t.methods.listTitle}
        columns={columns}
        items={methods}
        keyOf={({ id }) => id}
        onOpen={onOpen}
        isOpen={({ id }) => id === opened?.id}
        empty={t.common.none}
      />
    </Section>
  );
}
