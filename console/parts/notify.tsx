import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  tokens,
} from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react';
import { useWording } from '../locales/context.ts';
import { messageOf } from './Problem.tsx';

const useStyles = makeStyles({
  place: {
    position: 'fixed',
    insetInlineEnd: tokens.spacingHorizontalL,
    bottom: tokens.spacingVerticalL,
    zIndex: 1_000_001,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    width: '380px',
    maxWidth: `calc(100vw - 2 * ${tokens.spacingHorizontalL})`,
  },
  notice: { boxShadow: tokens.shadow16 },
});

interface Notice {
  readonly id: number;
  readonly intent: 'success' | 'error';
  readonly title: string;
  readonly detail: string | undefined;
}

/** @returns nothing; the notice is read out by screen readers. */
type Say = (intent: Notice['intent'], title: string, detail?: string) => void;

const NoticesContext = createContext<Say | null>(null);

const SHOWN_MS = 8000;

/** What was done, or failed, that has no place of its own on the page; a success goes away by itself. */
export function Notices({ children }: { readonly children: ReactNode }) {
  const styles = useStyles();
  const { t } = useWording();
  const [notices, setNotices] = useState<readonly Notice[]>([]);
  const dismiss = useCallback(
    (id: number) => setNotices((before) => before.filter((notice) => notice.id !== id)),
    [],
  );
  const say = useCallback<Say>(
    (intent, title, detail) => {
      const notice = { id: performance.now(), intent, title, detail };
      setNotices((before) => [...before.slice(-2), notice]);
      if (intent === 'success') setTimeout(() => dismiss(notice.id), SHOWN_MS);
    },
    [dismiss],
  );
  return (
    <NoticesContext value={say}>
      {children}
      <section aria-label={t.shell.notices} aria-live="polite" className={styles.place}>
        {notices.map((notice) => (
          <MessageBar
            key={notice.id}
            intent={notice.intent}
            layout="multiline"
            className={styles.notice}
            politeness="polite"
          >
            <MessageBarBody>
              <MessageBarTitle>{notice.title}</MessageBarTitle>
              {notice.detail}
            </MessageBarBody>
            <MessageBarActions
              containerAction={
                <Button
                  appearance="transparent"
                  icon={<DismissRegular />}
                  aria-label={t.common.close}
                  onClick={() => dismiss(notice.id)}
                />
              }
            />
          </MessageBar>
        ))}
      </section>
    </NoticesContext>
  );
}

function useSay(): Say {
  const say = useContext(NoticesContext);
  if (say === null) throw new Error('no notices around this component');
  return say;
}

/** Says that something was done. */
export function useNotify(): (title: string, detail?: string) => void {
  const say = useSay();
  return useMemo(() => say.bind(null, 'success'), [say]);
}

/** Says that an act failed; stays until it is closed. */
export function useProblemNotice(): (error: unknown) => void {
  const say = useSay();
  const { t } = useWording();
  return useCallback((error) => say('error', t.problems.title, messageOf(error, t)), [say, t]);
}
