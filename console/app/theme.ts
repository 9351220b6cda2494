import type { Theme } from '@fluentui/react-components';
import { createContext, useCallback, useContext, useEffect, useState } from 'react';
import { darkTheme, lightTheme } from './brand.ts';

export const themeChoices = ['system', 'light', 'dark'] as const;
export type ThemeChoice = (typeof themeChoices)[number];

interface ThemeState {
  readonly choice: ThemeChoice;
  readonly choose: (choice: ThemeChoice) => void;
}

const ThemeContext = createContext<ThemeState | null>(null);
export const ThemeProvider = ThemeContext.Provider;

export function useThemeChoice(): ThemeState {
  const state = useContext(ThemeContext);
  if (state === null) throw new Error('no theme around this component');
  return state;
}

const storageKey = 'postern.theme';

/** Kept in this browser only; a browser that keeps nothing follows the system. */
function keptChoice(): ThemeChoice {
  try {
    const kept = globalThis.localStorage.getItem(storageKey);
    return themeChoices.find((choice) => choice === kept) ?? 'system';
  } catch {
    return 'system';
  }
}

function keep(choice: ThemeChoice): void {
  try {
    globalThis.localStorage.setItem(storageKey, choice);
  } catch {
    // A browser that keeps nothing still shows the chosen theme until the page is left.
  }
}

export function useTheme(): ThemeState & { readonly theme: Theme } {
  const [choice, setChoice] = useState(keptChoice);
  const [systemIsDark, setSystemIsDark] = useState(() => darkQuery().matches);
  useEffect(() => {
    const query = darkQuery();
    const changed = () => setSystemIsDark(query.matches);
    query.addEventListener('change', changed);
    return () => query.removeEventListener('change', changed);
  }, []);
  const dark = choice === 'dark' || (choice === 'system' && systemIsDark);
  useEffect(() => {
    // Native parts, such as scroll bars and date pickers, follow too.
    document.documentElement.style.colorScheme = dark ? 'dark' : 'light';
  }, [dark]);
  const choose = useCallback((next: ThemeChoice) => {
    keep(next);
    setChoice(next);
  }, []);
  return { choice, choose, theme: dark ? darkTheme : lightTheme };
}

const darkQuery = () => globalThis.matchMedia('(prefers-color-scheme: dark)');
