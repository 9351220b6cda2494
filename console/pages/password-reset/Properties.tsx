import {
  Button,
  Field,
  Input,
  makeStyles,
  Radio,
  RadioGroup,
  Text,
  tokens,
} from '@fluentui/react-components';
import { ArrowResetRegular, ColumnTripleRegular } from '@fluentui/react-icons';
import { useMemo, useState } from 'react';
import { z } from 'zod';
import {
  accountsPolicySchema,
  type Preset,
  type Scope,
  unlockPolicySchema,
} from '../../../src/contract/shapes.ts';
import { endpoints } from '../../../src/contract/index.ts';
import { useApi } from '../../api/context.ts';
import { endpointQuery } from '../../api/queries.ts';
import { useQueries } from '@tanstack/react-query';
import { pathOf } from '../../app/navigation.ts';
import { fieldsOf } from '../../forms/fields.ts';
import { useWording } from '../../locales/context.ts';
import { PlaceLink } from '../../parts/PlaceLink.tsx';
import { Problem } from '../../parts/Problem.tsx';
import { Section } from '../../parts/Section.tsx';
import { departures, takePreset } from '../../policy/draft.ts';
import type { PolicyEditor } from '../../policy/editor.ts';
import { GroupPicker } from '../../policy/GroupPicker.tsx';
import { PolicyPage } from '../../policy/PolicyPage.tsx';
import { PresetComparison } from '../../policy/PresetComparison.tsx';
import { SettingsForm } from '../../policy/SettingsForm.tsx';
import { WhomItAffects } from '../../policy/WhomItAffects.tsx';

const useStyles = makeStyles({
  option: { display: 'flex', flexDirection: 'column' },
  meaning: { color: tokens.colorNeutralForeground2 },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
});

export function Properties() {
  const { t } = useWording();
  return (
    <PolicyPage title={t.policy.properties.title} description={t.policy.properties.description}>
      {(editor) => (
        <>
          <WhoMayReset editor={editor} />
          <Proofs editor={editor} />
          <Unlock editor={editor} />
          <Accounts editor={editor} />
          <Help editor={editor} />
          <Numbers editor={editor} />
        </>
      )}
    </PolicyPage>
  );
}

interface PartProps {
  readonly editor: PolicyEditor;
}

const modes: readonly Scope['mode'][] = ['none', 'selected', 'all'];

function WhoMayReset({ editor }: PartProps) {
  const styles = useStyles();
  const { t } = useWording();
  const texts = t.policy.properties;
  const { scope } = editor.policy;
  return (
    <Section title={texts.whoTitle} description={texts.whoDescription}>
      <Field aria-label={texts.whoTitle}>
        <RadioGroup
          value={scope.mode}
          disabled={editor.readOnly}
          onChange={(_, data) => editor.set('scope.mode', data.value)}
        >
          {modes.map((mode) => (
            <Radio
              key={mode}
              value={mode}
              label={
                <span className={styles.option}>
                  <Text weight="semibold">{t.policy.scope[mode].name}</Text>
                  <Text className={styles.meaning}>{t.policy.scope[mode].meaning}</Text>
                </span>
              }
            />
          ))}
        </RadioGroup>
      </Field>
      {scope.mode === 'selected' ? (
        <GroupPicker
          label={texts.include}
          help={texts.includeHelp}
          value={scope.includeGroups}
          fault={editor.fault('scope.includeGroups')}
          disabled={editor.readOnly}
          onChange={(groups) => editor.set('scope.includeGroups', groups)}
        />
      ) : null}
      {scope.mode === 'none' ? null : (
        <GroupPicker
          label={texts.exclude}
          help={texts.excludeHelp}
          value={scope.excludeGroups}
          fault={editor.fault('scope.excludeGroups')}
          disabled={editor.readOnly}
          onChange={(groups) => editor.set('scope.excludeGroups', groups)}
        />
      )}
      <WhomItAffects editor={editor} />
    </Section>
  );
}

function Proofs({ editor }: PartProps) {
  const styles = useStyles();
  const { t } = useWording();
  const texts = t.policy.properties;
  const { one, two } = t.methods.gates;
  return (
    <Section title={texts.proofTitle}>
      <div className={styles.row}>
        <Text>
          {texts.methodsRequired(editor.policy.methodsRequired === 1 ? one.name : two.name)}
        </Text>
        <PlaceLink to={pathOf('methods')}>{texts.toMethods}</PlaceLink>
      </div>
    </Section>
  );
}

function Unlock({ editor }: PartProps) {
  const { t } = useWording();
  const fields = useMemo(() => fieldsOf(z.toJSONSchema(unlockPolicySchema)), []);
  const texts = t.policy.properties;
  return (
    <Section title={texts.unlockTitle} description={texts.unlockDescription}>
      <SettingsForm editor={editor} path="unlock" fields={fields} />
    </Section>
  );
}

function Accounts({ editor }: PartProps) {
  const { t } = useWording();
  const fields = useMemo(() => fieldsOf(z.toJSONSchema(accountsPolicySchema)), []);
  const texts = t.policy.properties;
  return (
    <Section title={texts.accountsTitle} description={texts.accountsDescription}>
      <SettingsForm editor={editor} path="accounts" fields={fields} />
    </Section>
  );
}

function Help({ editor }: PartProps) {
  const { t } = useWording();
  const texts = t.policy.properties;
  const fault = editor.fault('helpContact');
  return (
    <Section title={texts.helpTitle}>
      <Field
        label={texts.helpContact}
        hint={texts.helpContactHelp}
        {...(fault === undefined ? {} : { validationMessage: fault })}
      >
        <Input
          value={editor.policy.helpContact ?? ''}
          maxLength={512}
          spellCheck={false}
          readOnly={editor.readOnly}
          placeholder="https://help.example.com"
          onChange={(_, data) =>
            editor.set('helpContact', data.value.trim() === '' ? null : data.value.trim())
          }
        />
      </Field>
    </Section>
  );
}

const presets: readonly Preset[] = ['recommended', 'entra'];

function Numbers({ editor }: PartProps) {
  const styles = useStyles();
  const { t } = useWording();
  const api = useApi();
  const [comparing, setComparing] = useState(false);
  const texts = t.policy.properties;
  const offered = useQueries({
    queries: presets.map((preset) => ({
      ...endpointQuery(api, endpoints.presetPolicy, { params: { preset } }),
      staleTime: Number.POSITIVE_INFINITY,
    })),
  });
  const failed = offered.find((one) => one.isError);
  const differing = departures(editor.policy, editor.preset).length;

  const choose = (preset: Preset) => {
    const numbers = offered[presets.indexOf(preset)]?.data;
    if (numbers !== undefined) editor.replace(takePreset(editor.policy, numbers));
  };

  return (
    <Section
      title={texts.presetTitle}
      description={texts.presetDescription}
      actions={
        <Button icon={<ColumnTripleRegular />} onClick={() => setComparing(true)}>
          {texts.compare}
        </Button>
      }
    >
      {failed === undefined ? null : <Problem error={failed.error} />}
      <Field label={texts.preset}>
        <RadioGroup
          value={editor.policy.preset}
          disabled={editor.readOnly || offered.some((one) => one.data === undefined)}
          onChange={(_, data) => choose(data.value as Preset)}
        >
          {presets.map((preset) => (
            <Radio
              key={preset}
              value={preset}
              label={
                <span className={styles.option}>
                  <Text weight="semibold">{t.policy.presets[preset].name}</Text>
                  <Text className={styles.meaning}>{t.policy.presets[preset].meaning}</Text>
                </span>
              }
            />
          ))}
        </RadioGroup>
      </Field>
      <div className={styles.row}>
        <Text>{texts.departures(differing)}</Text>
        {differing === 0 || editor.readOnly ? null : (
          <Button
            size="small"
            appearance="subtle"
            icon={<ArrowResetRegular />}
            onClick={() => editor.replace(takePreset(editor.policy, editor.preset))}
          >
            {texts.takeAgain}
          </Button>
        )}
      </div>
      {comparing ? (
        <PresetComparison policy={editor.policy} onClose={() => setComparing(false)} />
      ) : null}
    </Section>
  );
}
