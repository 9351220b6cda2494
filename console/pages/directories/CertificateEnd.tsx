import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { ErrorCircleFilled, WarningFilled } from '@fluentui/react-icons';
import { useWording } from '../../locales/context.ts';
import type { Format } from '../../locales/format.ts';
import type { PageTexts } from '../../locales/index.ts';
import { usePageTexts } from '../../locales/page-texts.ts';
import { type CertificateUrgency, certificateUrgency, daysLeft } from './certificate.ts';

const useStyles = makeStyles({
  root: { display: 'inline-flex', alignItems: 'center', gap: tokens.spacingHorizontalXS },
  sign: { display: 'flex', flexShrink: 0, fontSize: '16px' },
  soon: { color: tokens.colorStatusWarningForeground1 },
  now: { color: tokens.colorPaletteRedForeground1 },
});

interface CertificateEndProps {
  /** Epoch ms; null before the first connection. */
  readonly endsAt: number | null;
}

/** When the server's certificate ends, louder the nearer that is. */
export function CertificateEnd({ endsAt }: CertificateEndProps) {
  const styles = useStyles();
  const { format } = useWording();
  const texts = usePageTexts('directories').certificate;
  if (endsAt === null) return <Text>{texts.unknown}</Text>;
  const urgency = certificateUrgency(endsAt, Date.now());
  const text = textOf(endsAt, urgency, texts, format);
  if (urgency === 'far') return <Text>{text}</Text>;
  const grave = urgency === 'day' || urgency === 'over';
  return (
    <span className={styles.root}>
      <span
        className={mergeClasses(styles.sign, grave ? styles.now : styles.soon)}
        aria-hidden="true"
      >
        {grave ? <ErrorCircleFilled /> : <WarningFilled />}
      </span>
      <Text weight="semibold">{text}</Text>
    </span>
  );
}

function textOf(
  endsAt: number,
  urgency: CertificateUrgency,
  texts: PageTexts['directories']['certificate'],
  format: Format,
): string {
  if (urgency === 'over') return texts.ended(format.date(endsAt));
  if (urgency === 'day') return texts.endsToday;
  if (urgency === 'far') return texts.ends(format.date(endsAt));
  return texts.endsIn(format.amount(daysLeft(endsAt, Date.now()), 'day'));
}
