import { Button, makeStyles, Spinner, Text, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useWording } from '../locales/context.ts';
import { breakpoints } from './breakpoints.ts';

const useStyles = makeStyles({
  bar: {
    position: 'sticky',
    bottom: 0,
    zIndex: 5,
    marginTop: 'auto',
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalXXL}`,
    backgroundColor: tokens.colorNeutralBackground1,
    borderTop: `1px solid ${tokens.colorNeutralStroke1}`,
    boxShadow: tokens.shadow16,
    [breakpoints.phone]: {
      padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    },
  },
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
  },
  text: { flexGrow: 1, minWidth: '10rem', [breakpoints.phone]: { flexBasis: '100%' } },
});

interface DraftBarProps {
  readonly text: string;
  readonly busy: boolean;
  readonly onSave: () => void;
  readonly onDiscard: () => void;
  /** What went wrong, above the buttons. */
  readonly children?: ReactNode;
}

/** Stands at the foot of a page while something on it is not saved. */
export function DraftBar({ text, busy, onSave, onDiscard, children }: DraftBarProps) {
  const styles = useStyles();
  const { t } = useWording();
  return (
    <section className={styles.bar} aria-label={t.policy.saveBar.label}>
      {children}
      <div className={styles.row}>
        <Text weight="semibold" className={styles.text} aria-live="polite">
          {text}
        </Text>
        <Button
          appearance="primary"
          disabledFocusable={busy}
          icon={busy ? <Spinner size="tiny" /> : null}
          onClick={onSave}
        >
          {busy ? t.common.saving : t.common.save}
        </Button>
        <Button onClick={onDiscard}>{t.common.discard}</Button>
      </div>
    </section>
  );
}
