import { Button, Field, makeStyles, Tooltip } from '@fluentui/react-components';
import { ArrowResetRegular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { useWording } from '../locales/context.ts';

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', minWidth: 0 },
});

export interface SettingFieldProps {
  readonly label: string;
  readonly help?: string | undefined;
  /** `5 to 30 minutes` */
  readonly range?: string | undefined;
  /** The default in words. */
  readonly defaultText?: string | undefined;
  readonly fault?: string | undefined;
  /** Puts the default back; absent while the default is set. */
  readonly onReset?: (() => void) | undefined;
  readonly children: ReactElement;
}

/** A setting: what it is called, what it means, its range and default, and what is wrong with it. */
export function SettingField(props: SettingFieldProps) {
  const { label, help, range, defaultText, fault, onReset, children } = props;
  const styles = useStyles();
  const { t } = useWording();
  const facts = [
    help,
    range === undefined ? '' : `${range}.`,
    defaultText === undefined ? '' : t.policy.settings.default(defaultText),
  ].filter((part) => part !== undefined && part !== '');
  return (
    <div className={styles.root}>
      <Field
        label={label}
        hint={facts.join(' ')}
        {...(fault === undefined ? {} : { validationMessage: fault })}
      >
        {children}
      </Field>
      {onReset === undefined ? null : (
        <div>
          <Tooltip content={t.policy.settings.useDefault(label)} relationship="description">
            <Button
              size="small"
              appearance="transparent"
              icon={<ArrowResetRegular />}
              onClick={onReset}
            >
              {t.policy.settings.useDefaultShort}
            </Button>
          </Tooltip>
        </div>
      )}
    </div>
  );
}
