import { Button, Field, makeStyles, tokens, Tooltip } from '@fluentui/react-components';
import { ArrowResetRegular } from '@fluentui/react-icons';
import type { ReactElement, ReactNode } from 'react';
import { useWording } from '../locales/context.ts';

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  hint: { display: 'flex', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalS },
  control: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS },
});

export interface SettingFieldProps {
  readonly label: string;
  readonly help?: ReactNode;
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
  const numbers = [
    range,
    defaultText === undefined ? undefined : t.policy.settings.default(defaultText),
  ]
    .filter((part) => part !== undefined)
    .join(', ');
  return (
    <div className={styles.root}>
      <Field
        label={label}
        hint={{
          children: (
            <>
              {help === undefined || help === '' ? null : <span>{help} </span>}
              {numbers === '' ? null : <span>{numbers}.</span>}
            </>
          ),
        }}
        {...(fault === undefined ? {} : { validationMessage: fault })}
      >
        {children}
      </Field>
      {onReset === undefined ? null : (
        <div>
          <Tooltip content={t.policy.settings.useDefault(label)} relationship="label">
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
