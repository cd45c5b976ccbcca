import { addMonths, endOfMonth, endOfYear } from '../../../kernel/dates.ts'
import { POINT_REGISTER } from '../../community/index.ts'
import { asksCommunity, asksFunctions, asksProviders, type Definition, type InputSource } from '../library/inputs.ts'
import { ledgerNamed } from '../library/ledgers.ts'

/** How often an indicator gets a value: by month, or only by year where its sources speak of years. */
export type Cadence = 'month' | 'year'

/** Most periods that are computed anew at once, counted back from today. */
export const MOST_PERIODS: Record<Cadence, number> = { month: 36, year: 12 }

const monthEnd = (date: string, months: number) => endOfMonth(addMonths(`${date.slice(0, 7)}-01`, months))

/** Ledgers a definition reads. */
export function ledgersOf(definition: Pick<Definition, 'inputs'>): string[] {
  return [...new Set(definition.inputs.flatMap(({ from }) => (from.kind === 'ledger' ? [from.ledger] : [])))]
}

/** Registers a definition reads, by the names `register.rows.changed` uses. */
export function registersOf(definition: Pick<Definition, 'inputs'>): Set<string> {
  const names: Record<Exclude<InputSource['kind'], 'ledger'>, string[]> = {
    facilities: ['facility'],
    served: ['facility', 'region'],
    'served-townships': ['facility', 'region'],
    regions: ['region'],
    population: ['population'],
    community: ['facility', 'community-figure', 'population', 'region'],
    standard: ['facility', 'community-figure', 'population', 'region', 'standard-line'],
    reach: ['facility', 'dwelling', 'streets'],
  }
  return new Set(
    definition.inputs.flatMap(({ from }) => {
      if (from.kind === 'ledger') return [from.ledger]
      return [
        ...names[from.kind],
        ...(asksProviders(from) ? ['provider-site'] : []),
        ...(asksCommunity(from) ? [POINT_REGISTER] : []),
        ...(asksFunctions(from) ? ['service'] : []),
      ]
    }),
  )
}

export function cadenceOf(definition: Pick<Definition, 'inputs'>): Cadence {
  return ledgersOf(definition).some((name) => ledgerNamed(name).dateColumn === 'year') ? 'year' : 'month'
}

/** True when the date ends a month (a year). */
export function endsPeriod(date: string, cadence: Cadence): boolean {
  return date === (cadence === 'year' ? endOfYear(date) : endOfMonth(date))
}

/**
 * The dates that get values: every month-end (year-end) from `from` until today, and today itself. At most so many periods, the
 * latest ones; all of those when `from` is null.
 */
export function datesFrom(
  from: string | null,
  today: string,
  cadence: Cadence,
  most = MOST_PERIODS[cadence],
): string[] {
  const dates: string[] = []
  const ended = (back: number) =>
    cadence === 'month' ? monthEnd(today, -back) : `${Number(today.slice(0, 4)) - back}-12-31`
  for (let back = 0; back <= most; back++) {
    const end = ended(back)
    if (end > today) continue
    if ((from !== null && end < from) || dates.length === most) break
    dates.push(end)
  }
  dates.reverse()
  if (dates.at(-1) !== today) dates.push(today)
  return dates
}

/** First day a change told as `2026-10`, `2026` or a date can affect. */
export function firstDay(text: string | null): string | null {
  if (text === null) return null
  if (text.length === 4) return `${text}-01-01`
  return text.length === 7 ? `${text}-01` : text
}
