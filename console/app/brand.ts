import {
  type BrandVariants,
  createDarkTheme,
  createLightTheme,
  type Theme,
} from '@fluentui/react-components';

/** Postern's own green, the colour of its portal, from dark to light. */
const brand: BrandVariants = {
  10: '#021a1c',
  20: '#04282b',
  30: '#063539',
  40: '#084248',
  50: '#0a4f55',
  60: '#0c5960',
  70: '#0d6168',
  80: '#0f6d74',
  90: '#268f96',
  100: '#45a9b0',
  110: '#5cb7bd',
  120: '#78c5ca',
  130: '#94d2d6',
  140: '#b0dfe2',
  150: '#cdecee',
  160: '#e8f7f8',
};

export const lightTheme: Theme = createLightTheme(brand);

const dark = createDarkTheme(brand);

/** On dark grounds text of the brand's colour must be lighter than Fluent takes it, to be read. */
export const darkTheme: Theme = {
  ...dark,
  colorBrandForeground1: brand[110],
  colorBrandForeground2: brand[120],
  colorBrandForegroundLink: brand[110],
  colorBrandForegroundLinkHover: brand[120],
  colorBrandForegroundLinkPressed: brand[100],
  colorBrandForegroundLinkSelected: brand[110],
};
