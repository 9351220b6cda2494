import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { ChevronLeftRegular, ChevronRightRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useWording } from '../locales/context.ts';

const useStyles = makeStyles({
  root: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'flex-end',
    gap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
});

export interface Cursors {
  /** Of the page shown now; undefined for the first. */
  readonly cursor: string | undefined;
  readonly page: number;
  readonly forward: (next: string) => void;
  readonly back: () => void;
}

/** Remembers the way back through a list that can only be read forwards; starts anew when `list` changes. */
export function useCursors(list: string): Cursors {
  const [{ of, trail }, setTrail] = useState<{ of: string; trail: readonly string[] }>({
    of: list,
    trail: [],
  });
  const current = of === list ? trail : [];
  return {
    cursor: current.at(-1),
    page: current.length + 1,
    forward: (next) => setTrail({ of: list, trail: [...current, next] }),
    back: () => setTrail({ of: list, trail: current.slice(0, -1) }),
  };
}

interface PagerProps {
  readonly cursors: Cursors;
  /** Null at the end of the list, undefined while it is fetched. */
  readonly next: string | null | undefined;
}

export function Pager({ cursors, next }: PagerProps) {
  const styles = useStyles();
  const { t } = useWording();
  if (cursors.page === 1 && (next === null || next === undefined)) return null;
  return (
    <div className={styles.root}>
      <span aria-live="polite">{t.common.page(cursors.page)}</span>
      <Button
        size="small"
        icon={<ChevronLeftRegular />}
        disabledFocusable={cursors.page === 1}
        onClick={cursors.back}
      >
        {t.common.previous}
      </Button>
      <Button
        size="small"
        icon={<ChevronRightRegular />}
        iconPosition="after"
        disabledFocusable={next === null || next === undefined}
        onClick={() => {
          if (next !== null && next !== undefined) cursors.forward(next);
        }}
      >
        {t.common.next}
      </Button>
    </div>
  );
}
