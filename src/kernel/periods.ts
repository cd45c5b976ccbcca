import { daysInMonth, type IsoDate, isoDate } from './dates.ts'
import { type Bilingual, refuse } from './refusal.ts'

/** Length of a reporting period: 年, 半年, 季, 月. */
export type PeriodKind = 'year' | 'half' | 'quarter' | 'month'

/** A reporting period 报告期. `id` is `2025`, `2025H1`, `2025Q3` or `2025-07`; both ends are included. */
export type Period = { id: string; kind: PeriodKind; from: IsoDate; to: IsoDate }

const MONTHS: Record<PeriodKind, number> = { year: 12, half: 6, quarter: 3, month: 1 }
const PATTERN = /^(?!0000)(\d{4})(?:H([12])|Q([1-4])|-(0[1-9]|1[0-2]))?$/

/**
 * Reads a period id.
 * @throws Refusal `period.invalid`
 */
export function parsePeriod(id: string): Period {
  const parts = PATTERN.exec(id)
  if (!parts) {
    throw refuse(
      'period.invalid',
      { zh: `“${id}”不是报告期`, en: `“${id}” is not a reporting period` },
      {
        params: { id },
        next: { zh: '请填 2025、2025H1、2025Q3 或 2025-07', en: 'Write 2025, 2025H1, 2025Q3 or 2025-07' },
      },
    )
  }
  const [, year, half, quarter, month] = parts
  if (half) return build(Number(year), 'half', Number(half))
  if (quarter) return build(Number(year), 'quarter', Number(quarter))
  if (month) return build(Number(year), 'month', Number(month))
  return build(Number(year), 'year', 1)
}

/** True when the text is a period id. */
export function isPeriod(id: string): boolean {
  return PATTERN.test(id)
}

/** The period of a given length in which a date lies. */
export function periodOf(date: IsoDate, kind: PeriodKind): Period {
  return build(Number(date.slice(0, 4)), kind, Math.ceil(Number(date.slice(5, 7)) / MONTHS[kind]))
}

/** The period just before, of the same length (环比). */
export function previousPeriod(period: Period): Period {
  return shift(period, -1)
}

/** The period just after, of the same length. */
export function nextPeriod(period: Period): Period {
  return shift(period, 1)
}

/** The same period one year earlier (同比). */
export function samePeriodLastYear(period: Period): Period {
  return shift(period, -12 / MONTHS[period.kind])
}

/** True when the date lies in the period. */
export function periodContains(period: Period, date: IsoDate): boolean {
  return period.from <= date && date <= period.to
}

/** True when one period lies wholly within another (or is the same). */
export function periodWithin(inner: Period, outer: Period): boolean {
  return outer.from <= inner.from && inner.to <= outer.to
}

/**
 * All periods from `first` to `last`, both included, in order; empty when `last` is earlier.
 * @throws Refusal `period.mixed` when the two differ in length
 */
export function periodsBetween(first: Period, last: Period): Period[] {
  if (first.kind !== last.kind) {
    throw refuse(
      'period.mixed',
      { zh: `${first.id} 与 ${last.id} 长度不同`, en: `${first.id} and ${last.id} are of different length` },
      { params: { first: first.id, last: last.id } },
    )
  }
  const list: Period[] = []
  for (let period = first; period.to <= last.to; period = nextPeriod(period)) list.push(period)
  return list
}

/** `2025年第三季度` / `Q3 2025`, and so on. */
export function nameOfPeriod(period: Period): Bilingual {
  const year = period.from.slice(0, 4)
  const index = indexOf(period)
  switch (period.kind) {
    case 'year':
      return { zh: `${year}年`, en: year }
    case 'half':
      return { zh: `${year}年${index === 1 ? '上' : '下'}半年`, en: `H${index} ${year}` }
    case 'quarter':
      return { zh: `${year}年第${'一二三四'[index - 1]}季度`, en: `Q${index} ${year}` }
    case 'month':
      return { zh: `${year}年${index}月`, en: period.id }
  }
}

function indexOf(period: Period): number {
  return Math.ceil(Number(period.from.slice(5, 7)) / MONTHS[period.kind])
}

function shift(period: Period, by: number): Period {
  const perYear = 12 / MONTHS[period.kind]
  const index = Number(period.from.slice(0, 4)) * perYear + indexOf(period) - 1 + by
  const year = Math.floor(index / perYear)
  return build(year, period.kind, index - year * perYear + 1)
}

function build(year: number, kind: PeriodKind, index: number): Period {
  const lastMonth = index * MONTHS[kind]
  const y = String(year).padStart(4, '0')
  const suffix = { year: '', half: `H${index}`, quarter: `Q${index}`, month: `-${String(index).padStart(2, '0')}` }
  const to = isoDate(year, lastMonth, daysInMonth(year, lastMonth))
  return { id: y + suffix[kind], kind, from: isoDate(year, lastMonth - MONTHS[kind] + 1, 1), to }
}
