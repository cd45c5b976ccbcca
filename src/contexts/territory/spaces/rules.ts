import { addDays, type IsoDate } from '../../../kernel/dates.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { type Span, weekdayOf } from '../facilities/hours.ts'
import type { AreasByUse, NewBooking, Occurrence, Repeat, SpaceView } from './model.ts'

/** Most occurrences of one series: a year of weeks. */
export const MOST_OCCURRENCES = 60

export const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))
export const clockOf = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

/** The instant of a minute of a day in China; 24:00 is the midnight that ends it. */
export function instantOf(date: IsoDate, minute: number): string {
  return minute >= 1440 ? `${addDays(date, 1)}T00:00:00+08:00` : `${date}T${clockOf(minute)}:00+08:00`
}

const STEP: Record<Repeat['every'], number> = { day: 1, workday: 1, week: 7, fortnight: 14 }

/**
 * The occurrences of a booking, the first day included. `workday` means Monday to Friday.
 *
 * @throws Refusal `space.times`, `space.repeat`
 */
export function occurrencesOf(booking: Pick<NewBooking, 'date' | 'from' | 'to' | 'repeat'>): Occurrence[] {
  const [from, to] = [minutesOf(booking.from), minutesOf(booking.to)]
  if (to <= from) {
    throw refuse(
      'space.times',
      { zh: '结束时间应晚于开始时间', en: 'It ends before it begins' },
      { at: '/to', next: { zh: '跨夜的使用请分成两次预订', en: 'Book a use past midnight as two' } },
    )
  }
  const { repeat } = booking
  if (repeat === null) return [{ date: booking.date, from, to }]
  if (repeat.until < booking.date) {
    throw refuse(
      'space.repeat',
      { zh: '重复截止日早于第一次', en: 'The last day lies before the first' },
      { at: '/repeat/until' },
    )
  }
  const found: Occurrence[] = []
  for (let date = booking.date; date <= repeat.until; date = addDays(date, STEP[repeat.every])) {
    if (repeat.every === 'workday' && weekdayOf(date) > 4) continue
    found.push({ date, from, to })
    if (found.length > MOST_OCCURRENCES) {
      throw refuse(
        'space.repeat',
        { zh: `一次最多预订 ${MOST_OCCURRENCES} 个时段`, en: `At most ${MOST_OCCURRENCES} occurrences at once` },
        {
          at: '/repeat/until',
          params: { most: MOST_OCCURRENCES },
          next: { zh: '请把截止日提前', en: 'Choose an earlier last day' },
        },
      )
    }
  }
  return found
}

/** Whether an occurrence lies within the opening hours of its day. Unknown hours keep nobody out: the clerk knows. */
export function fits(occurrence: Occurrence, open: readonly Span[] | null): boolean {
  return open === null || open.some((span) => span.from <= occurrence.from && occurrence.to <= span.to)
}

/** Areas by use: each room under its first use, once, however many uses it has. Pure. */
export function areasByUse(rooms: readonly Pick<SpaceView, 'area' | 'uses'>[], floorArea: number | null): AreasByUse {
  const byUse = new Map<string, { area: number; rooms: number; alsoIn: number }>()
  const at = (use: string) => {
    const known = byUse.get(use) ?? { area: 0, rooms: 0, alsoIn: 0 }
    byUse.set(use, known)
    return known
  }
  for (const { area, uses } of rooms) {
    uses.forEach((use, i) => {
      const sum = at(use)
      if (i > 0) sum.alsoIn++
      else {
        sum.rooms++
        sum.area = round(sum.area + area)
      }
    })
  }
  const total = rooms.reduce((sum, room) => round(sum + room.area), 0)
  return {
    uses: [...byUse]
      .map(([use, sums]) => ({ use, ...sums }))
      .sort((a, b) => b.area - a.area || (a.use < b.use ? -1 : 1)),
    rooms: rooms.length,
    rest: floorArea === null ? null : round(floorArea - total),
  }
}

const round = (area: number) => Math.round(area * 100) / 100
