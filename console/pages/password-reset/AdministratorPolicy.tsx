import {
  Button,
  Checkbox,
  Field,
  FieldContextProvider,
  makeStyles,
  Switch,
  Text,
  tokens,
} from '@fluentui/react-components';
import { ArrowResetRegular, ShieldCheckmarkRegular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { endpoints } from '../../../src/contract/index.ts';
import { useApi } from '../../api/context.ts';
import { endpointQuery } from '../../api/queries.ts';
import { useWording } from '../../locales/context.ts';
import { Problem } from '../../parts/Problem.tsx';
import { Section } from '../../parts/Section.tsx';
import { methodName } from '../../policy/describe.ts';
import { same } from '../../policy/draft.ts';
import type { PolicyEditor } from '../../policy/editor.ts';
import { PolicyPage } from '../../policy/PolicyPage.tsx';
import { AdministratorList } from './AdministratorList.tsx';
import { AdministratorsOffDialog } from './AdministratorsOffDialog.tsx';
import { gatesText, type Method } from './method-facts.ts';

const useStyles = makeStyles({
  fixed: {
    display: 'flex',
    gap: tokens.spacingHorizontalM,
    padding: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  icon: { flexShrink: 0 },
  choices: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  choice: { display: 'flex', flexDirection: 'column' },
  meaning: { color: tokens.colorNeutralForeground2 },
  foot: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
});

const mayResetPath = 'administrators.administratorsMayReset';
const methodsPath = 'administrators.methods';
const presets = ['recommended', 'entra'] as const;

interface PartProps {
  readonly editor: PolicyEditor;
}

export function AdministratorPolicy() {
  const { t } = useWording();
  return (
    <PolicyPage title={t.administrators.title} description={t.administrators.description}>
      {(editor) => (
        <>
          <Rule editor={editor} />
          <AllowedMethods editor={editor} />
          <AdministratorList />
        </>
      )}
    </PolicyPage>
  );
}

function Rule({ editor }: PartProps) {
  const styles = useStyles();
  const { t } = useWording();
  const texts = t.administrators;
  const [asking, setAsking] = useState(false);
  const on = editor.policy.administrators.administratorsMayReset;
  const fault = editor.fault(mayResetPath);
  return (
    <Section title={texts.ruleTitle}>
      <Field
        hint={on ? texts.mayResetHelp : texts.mayResetOff}
        {...(fault === undefined ? {} : { validationMessage: fault })}
      >
        <Switch
          checked={on}
          disabled={editor.readOnly}
          label={texts.mayReset}
          onChange={(_, data) => {
            // Back to what is in force takes nothing away from anybody.
            const inForce = editor.base.policy.administrators.administratorsMayReset;
            if (data.checked || !inForce) editor.set(mayResetPath, data.checked);
            else setAsking(true);
          }}
        />
      </Field>
      <div className={styles.fixed}>
        <ShieldCheckmarkRegular fontSize={24} className={styles.icon} aria-hidden="true" />
        <div>
          <Text block weight="semibold">
            {texts.gates}
          </Text>
          <Text>{texts.gatesHelp}</Text>
        </div>
      </div>
      {asking ? (
        <AdministratorsOffDialog
          onConfirm={() => editor.set(mayResetPath, false)}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </Section>
  );
}

function AllowedMethods({ editor }: PartProps) {
  const styles = useStyles();
  const wording = useWording();
  const { t } = wording;
  const texts = t.administrators;
  const methods = useQuery({
    ...endpointQuery(useApi(), endpoints.listMethods),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const chosen = editor.policy.administrators.methods;
  const preset = editor.preset.administrators.methods;
  const presetName = t.policy.presets[editor.policy.preset].name;
  const known = methods.data?.items ?? [];
  const gone = chosen.filter((id) => !known.some((method) => method.id === id));
  const fault = editor.fault(methodsPath);

  const allow = (id: string, allowed: boolean) => {
    const order = [...known.map((method) => method.id), ...gone];
    const next = order.filter((one) => (one === id ? allowed : chosen.includes(one)));
    editor.set(methodsPath, next);
  };

  return (
    <Section title={texts.methodsTitle} description={texts.methodsDescription}>
      {methods.isError ? (
        <Problem error={methods.error} retry={() => void methods.refetch()} />
      ) : null}
      <Field {...(fault === undefined ? {} : { validationMessage: fault })}>
        {/* Each box has a label of its own; as parts of the field all of them would have the field's id. */}
        <FieldContextProvider value={undefined}>
          <div className={styles.choices} role="group" aria-label={texts.methodsTitle}>
            {known.map((method) => (
              <Choice
                key={method.id}
                name={methodName(method.id, wording)}
                details={[gatesText(method, known, wording), presetText(method)]}
                checked={chosen.includes(method.id)}
                disabled={editor.readOnly}
                onChange={(allowed) => allow(method.id, allowed)}
              />
            ))}
            {methods.isSuccess
              ? gone.map((id) => (
                  <Choice
                    key={id}
                    name={id}
                    details={[texts.unknown]}
                    checked
                    disabled={editor.readOnly}
                    onChange={(allowed) => allow(id, allowed)}
                  />
                ))
              : null}
          </div>
        </FieldContextProvider>
      </Field>
      <div className={styles.foot}>
        {same(chosen.toSorted(), preset.toSorted()) ? (
          <Text className={styles.meaning}>{texts.asPreset(presetName)}</Text>
        ) : editor.readOnly ? null : (
          <Button
            size="small"
            icon={<ArrowResetRegular />}
            onClick={() => editor.set(methodsPath, preset)}
          >
            {texts.usePreset(presetName)}
          </Button>
        )}
      </div>
    </Section>
  );

  function presetText({ forAdministrators }: Method): string {
    const names = presets
      .filter((one) => forAdministrators[one])
      .map((one) => t.policy.presets[one].name);
    if (names.length === presets.length) return texts.presets(wording.format.list(names));
    return names[0] === undefined ? texts.noPreset : texts.preset(names[0]);
  }
}

interface ChoiceProps {
  readonly name: string;
  readonly details: readonly string[];
  readonly checked: boolean;
  readonly disabled: boolean;
  readonly onChange: (allowed: boolean) => void;
}

function Choice({ name, details, checked, disabled, onChange }: ChoiceProps) {
  const styles = useStyles();
  return (
    <Checkbox
      checked={checked}
      disabled={disabled}
      label={
        <span className={styles.choice}>
          <Text weight="semibold">{name}</Text>
          <Text size={200} className={styles.meaning}>
            {details.join('. ')}
          </Text>
        </span>
      }
      onChange={(_, data) => onChange(data.checked === true)}
    />
  );
}
