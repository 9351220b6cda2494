import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { ChevronDownRegular, ChevronRightRegular } from '@fluentui/react-icons';
import { useMemo, useState } from 'react';
import type { endpoints } from '../../../src/contract/index.ts';
import type { CallResult } from '../../api/types.ts';
import { fieldsOf } from '../../forms/fields.ts';
import { SettingRows } from '../../forms/SettingRow.tsx';
import type { FormSource } from '../../forms/source.ts';
import { usePageTexts } from '../../locales/page-texts.ts';

export type DirectoryKind = CallResult<typeof endpoints.listDirectoryKinds>['items'][number];

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  more: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  /** Level with the fields, without the room around a button. */
  toggle: { marginInlineStart: `calc(-1 * ${tokens.spacingHorizontalM})` },
  help: { color: tokens.colorNeutralForeground2 },
});

/** Settings with a default that are looked at all the same. */
const alwaysShown: ReadonlySet<string> = new Set(['authority', 'realms', 'groupBaseDn', 'schema']);

interface SettingsFieldsProps {
  readonly form: FormSource;
  readonly kind: DirectoryKind;
}

/** The form of a kind's settings; what nearly nobody changes is folded away. */
export function SettingsFields({ form, kind }: SettingsFieldsProps) {
  const styles = useStyles();
  const texts = usePageTexts('directories').panel;
  const fields = useMemo(() => fieldsOf(kind.settingsSchema), [kind]);
  const isFolded = (name: string) => name in kind.defaults && !alwaysShown.has(name);
  const folded = fields.filter(({ name }) => isFolded(name));
  const [opened, open] = useState(false);
  const faulty = folded.some(({ name }) => form.fault(`settings.${name}`) !== undefined);
  const shown = opened || faulty;
  return (
    <div className={styles.root}>
      <SettingRows
        form={form}
        path="settings"
        fields={fields.filter(({ name }) => !isFolded(name))}
      />
      {folded.length === 0 ? null : (
        <div className={styles.more}>
          <div>
            <Button
              appearance="subtle"
              className={styles.toggle}
              icon={shown ? <ChevronDownRegular /> : <ChevronRightRegular />}
              aria-expanded={shown}
              onClick={() => open(!shown)}
            >
              {shown ? texts.fewer : texts.more}
            </Button>
          </div>
          {shown ? (
            <>
              <Text className={styles.help}>{texts.moreHelp}</Text>
              <SettingRows form={form} path="settings" fields={folded} />
            </>
          ) : null}
        </div>
      )}
    </div>
  );
}
