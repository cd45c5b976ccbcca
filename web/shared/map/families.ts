import type { FacilityFamily } from '../../../src/contexts/territory/index.ts'

/** How a family is drawn: one sign and one colour, on the map, in legends and in lists. The sign carries the meaning, the colour helps. */
export type FamilyMark = { sign: string; light: string; dark: string }

/** White signs read on every light colour, black ones on every dark colour, at 4.5:1 or better. Cinnabar and amber stay with states. */
export const FAMILY_MARKS: Record<FacilityFamily, FamilyMark> = {
  elder: { sign: '养', light: '#0b7a75', dark: '#4fc4bb' },
  health: { sign: '医', light: '#1f66b0', dark: '#7fb4ee' },
  child: { sign: '托', light: '#a83a76', dark: '#ee94c2' },
  education: { sign: '学', light: '#4a4fa8', dark: '#a9adf2' },
  culture: { sign: '文', light: '#7b4a9e', dark: '#c9a0e6' },
  sport: { sign: '体', light: '#3f741b', dark: '#97cf6f' },
  commerce: { sign: '店', light: '#8a5a12', dark: '#dcb06a' },
  community: { sign: '社', light: '#3d5467', dark: '#a3bccf' },
  disability: { sign: '助', light: '#86462b', dark: '#e2a488' },
}

/** Families in the order of lists: those a resident of the elder-care map looks for first. */
export const FAMILY_ORDER = Object.keys(FAMILY_MARKS) as FacilityFamily[]

export const familyColour = (family: FacilityFamily, dark: boolean): string =>
  FAMILY_MARKS[family][dark ? 'dark' : 'light']
