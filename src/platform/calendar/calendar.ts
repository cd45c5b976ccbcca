import { hashOf } from '../../kernel/hash.ts'
import { ANNOUNCED_YEARS } from '../../kernel/holidays/announced.ts'
import { type HolidayCalendar, holidayCalendar } from '../../kernel/holidays/calendar.ts'
import { type HolidayYear, parseHolidayYear } from '../../kernel/holidays/year.ts'
import { refuse } from '../../kernel/refusal.ts'
import { sql, type Tx } from '../db/index.ts'
import { emit } from '../events/index.ts'
import { record } from '../journal/index.ts'

/** A year as it counts here, and where it comes from: the software, or an edition loaded by somebody. */
export type KnownYear = HolidayYear & { loaded: { edition: number; at: string; by: string } | null }

/** Payload of `calendar.year.loaded`. Terms computed provisionally may change. */
export type YearLoaded = { year: number; edition: number }

type Row = { year: number; edition: number; content: HolidayYear; at: string; by: string }

const loadedYears = (tx: Tx) =>
  tx.rows<Row>(sql`select distinct on (year) year, edition, content, loaded_at at, loaded_by by
    from calendar.holiday_year order by year, edition desc`)

let built: { key: string; calendar: HolidayCalendar } | null = null

/**
 * The official calendar of working days as this transaction sees it: the years that come with the software, and over them what was
 * loaded here. One small statement; the calendar itself is built only when something changed.
 */
export async function calendar(tx: Tx): Promise<HolidayCalendar> {
  const rows = await loadedYears(tx)
  const key = hashOf(rows.map(({ content }) => content))
  if (built?.key !== key) built = { key, calendar: holidayCalendar(merge(rows)) }
  return built.calendar
}

function merge(rows: readonly Row[]): KnownYear[] {
  const years = new Map(ANNOUNCED_YEARS.map((year): [number, KnownYear] => [year.year, { ...year, loaded: null }]))
  for (const { year, edition, content, at, by } of rows) years.set(year, { ...content, loaded: { edition, at, by } })
  return [...years.values()].sort((a, b) => a.year - b.year)
}

/** The years known here, oldest first. */
export async function knownYears(tx: Tx): Promise<KnownYear[]> {
  return merge(await loadedYears(tx))
}

/**
 * Loads the notice of a year (放假安排), or a correction of it, as a new edition that counts from the commit on. Journalled, and told
 * as `calendar.year.loaded`.
 *
 * @throws Refusal `holiday.*` for wrong input, `calendar.unchanged` when nothing differs from what counts already
 */
export async function loadHolidayYear(tx: Tx, json: unknown): Promise<YearLoaded> {
  const content = parseHolidayYear(json)
  const { year } = content
  const current = (await knownYears(tx)).find((known) => known.year === year)
  if (current !== undefined) {
    const { loaded: _, ...known } = current
    if (hashOf(known) === hashOf(content)) {
      throw refuse(
        'calendar.unchanged',
        { zh: `${year} 年的放假安排没有变化`, en: `The holidays of ${year} are known as they are` },
        { kind: 'conflict', params: { year } },
      )
    }
  }
  const edition = (current?.loaded?.edition ?? 0) + 1
  await tx.run(sql`insert into calendar.holiday_year (year, edition, content, loaded_at, loaded_by, loaded_in)
    values (${year}, ${edition}, ${JSON.stringify(content)}, ${tx.now.toISOString()}, ${tx.actor.id}, ${tx.actor.jurisdiction})`)
  await record(tx, {
    action: 'calendar.year.load',
    subject: { kind: 'holiday-year', id: String(year) },
    detail: { edition, sha256: hashOf(content) },
  })
  const loaded: YearLoaded = { year, edition }
  await emit(tx, 'calendar.year.loaded', loaded)
  return loaded
}
