import type { Bilingual } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../db/index.ts'
import { editionOfCase } from '../catalogue/store.ts'
import { computeFigures } from '../definition/conditions.ts'
import type { Desk } from '../desk.ts'
import { actsOf, type Dues, duesOf } from '../flow.ts'
import { materialsNeeded } from '../form.ts'
import {
  type Act,
  type ComputedResult,
  type Definition,
  type Outcome,
  type RuleResult,
  stepOf,
  type Values,
} from '../model.ts'
import { placesIn, type ShownField, shownFields } from './fields.ts'
import { standingNow } from './ground.ts'
import { type CaseLine, lineOf } from './list.ts'
import { caseWith, formsOf, keyOf, type MaterialRow, materialsOf, stateOf, visible } from './store.ts'
import { decides, officerOf } from './who.ts'

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
  const places = await placesIn(tx, desk, definition, values, [row.region])
  const titleOf = (material: string) =>
    definition.materials.find((each) => each.id === material)?.title ?? { zh: material, en: material }
  return {
    ...lineOf(row, { ...ground, definition, officer, place: places.get(row.region)?.name }),
    version: row.version,
    definition,
    revision: row.revision,
    authority: row.authority,
    visits: row.visits,
    fields: shownFields(definition, values, open, places),
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

/** What an earlier case of the same credit code already said, by field: nobody is asked twice (A60). Nothing personal. */
export async function knownOf(tx: Tx, creditCode: string): Promise<Values> {
  const rows = await tx.rows<{ open: Values }>(sql`select f.open from procedures.casefile c
    join procedures.case_form f on f.jurisdiction = c.jurisdiction and f.casefile = c.id and f.revision = c.form_revision
    where ${visible(tx)} and c.credit_code = ${creditCode} order by c.opened_at desc limit 5`)
  return Object.assign({}, ...rows.map((row) => row.open).reverse())
}
