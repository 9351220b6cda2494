import {
  Button,
  Dropdown,
  FieldContextProvider,
  Input,
  makeStyles,
  Option,
  Switch,
  tokens,
} from '@fluentui/react-components';
import { AddRegular, DismissRegular } from '@fluentui/react-icons';
import { type FormField, type NumberField, showNumber } from '../forms/fields.ts';
import { NumberInput } from '../forms/NumberInput.tsx';
import { SettingField } from '../forms/SettingField.tsx';
import { useWording } from '../locales/context.ts';
import { unitFor } from '../locales/format.ts';
import { describeValue, settingText } from './describe.ts';
import { same, valueAt } from './draft.ts';
import type { PolicyEditor } from './editor.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  steps: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  step: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXS },
});

interface SettingsFormProps {
  readonly editor: PolicyEditor;
  /** Dotted path of the object whose settings these are. */
  readonly path: string;
  readonly fields: readonly FormField[];
}

/** A form drawn from a settings schema; a new setting needs no code here. */
export function SettingsForm({ editor, path, fields }: SettingsFormProps) {
  const styles = useStyles();
  return (
    <div className={styles.form}>
      {fields.map((field) => (
        <PolicySetting
          key={field.name}
          editor={editor}
          path={`${path}.${field.name}`}
          field={field}
        />
      ))}
    </div>
  );
}

interface PolicySettingProps {
  readonly editor: PolicyEditor;
  readonly path: string;
  readonly field: FormField;
}

export function PolicySetting({ editor, path, field }: PolicySettingProps) {
  const wording = useWording();
  const { t, format } = wording;
  const text = settingText(path, wording);
  const label = text?.label ?? field.title;
  const fallback = valueAt(editor.preset, path);
  const hasDefault = fallback !== undefined && field.kind !== 'secret';
  const differs = hasDefault && !same(editor.value(path), fallback);
  return (
    <SettingField
      label={label}
      help={text?.help ?? field.description}
      range={rangeText(field, t.policy.settings.range, format)}
      defaultText={hasDefault ? describeValue(path, fallback, wording, () => undefined) : undefined}
      fault={editor.fault(path)}
      onReset={
        differs && !editor.readOnly
          ? () => {
              editor.reject(path, null);
              editor.set(path, fallback);
            }
          : undefined
      }
    >
      <Control editor={editor} path={path} field={field} label={label} />
    </SettingField>
  );
}

type Format = ReturnType<typeof useWording>['format'];

function rangeText(
  field: FormField,
  range: (min: string, max: string) => string,
  format: Format,
): string | undefined {
  const bounds = field.kind === 'numbers' ? field.item : field;
  if (bounds.kind !== 'number' || bounds.min === undefined || bounds.max === undefined) {
    return undefined;
  }
  const { min, max, unit } = bounds;
  if (unit === undefined) return range(format.number(min), format.number(max));
  // `5 to 30 minutes`, but `30 seconds to 1 hour`.
  const sameUnit = unitFor([min])[0] === unitFor([max])[0];
  return range(sameUnit ? showNumber(min, bounds) : format.duration(min), format.duration(max));
}

interface ControlProps extends PolicySettingProps {
  readonly label: string;
}

function Control({ editor, path, field, label }: ControlProps) {
  const { t } = useWording();
  const value = editor.value(path);
  const disabled = editor.readOnly;
  switch (field.kind) {
    case 'switch':
      return (
        <Switch
          checked={value === true}
          disabled={disabled}
          onChange={(_, data) => editor.set(path, data.checked)}
          label={value === true ? t.common.on : t.common.off}
        />
      );
    case 'number':
      return (
        <NumberInput
          field={field}
          value={Number(value)}
          readOnly={disabled}
          onNumber={(next) => editor.set(path, next)}
          onRejected={(message) => editor.reject(path, message)}
        />
      );
    case 'numbers':
      return (
        <Steps
          editor={editor}
          path={path}
          field={field}
          label={label}
          values={value as readonly number[]}
        />
      );
    case 'choice':
      return (
        <Dropdown
          disabled={disabled}
          value={String(value)}
          selectedOptions={[String(value)]}
          onOptionSelect={(_, data) => editor.set(path, data.optionValue)}
        >
          {field.options.map((option) => (
            <Option key={option}>{option}</Option>
          ))}
        </Dropdown>
      );
    case 'secret':
      return (
        <Input
          type="password"
          autoComplete="off"
          readOnly={disabled}
          placeholder={t.policy.settings.secretKept}
          onChange={(_, data) => {
            if (data.value !== '') editor.set(path, data.value);
          }}
        />
      );
    case 'text':
      return (
        <Input
          readOnly={disabled}
          value={typeof value === 'string' ? value : ''}
          {...(field.maxLength === undefined ? {} : { maxLength: field.maxLength })}
          onChange={(_, data) => editor.set(path, data.value)}
        />
      );
  }
}

interface StepsProps {
  readonly editor: PolicyEditor;
  readonly path: string;
  readonly label: string;
  readonly field: Extract<FormField, { kind: 'numbers' }>;
  readonly values: readonly number[];
}

/** A short list of numbers, each with a meaning by its place. */
function Steps({ editor, path, label, field, values }: StepsProps) {
  const styles = useStyles();
  const { t } = useWording();
  const item: NumberField = field.item;
  const put = (next: readonly number[]) => editor.set(path, next);
  return (
    // Each step has a name of its own, which the label of the whole must not replace.
    <FieldContextProvider value={undefined}>
      <div className={styles.steps} role="group" aria-label={label}>
        {values.map((value, index) => (
          // The place is what identifies a step.
          // oxlint-disable-next-line react/no-array-index-key
          <div key={index} className={styles.step}>
            <NumberInput
              aria-label={t.policy.settings.item(label, index + 1)}
              field={item}
              value={value}
              readOnly={editor.readOnly}
              onNumber={(next) => put(values.with(index, next))}
              onRejected={(message) => editor.reject(`${path}.${index}`, message)}
            />
            {values.length > field.minItems && !editor.readOnly ? (
              <Button
                appearance="subtle"
                icon={<DismissRegular />}
                aria-label={t.policy.settings.removeItem(index + 1)}
                onClick={() => {
                  editor.reject(`${path}.${index}`, null);
                  put(values.toSpliced(index, 1));
                }}
              />
            ) : null}
          </div>
        ))}
        {values.length < field.maxItems && !editor.readOnly ? (
          <div>
            <Button
              size="small"
              icon={<AddRegular />}
              onClick={() => put([...values, values.at(-1) ?? item.min ?? 0])}
            >
              {t.policy.settings.addItem}
            </Button>
          </div>
        ) : null}
      </div>
    </FieldContextProvider>
  );
}
