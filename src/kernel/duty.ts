import type { IsoDate } from './dates.ts'
import type { Bilingual } from './refusal.ts'

/** A name as it stands in a record, or words of ours in both languages. */
export type Words = string | Bilingual

/** Something that waits for somebody, as a line of today's work (今天的工作). `overdue` counts days; `due` null: nothing presses. */
export type Duty<Kind extends string = string> = {
  kind: Kind
  title: Words
  subtitle: Words
  due: IsoDate | null
  overdue: number
  href: string
}
