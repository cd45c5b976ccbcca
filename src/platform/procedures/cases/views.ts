import { today } from '../../../kernel/dates.ts'
import type { HolidayCalendar } from '../../../kernel/holidays/calendar.ts'
import type { Bilingual } from '../../../kernel/refusal.ts'
import { calendar } from '../../calendar/index.ts'
import { sql, type Tx } from '../../db/index.ts'
import { cursorOf, readCursor } from '../../http/index.ts'
import { jurisdictionNamed } from '../../identity/index.ts'
import { editionOfCase, editionsWith } from '../catalogue/store.ts'
import { computeFigures } from '../definition/conditions.ts'
import type { Desk } from '../desk.ts'
import { actsOf, type Dues, duesOf, overdueBy } from '../flow.ts'
import { materialsNeeded, valueWords } from '../form.ts'
import {
  type Act,
  type Channel,
  type ComputedResult,
  type Definition,
  type Field,
  isPersonal,
  type Outcome,
  type RuleResult,
  stepOf,
  type Value,
  type Values,
} from '../model.ts'
import { standingNow } from './ground.ts'
import {
  CASE_COLUMNS,
  type CaseRow,
  caseWith,
  formsOf,
  keyOf,
  type MaterialRow,
  materialsOf,
  stateOf,
  visible,
} from './store.ts'
import { decides, officerOf } from './who.ts'

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
export function leftUntil(days: HolidayCalendar, due: string | null, day: string): number | null {
  if (due === null) return null
  return due < day ? -overdueBy(days, due, day) : overdueBy(days, day, due)
}

async function linesOf(tx: Tx, desk: Desk, rows: readonly CaseRow[]): Promise<CaseLine[]> {
  if (rows.length === 0) return []
  const editions = await editionsWith(tx, rows)
  const officer = await officerOf(tx)
  const names = await desk.resolve(tx, [...new Set(rows.map((row) => row.region))])
  const days = await calendar(tx)
  const day = today(tx.now.getTime())
  return rows.map((row) => {
    const { definition } = editions.get(`${row.code} ${row.version}`)!
    const step = row.step === null ? null : stepOf(definition, row.step)
    return {
      id: row.id,
      number: row.number,
      code: row.code,
      title: row.title,
      applicant: row.applicant,
      creditCode: row.creditCode,
      region: row.region,
      regionName: names.get(row.region)?.name ?? row.region,
      channel: row.channel,
      step: row.step,
      stepTitle: step?.title ?? null,
      outcome: row.outcome,
      due: row.due,
      workdaysLeft: leftUntil(days, row.due, day),
      provisional: row.provisional,
      mine: step !== null && decides(officer, step, row.region),
      openedAt: row.openedAt,
      endedAt: row.endedAt,
    }
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
  const like = `%${q.replaceAll(/[\\%_]/g, '\\$&')}%`
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

/** What waits for the actor and falls due within some working days, or is late: for the list of today's work. */
export async function casesDue(tx: Tx, desk: Desk, ahead: number): Promise<CaseLine[]> {
  const { items } = await caseList(tx, desk, { state: 'mine' })
  return items.filter((line) => line.workdaysLeft === null || line.workdaysLeft <= ahead)
}

/** A field with its value as it may be shown. */
export type ShownField = {
  id: string
  title: Bilingual
  section: string | null
  text: string
  personal: boolean
  value: Value
}

export type CaseEvent = {
  revision: number
  act: string
  title: Bilingual
  before: string | null
  after: string | null
  outcome: Outcome | null
  on: string
  at: string
  reason: string
  by: string
  unit: string | null
  notice: Bilingual | null
  results: RuleResult[]
  computed: ComputedResult[]
  missing: Bilingual[]
  dues: { step: string | null; term: string | null; due: string | null; provisional: boolean }
  formRevision: number
}

export type ObjectionView = {
  id: string
  text: string
  state: 'open' | 'upheld' | 'dismissed'
  answer: string | null
  at: string
  answeredAt: string | null
}

/** Everything about a case that its page shows. Personal values are masked; opening them is an act of its own. */
export type CasePage = CaseLine & {
  version: number
  definition: Definition
  revision: number
  authority: { kind: string; relation: string; document: string }
  visits: number
  fields: ShownField[]
  materials: (MaterialRow & { title: Bilingual })[]
  needed: { id: string; title: Bilingual; given: boolean }[]
  acts: Act[]
  results: RuleResult[]
  computed: ComputedResult[]
  dues: Dues
  events: CaseEvent[]
  objections: ObjectionView[]
  certificate: string | null
  destroyed: boolean
}

const MASK = '••••••'

/** The name of a place that was chosen; undefined for other fields and unknown places. */
function placeName(
  field: Field,
  value: Value | undefined,
  places: ReadonlyMap<string, { name: string }>,
): string | undefined {
  return field.type === 'region' && typeof value === 'string' ? places.get(value)?.name : undefined
}

/** Names of the places that values mention. One statement, none where there is nothing to name. */
export async function placesIn(
  tx: Tx,
  desk: Desk,
  definition: Definition,
  values: Values,
): Promise<ReadonlyMap<string, { name: string }>> {
  const codes = definition.fields
    .filter((field) => field.type === 'region')
    .map((field) => values[field.id])
    .filter((value): value is string => typeof value === 'string')
  return codes.length === 0 ? new Map() : desk.resolve(tx, codes)
}

/** The form as it may be shown; personal values only where they were opened. */
export function shownFields(
  definition: Definition,
  values: Values,
  open: boolean,
  places: ReadonlyMap<string, { name: string }> = new Map(),
): ShownField[] {
  const findings = definition.steps.flatMap((step) => step.acts.flatMap((act) => act.fields ?? []))
  return [...definition.fields, ...findings]
    .filter((field) => values[field.id] !== undefined && values[field.id] !== null)
    .map((field) => {
      const personal = isPersonal(field)
      const hidden = personal && !open
      return {
        id: field.id,
        title: field.title,
        section: field.section ?? null,
        text: hidden ? MASK : (placeName(field, values[field.id], places) ?? valueWords(field, values[field.id])),
        personal,
        value: hidden ? null : (values[field.id] ?? null),
      }
    })
}

type EventRow = Omit<CaseEvent, 'notice' | 'results' | 'computed' | 'missing' | 'dues'> & {
  detail: Pick<CaseEvent, 'notice' | 'results' | 'computed' | 'missing' | 'dues'>
}

/** What happened with a case, oldest first. */
export async function eventsOf(tx: Tx, id: string): Promise<CaseEvent[]> {
  const rows =
    await tx.rows<EventRow>(sql`select revision, act, title, before, after, outcome, on_date "on", at, reason, by_name "by",
      by_unit unit, form_revision "formRevision", detail
    from procedures.case_event where jurisdiction = ${tx.actor.jurisdiction} and casefile = ${id} order by revision`)
  return rows.map(({ detail, ...row }) => ({
    ...row,
    notice: detail.notice,
    results: detail.results,
    computed: detail.computed,
    missing: detail.missing,
    dues: detail.dues,
  }))
}

export async function objectionsOf(tx: Tx, id: string): Promise<ObjectionView[]> {
  return tx.rows(sql`select id, text, state, answer, at, answered_at "answeredAt" from procedures.objection
    where jurisdiction = ${tx.actor.jurisdiction} and casefile = ${id} order by at`)
}

/** The page of a case. @throws Refusal `case.missing` */
export async function casePage(tx: Tx, desk: Desk, id: string, open = false): Promise<CasePage> {
  const row = await caseWith(tx, id)
  const [line] = await linesOf(tx, desk, [row])
  const { definition } = await editionOfCase(tx, row.code, row.version)
  const opened = await keyOf(tx, desk, id)
  const values = (await formsOf(tx, id, opened?.key ?? null)).at(-1)!.values
  const materials = await materialsOf(tx, id)
  const given = new Set(materials.map((each) => each.material))
  const ground = await standingNow(tx, desk, definition, {
    caseId: id,
    creditCode: row.creditCode,
    region: row.region,
    values,
    materials: given,
  })
  const state = stateOf(row)
  const officer = await officerOf(tx)
  const step = row.step === null ? null : stepOf(definition, row.step)
  const certificate = await tx.maybe<{ number: string }>(sql`select number from procedures.certificate
    where jurisdiction = ${tx.actor.jurisdiction} and casefile = ${id}`)
  const may = step !== null && (step.kind === 'applicant' || decides(officer, step, row.region))
  const titleOf = (material: string) =>
    definition.materials.find((each) => each.id === material)?.title ?? { zh: material, en: material }
  return {
    ...line!,
    version: row.version,
    definition,
    revision: row.revision,
    authority: row.authority,
    visits: row.visits,
    fields: shownFields(definition, values, open, await placesIn(tx, desk, definition, values)),
    materials: materials.map((each) => ({ ...each, title: titleOf(each.material) })),
    needed: materialsNeeded(definition, ground.facts).map(({ id: material, title }) => ({
      id: material,
      title,
      given: given.has(material),
    })),
    acts: actsOf(definition, state).filter((act) => may || act.id === 'withdraw'),
    results: [...ground.results],
    computed: computeFigures(definition, ground.facts.values),
    dues: duesOf(definition, state, ground.calendar, ground.today),
    events: await eventsOf(tx, id),
    objections: await objectionsOf(tx, id),
    certificate: certificate?.number ?? null,
    destroyed: opened === null,
  }
}

/** What an applicant sees of the own case: no officer's name, no rule's inside, but every step, reason and deadline. */
export type FollowPage = {
  number: string
  title: Bilingual
  place: string
  applicant: string
  stepTitle: Bilingual | null
  stepKind: string | null
  outcome: Outcome | null
  due: string | null
  workdaysLeft: number | null
  revision: number
  events: {
    revision: number
    title: Bilingual
    on: string
    reason: string
    notice: Bilingual | null
    missing: Bilingual[]
    unit: string | null
  }[]
  fields: ShownField[]
  needed: { id: string; title: Bilingual; given: boolean }[]
  acts: Act[]
  definition: Definition
  version: number
  certificate: string | null
}

export async function followPage(tx: Tx, desk: Desk, id: string): Promise<FollowPage> {
  const page = await casePage(tx, desk, id, true)
  const place = (await jurisdictionNamed(tx, tx.actor.jurisdiction))?.name ?? ''
  const step = page.step === null ? null : stepOf(page.definition, page.step)
  return {
    number: page.number,
    title: page.title,
    place,
    applicant: page.applicant,
    stepTitle: page.stepTitle,
    stepKind: step?.kind ?? null,
    outcome: page.outcome,
    due: page.due,
    workdaysLeft: page.workdaysLeft,
    revision: page.revision,
    events: page.events.map((event) => ({
      revision: event.revision,
      title: event.title,
      on: event.on,
      reason: event.reason,
      notice: event.notice,
      missing: event.after !== null && step?.kind === 'applicant' ? event.missing : [],
      unit: event.unit,
    })),
    fields: page.fields,
    needed: page.needed,
    acts: page.acts.filter((act) => act.id === 'withdraw' || step?.kind === 'applicant'),
    definition: page.definition,
    version: page.version,
    certificate: page.certificate,
  }
}

/** What an earlier case of the same credit code already said, by field: nobody is asked twice (A60). Nothing personal. */
export async function knownOf(tx: Tx, creditCode: string): Promise<Values> {
  const rows = await tx.rows<{ open: Values }>(sql`select f.open from procedures.casefile c
    join procedures.case_form f on f.jurisdiction = c.jurisdiction and f.casefile = c.id and f.revision = c.form_revision
    where ${visible(tx)} and c.credit_code = ${creditCode} order by c.opened_at desc limit 5`)
  return Object.assign({}, ...rows.map((row) => row.open).reverse())
}
