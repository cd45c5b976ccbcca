import { dateOfDay, dayNumber, type IsoDate } from '../dates.ts'
import { ANNOUNCED_YEARS } from './announced.ts'
import type { HolidayYear } from './year.ts'

/** Announced years made ready for counting. A plain value: build it once, pass it along. */
export type HolidayCalendar = {
  /** Years whose notice is known. */
  announced: ReadonlySet<number>
  /** Rest day → name of the festival. */
  off: ReadonlyMap<IsoDate, string>
  /** Weekend days that are worked. */
  work: ReadonlySet<IsoDate>
  /** Days that differ from the plain week, as day numbers in order, with +1 (worked weekend day) or -1 (free weekday). */
  exceptions: readonly { day: number; change: 1 | -1 }[]
}

/** Puts years together; where two notices name one day, the later year's stands (late December is ruled by the next year). */
export function holidayCalendar(years: readonly HolidayYear[]): HolidayCalendar {
  const off = new Map<IsoDate, string>()
  const work = new Set<IsoDate>()
  for (const year of [...years].sort((a, b) => a.year - b.year)) {
    for (const run of year.off) {
      for (let day = dayNumber(run.from); day <= dayNumber(run.to); day++) {
        work.delete(dateOfDay(day))
        off.set(dateOfDay(day), run.name)
      }
    }
    for (const day of year.work) {
      off.delete(day)
      work.add(day)
    }
  }
  const exceptions = [
    ...[...off.keys()]
      .map(dayNumber)
      .filter(isPlainWeekday)
      .map((day) => ({ day, change: -1 as const })),
    ...[...work].map((date) => ({ day: dayNumber(date), change: 1 as const })),
  ].sort((a, b) => a.day - b.day)
  return { announced: new Set(years.map((year) => year.year)), off, work, exceptions }
}

/** The calendar of the years that come with the software. */
export function announcedCalendar(): HolidayCalendar {
  return holidayCalendar(ANNOUNCED_YEARS)
}

/** Monday to Friday, by day number. */
export function isPlainWeekday(day: number): boolean {
  return (((day + 3) % 7) + 7) % 7 < 5
}
