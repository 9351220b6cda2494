import { makeStaticStyles, makeStyles, tokens, typographyStyles } from '@fluentui/react-components';
import { useState } from 'react';
import { useSignedIn } from '../../api/session.ts';
import { useWording } from '../../locales/context.ts';

/** Printed alone, without the console around it. */
const PRINTED = 'printed-sheet';
const usePrintStyles = makeStaticStyles(`
  @media print {
    body * { visibility: hidden; }
    .${PRINTED}, .${PRINTED} * { visibility: visible; color: #000; background: #fff; }
    .${PRINTED} { position: fixed; inset: 0; }
  }
`);

const useStyles = makeStyles({
  sheet: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    padding: tokens.spacingHorizontalL,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  heading: { ...typographyStyles.subtitle1, margin: 0 },
  text: { ...typographyStyles.body1, margin: 0 },
  code: {
    ...typographyStyles.title3,
    fontFamily: tokens.fontFamilyMonospace,
    overflowWrap: 'anywhere',
    userSelect: 'all',
  },
  facts: {
    ...typographyStyles.caption1,
    display: 'grid',
    gridTemplateColumns: 'max-content 1fr',
    columnGap: tokens.spacingHorizontalM,
    margin: 0,
    overflowWrap: 'anywhere',
  },
  fact: { margin: 0 },
});

interface CodeSheetProps {
  readonly made: { readonly id: string; readonly code: string };
  readonly label: string;
}

/** What lies in the envelope: the code, and all that somebody needs who opens it in a bad hour. */
export function CodeSheet({ made, label }: CodeSheetProps) {
  usePrintStyles();
  const styles = useStyles();
  const { t, format } = useWording();
  const { tenantName } = useSignedIn();
  const [madeAt] = useState(() => Date.now());
  const texts = t.breakGlass.sheet;
  const facts = [
    [texts.kept, label],
    [texts.made, format.dateTime(madeAt)],
    [texts.id, made.id],
  ] as const;
  return (
    <section className={`${PRINTED} ${styles.sheet}`} aria-label={texts.code}>
      <h3 className={styles.heading}>{texts.heading(tenantName)}</h3>
      <output aria-label={texts.code} className={styles.code}>
        {made.code}
      </output>
      <p className={styles.text}>
        {texts.use(new URL('/break-glass', globalThis.location.href).href)}
      </p>
      <p className={styles.text}>{texts.seal}</p>
      <dl className={styles.facts}>
        {facts.map(([name, value]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{name}</dt>
            <dd className={styles.fact}>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
