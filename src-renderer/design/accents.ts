import { tokens } from '@fluentui/react-components';
import type { Accent } from '../../src-preload/contract/tenants.ts';

/** The colour of each accent (ux §1). It stands beside the tenant's name and never alone. */
export const ACCENT_COLOURS: Readonly<Record<Accent, string>> = {
  blue: tokens.colorPaletteBlueBorderActive,
  teal: tokens.colorPaletteTealBorderActive,
  green: tokens.colorPaletteForestBorderActive,
  gold: tokens.colorPaletteGoldBorderActive,
  orange: tokens.colorPalettePumpkinBorderActive,
  berry: tokens.colorPaletteBerryBorderActive,
  purple: tokens.colorPalettePurpleBorderActive,
  steel: tokens.colorPaletteSteelBorderActive,
};

/** Their names as the admin chooses them. */
export const ACCENT_WORDS: Readonly<Record<Accent, string>> = {
  blue: 'Blue',
  teal: 'Teal',
  green: 'Green',
  gold: 'Gold',
  orange: 'Orange',
  berry: 'Berry',
  purple: 'Purple',
  steel: 'Steel',
};

/** The stripe of a tenant without an accent of its own. */
export function accentColour(accent: Accent | undefined): string {
  return accent === undefined ? tokens.colorNeutralStroke1 : ACCENT_COLOURS[accent];
}
