import type { Bilingual } from '../../../kernel/refusal.ts'

/** One item of a scheme and the most points it brings. */
export type SchemeItem = { id: string; title: Bilingual; most: number }

/** A grading scheme (等级评定标准): versioned data that a county can correct. */
export type Scheme = {
  code: string
  version: number
  validFrom: string
  title: Bilingual
  /** Where it comes from and how sure that is. */
  basis: { title: string; says: string; certainty: 'V' | 'V2' | 'M' | 'U' }
  /** How long a grade holds. */
  months: number
  /** Highest grade of a first application (首次申请最高等级). */
  firstMost: number
  /** Grade from a total on, highest first. */
  bands: { grade: number; from: number }[]
  sections: { id: string; title: Bilingual; items: SchemeItem[] }[]
}

/** A score of one member of the panel; -1 is the institution's own. */
export type Score = { member: number; item: string; score: number }

/** What follows from a panel's scores. Whole points; `grade` null: below the lowest. */
export type GradingResult = {
  sections: { id: string; points: number; most: number }[]
  total: number
  grade: number | null
  /** The grade the total alone would bring, where a first application may not have it. */
  uncapped: number | null
}

/** What stands in the way of a result. */
export type Missing = { member: number; items: string[] }

/** Points by which members differ on an item, from which on they should talk about it: a third of what it brings. */
const FAR = 1 / 3

export const itemsOf = (scheme: Scheme): SchemeItem[] => scheme.sections.flatMap((section) => section.items)

/** Items each member of the panel has not scored yet; empty when the sheet is complete. */
export function missingScores(scheme: Scheme, members: number, scores: readonly Score[]): Missing[] {
  const given = new Set(scores.map(({ member, item }) => `${member} ${item}`))
  return Array.from({ length: members }, (_, member) => ({
    member,
    items: itemsOf(scheme)
      .map(({ id }) => id)
      .filter((id) => !given.has(`${member} ${id}`)),
  })).filter(({ items }) => items.length > 0)
}

/** The grade of a total. */
export function gradeOf(scheme: Pick<Scheme, 'bands' | 'firstMost'>, total: number, firstTime: boolean): number | null {
  const band = scheme.bands.find(({ from }) => total >= from)
  if (band === undefined) return null
  return firstTime ? Math.min(band.grade, scheme.firstMost) : band.grade
}

/**
 * Computes the result from the scores alone: in each section the members' points are added up, divided by the number of members and
 * rounded half up to whole points; the total is the sum of the sections. The same scores in any order give the same result.
 *
 * @param scores one per member and item; those of the institution itself (-1) do not count
 */
export function resultOf(scheme: Scheme, members: number, scores: readonly Score[], firstTime: boolean): GradingResult {
  const sections = scheme.sections.map(({ id, items }) => {
    const own = new Set(items.map((item) => item.id))
    // Hundredths as integers: sums are exact, whatever the order.
    const hundredths = scores
      .filter(({ member, item }) => member >= 0 && own.has(item))
      .reduce((sum, { score }) => sum + Math.round(score * 100), 0)
    const points = Math.floor((2 * hundredths + members * 100) / (2 * members * 100))
    return { id, points, most: items.reduce((sum, item) => sum + item.most, 0) }
  })
  const total = sections.reduce((sum, { points }) => sum + points, 0)
  return { sections, total, grade: gradeOf(scheme, total, firstTime), uncapped: gradeOf(scheme, total, false) }
}

/** Items on which the members of the panel lie far apart. */
export function farApart(scheme: Scheme, scores: readonly Score[]): { item: string; least: number; most: number }[] {
  return itemsOf(scheme).flatMap(({ id, most }) => {
    const given = scores.filter((each) => each.member >= 0 && each.item === id).map((each) => each.score)
    if (given.length < 2) return []
    const [least, top] = [Math.min(...given), Math.max(...given)]
    return top - least > most * FAR ? [{ item: id, least, most: top }] : []
  })
}

/** What is wrong with a scheme; empty when it can be used. */
export function schemeProblems(scheme: Scheme): Bilingual[] {
  const problems: Bilingual[] = []
  const ids = itemsOf(scheme).map(({ id }) => id)
  if (new Set(ids).size !== ids.length) problems.push({ zh: '评分项编号重复', en: 'Two items have the same id' })
  const whole = itemsOf(scheme).reduce((sum, { most }) => sum + most, 0)
  scheme.bands.forEach(({ grade, from }, i) => {
    const next = scheme.bands[i + 1]
    if (from > whole)
      problems.push({
        zh: `${grade} 级所需 ${from} 分高于满分 ${whole} 分`,
        en: `Grade ${grade} needs ${from} of ${whole} points`,
      })
    if (next !== undefined && (next.from >= from || next.grade >= grade))
      problems.push({
        zh: '等级应从高到低排列，分数线逐级降低',
        en: 'Bands go from the highest grade to the lowest, with falling totals',
      })
  })
  return problems
}
