import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  note: {
    padding: `${tokens.spacingVerticalSNudge} ${tokens.spacingHorizontalM}`,
    color: tokens.colorNeutralForeground2,
  },
});

/** Tells something about a list of options; there is nothing to choose in it. */
export function PickerNote({ children }: { readonly children: ReactNode }) {
  const styles = useStyles();
  return (
    <div role="option" aria-disabled="true" aria-selected="false" className={styles.note}>
      {children}
    </div>
  );
}
