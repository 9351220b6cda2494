import {
  Badge,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Spinner,
  Switch,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { endpoints } from '../../../src/contract/index.ts';
import { useApi } from '../../api/context.ts';
import { endpointQuery } from '../../api/queries.ts';
import type { CallResult } from '../../api/types.ts';
import { fieldsOf } from '../../forms/fields.ts';
import { useWording } from '../../locales/context.ts';
import { Problem } from '../../parts/Problem.tsx';
import { Section } from '../../parts/Section.tsx';
import { methodName } from '../../policy/describe.ts';
import type { PolicyEditor } from '../../policy/editor.ts';
import { PolicyPage } from '../../policy/PolicyPage.tsx';
import { SettingsForm } from '../../policy/SettingsForm.tsx';

type Method = CallResult<typeof endpoints.listMethods>['items'][number];

const useStyles = makeStyles({
  facts: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  muted: { color: tokens.colorNeutralForeground2 },
});

export function Methods() {
  const { t } = useWording();
  return (
    <PolicyPage title={t.methods.title} description={t.methods.description}>
      {(editor) => <MethodList editor={editor} />}
    </PolicyPage>
  );
}

function MethodList({ editor }: { readonly editor: PolicyEditor }) {
  const { t } = useWording();
  const methods = useQuery({
    ...endpointQuery(useApi(), endpoints.listMethods),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (methods.isPending) return <Spinner label={t.common.loading} />;
  if (methods.isError) {
    return <Problem error={methods.error} retry={() => void methods.refetch()} />;
  }
  const fault = editor.fault('methodsRequired') ?? editor.faults.get('methods');
  return (
    <>
      <GatesWarning editor={editor} methods={methods.data.items} />
      {fault === undefined ? null : (
        <MessageBar intent="error" layout="multiline">
          <MessageBarBody>{fault}</MessageBarBody>
        </MessageBar>
      )}
      {methods.data.items.map((method) => (
        <MethodCard key={method.id} editor={editor} method={method} />
      ))}
    </>
  );
}

/** Said while editing, not only when saving: more methods are asked for than could be passed. */
function GatesWarning({
  editor,
  methods,
}: {
  readonly editor: PolicyEditor;
  readonly methods: readonly Method[];
}) {
  const { t } = useWording();
  const on = methods.filter((method) => editor.value(`methods.${method.id}.enabled`) === true);
  const classes = new Set(on.map((method) => method.methodClass)).size;
  const available = on.some((method) => method.fills === 2) ? Math.max(classes, 2) : classes;
  const required = editor.policy.methodsRequired;
  if (available >= required || editor.policy.scope.mode === 'none') return null;
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>{t.methods.needed(required, available)}</MessageBarBody>
    </MessageBar>
  );
}

function MethodCard({
  editor,
  method,
}: {
  readonly editor: PolicyEditor;
  readonly method: Method;
}) {
  const styles = useStyles();
  const wording = useWording();
  const { t } = wording;
  const path = `methods.${method.id}`;
  const enabled = editor.value(`${path}.enabled`) === true;
  const name = methodName(method.id, wording);
  const texts: Readonly<Record<string, { readonly description: string } | undefined>> =
    t.methods.known;
  const classNames: Readonly<Record<string, string | undefined>> = t.methods.classes;
  const fields = useMemo(
    () => fieldsOf(method.settingsSchema).filter((field) => field.name !== 'enabled'),
    [method.settingsSchema],
  );
  return (
    <Section
      title={name}
      description={texts[method.id]?.description}
      actions={
        <Switch
          checked={enabled}
          disabled={editor.readOnly}
          label={enabled ? t.methods.enabled : t.methods.disabled}
          aria-label={t.methods.enable(name)}
          onChange={(_, data) => editor.set(`${path}.enabled`, data.checked)}
        />
      }
    >
      <div className={styles.facts}>
        <Badge appearance="outline" color="informative">
          {t.methods.methodClass(classNames[method.methodClass] ?? method.methodClass)}
        </Badge>
        {method.fills === 2 ? (
          <Badge appearance="outline" color="informative">
            {t.methods.fillsTwo}
          </Badge>
        ) : null}
      </div>
      {fields.length === 0 ? (
        <Text className={styles.muted}>{t.methods.noSettings}</Text>
      ) : (
        <SettingsForm editor={editor} path={path} fields={fields} />
      )}
    </Section>
  );
}
