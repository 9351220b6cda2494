import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import {
  CheckmarkCircleFilled,
  DismissCircleFilled,
  type FluentIcon,
  QuestionCircleFilled,
  WarningFilled,
} from '@fluentui/react-icons';
import type { DirectoryCheckView } from '../../../src/contract/directories.ts';
import { usePageTexts } from '../../locales/page-texts.ts';
import { CommandText } from '../../parts/CommandText.tsx';
import type { Settings } from './draft.ts';
import { remedyPlace } from './remedy-place.ts';

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexDirection: 'column',
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  item: {
    display: 'flex',
    gap: tokens.spacingHorizontalM,
    paddingBlock: tokens.spacingVerticalM,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    ':first-child': { borderTopStyle: 'none' },
  },
  sign: { display: 'flex', flexShrink: 0, fontSize: '20px' },
  passed: { color: tokens.colorStatusSuccessForeground1 },
  warning: { color: tokens.colorStatusWarningForeground1 },
  failed: { color: tokens.colorPaletteRedForeground1 },
  unknown: { color: tokens.colorNeutralForeground2 },
  texts: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
    minWidth: 0,
    flexGrow: 1,
  },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    columnGap: tokens.spacingHorizontalM,
  },
  muted: { color: tokens.colorNeutralForeground2 },
  seen: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
  remedy: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    marginTop: tokens.spacingVerticalXS,
    minWidth: 0,
  },
});

type Status = DirectoryCheckView['status'];

const signs: Record<Status, FluentIcon> = {
  passed: CheckmarkCircleFilled,
  warning: WarningFilled,
  failed: DismissCircleFilled,
  unknown: QuestionCircleFilled,
};

interface CheckListProps {
  readonly kind: string;
  /** What was tried. */
  readonly settings: Settings;
  readonly checks: readonly DirectoryCheckView[];
}

/** Each thing that was tried: what it is for, what was seen and, where it does not work, how to mend it. */
export function CheckList({ kind, settings, checks }: CheckListProps) {
  const styles = useStyles();
  const texts = usePageTexts('directories').checks;
  const place = remedyPlace(settings);
  return (
    <ul className={styles.list} aria-label={texts.list}>
      {checks.map(({ id, status, detail }) => {
        const Sign = signs[status];
        const { title, meaning, remedy } = texts.of[id];
        const mend = status === 'passed' ? null : (remedy[kind] ?? remedy.any)(place);
        return (
          <li key={id} className={styles.item}>
            <span className={mergeClasses(styles.sign, styles[status])} aria-hidden="true">
              <Sign />
            </span>
            <div className={styles.texts}>
              <div className={styles.head}>
                <Text weight="semibold">{title}</Text>
                <Text className={styles.muted}>{texts.status[status]}</Text>
              </div>
              <Text size={200} className={styles.muted}>
                {meaning}
              </Text>
              {detail === '' ? null : (
                <Text size={200} className={styles.seen}>
                  {texts.seen}: {detail}
                </Text>
              )}
              {mend === null ? null : (
                <div className={styles.remedy}>
                  <Text>
                    <Text weight="semibold">{texts.remedy}: </Text>
                    {mend.text}
                  </Text>
                  {mend.command === undefined ? null : (
                    <CommandText label={title} command={mend.command} />
                  )}
                </div>
              )}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
