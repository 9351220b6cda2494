import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { BlockView } from '../../../src/contract/blocks.ts';
import { endpoints } from '../../../src/contract/index.ts';
import type { UserDetail } from '../../../src/contract/users.ts';
import { useApi } from '../../api/context.ts';
import { endpointQuery } from '../../api/queries.ts';
import { useWording } from '../../locales/context.ts';
import { limitText } from '../../people/blocks.ts';
import { ClearBlockDialog } from '../../people/ClearBlockDialog.tsx';

/** What keeps this person from self-service for having tried too often, and the way to end it. */
export function UserBlocks({ user }: { readonly user: UserDetail }) {
  const wording = useWording();
  const { t, format } = wording;
  const texts = t.blocks.user;
  const [clearing, setClearing] = useState<BlockView | null>(null);
  const found = useQuery({ ...endpointQuery(useApi(), endpoints.listBlocks), staleTime: 0 });
  const own = (found.data?.items ?? []).filter(
    ({ about }) =>
      about.user?.directoryId === user.directoryId && about.user.anchor === user.anchor,
  );
  return (
    <>
      {own.map((block) => (
        <MessageBar key={block.id} intent="warning" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{texts.title(limitText(block, wording))}</MessageBarTitle>
            {block.until === null ? texts.untilCleared : texts.until(format.dateTime(block.until))}
          </MessageBarBody>
          {block.mayClear ? (
            <MessageBarActions>
              <Button onClick={() => setClearing(block)}>{t.blocks.clear}</Button>
            </MessageBarActions>
          ) : null}
        </MessageBar>
      ))}
      {own.length === 0 && found.isSuccess && user.blockedUntil !== null ? (
        // Of more blocks than the list holds, this one may be missing.
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{texts.unknown(format.dateTime(user.blockedUntil))}</MessageBarBody>
        </MessageBar>
      ) : null}
      {clearing === null ? null : (
        <ClearBlockDialog block={clearing} onClose={() => setClearing(null)} />
      )}
    </>
  );
}
