import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components';
import { useEffect, type ReactNode } from 'react';
import { useWording } from '../locales/context.ts';
import { breakpoints } from './breakpoints.ts';
import { useHeadingFocus } from './focus.ts';
import { Mark } from './Mark.tsx';

const useStyles = makeStyles({
  root: {
    minHeight: '100dvh',
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    justifyContent: 'center',
    padding: tokens.spacingHorizontalXL,
    [breakpoints.phone]: {
      justifyContent: 'flex-start',
      padding: 0,
      backgroundColor: tokens.colorNeutralBackground1,
    },
  },
  card: {
    width: '100%',
    maxWidth: '440px',
    padding: tokens.spacingHorizontalXXXL,
    backgroundColor: tokens.colorNeutralBackground1,
    borderRadius: tokens.borderRadiusXLarge,
    boxShadow: tokens.shadow8,
    [breakpoints.phone]: {
      maxWidth: 'none',
      padding: tokens.spacingHorizontalL,
      paddingTop: tokens.spacingVerticalXXXL,
      boxShadow: 'none',
      borderRadius: 0,
    },
  },
  brand: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    ...typographyStyles.subtitle2,
    marginBottom: tokens.spacingVerticalXL,
  },
  title: { ...typographyStyles.title3, margin: 0, outlineStyle: 'none' },
  description: {
    ...typographyStyles.body1,
    margin: 0,
    marginTop: tokens.spacingVerticalS,
    color: tokens.colorNeutralForeground2,
  },
  content: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
    marginTop: tokens.spacingVerticalXL,
  },
});

interface DoorstepProps {
  readonly title: string;
  readonly description?: string;
  readonly children: ReactNode;
}

/** A page for somebody who is not inside yet. */
export function Doorstep({ title, description, children }: DoorstepProps) {
  const styles = useStyles();
  const { t } = useWording();
  const heading = useHeadingFocus();
  useEffect(() => {
    document.title = `${title} · ${t.shell.product}`;
  }, [title, t]);
  return (
    <main className={styles.root}>
      <div className={styles.card}>
        <div className={styles.brand}>
          <Mark size={28} />
          {t.shell.product}
        </div>
        <h1 ref={heading} tabIndex={-1} className={styles.title}>
          {title}
        </h1>
        {description === undefined ? null : <p className={styles.description}>{description}</p>}
        <div className={styles.content}>{children}</div>
      </div>
    </main>
  );
}
