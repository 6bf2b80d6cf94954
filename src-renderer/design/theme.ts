import {
  type BrandVariants,
  createDarkTheme,
  createLightTheme,
  type Theme,
  teamsHighContrastTheme,
} from '@fluentui/react-components';

/** A quiet blue-green: neither the red of loss nor the green of success, which verdicts need for themselves. */
const brand: BrandVariants = {
  10: '#020506',
  20: '#0b1b20',
  30: '#0e2d36',
  40: '#0f3b47',
  50: '#0f4958',
  60: '#0e576a',
  70: '#0b667d',
  80: '#0a7590',
  90: '#2a84a0',
  100: '#4593ad',
  110: '#5da2ba',
  120: '#75b1c6',
  130: '#8dc0d3',
  140: '#a6d0df',
  150: '#bfe0eb',
  160: '#d8eff6',
};

const dark = createDarkTheme(brand);

export type ThemeName = 'light' | 'dark' | 'high-contrast';

export const themes: Readonly<Record<ThemeName, Theme>> = {
  light: createLightTheme(brand),
  // Links and primary marks need 4.5:1 on dark, so they take lighter steps than the generated theme's.
  dark: {
    ...dark,
    colorBrandForeground1: brand[120],
    colorBrandForeground2: brand[130],
    colorBrandForegroundLink: brand[120],
  },
  // The system may have chosen light colours, on which the theme’s white focus is not seen.
  'high-contrast': {
    ...teamsHighContrastTheme,
    colorStrokeFocus1: 'Canvas',
    colorStrokeFocus2: 'CanvasText',
    colorBrandStroke1: 'CanvasText',
  },
};
