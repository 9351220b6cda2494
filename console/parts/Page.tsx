import { makeStyles, mergeClasses, tokens, typographyStyles } from '@fluentui/react-components';
import { useEffect, type ReactNode } from 'react';
import { breakpoints } from './breakpoints.ts';
import { useHeadingFocus } from './focus.ts';
import { useWording } from '../locales/context.ts';

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
    width: '100%',
    maxWidth: '1200px',
    padding: `${tokens.spacingVerticalXL} ${tokens.spacingHorizontalXXL}`,
    paddingBottom: tokens.spacingVerticalXXXL,
    [breakpoints.phone]: {
      padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalM}`,
      paddingBottom: tokens.spacingVerticalXXL,
    },
  },
  form: { maxWidth: '880px' },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-start',
    gap: tokens.spacingHorizontalM,
    justifyContent: 'space-between',
  },
  title: {
    ...typographyStyles.title3,
    margin: 0,
    outlineStyle: 'none',
    overflowWrap: 'anywhere',
    [breakpoints.phone]: { ...typographyStyles.subtitle1 },
  },
  description: {
    ...typographyStyles.body1,
    margin: 0,
    marginTop: tokens.spacingVerticalXS,
    color: tokens.colorNeutralForeground2,
    maxWidth: '100ch',
  },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

interface PageProps {
  readonly title: string;
  readonly description?: ReactNode;
  /** Buttons beside the title. */
  readonly actions?: ReactNode;
  /** Forms are narrower than tables: long lines of controls are hard to follow. */
  readonly form?: boolean;
  readonly children: ReactNode;
}

/** Names itself in the window's title and takes the focus, so that a screen reader says where we are. */
export function Page({ title, description, actions, form = false, children }: PageProps) {
  const styles = useStyles();
  const { t } = useWording();
  const heading = useHeadingFocus();
  useEffect(() => {
    document.title = `${title} · ${t.shell.product}`;
  }, [title, t]);
  useEffect(() => {
    globalThis.scrollTo({ top: 0 });
  }, []);
  return (
    <div className={mergeClasses(styles.root, form && styles.form)}>
      <div className={styles.head}>
        <div>
          <h1 ref={heading} tabIndex={-1} className={styles.title}>
            {title}
          </h1>
          {description === undefined ? null : <p className={styles.description}>{description}</p>}
        </div>
        {actions === undefined ? null : <div className={styles.actions}>{actions}</div>}
      </div>
      {children}
    </div>
  );
}
