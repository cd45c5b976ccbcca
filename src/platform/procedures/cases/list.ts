import { today } from '../../../kernel/dates.ts'
import type { HolidayCalendar } from '../../../kernel/holidays/calendar.ts'
import type { Bilingual } from '../../../kernel/refusal.ts'
import { calendar } from '../../calendar/index.ts'
import { containing, sql, type Tx } from '../../db/index.ts'
import { cursorOf, readCursor } from '../../http/index.ts'
import { editionsWith } from '../catalogue/store.ts'
import type { Desk } from '../desk.ts'
import { overdueBy } from '../flow.ts'
import { type Channel, type Definition, type Outcome, stepOf } from '../model.ts'
import { CASE_COLUMNS, type CaseRow, caseWith, noCase, visible } from './store.ts'
import { decides, type Officer, officerOf } from './who.ts'

/** A case in a list. */
export type CaseLine = {
  id: string
  number: string
  code: string
  title: Bilingual
  applicant: string
  creditCode: string | null
  region: string
  regionName: string
  channel: Channel
  step: string | null
  stepTitle: Bilingual | null
  outcome: Outcome | null
  due: string | null
  /** Working days left; negative when late; null when nothing presses. */
  workdaysLeft: number | null
  provisional: boolean
  /** Whether the reader decides in the present step. */
  mine: boolean
  openedAt: string
  endedAt: string | null
}

export type CaseQuery = {
  q?: string
  code?: string
  state?: 'open' | 'ended' | 'late' | 'mine'
  limit?: number
  cursor?: string
}

/** Working days from a day to a deadline; negative when it has passed. */
function leftUntil(days: HolidayCalendar, due: string | null, day: string): number | null {
  if (due === null) return null
  return due < day ? -overdueBy(days, due, day) : overdueBy(days, day, due)
}

/** What a line says besides the case itself. */
type Around = {
  definition: Definition
  officer: Officer
  place: string | undefined
  calendar: HolidayCalendar
  today: string
}

/** A case as a line of a list. Pure. */
export function lineOf(row: CaseRow, around: Around): CaseLine {
  const { id, number, code, title, applicant, creditCode, region, channel, outcome, due, provisional } = row
  const step = row.step === null ? null : stepOf(around.definition, row.step)
  return {
    id,
    number,
    code,
    title,
    applicant,
    creditCode,
    region,
    regionName: around.place ?? region,
    channel,
    step: row.step,
    stepTitle: step?.title ?? null,
    outcome,
    due,
    workdaysLeft: leftUntil(around.calendar, due, around.today),
    provisional,
    mine: step !== null && decides(around.officer, step, region),
    openedAt: row.openedAt,
    endedAt: row.endedAt,
  }
}

async function linesOf(tx: Tx, desk: Desk, rows: readonly CaseRow[]): Promise<CaseLine[]> {
  if (rows.length === 0) return []
  const editions = await editionsWith(tx, rows)
  const names = await desk.resolve(tx, [...new Set(rows.map((row) => row.region))])
  const common = { officer: await officerOf(tx), calendar: await calendar(tx), today: today(tx.now.getTime()) }
  return rows.map((row) => {
    const { definition } = editions.get(`${row.code} ${row.version}`)!
    return lineOf(row, { ...common, definition, place: names.get(row.region)?.name })
  })
}

/** Cases within the actor's region: the open ones by deadline, the ended ones by when they ended. */
export async function caseList(
  tx: Tx,
  desk: Desk,
  query: CaseQuery,
): Promise<{ items: CaseLine[]; next: string | null }> {
  const limit = query.limit ?? 50
  const after = readCursor(query.cursor, 2)
  const day = today(tx.now.getTime())
  const q = (query.q ?? '').trim()
  const like = containing(q)
  const state = query.state ?? 'open'
  // What has no deadline comes last, in the order of its ids, which is the order of arrival.
  const order =
    state === 'ended'
      ? sql`to_char(c.ended_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')`
      : sql`coalesce(c.due::text, '9999')`
  const past = state === 'ended' ? sql`<` : sql`>`
  const rows = await tx.rows<
    CaseRow & { key: string }
  >(sql`select ${CASE_COLUMNS}, ${order} as key from procedures.casefile c
    where ${visible(tx)} and ${state === 'ended' ? sql`c.outcome is not null` : sql`c.outcome is null`}
      and ${state === 'late' ? sql`c.due < ${day}::date` : sql`true`}
      and ${query.code === undefined ? sql`true` : sql`c.code = ${query.code}`}
      and ${
        q === ''
          ? sql`true`
          : sql`(c.applicant ilike ${like} or c.number ilike ${like} or c.credit_code ilike ${like}
        or c.number_digest = ${desk.vault.digest('number', q.toUpperCase())} or c.phone_digest = ${desk.vault.digest('phone', q)})`
      }
      and ${after === null ? sql`true` : sql`(${order}, c.id::text) ${past} (${String(after[0])}, ${String(after[1])})`}
    order by key ${state === 'ended' ? sql`desc` : sql`asc`}, c.id::text ${state === 'ended' ? sql`desc` : sql`asc`}
    limit ${state === 'mine' ? 500 : limit + 1}`)
  const lines = await linesOf(tx, desk, rows)
  if (state === 'mine') return { items: lines.filter((line) => line.mine), next: null }
  const last = rows[limit - 1]
  return { items: lines.slice(0, limit), next: rows.length > limit && last ? cursorOf([last.key, last.id]) : null }
}

/** A case as the person it is about sees it in a list. */
export type OwnCase = CaseLine & {
  subject: string
  /** Whether it is the applicant’s turn. */
  waiting: boolean
}

/** Whom a case is about, among those the actor sees. @throws Refusal `case.missing`, also for a case about nobody with a file */
export async function caseSubject(tx: Tx, id: string): Promise<string> {
  const { subject } = await caseWith(tx, id)
  if (subject === null) throw noCase()
  return subject
}

/** Cases of the persons a resident's account acts for: the open ones first, then the newest; at most 100. */
export async function ownCases(tx: Tx, desk: Desk, persons: readonly string[]): Promise<OwnCase[]> {
  const rows = await tx.rows<CaseRow & { subject: string }>(sql`select ${CASE_COLUMNS} from procedures.casefile c
    where ${visible(tx)} and c.subject = any(${[...persons]}::uuid[])
    order by (c.outcome is not null), c.opened_at desc, c.id limit 100`)
  const lines = await linesOf(tx, desk, rows)
  const editions = await editionsWith(tx, rows)
  return lines.map((line, i) => {
    const row = rows[i]!
    const { definition } = editions.get(`${row.code} ${row.version}`)!
    const waiting = line.step !== null && stepOf(definition, line.step).kind === 'applicant'
    return { ...line, subject: row.subject, waiting }
  })
}

/** What waits for the actor and falls due within some working days, or is late: for the list of today's work. */
export async function casesDue(tx: Tx, desk: Desk, ahead: number): Promise<CaseLine[]> {
  const { items } = await caseList(tx, desk, { state: 'mine' })
  return items.filter((line) => line.workdaysLeft === null || line.workdaysLeft <= ahead)
}
