import {
  makeStyles,
  mergeClasses,
  tokens,
  typographyStyles,
  useId,
} from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { breakpoints } from './breakpoints.ts';

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    padding: tokens.spacingHorizontalXL,
    backgroundColor: tokens.colorNeutralBackground1,
    borderRadius: tokens.borderRadiusLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    minWidth: 0,
    [breakpoints.phone]: { padding: tokens.spacingHorizontalM },
  },
  flush: { padding: 0, gap: 0, [breakpoints.phone]: { padding: 0 } },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
  },
  flushHead: {
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
    [breakpoints.phone]: { paddingInline: tokens.spacingHorizontalM },
  },
  title: { ...typographyStyles.subtitle2, margin: 0 },
  description: {
    ...typographyStyles.body1,
    margin: 0,
    marginTop: `calc(-1 * ${tokens.spacingVerticalS})`,
    color: tokens.colorNeutralForeground2,
    maxWidth: '100ch',
  },
  flushDescription: {
    marginTop: `calc(-1 * ${tokens.spacingVerticalM})`,
    padding: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalL} ${tokens.spacingVerticalM}`,
    [breakpoints.phone]: { paddingInline: tokens.spacingHorizontalM },
  },
});

interface SectionProps {
  readonly title: string;
  readonly description?: ReactNode;
  readonly actions?: ReactNode;
  /** For a table, which brings its own spacing. */
  readonly flush?: boolean;
  readonly children: ReactNode;
}

/** A card with a heading of its own. */
export function Section({ title, description, actions, flush = false, children }: SectionProps) {
  const styles = useStyles();
  const titleId = useId('section');
  return (
    <section aria-labelledby={titleId} className={mergeClasses(styles.root, flush && styles.flush)}>
      <div className={mergeClasses(styles.head, flush && styles.flushHead)}>
        <h2 id={titleId} className={styles.title}>
          {title}
        </h2>
        {actions}
      </div>
      {description === undefined ? null : (
        <p className={mergeClasses(styles.description, flush && styles.flushDescription)}>
          {description}
        </p>
      )}
      {children}
    </section>
  );
}
