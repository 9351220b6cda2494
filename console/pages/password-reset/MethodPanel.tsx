import {
  Button,
  Field,
  makeStyles,
  Switch,
  Text,
  tokens,
  typographyStyles,
} from '@fluentui/react-components';
import { useQueries } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { endpoints } from '../../../src/contract/index.ts';
import { useApi } from '../../api/context.ts';
import { endpointQuery } from '../../api/queries.ts';
import { pathOf } from '../../app/navigation.ts';
import { fieldsOf } from '../../forms/fields.ts';
import { useWording } from '../../locales/context.ts';
import { Facts } from '../../parts/Facts.tsx';
import { Panel } from '../../parts/Panel.tsx';
import { PlaceLink } from '../../parts/PlaceLink.tsx';
import { methodName } from '../../policy/describe.ts';
import { valueAt } from '../../policy/draft.ts';
import type { PolicyEditor } from '../../policy/editor.ts';
import { SettingsForm } from '../../policy/SettingsForm.tsx';
import { gatesText, type Method } from './method-facts.ts';

const useStyles = makeStyles({
  description: { ...typographyStyles.body1, margin: 0, color: tokens.colorNeutralForeground2 },
  heading: { ...typographyStyles.subtitle2, margin: 0, marginBottom: tokens.spacingVerticalM },
  presets: { margin: 0, paddingInlineStart: tokens.spacingHorizontalL },
  foot: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
  },
  muted: { color: tokens.colorNeutralForeground2 },
});

const presets = ['recommended', 'entra'] as const;

interface MethodPanelProps {
  readonly editor: PolicyEditor;
  readonly method: Method;
  readonly methods: readonly Method[];
  readonly onClose: () => void;
}

/** What one method is, who may use it, and its settings, drawn from its own schema. */
export function MethodPanel({ editor, method, methods, onClose }: MethodPanelProps) {
  const styles = useStyles();
  const wording = useWording();
  const { t } = wording;
  const texts = t.methods.panel;
  const { id } = method;
  const path = `methods.${id}`;
  const name = methodName(id, wording);
  const fields = useMemo(
    () => fieldsOf(method.settingsSchema).filter((field) => field.name !== 'enabled'),
    [method.settingsSchema],
  );
  const { administratorsMayReset, methods: allowed } = editor.policy.administrators;
  const forAdministrators = () => {
    if (!allowed.includes(id)) return t.methods.forAdministrators.no;
    return administratorsMayReset
      ? t.methods.forAdministrators.yes
      : t.methods.forAdministratorsOff;
  };
  const enabled = editor.value(`${path}.enabled`) === true;
  const changed = editor.changed.some((one) => one.startsWith(`${path}.`));
  const fault = editor.faults.get(path);
  return (
    <Panel title={name} onClose={onClose}>
      {t.methods.known[id] === undefined ? null : (
        <p className={styles.description}>{t.methods.known[id].description}</p>
      )}
      <Field
        label={texts.everybody}
        hint={texts.everybodyHelp}
        {...(fault === undefined ? {} : { validationMessage: fault })}
      >
        <Switch
          checked={enabled}
          disabled={editor.readOnly}
          label={enabled ? t.common.on : t.common.off}
          onChange={(_, data) => editor.set(`${path}.enabled`, data.checked)}
        />
      </Field>
      <Facts
        facts={[
          { name: texts.kind, value: gatesText(method, methods, wording) },
          ...(method.carrier === null
            ? []
            : [{ name: t.methods.carrier.name, value: t.methods.carrier[method.carrier] }]),
          {
            name: texts.administrators,
            value: (
              <>
                {forAdministrators()}
                <br />
                <PlaceLink to={pathOf('administratorPolicy')}>{texts.toAdministrators}</PlaceLink>
              </>
            ),
          },
          { name: texts.presets, value: <PresetFacts method={method} /> },
          { name: texts.id, value: id },
        ]}
      />
      <Part title={texts.settings}>
        {fields.length === 0 ? (
          <Text className={styles.muted}>{texts.noSettings}</Text>
        ) : (
          <SettingsForm editor={editor} path={path} fields={fields} />
        )}
      </Part>
      <div className={styles.foot}>
        <Button appearance="primary" onClick={onClose}>
          {texts.done}
        </Button>
        <Text className={styles.muted} aria-live="polite">
          {changed ? texts.unsaved : ''}
        </Text>
      </div>
    </Panel>
  );
}

function PresetFacts({ method }: { readonly method: Method }) {
  const styles = useStyles();
  const { t } = useWording();
  const api = useApi();
  const texts = t.methods.panel;
  const policies = useQueries({
    queries: presets.map((preset) => ({
      ...endpointQuery(api, endpoints.presetPolicy, { params: { preset } }),
      staleTime: Number.POSITIVE_INFINITY,
    })),
  });
  return (
    <ul className={styles.presets}>
      {presets.map((preset, index) => {
        const policy = policies[index]?.data;
        const on = policy !== undefined && valueAt(policy, `methods.${method.id}.enabled`) === true;
        return (
          <li key={preset}>
            {texts.preset(
              t.policy.presets[preset].name,
              policy === undefined ? '…' : on ? texts.on : texts.off,
              method.forAdministrators[preset] ? texts.allowed : texts.notAllowed,
            )}
          </li>
        );
      })}
    </ul>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const styles = useStyles();
  return (
    <section>
      <h3 className={styles.heading}>{title}</h3>
      {children}
    </section>
  );
}
