import { makeStyles, tokens } from '@fluentui/react-components';
import { useMemo } from 'react';
import type { FormField } from '../forms/fields.ts';
import { SettingRow } from '../forms/SettingRow.tsx';
import type { FormSource } from '../forms/source.ts';
import { useWording } from '../locales/context.ts';
import { describeValue, settingText } from './describe.ts';
import { same, valueAt } from './draft.ts';
import type { PolicyEditor } from './editor.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
});

interface SettingsFormProps {
  readonly editor: PolicyEditor;
  /** Dotted path of the object whose settings these are. */
  readonly path: string;
  readonly fields: readonly FormField[];
}

/** A part of the policy as a form drawn from its settings schema. */
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

/** One setting of the policy, with the preset's value for its default. */
export function PolicySetting({ editor, path, field }: PolicySettingProps) {
  const wording = useWording();
  const form = useMemo<FormSource>(
    () => ({
      ...editor,
      textOf: (at) => settingText(at, wording),
      keepsSecret: (at) => typeof valueAt(editor.base.policy, at) === 'string',
    }),
    [editor, wording],
  );
  const fallback = valueAt(editor.preset, path);
  const hasDefault = fallback !== undefined && field.kind !== 'secret';
  const differs = hasDefault && !same(editor.value(path), fallback);
  return (
    <SettingRow
      form={form}
      path={path}
      field={field}
      defaultText={hasDefault ? describeValue(path, fallback, wording, () => undefined) : undefined}
      onReset={
        differs && !editor.readOnly
          ? () => {
              editor.reject(path, null);
              editor.set(path, fallback);
            }
          : undefined
      }
    />
  );
}
