import {
  Badge,
  makeStyles,
  mergeClasses,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  tokens,
  typographyStyles,
} from '@fluentui/react-components';
import { ArrowRightRegular, WarningFilled } from '@fluentui/react-icons';
import type { PolicyChange } from '../../src/contract/shapes.ts';
import { useWording } from '../locales/context.ts';
import { breakpoints } from '../parts/breakpoints.ts';
import { describeChange } from './describe.ts';
import { useGroupNames } from './group-names.ts';

const useStyles = makeStyles({
  cell: {
    height: 'auto',
    paddingBlock: tokens.spacingVerticalS,
    overflowWrap: 'anywhere',
    verticalAlign: 'top',
  },
  wide: { [breakpoints.phone]: { display: 'none' } },
  setting: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: '4px' },
  below: {
    display: 'none',
    ...typographyStyles.body1,
    color: tokens.colorNeutralForeground2,
    [breakpoints.phone]: { display: 'block' },
  },
  path: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground2,
  },
  arrow: { verticalAlign: 'middle', marginInline: tokens.spacingHorizontalXS },
  after: typographyStyles.body1Strong,
});

interface ChangeTableProps {
  readonly label: string;
  readonly changes: readonly PolicyChange[];
  /** With the path of each setting, as the policy's text has it. */
  readonly withPaths?: boolean;
}

/** Each change, before and after, in plain words. */
export function ChangeTable({ label, changes, withPaths = false }: ChangeTableProps) {
  const styles = useStyles();
  const wording = useWording();
  const { t } = wording;
  const groupNames = useGroupNames();
  return (
    <Table aria-label={label} size="small">
      <TableHeader>
        <TableRow>
          <TableHeaderCell>{t.policy.preview.setting}</TableHeaderCell>
          <TableHeaderCell className={styles.wide}>{t.policy.preview.before}</TableHeaderCell>
          <TableHeaderCell className={styles.wide}>{t.policy.preview.after}</TableHeaderCell>
        </TableRow>
      </TableHeader>
      <TableBody>
        {changes
          .map((change) => describeChange(change, wording, groupNames))
          .map((change) => (
            <TableRow key={change.path}>
              <TableCell className={styles.cell}>
                <div className={styles.setting}>
                  {change.setting}
                  {withPaths ? <code className={styles.path}>{change.path}</code> : null}
                  <span className={styles.below}>
                    {change.before}
                    <ArrowRightRegular
                      className={styles.arrow}
                      aria-label={t.policy.preview.after}
                    />
                    <span className={styles.after}>{change.after}</span>
                  </span>
                  {change.weakens ? (
                    <Badge appearance="tint" color="warning" icon={<WarningFilled />}>
                      {t.policy.preview.weakens}
                    </Badge>
                  ) : null}
                </div>
              </TableCell>
              <TableCell className={mergeClasses(styles.cell, styles.wide)}>
                {change.before}
              </TableCell>
              <TableCell className={mergeClasses(styles.cell, styles.wide, styles.after)}>
                {change.after}
              </TableCell>
            </TableRow>
          ))}
      </TableBody>
    </Table>
  );
}
