/** Every colour of the house, by what it means. The same names exist as CSS variables (`--ink`, `--brand-soft` …). */
export type Palette = {
  /** The page. */
  paper: string
  /** Sheets, cards, tables on the page. */
  surface: string
  /** Wells: code, table heads, quiet fills. */
  sunken: string
  /** Text, from first to third importance; all at least 4.5:1 on paper. */
  ink: string
  ink2: string
  ink3: string
  /** Hairlines between things. */
  line: string
  /** Borders of controls; at least 3:1 on paper. */
  edge: string
  /** 青: action and place. */
  brand: string
  brandInk: string
  brandSoft: string
  onBrand: string
  /** Cinnabar: wrong or late, nothing else. */
  bad: string
  badInk: string
  badSoft: string
  /** Amber: attention. `warnInk` is the one for text. */
  warn: string
  warnInk: string
  warnSoft: string
  /** Unknown: drawn as a hatch of these two. */
  unknown: string
  hatch: string
  mark: string
}

/** Ink on paper-white. */
export const light: Palette = {
  paper: '#fbfaf7',
  surface: '#ffffff',
  sunken: '#f4f2ec',
  ink: '#191e22',
  ink2: '#454d54',
  ink3: '#626a71',
  line: '#e2ded5',
  edge: '#8a8f92',
  brand: '#0b7a75',
  brandInk: '#08625e',
  brandSoft: '#e4f1ef',
  onBrand: '#ffffff',
  bad: '#c73e3a',
  badInk: '#b1322e',
  badSoft: '#fbebe9',
  warn: '#b7791f',
  warnInk: '#845409',
  warnSoft: '#faf1df',
  unknown: '#626a71',
  hatch: '#b4b6b3',
  mark: '#fff0b8',
}

/** The cockpit, and elsewhere for those who want it. */
export const dark: Palette = {
  paper: '#0e1417',
  surface: '#151d21',
  sunken: '#1b252a',
  ink: '#eef2f1',
  ink2: '#c3ccce',
  ink3: '#98a4a8',
  line: '#29353a',
  edge: '#6f7f85',
  brand: '#4fc4bb',
  brandInk: '#76d8d0',
  brandSoft: '#12312f',
  onBrand: '#06201e',
  bad: '#f0807a',
  badInk: '#f79a94',
  badSoft: '#3a1c1b',
  warn: '#e2b052',
  warnInk: '#ecc274',
  warnSoft: '#352911',
  unknown: '#98a4a8',
  hatch: '#566469',
  mark: '#574a12',
}

/** In elder mode the quiet inks step up: what was merely legible becomes plain. */
export const elderInk: Record<'light' | 'dark', Partial<Palette>> = {
  light: { ink: '#101417', ink2: '#30373d', ink3: '#454d54', line: '#b9b5ab', edge: '#5c6267', unknown: '#454d54' },
  dark: { ink: '#ffffff', ink2: '#e2e8e8', ink3: '#c3ccce', line: '#4a585e', edge: '#9aa8ad', unknown: '#c3ccce' },
}

/** Text sizes offered in elder mode, in pixels (at least 18, up to 30). */
export const ELDER_SIZES = [20, 24, 30] as const
export type ElderSize = (typeof ELDER_SIZES)[number]

/** The stack that base.css chooses for the language in use; nothing is downloaded. */
export const FONT = 'var(--font)'
export const FONT_MONO = 'ui-monospace, "SF Mono", "Cascadia Mono", Consolas, "Noto Sans Mono", monospace'

/** `brandSoft` → `--brand-soft`. */
export function cssName(token: string): string {
  return `--${token.replace(/[A-Z0-9]/g, (c) => `-${c.toLowerCase()}`)}`
}
