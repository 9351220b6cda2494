import { Button, makeStyles, Spinner, Text, tokens } from '@fluentui/react-components';
import type { ReactNode, Ref } from 'react';
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
  text: {
    flexGrow: 1,
    display: 'flex',
    flexDirection: 'column',
    minWidth: '10rem',
    [breakpoints.phone]: { flexBasis: '100%' },
  },
});

interface DraftBarProps {
  readonly text: string;
  /** What the text is about, smaller below it. */
  readonly detail?: ReactNode;
  readonly busy: boolean;
  /** On the button while it is busy; that it saves, unless said. */
  readonly busyText?: string;
  readonly onSave: () => void;
  readonly onDiscard: () => void;
  /** Takes the focus when something above the buttons needs to be read. */
  readonly ref?: Ref<HTMLElement>;
  /** What went wrong, above the buttons. */
  readonly children?: ReactNode;
}

/** Stands at the foot of a page while something on it is not saved. */
export function DraftBar(props: DraftBarProps) {
  const { text, detail, busy, busyText, onSave, onDiscard, ref, children } = props;
  const styles = useStyles();
  const { t } = useWording();
  return (
    <section ref={ref} tabIndex={-1} className={styles.bar} aria-label={t.policy.saveBar.label}>
      {children}
      <div className={styles.row}>
        <div className={styles.text} aria-live="polite">
          <Text weight="semibold">{text}</Text>
          {detail === undefined ? null : <Text size={200}>{detail}</Text>}
        </div>
        <Button
          appearance="primary"
          disabledFocusable={busy}
          icon={busy ? <Spinner size="tiny" /> : null}
          onClick={onSave}
        >
          {busy ? (busyText ?? t.common.saving) : t.common.save}
        </Button>
        <Button onClick={onDiscard}>{t.common.discard}</Button>
      </div>
    </section>
  );
}
