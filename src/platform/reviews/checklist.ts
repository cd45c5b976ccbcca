import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { IsoDate } from '../../kernel/dates.ts'
import type { Bilingual } from '../../kernel/refusal.ts'

type Item = { id: string; text: Bilingual }

/** What a rule is looked at for (审查标准), with the grounds on which it may nevertheless come into force (例外规定). */
export type Checklist = {
  version: string
  validFrom: IsoDate
  title: Bilingual
  law: string
  /** How sure the wording is: V read in the text, V2 read second-hand, M known in general, U unsure. */
  certainty: 'V' | 'V2' | 'M' | 'U'
  groups: { id: string; article: string; title: Bilingual; items: Item[] }[]
  exceptions: { article: string; grounds: Item[] }
}

const FOLDER = join(import.meta.dirname, 'checklists')

/** Every checklist in the folder, the newest first. */
const CHECKLISTS: readonly Checklist[] = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as Checklist)
  .sort((a, b) => (a.validFrom < b.validFrom ? 1 : -1))

/** The checklist of a day; null before the first one. */
export function checklistOn(day: IsoDate): Checklist | null {
  return CHECKLISTS.find((each) => each.validFrom <= day) ?? null
}

/** The items of a checklist in order. */
export const itemsOf = (list: Checklist): Item[] => list.groups.flatMap((group) => group.items)
