import { makeStaticStyles, tokens } from '@fluentui/react-components';

export const useGlobalStyles = makeStaticStyles({
  '*, *::before, *::after': { boxSizing: 'border-box' },
  'html, body': { margin: 0, minHeight: '100%' },
  '#root > .fui-FluentProvider': {
    minHeight: '100dvh',
    backgroundColor: tokens.colorNeutralBackground2,
  },
  '@media (prefers-reduced-motion: reduce)': {
    '*, *::before, *::after': { animationDuration: '0.01ms', transitionDuration: '0.01ms' },
  },
});
