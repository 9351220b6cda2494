import { makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { z } from 'zod';
import { endpoints } from '../../../src/contract/index.ts';
import { sessionPolicySchema } from '../../../src/contract/shapes.ts';
import { useApi } from '../../api/context.ts';
import { endpointQuery } from '../../api/queries.ts';
import type { CallResult } from '../../api/types.ts';
import { fieldsOf, type NumberField } from '../../forms/fields.ts';
import { useWording } from '../../locales/context.ts';
import { breakpoints } from '../../parts/breakpoints.ts';
import { Problem } from '../../parts/Problem.tsx';
import { Section } from '../../parts/Section.tsx';
import type { PolicyEditor } from '../../policy/editor.ts';
import { PolicyPage } from '../../policy/PolicyPage.tsx';
import { PolicySetting, SettingsForm } from '../../policy/SettingsForm.tsx';

type LimitView = CallResult<typeof endpoints.listLimits>['items'][number];

const useStyles = makeStyles({
  limit: {
    display: 'grid',
    gridTemplateColumns: '1fr 1fr',
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalXL}`,
    paddingTop: tokens.spacingVerticalM,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    [breakpoints.phone]: { gridTemplateColumns: '1fr' },
  },
  effect: { color: tokens.colorNeutralForeground2, margin: 0 },
});

export function Limits() {
  const { t } = useWording();
  const fields = useMemo(() => fieldsOf(z.toJSONSchema(sessionPolicySchema)), []);
  return (
    <PolicyPage title={t.policy.limits.title} description={t.policy.limits.description}>
      {(editor) => (
        <>
          <Section title={t.policy.limits.session}>
            <SettingsForm editor={editor} path="session" fields={fields} />
          </Section>
          <LimitList editor={editor} />
        </>
      )}
    </PolicyPage>
  );
}

function LimitList({ editor }: { readonly editor: PolicyEditor }) {
  const { t } = useWording();
  const limits = useQuery(endpointQuery(useApi(), endpoints.listLimits));
  return (
    <Section title={t.policy.limits.limits} description={t.policy.limits.limitsDescription}>
      {limits.isPending ? <Spinner label={t.common.loading} /> : null}
      {limits.isError ? <Problem error={limits.error} retry={() => void limits.refetch()} /> : null}
      {limits.data?.items.map((limit) => (
        <LimitRow key={limit.name} editor={editor} limit={limit} />
      ))}
    </Section>
  );
}

function LimitRow({ editor, limit }: { readonly editor: PolicyEditor; readonly limit: LimitView }) {
  const styles = useStyles();
  const { t, format } = useWording();
  const [min, max] = limit.range;
  const field: NumberField & { kind: 'number' } = {
    kind: 'number',
    name: limit.name,
    title: limit.name,
    description: limit.counts,
    min,
    max,
    unit: undefined,
    nullable: false,
    initial: min,
  };
  const path = `limits.${limit.name}`;
  const blocked =
    limit.blockSeconds === null
      ? limit.windowSeconds === null
        ? t.policy.limits.untilCleared
        : t.policy.limits.restOfWindow
      : format.duration(limit.blockSeconds);
  return (
    <div className={styles.limit}>
      <PolicySetting editor={editor} path={path} field={field} />
      <p className={styles.effect}>
        {t.policy.limits.effect(
          format.number(Number(editor.value(path))),
          limit.windowSeconds === null
            ? t.policy.limits.oneAfterAnother
            : format.duration(limit.windowSeconds),
          blocked,
        )}{' '}
        {t.policy.limits.cleared(
          format.either(limit.cleared.map((one) => t.policy.limits.clearings[one])),
        )}
      </p>
    </div>
  );
}
