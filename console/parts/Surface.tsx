import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  root: {
    backgroundColor: tokens.colorNeutralBackground1,
    borderRadius: tokens.borderRadiusLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    overflow: 'hidden',
    minWidth: 0,
  },
});

/** A card without a heading, for the one table of a page. */
export function Surface({ children }: { readonly children: ReactNode }) {
  const styles = useStyles();
  return <div className={styles.root}>{children}</div>;
}
