import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { ArrowClockwiseRegular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { BlockView } from '../../../src/contract/blocks.ts';
import { endpoints } from '../../../src/contract/index.ts';
import { useApi } from '../../api/context.ts';
import { endpointQuery } from '../../api/queries.ts';
import { useWording } from '../../locales/context.ts';
import { type Column, DataTable } from '../../parts/DataTable.tsx';
import { Page } from '../../parts/Page.tsx';
import { PlaceLink } from '../../parts/PlaceLink.tsx';
import { Problem } from '../../parts/Problem.tsx';
import { Surface } from '../../parts/Surface.tsx';
import { aboutText, limitText } from '../../people/blocks.ts';
import { ClearBlockDialog } from '../../people/ClearBlockDialog.tsx';

const useStyles = makeStyles({ muted: { color: tokens.colorNeutralForeground2 } });

/** Who has reached a limit, why and until when; clearing is one act. */
export function Blocks() {
  const styles = useStyles();
  const wording = useWording();
  const { t, format } = wording;
  const texts = t.blocks;
  const [clearing, setClearing] = useState<BlockView | null>(null);
  const found = useQuery({ ...endpointQuery(useApi(), endpoints.listBlocks), staleTime: 0 });
  const until = ({ until: at }: BlockView) =>
    at === null ? texts.untilCleared : format.dateTime(at);

  const columns: readonly Column<BlockView>[] = [
    {
      id: 'about',
      heading: texts.columns.about,
      cell: (block) => {
        const { user, text, kind } = block.about;
        return (
          <>
            {user === null ? (
              aboutText(block, wording)
            ) : (
              <PlaceLink
                to={`/users/${encodeURIComponent(user.directoryId)}/${encodeURIComponent(user.anchor)}`}
              >
                {user.displayName}
              </PlaceLink>
            )}
            <Text block size={200} className={styles.muted}>
              {user === null && text === null && kind === 'identifier'
                ? texts.hidden
                : (user?.username ?? texts.kinds[kind])}
            </Text>
          </>
        );
      },
    },
    {
      id: 'limit',
      heading: texts.columns.limit,
      hidden: 'on-phone',
      cell: (block) => limitText(block, wording),
    },
    {
      id: 'count',
      heading: texts.columns.count,
      hidden: 'when-narrow',
      align: 'end',
      width: '5rem',
      cell: ({ count }) => format.number(count),
    },
    { id: 'until', heading: texts.columns.until, hidden: 'on-phone', width: '12rem', cell: until },
    {
      id: 'act',
      heading: texts.columns.act,
      headingHidden: true,
      align: 'end',
      width: '7rem',
      cell: (block) =>
        block.mayClear ? (
          <Button
            size="small"
            aria-label={texts.clearNamed(aboutText(block, wording))}
            onClick={() => setClearing(block)}
          >
            {t.common.clear}
          </Button>
        ) : null,
    },
  ];
  const { data } = found;
  return (
    <Page
      title={texts.title}
      description={texts.description}
      actions={
        <Button
          icon={<ArrowClockwiseRegular />}
          disabledFocusable={found.isFetching}
          onClick={() => void found.refetch()}
        >
          {t.common.refresh}
        </Button>
      }
    >
      {found.isError ? <Problem error={found.error} retry={() => void found.refetch()} /> : null}
      {found.isError && data === undefined ? null : (
        <Surface>
          <DataTable
            label={texts.title}
            columns={columns}
            items={data?.items}
            keyOf={({ id }) => id}
            summary={(block) => (
              <>
                {limitText(block, wording)}. {texts.untilShort(until(block))}
              </>
            )}
            empty={texts.none}
          />
        </Surface>
      )}
      {data !== undefined && data.total > data.items.length ? (
        <Text>{texts.more(data.items.length, data.total)}</Text>
      ) : null}
      {clearing === null ? null : (
        <ClearBlockDialog block={clearing} onClose={() => setClearing(null)} />
      )}
    </Page>
  );
}
