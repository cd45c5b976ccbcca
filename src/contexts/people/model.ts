import type { IsoDate } from '../../kernel/dates.ts'
import type { Bilingual } from '../../kernel/refusal.ts'
import type { IdKind } from './identity.ts'
import type { Phone } from './phones.ts'

export type Sex = 'male' | 'female'

/** Where a file stands: living here, moved away (迁出), dead (死亡), taken into another file (合并), destroyed (到期销毁). */
export type PersonState = 'resident' | 'moved-out' | 'dead' | 'merged' | 'destroyed'

/** Names of the states. */
export const STATE_NAMES: Record<PersonState, Bilingual> = {
  resident: { zh: '在住', en: 'resident' },
  'moved-out': { zh: '已迁出', en: 'moved out' },
  dead: { zh: '已去世', en: 'deceased' },
  merged: { zh: '已合并', en: 'merged' },
  destroyed: { zh: '已销毁', en: 'destroyed' },
}

/** Relations to the head of the household (与户主关系, after GB/T 4761). */
export const RELATIONS = [
  'head',
  'spouse',
  'child',
  'child-in-law',
  'grandchild',
  'parent',
  'grandparent',
  'sibling',
  'other',
  'none',
] as const
export type Relation = (typeof RELATIONS)[number]
export const RELATION_NAMES: Record<Relation, Bilingual> = {
  head: { zh: '户主', en: 'head' },
  spouse: { zh: '配偶', en: 'spouse' },
  child: { zh: '子女', en: 'child' },
  'child-in-law': { zh: '儿媳、女婿', en: 'child-in-law' },
  grandchild: { zh: '孙子女', en: 'grandchild' },
  parent: { zh: '父母', en: 'parent' },
  grandparent: { zh: '祖父母', en: 'grandparent' },
  sibling: { zh: '兄弟姐妹', en: 'sibling' },
  other: { zh: '其他亲属', en: 'other relative' },
  none: { zh: '非亲属', en: 'not related' },
}

/** What may be stated about a person when the file is made or corrected. Unknown is `null`, never guessed. */
export type PersonInput = {
  name: string
  /** How the name is read, syllables with spaces, where the dictionary would read it wrongly. */
  reading?: string | null
  idKind?: IdKind
  /** Number of the document; birth date and sex follow from it where it says so. */
  number?: string | null
  sex?: Sex | null
  born?: IsoDate | null
  /** The birth date makes the person older than anybody on record, and somebody has checked it. */
  ageConfirmed?: boolean
  /** Two-digit code of GB/T 3304. */
  ethnicity?: string | null
  phones?: Phone[]
  /** Twelve-digit code of the village or community where the person lives. */
  region?: string | null
  /** Code of the dwelling point; the grid cell follows from it. */
  dwelling?: string | null
  /** Id of the grid cell, where there is no dwelling point. */
  cell?: string | null
  /** Street, building, room. Sealed. */
  address?: string | null
  household?: string | null
  relation?: Relation | null
  note?: string | null
}

/** What is not personal enough to be sealed and not enough to be shown: facts other rooms compute with. */
export type PersonFacts = {
  id: string
  sex: Sex | null
  born: IsoDate | null
  region: string | null
  cell: string | null
  dwelling: string | null
  household: string | null
  state: PersonState
  /** Day of death or of moving out. */
  stateOn: IsoDate | null
}

/** One line about a person: as lists and the search box show it. Numbers are masked. */
export type PersonCard = PersonFacts & {
  name: string
  age: number | null
  idKind: IdKind
  /** Masked. */
  number: string | null
  /** Masked; the first one. */
  phone: string | null
  regionName: string | null
}

/** Something due for a person, brought by another room: a visit, an assessment, a yearly check. */
export type DueItem = { kind: string; title: Bilingual; due: IsoDate; late: boolean; href: string | null }

/** What happened to a person, told upwards. `on` is the day it happened. */
export type PersonDied = { person: string; on: IsoDate }
export type PersonMoved = { person: string; on: IsoDate; to: 'out' | 'in' | 'within'; region: string | null }
export type PersonsMerged = { from: string; into: string }
export type PersonRestored = { person: string; was: PersonState }
export type PersonDestroyed = { person: string }
