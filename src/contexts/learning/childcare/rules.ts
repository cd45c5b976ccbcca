import { type IsoDate, splitDate } from '../../../kernel/dates.ts'

/** 乳儿班、托小班、托大班、混合班、家庭托育点. */
export const CLASS_KINDS = ['infant', 'toddler', 'older', 'mixed', 'home'] as const
export type ClassKind = (typeof CLASS_KINDS)[number]

/** What a kind of class may hold, where and when. Ages in months on entry; `perCarer` null: the norm sets no ratio. */
export type ClassLimit = {
  kind: ClassKind
  region: string
  ageFrom: number
  ageUntil: number
  most: number
  perCarer: number | null
  basis: string
  validFrom: IsoDate
  validUntil: IsoDate | null
}

/** The limit that holds for a kind in a place on a day: the closest region, then the newest. Null when there is none. */
export function limitOn(
  limits: readonly ClassLimit[],
  kind: ClassKind,
  region: string,
  day: IsoDate,
): ClassLimit | null {
  const holding = limits.filter(
    (each) =>
      each.kind === kind &&
      region.startsWith(each.region) &&
      each.validFrom <= day &&
      (each.validUntil === null || each.validUntil >= day),
  )
  return holding.reduce<ClassLimit | null>(
    (best, each) =>
      best === null ||
      each.region.length > best.region.length ||
      (each.region.length === best.region.length && each.validFrom > best.validFrom)
        ? each
        : best,
    null,
  )
}

/** What holds a class back: the places declared, the size the norm allows, the carers there are. */
export type Binding = 'declared' | 'size' | 'carers'

/** Children a class may take, and what decides it. A class nobody set a limit for takes what it declares. */
export function capacityOf(
  of: { places: number; carers: number },
  limit: ClassLimit | null,
): { capacity: number; binding: Binding } {
  const bounds: [number, Binding][] = [[of.places, 'declared']]
  if (limit !== null) {
    bounds.push([limit.most, 'size'])
    if (limit.perCarer !== null) bounds.push([of.carers * limit.perCarer, 'carers'])
  }
  const [capacity, binding] = bounds.reduce((least, each) => (each[0] < least[0] ? each : least))
  return { capacity, binding }
}

/** Completed months from a birth to a day. A day that the month lacks counts on its last. */
export function monthsOld(born: IsoDate, day: IsoDate): number {
  const [fromYear, fromMonth, fromDay] = splitDate(born)
  const [year, month, date] = splitDate(day)
  const whole = (year - fromYear) * 12 + month - fromMonth
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate()
  return date >= Math.min(fromDay, last) ? whole : whole - 1
}

/** Whether a child of an age may enter a class of this limit. */
export const fitsAge = (months: number, limit: ClassLimit): boolean =>
  months >= limit.ageFrom && months < limit.ageUntil

/** Days on which a child has a place; `until` is the first day without it, null without end. */
export type Stay = { from: IsoDate; until: IsoDate | null }

/** The most children that are there on one day of a span. */
export function mostAtOnce(stays: readonly Stay[], span: Stay): number {
  const within = stays.filter(
    (each) => (span.until === null || each.from < span.until) && (each.until === null || each.until > span.from),
  )
  const days = [span.from, ...within.map((each) => each.from).filter((day) => day > span.from)]
  return Math.max(
    0,
    ...days.map((day) => within.filter((each) => each.from <= day && (each.until === null || each.until > day)).length),
  )
}

/** Whether an application stands in the line: one that waits for a draw does not, until it has a rank. */
export const standsInLine = (of: { draw: string | null; rank: number | null }): boolean =>
  of.draw === null || of.rank !== null

/** Order of a waiting list: those drawn by their rank, then by group, then by when they came. */
export function waitingOrder(
  a: { rank: number | null; priority: number; at: string; number: string },
  b: { rank: number | null; priority: number; at: string; number: string },
): number {
  if (a.rank !== null || b.rank !== null) return (a.rank ?? Infinity) - (b.rank ?? Infinity)
  return a.priority - b.priority || a.at.localeCompare(b.at) || a.number.localeCompare(b.number)
}
