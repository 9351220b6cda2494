import { makeStyles, tokens } from '@fluentui/react-components';
import { CopyButton } from './CopyButton.tsx';

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
    alignItems: 'flex-start',
    minWidth: 0,
    maxWidth: '100%',
  },
  command: {
    width: '100%',
    margin: 0,
    padding: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase300,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
  },
});

interface CommandTextProps {
  /** What it is for, for those who do not see where it stands. */
  readonly label: string;
  readonly command: string;
}

/** Something to run or to write into a configuration, to be taken over as it is. */
export function CommandText({ label, command }: CommandTextProps) {
  const styles = useStyles();
  return (
    <div className={styles.root}>
      <pre className={styles.command}>{command}</pre>
      <CopyButton small text={command} label={label} />
    </div>
  );
}
