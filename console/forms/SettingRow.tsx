import {
  Button,
  Dropdown,
  FieldContextProvider,
  Input,
  makeStyles,
  Option,
  Switch,
  Text,
  tokens,
  typographyStyles,
} from '@fluentui/react-components';
import { AddRegular, DeleteRegular } from '@fluentui/react-icons';
import { useWording } from '../locales/context.ts';
import { breakpoints } from '../parts/breakpoints.ts';
import { type FormField, initialOf, type ListField } from './fields.ts';
import { Choices, choiceText } from './Choices.tsx';
import { LanguageTexts } from './LanguageTexts.tsx';
import { LinesInput } from './LinesInput.tsx';
import { NumberInput } from './NumberInput.tsx';
import { NumberSteps } from './NumberSteps.tsx';
import { rangeText } from './range.ts';
import { SettingField } from './SettingField.tsx';
import type { FormSource } from './source.ts';
import { WordsInput } from './WordsInput.tsx';

const useStyles = makeStyles({
  rows: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  group: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    padding: tokens.spacingHorizontalM,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    [breakpoints.phone]: { padding: tokens.spacingHorizontalS },
  },
  items: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  itemHead: { display: 'flex', alignItems: 'center', justifyContent: 'space-between' },
  itemName: typographyStyles.body1Strong,
  none: { color: tokens.colorNeutralForeground2 },
});

interface SettingRowsProps {
  readonly form: FormSource;
  /** Dotted path of the object whose settings these are; empty for the whole form. */
  readonly path: string;
  readonly fields: readonly FormField[];
}

/** A form drawn from a settings schema; a new setting needs no code here. */
export function SettingRows({ form, path, fields }: SettingRowsProps) {
  const styles = useStyles();
  return (
    <div className={styles.rows}>
      {fields.map((field) => (
        <SettingRow
          key={field.name}
          form={form}
          path={path === '' ? field.name : `${path}.${field.name}`}
          field={field}
        />
      ))}
    </div>
  );
}

export interface SettingRowProps {
  readonly form: FormSource;
  readonly path: string;
  readonly field: FormField;
  /** The default in words. */
  readonly defaultText?: string | undefined;
  /** Puts the default back; absent while the default is set. */
  readonly onReset?: (() => void) | undefined;
}

export function SettingRow({ form, path, field, defaultText, onReset }: SettingRowProps) {
  const { t, format } = useWording();
  const text = form.textOf(path);
  const label = text?.label ?? field.title;
  const help = [
    text?.help ?? field.description,
    field.kind === 'words' ? t.forms.onePerLine : undefined,
    field.nullable ? t.forms.mayBeEmpty : undefined,
  ].filter((part) => part !== undefined && part !== '');
  return (
    <SettingField
      label={label}
      help={help.join(' ')}
      range={rangeText(field, t.policy.settings.range, format)}
      defaultText={defaultText}
      fault={form.fault(path)}
      onReset={onReset}
    >
      <SettingControl form={form} path={path} field={field} label={label} />
    </SettingField>
  );
}

interface SettingControlProps {
  readonly form: FormSource;
  readonly path: string;
  readonly field: FormField;
  readonly label: string;
}

function SettingControl({ form, path, field, label, ...given }: SettingControlProps) {
  const { t } = useWording();
  const value = form.value(path);
  const { readOnly } = form;
  switch (field.kind) {
    case 'switch':
      return (
        <Switch
          {...given}
          checked={value === true}
          disabled={readOnly}
          onChange={(_, data) => form.set(path, data.checked)}
          label={value === true ? t.common.on : t.common.off}
        />
      );
    case 'number':
      return (
        <NumberInput
          {...given}
          field={field}
          value={typeof value === 'number' ? value : null}
          readOnly={readOnly}
          onNumber={(next) => form.set(path, next)}
          onRejected={(message) => form.reject(path, message)}
        />
      );
    case 'numbers':
      return <NumberSteps form={form} path={path} field={field} label={label} />;
    case 'words':
      return (
        <WordsInput
          {...given}
          values={(value ?? []) as readonly string[]}
          readOnly={readOnly}
          onValues={(next) => form.set(path, next)}
        />
      );
    case 'choice':
      return (
        <Dropdown
          {...given}
          inlinePopup
          disabled={readOnly}
          value={choiceText(form, path, String(value))}
          selectedOptions={[String(value)]}
          onOptionSelect={(_, data) => form.set(path, data.optionValue)}
        >
          {field.options.map((option) => (
            <Option key={option} value={option}>
              {choiceText(form, path, option)}
            </Option>
          ))}
        </Dropdown>
      );
    case 'choices':
      return <Choices form={form} path={path} field={field} label={label} />;
    case 'secret':
      return form.textOf(path)?.multiline === true ? (
        <LinesInput
          {...given}
          readOnly={readOnly}
          value={typeof value === 'string' ? value : ''}
          placeholder={form.keepsSecret(path) ? t.policy.settings.secretKept : ''}
          onChange={(_, data) => form.set(path, data.value === '' ? field.initial : data.value)}
        />
      ) : (
        <Input
          {...given}
          type="password"
          autoComplete="new-password"
          readOnly={readOnly}
          value={typeof value === 'string' ? value : ''}
          placeholder={form.keepsSecret(path) ? t.policy.settings.secretKept : ''}
          onChange={(_, data) => form.set(path, data.value === '' ? field.initial : data.value)}
        />
      );
    case 'text':
      return form.textOf(path)?.multiline === true ? (
        <LinesInput
          {...given}
          readOnly={readOnly}
          value={typeof value === 'string' ? value : ''}
          onChange={(_, data) =>
            form.set(path, field.nullable && data.value === '' ? null : data.value)
          }
        />
      ) : (
        <Input
          {...given}
          readOnly={readOnly}
          value={typeof value === 'string' ? value : ''}
          autoComplete="off"
          {...(field.maxLength === undefined ? {} : { maxLength: field.maxLength })}
          onChange={(_, data) =>
            form.set(path, field.nullable && data.value === '' ? null : data.value)
          }
        />
      );
    case 'texts':
      return <LanguageTexts form={form} path={path} field={field} label={label} />;
    case 'list':
      return <Items form={form} path={path} field={field} label={label} />;
    case 'group':
      return <Group form={form} path={path} fields={field.fields} label={label} />;
  }
}

interface GroupProps extends SettingRowsProps {
  readonly label: string;
}

function Group({ form, path, fields, label }: GroupProps) {
  const styles = useStyles();
  return (
    <FieldContextProvider value={undefined}>
      <div className={styles.group} role="group" aria-label={label}>
        <SettingRows form={form} path={path} fields={fields} />
      </div>
    </FieldContextProvider>
  );
}

interface ItemsProps extends SettingControlProps {
  readonly field: ListField;
}

/** Things of one shape that can be added and taken away. */
function Items({ form, path, field, label }: ItemsProps) {
  const styles = useStyles();
  const { t } = useWording();
  const items = (form.value(path) ?? []) as readonly unknown[];
  return (
    <FieldContextProvider value={undefined}>
      <div className={styles.items} role="group" aria-label={label}>
        {items.length === 0 ? <Text className={styles.none}>{t.forms.noItems}</Text> : null}
        {items.map((_, index) => (
          // The place is what identifies one: nothing else in it must stay the same.
          // oxlint-disable-next-line react/no-array-index-key
          <div
            key={index}
            className={styles.group}
            role="group"
            aria-label={t.forms.item(label, index + 1)}
          >
            <div className={styles.itemHead}>
              <span className={styles.itemName}>{index + 1}</span>
              {form.readOnly || items.length <= field.minItems ? null : (
                <Button
                  size="small"
                  appearance="subtle"
                  icon={<DeleteRegular />}
                  aria-label={t.forms.removeItem(label, index + 1)}
                  onClick={() => form.set(path, items.toSpliced(index, 1))}
                />
              )}
            </div>
            <SettingRows form={form} path={`${path}.${index}`} fields={field.fields} />
          </div>
        ))}
        {form.readOnly || items.length >= field.maxItems ? null : (
          <div>
            <Button
              size="small"
              icon={<AddRegular />}
              onClick={() =>
                form.set(path, [
                  ...items,
                  initialOf(field.fields, field.identified ? newId() : undefined),
                ])
              }
            >
              {t.forms.addItem}
            </Button>
          </div>
        )}
      </div>
    </FieldContextProvider>
  );
}

/** 64 random bits in hexadecimal digits. */
function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
