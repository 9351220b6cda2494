import { Button, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useWording } from '../../locales/context.ts';

const useStyles = makeStyles({
  foot: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalS,
    paddingTop: tokens.spacingVerticalS,
  },
});

interface WizardFootProps {
  /** On the button that leads on. */
  readonly next: string;
  readonly busy?: boolean;
  readonly onNext: () => void;
  /** Absent on the first step. */
  readonly onBack?: () => void;
  /** Further ways on. */
  readonly children?: ReactNode;
}

/** Leads to the next step and to the one before. */
export function WizardFoot({ next, busy = false, onNext, onBack, children }: WizardFootProps) {
  const styles = useStyles();
  const { t } = useWording();
  return (
    <div className={styles.foot}>
      <Button
        appearance="primary"
        disabledFocusable={busy}
        icon={busy ? <Spinner size="tiny" /> : null}
        onClick={onNext}
      >
        {next}
      </Button>
      {children}
      {onBack === undefined ? null : <Button onClick={onBack}>{t.common.back}</Button>}
    </div>
  );
}
