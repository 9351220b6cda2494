import {
  makeStyles,
  mergeClasses,
  Skeleton,
  SkeletonItem,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  tokens,
  typographyStyles,
} from '@fluentui/react-components';
import type { MouseEvent, ReactNode } from 'react';
import { useWording } from '../locales/context.ts';
import { breakpoints } from './breakpoints.ts';

const useStyles = makeStyles({
  table: { tableLayout: 'auto', backgroundColor: tokens.colorNeutralBackground1 },
  header: {
    height: '36px',
    ...typographyStyles.caption1Strong,
    color: tokens.colorNeutralForeground2,
  },
  cell: {
    height: 'auto',
    paddingBlock: tokens.spacingVerticalS,
    overflowWrap: 'anywhere',
    verticalAlign: 'middle',
    ':first-child': { paddingInlineStart: tokens.spacingHorizontalL, minWidth: '7rem' },
    [breakpoints.phone]: { ':first-child': { paddingInlineStart: tokens.spacingHorizontalM } },
  },
  clickable: { cursor: 'pointer' },
  selected: { boxShadow: `inset 3px 0 0 ${tokens.colorCompoundBrandStroke}` },
  hiddenHeading: {
    position: 'absolute',
    width: '1px',
    height: '1px',
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  },
  end: { textAlign: 'end' },
  endHeader: { justifyContent: 'flex-end', textAlign: 'end' },
  tablet: { [breakpoints.narrow]: { display: 'none' } },
  desktop: { [breakpoints.phone]: { display: 'none' } },
  below: {
    display: 'none',
    ...typographyStyles.caption1,
    color: tokens.colorNeutralForeground2,
    [breakpoints.phone]: { display: 'block' },
  },
  empty: {
    padding: `${tokens.spacingVerticalXXL} ${tokens.spacingHorizontalL}`,
    color: tokens.colorNeutralForeground2,
    textAlign: 'center',
  },
});

export interface Column<Item> {
  readonly id: string;
  readonly heading: string;
  /** The heading is read out but not shown, as over a column of buttons. */
  readonly headingHidden?: boolean;
  /** On a narrower screen this column is left out: on a phone, or already without the list of pages. */
  readonly hidden?: 'on-phone' | 'when-narrow';
  readonly align?: 'end';
  readonly width?: string;
  readonly cell: (item: Item) => ReactNode;
}

interface DataTableProps<Item> {
  /** Names the table to a screen reader. */
  readonly label: string;
  readonly columns: readonly Column<Item>[];
  readonly items: readonly Item[] | undefined;
  readonly keyOf: (item: Item) => string;
  /** What a phone shows below the first column in place of the hidden ones. */
  readonly summary?: (item: Item) => ReactNode;
  /** A click anywhere in a row; the first column holds the link that keyboards use. */
  readonly onOpen?: (item: Item) => void;
  readonly isOpen?: (item: Item) => boolean;
  readonly empty: ReactNode;
}

export function DataTable<Item>(props: DataTableProps<Item>) {
  const styles = useStyles();
  const { t } = useWording();
  const { label, columns, items, keyOf, summary, onOpen, isOpen, empty } = props;
  const classOf = (column: Column<Item>) =>
    mergeClasses(
      column.hidden === 'on-phone' && styles.desktop,
      column.hidden === 'when-narrow' && styles.tablet,
      column.align === 'end' && styles.end,
    );
  if (items?.length === 0) return <div className={styles.empty}>{empty}</div>;
  return (
    <Table aria-label={label} aria-busy={items === undefined} className={styles.table} size="small">
      <TableHeader>
        <TableRow>
          {columns.map((column) => (
            <TableHeaderCell
              key={column.id}
              className={mergeClasses(styles.cell, styles.header, classOf(column))}
              {...(column.align === 'end' ? { button: { className: styles.endHeader } } : {})}
              style={column.width === undefined ? {} : { width: column.width }}
            >
              {column.headingHidden === true ? (
                <span className={styles.hiddenHeading}>{column.heading}</span>
              ) : (
                column.heading
              )}
            </TableHeaderCell>
          ))}
        </TableRow>
      </TableHeader>
      <TableBody>
        {items === undefined ? (
          <WaitingRows columns={columns.length} label={t.common.loading} />
        ) : (
          items.map((item) => (
            <TableRow
              key={keyOf(item)}
              className={mergeClasses(
                onOpen !== undefined && styles.clickable,
                isOpen?.(item) === true && styles.selected,
              )}
              {...(onOpen === undefined
                ? {}
                : { onClick: (event: MouseEvent) => openUnlessControl(event, () => onOpen(item)) })}
            >
              {columns.map((column, index) => (
                <TableCell key={column.id} className={mergeClasses(styles.cell, classOf(column))}>
                  {column.cell(item)}
                  {index === 0 && summary !== undefined ? (
                    <div className={styles.below}>{summary(item)}</div>
                  ) : null}
                </TableCell>
              ))}
            </TableRow>
          ))
        )}
      </TableBody>
    </Table>
  );
}

/** Links and buttons in a row do what they say; so does selecting text. */
function openUnlessControl(event: MouseEvent, open: () => void): void {
  const target = event.target as Element;
  if (target.closest('a, button, input, [role="menuitem"]') !== null) return;
  if (globalThis.getSelection()?.isCollapsed === false) return;
  open();
}

function WaitingRows({ columns, label }: { readonly columns: number; readonly label: string }) {
  return Array.from({ length: 5 }, (_, row) => (
    <TableRow key={row}>
      <TableCell colSpan={columns}>
        <Skeleton aria-label={label}>
          <SkeletonItem size={16} />
        </Skeleton>
      </TableCell>
    </TableRow>
  ));
}
