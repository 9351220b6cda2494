import {
  createDOMRenderer,
  FluentProvider,
  RendererProvider,
  useFocusFinders,
} from '@fluentui/react-components';
import { QueryClientProvider } from '@tanstack/react-query';
import { useMemo } from 'react';
import { RouterProvider } from 'react-router/dom';
import { ApiProvider } from '../api/context.ts';
import { WordingProvider, wordingOf } from '../locales/context.ts';
import type { ChosenTexts } from '../locales/index.ts';
import { createPageTextShelf, PageTextsProvider } from '../locales/page-texts.ts';
import { Notices } from '../parts/notify.tsx';
import { PolicyDrafts } from '../policy/PolicyDrafts.tsx';
import type { Console } from './console.ts';
import { PasswordPromptDialog } from './PasswordPromptDialog.tsx';
import { createRouter } from './router.tsx';
import { useGlobalStyles } from './styles.ts';
import { ThemeProvider, useTheme } from './theme.ts';

interface AppProps {
  readonly console: Console;
  readonly texts: ChosenTexts;
  /** Of this page's Content-Security-Policy; every style element carries it. */
  readonly nonce: string;
}

export function App({ console: { api, queries, passwordPrompt }, texts, nonce }: AppProps) {
  const renderer = useMemo(
    () => createDOMRenderer(document, { styleElementAttributes: { nonce } }),
    [nonce],
  );
  const router = useMemo(createRouter, []);
  const wording = useMemo(() => wordingOf(texts.texts), [texts]);
  const pageTexts = useMemo(() => createPageTextShelf(texts.pages), [texts]);
  const { theme, choice, choose } = useTheme();
  const themeState = useMemo(() => ({ choice, choose }), [choice, choose]);
  return (
    <RendererProvider renderer={renderer} targetDocument={document}>
      <FluentProvider theme={theme}>
        <Foundation />
        <ThemeProvider value={themeState}>
          <WordingProvider value={wording}>
            <PageTextsProvider value={pageTexts}>
              <QueryClientProvider client={queries}>
                <ApiProvider value={api}>
                  <Notices>
                    <PolicyDrafts>
                      <RouterProvider router={router} />
                    </PolicyDrafts>
                    <PasswordPromptDialog prompt={passwordPrompt} />
                  </Notices>
                </ApiProvider>
              </QueryClientProvider>
            </PageTextsProvider>
          </WordingProvider>
        </ThemeProvider>
      </FluentProvider>
    </RendererProvider>
  );
}

/** Inside the providers, so that these styles carry the nonce too. */
function Foundation() {
  useGlobalStyles();
  // Fluent's keeper of the focus must outlive every page. It goes when nothing uses it any more, and
  // what it hid behind an open dialog would then stay hidden from screen readers.
  useFocusFinders();
  return null;
}
