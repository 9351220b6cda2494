import {
  Button,
  Link,
  makeStyles,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  Spinner,
  tokens,
} from '@fluentui/react-components';
import { ArrowDownloadRegular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useHref } from 'react-router';
import { endpoints } from '../../src/contract/index.ts';
import type { PolicyPreview, ShutOutView } from '../../src/contract/policy.ts';
import type { Policy } from '../../src/contract/shapes.ts';
import { useApi } from '../api/context.ts';
import { useWording } from '../locales/context.ts';
import { saveFile } from '../parts/files.ts';
import { messageOf } from '../parts/Problem.tsx';
import { shutOutTable } from './shut-out-table.ts';

const useStyles = makeStyles({
  list: {
    maxHeight: '12rem',
    overflowY: 'auto',
    marginBlock: tokens.spacingVerticalS,
    paddingInlineStart: tokens.spacingHorizontalXL,
  },
});

/** Settings on which it depends who can reset; the others are numbers that shut nobody out. */
const deciding = /^(scope|methodsRequired|methods|administrators|registration)\b/;

/** Who could no longer reset, by name and as a file, before it is saved. */
export function ShutOut({
  policy,
  preview,
}: {
  readonly policy: Policy;
  readonly preview: PolicyPreview;
}) {
  const { t, format } = useWording();
  const api = useApi();
  const texts = t.policy.shutOut;
  const matters = preview.changes.some(({ path }) => deciding.test(path));
  const asked = useQuery({
    queryKey: [endpoints.previewShutOut.id, policy] as const,
    queryFn: ({ signal }) => api.call(endpoints.previewShutOut, { body: { policy } }, { signal }),
    enabled: matters,
    staleTime: 0,
    retry: false,
  });
  if (!matters) return null;
  if (asked.isError) {
    return (
      <MessageBar intent="error" layout="multiline">
        <MessageBarBody>{messageOf(asked.error, t)}</MessageBarBody>
      </MessageBar>
    );
  }
  if (asked.data === undefined) return <Spinner size="tiny" label={texts.asking} />;
  const { people, examined, complete } = asked.data;
  if (people.length === 0) {
    return complete ? (
      <MessageBar intent="success" layout="multiline">
        <MessageBarBody>{texts.nobody}</MessageBarBody>
      </MessageBar>
    ) : (
      <MessageBar layout="multiline">
        <MessageBarBody>{texts.nobodyOf(format.number(examined))}</MessageBarBody>
      </MessageBar>
    );
  }
  return <Losing found={asked.data} />;
}

function Losing({ found }: { readonly found: ShutOutView }) {
  const styles = useStyles();
  const { t, format } = useWording();
  const texts = t.policy.shutOut;
  const [open, setOpen] = useState(false);
  const { people, examined, complete } = found;
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{texts.title(people.length)}</MessageBarTitle>
        {complete ? null : texts.examined(format.number(examined))}{' '}
        <Link as="button" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? texts.hide : texts.show}
        </Link>
        {open ? (
          <>
            {/* The keyboard scrolls the list by going from one name to the next. */}
            <ul className={styles.list} aria-label={texts.title(people.length)}>
              {people.map((person) => (
                <li key={`${person.directoryId}/${person.anchor}`}>
                  <PersonLink person={person} />: {t.users.panel.reasons[person.reason]}
                </li>
              ))}
            </ul>
            <Button
              size="small"
              icon={<ArrowDownloadRegular />}
              onClick={() =>
                saveFile(new Blob([shutOutTable(people)], { type: 'text/csv' }), texts.file)
              }
            >
              {texts.export}
            </Button>
          </>
        ) : null}
      </MessageBarBody>
    </MessageBar>
  );
}

/** Beside the dialog, so that what was going to be saved stays where it is. */
function PersonLink({ person }: { readonly person: ShutOutView['people'][number] }) {
  const { directoryId, anchor, displayName, username } = person;
  const href = useHref(`/users/${encodeURIComponent(directoryId)}/${encodeURIComponent(anchor)}`);
  return (
    <Link inline href={href} target="_blank" rel="noopener">
      {displayName} ({username})
    </Link>
  );
}
