import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { CheckmarkCircleFilled, ClockFilled, DismissCircleFilled } from '@fluentui/react-icons';
import type { AuditRecordView } from '../../../src/contract/activity.ts';
import { fieldsLine, typeText } from '../../audit/describe.ts';
import { useWording } from '../../locales/context.ts';
import { PlaceLink } from '../../parts/PlaceLink.tsx';

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  event: {
    position: 'relative',
    display: 'flex',
    gap: tokens.spacingHorizontalM,
    paddingBottom: tokens.spacingVerticalL,
    '::before': {
      content: '""',
      position: 'absolute',
      insetInlineStart: '9px',
      top: '24px',
      bottom: 0,
      width: '2px',
      backgroundColor: tokens.colorNeutralStroke2,
    },
    ':last-child': { paddingBottom: 0 },
    ':last-child::before': { display: 'none' },
  },
  sign: { fontSize: '20px', display: 'flex', flexShrink: 0 },
  success: { color: tokens.colorStatusSuccessForeground1 },
  failure: { color: tokens.colorStatusDangerForeground1 },
  pending: { color: tokens.colorNeutralForeground3 },
  text: { display: 'flex', flexDirection: 'column', minWidth: 0, overflowWrap: 'anywhere' },
  muted: { color: tokens.colorNeutralForeground2 },
});

const signs = {
  success: CheckmarkCircleFilled,
  failure: DismissCircleFilled,
  pending: ClockFilled,
} as const;

/** The events of one reset in the order they happened. */
export function Timeline({ events }: { readonly events: readonly AuditRecordView[] }) {
  const styles = useStyles();
  const { t, format } = useWording();
  const inOrder = events.toSorted((a, b) => a.seq - b.seq);
  return (
    <ol className={styles.list}>
      {inOrder.map((event) => {
        const Sign = signs[event.outcome];
        return (
          <li key={event.id} className={styles.event}>
            <span className={mergeClasses(styles.sign, styles[event.outcome])}>
              <Sign aria-label={t.audit.outcomes[event.outcome]} />
            </span>
            <div className={styles.text}>
              <PlaceLink to={`/audit-logs/${encodeURIComponent(event.id)}`}>
                {typeText(event.type, t)}
              </PlaceLink>
              <Text size={200} className={styles.muted}>
                {format.exactTime(event.at)}
              </Text>
              <Text size={200}>{fieldsLine(event, t)}</Text>
            </div>
          </li>
        );
      })}
    </ol>
  );
}
