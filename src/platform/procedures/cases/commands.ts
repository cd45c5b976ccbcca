import { today } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import { type Bilingual, refuse } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../db/index.ts'
import { emit } from '../../events/index.ts'
import type { Upload } from '../../http/index.ts'
import { record } from '../../journal/index.ts'
import { nameOf } from '../catalogue/commands.ts'
import { editionInForce, editionOfCase, keepEdition } from '../catalogue/store.ts'
import { issueCertificate } from '../certificates/issue.ts'
import { computeFigures } from '../definition/conditions.ts'
import type { Desk } from '../desk.ts'
import { actOf, advance, begin, type Dues, duesOf } from '../flow.ts'
import { checkApplication, readFields, refuseForm } from '../form.ts'
import { type CaseState, type Channel, type Definition, type RuleResult, stepOf, type Values } from '../model.ts'
import { sealJson } from '../vault.ts'
import { type Standing, standingNow } from './ground.ts'
import { addMaterials, type GivenMaterial, takeMaterials } from './materials.ts'
import {
  type Authority,
  type CaseRow,
  caseWith,
  formsOf,
  keyOf,
  maskName,
  materialsOf,
  nextNumber,
  stateOf,
  storeForm,
  storeKey,
} from './store.ts'
import { mayAct, refuseDecider } from './who.ts'

/** Payload of `procedures.case.opened`, `.advanced` and `.ended`. No personal data: who needs more asks by the id. */
export type CaseTold = {
  case: string
  number: string
  code: string
  version: number
  act: string
  step: string | null
  outcome: string | null
  creditCode: string | null
  region: string
  on: string
}

export type NewCase = {
  code: string
  form: Values
  materials: GivenMaterial[]
  files: Upload[]
  channel: Channel
  authority: Authority & { proxy: string | null }
  /** The file of the person it is about; where it is not given, the one with the number in the form. */
  subject?: string | null
  /** Eight letters by which the applicant follows the case; the server makes one where none is given. */
  secret: string
  /** Takes a case in though materials are missing: the desk names them all and waits for them. */
  incomplete: boolean
}

const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'

/** A code for following a case: eight letters and digits that nobody mistakes for each other. */
export function newSecret(random: (n: number) => number): string {
  return Array.from({ length: 8 }, () => LETTERS[random(LETTERS.length)]).join('')
}

/** Regions as people write them become codes; what is not known stays, and the form says so. */
async function resolveRegions(tx: Tx, desk: Desk, definition: Definition, form: Values): Promise<Values> {
  const ids = definition.fields.filter((field) => field.type === 'region').map((field) => field.id)
  const texts = ids.map((id) => form[id]).filter((value): value is string => typeof value === 'string' && value !== '')
  if (texts.length === 0) return form
  const found = await desk.resolve(tx, texts)
  const resolved = ids.map((id): [string, Values[string]] => {
    const text = form[id]
    return [id, typeof text === 'string' ? (found.get(text)?.code ?? text) : (text ?? null)]
  })
  return { ...form, ...Object.fromEntries(resolved) }
}

function regionOf(tx: Tx, definition: Definition, values: Values): string {
  const field = definition.fields.find((each) => each.type === 'region')
  const code = field === undefined ? null : values[field.id]
  const own = tx.actor.jurisdiction.padEnd(12, '0')
  if (typeof code !== 'string') return own
  if (
    !code.startsWith(tx.actor.region.slice(0, 6)) ||
    (tx.actor.kind === 'account' && !code.startsWith(tx.actor.region))
  ) {
    throw refuse(
      'region.outside',
      { zh: '所选地点不在本辖区内', en: 'The place chosen lies outside this area' },
      { at: `/form/${field!.id}`, next: { zh: '请到所在地的窗口办理', en: 'Apply where the place belongs' } },
    )
  }
  return code
}

const textOr = (value: unknown, other: string) => (typeof value === 'string' && value !== '' ? value : other)

/** What an event keeps of the grounds on which it happened. */
function detailOf(definition: Definition, state: CaseState, standing: Standing, dues: Dues, notice: Bilingual | null) {
  return {
    results: standing.results,
    computed: computeFigures(definition, standing.facts.values).map(({ id, title, value, band, filled }) => ({
      id,
      title,
      value,
      band,
      filled,
    })),
    missing: standing.missing,
    hooks: standing.hooks,
    openObjections: standing.openObjections,
    clock: state.clock,
    dues: { step: dues.step, term: dues.term?.due ?? null, due: dues.due, provisional: dues.provisional },
    notice,
  }
}

type Happened = {
  id: string
  act: string
  title: Bilingual
  before: string | null
  state: CaseState
  formRevision: number
  reason: string
  detail: unknown
  on: string
}

async function writeEvent(tx: Tx, happened: Happened, unit: string | null): Promise<void> {
  const { state } = happened
  await tx.run(sql`insert into procedures.case_event (jurisdiction, casefile, revision, act, title, before, after, outcome, on_date,
      form_revision, reason, detail, by_kind, by_id, by_name, by_unit, at)
    values (${tx.actor.jurisdiction}, ${happened.id}, ${state.revision}, ${happened.act}, ${JSON.stringify(happened.title)},
      ${happened.before}, ${state.step}, ${state.outcome}, ${happened.on}, ${happened.formRevision}, ${happened.reason},
      ${JSON.stringify(happened.detail)}, ${tx.actor.kind}, ${tx.actor.id}, ${await nameOf(tx)}, ${unit}, ${tx.now})`)
}

async function tell(
  tx: Tx,
  name: string,
  row: { id: string; number: string; code: string; version: number; creditCode: string | null; region: string },
  act: string,
  state: CaseState,
): Promise<void> {
  const told: CaseTold = {
    case: row.id,
    number: row.number,
    code: row.code,
    version: row.version,
    act,
    step: state.step,
    outcome: state.outcome,
    creditCode: row.creditCode,
    region: row.region,
    on: today(tx.now.getTime()),
  }
  await emit(tx, name, told)
}

/** Whose file an application of a person belongs to: the counter, the telephone and paper end in the same list as the screen. */
async function subjectOf(tx: Tx, desk: Desk, definition: Definition, holder: unknown): Promise<string | null> {
  if (definition.applicant.kind !== 'person' || typeof holder !== 'string') return null
  return (await desk.persons?.ofNumber(tx, holder)) ?? null
}

/**
 * Takes an application in (收件), through whatever door it comes. All that is missing and all that is wrong is named at once; the desk
 * may take a case in whose materials are incomplete, never one whose form is.
 *
 * @throws Refusal `definition.missing`, `case.incomplete`, `case.barred`, `region.outside`, `material.*`
 */
export async function openCase(
  tx: Tx,
  desk: Desk,
  input: NewCase,
): Promise<{ id: string; number: string; due: string | null; missing: Bilingual[] }> {
  const edition = await editionInForce(tx, input.code)
  const { definition } = edition
  const day = today(tx.now.getTime())
  const taken = takeMaterials(definition, input.materials, input.files)
  const materials = new Set(taken.map((each) => each.material))
  const form = checkApplication(definition, await resolveRegions(tx, desk, definition, input.form), {
    materials,
    today: day,
    hooks: {},
  })
  const standing = input.incomplete ? form.problems.filter((each) => !each.at.startsWith('/materials/')) : form.problems
  if (standing.length > 0) throw refuseForm('case.incomplete', input.incomplete ? form.problems : standing)
  const region = regionOf(tx, definition, form.values)
  await keepEdition(tx, edition)
  const { jurisdiction } = tx.actor
  const id = newId()
  const year = Number(day.slice(0, 4))
  const number = `${jurisdiction}-${year}-${String(await nextNumber(tx, 'case', year)).padStart(6, '0')}`
  const { applicant } = definition
  const name = textOr(form.values[applicant.name], '—')
  const holder = applicant.number === undefined ? null : form.values[applicant.number]
  const phone = applicant.phone === undefined ? null : form.values[applicant.phone]
  const subject = input.subject ?? (await subjectOf(tx, desk, definition, holder))
  const creditCode = applicant.kind === 'organisation' && typeof holder === 'string' ? holder : null
  const state = begin(definition, day)
  const { key, wrapped } = desk.vault.newKey()
  const { kind, relation, document } = input.authority
  await tx.run(sql`insert into procedures.casefile (jurisdiction, id, number, code, version, title, applicant, applicant_kind, credit_code, subject,
      number_digest, phone_digest, region, channel, authority, secret_digest, step, outcome, entered, clock, revision, form_revision,
      provisional, visits, opened_at, opened_by)
    values (${jurisdiction}, ${id}, ${number}, ${definition.code}, ${edition.version}, ${JSON.stringify(definition.title)},
      ${applicant.kind === 'person' ? maskName(name) : name}, ${applicant.kind}, ${creditCode}, ${subject},
      ${typeof holder === 'string' ? desk.vault.digest('number', holder) : null},
      ${typeof phone === 'string' ? desk.vault.digest('phone', phone) : null},
      ${region}, ${input.channel}, ${JSON.stringify({ kind, relation, document })}, ${desk.vault.digest(`secret ${number}`, input.secret)},
      ${state.step}, null, ${day}, ${JSON.stringify(state.clock)}, 0, 0, false,
      ${input.channel === 'counter' || input.channel === 'paper' ? 1 : 0}, ${tx.now}, ${tx.actor.id})`)
  await storeKey(tx, id, wrapped, sealJson(key, { proxy: input.authority.proxy, secret: input.secret }))
  await storeForm(tx, id, 0, definition, form.values, key)
  await addMaterials(tx, id, 0, taken, key, await nameOf(tx))
  const ground = await standingNow(tx, desk, definition, {
    caseId: id,
    creditCode,
    region,
    values: form.values,
    materials,
  })
  refuseEntry(definition, ground.results)
  const dues = duesOf(definition, state, ground.calendar, day)
  await saveDues(tx, id, state, 0, dues)
  const title = { zh: '收到申请', en: 'Application received' }
  const detail = detailOf(definition, state, ground, dues, null)
  await writeEvent(
    tx,
    { id, act: 'open', title, before: null, state, formRevision: 0, reason: '', detail, on: day },
    null,
  )
  await record(tx, {
    action: 'procedures.case.open',
    subject: { kind: 'case', id },
    detail: { number, code: definition.code, version: edition.version, channel: input.channel },
  })
  await tell(
    tx,
    'procedures.case.opened',
    { id, number, code: definition.code, version: edition.version, creditCode, region },
    'open',
    state,
  )
  return { id, number, due: dues.due, missing: [...ground.missing] }
}

/** Refuses an application that fails a rule of entry (收件条件): it is not taken in, and nothing of it is kept. */
function refuseEntry(definition: Definition, results: readonly RuleResult[]): void {
  const entry = new Set(definition.rules.filter((rule) => rule.entry === true).map((rule) => rule.id))
  const failed = results.find((each) => entry.has(each.rule) && each.result === 'fail')
  if (failed === undefined) return
  const { title, filled, remedy } = failed
  throw refuse(
    'case.barred',
    { zh: `不能收件。${title.zh}：${filled}`, en: `The application cannot be taken in. ${title.en}: ${filled}` },
    { kind: 'conflict', params: { rule: failed.rule }, ...(remedy === undefined ? {} : { next: remedy }) },
  )
}

async function saveDues(tx: Tx, id: string, state: CaseState, formRevision: number, dues: Dues): Promise<void> {
  await tx.run(sql`update procedures.casefile set step = ${state.step}, outcome = ${state.outcome}, entered = ${state.entered},
      clock = ${JSON.stringify(state.clock)}, revision = ${state.revision}, form_revision = ${formRevision}, step_due = ${dues.step},
      term_due = ${dues.term?.due ?? null}, due = ${dues.due}, provisional = ${dues.provisional},
      ended_at = ${state.outcome === null ? null : tx.now}
    where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`)
}

export type ActInput = {
  act: string
  /** The revision that was looked at. */
  revision: number
  reason: string
  /** Findings entered with the act. */
  values: Values
  /** Corrections to the form, where it is the applicant's turn. */
  form?: Values
  materials?: GivenMaterial[]
  files?: Upload[]
  /** The applicant came in person for it. */
  visit?: boolean
}

/** Who acts: an officer by role and scope, the applicant by the code, or the clock. */
export type Acting = 'officer' | 'applicant' | 'clock'

const stale = (row: CaseRow) =>
  refuse(
    'case.changed',
    { zh: '别人刚刚办理过这件，请看最新情况', en: 'Somebody acted on this case just now; look at it again' },
    { kind: 'conflict', at: '/revision', params: { revision: row.revision } },
  )

/**
 * Does the next thing with a case: one row is locked, so of two who decide at once the second sees that it was decided. Everything the
 * decision rests on is kept with it.
 *
 * @throws Refusal `case.missing`, `case.changed`, `case.decider`, `case.incomplete`, and those of `advance`
 */
export async function actOnCase(
  tx: Tx,
  desk: Desk,
  id: string,
  input: ActInput,
  acting: Acting,
): Promise<{ step: string | null; outcome: string | null; revision: number; certificate: string | null }> {
  const row = await caseWith(tx, id, true)
  if (row.revision !== input.revision) throw stale(row)
  const { definition } = await editionOfCase(tx, row.code, row.version)
  const before = stateOf(row)
  const act = actOf(definition, before, input.act)
  const step = stepOf(definition, before.step!)
  const who = acting === 'officer' ? await mayAct(tx, step, row.region) : { unit: null, may: true }
  const onBehalf = act.id === 'withdraw' || step.kind === 'applicant'
  if (acting === 'applicant' ? !onBehalf : !who.may && !onBehalf) throw refuseDecider(step)
  const opened = await keyOf(tx, desk, id)
  if (opened === null)
    throw refuse(
      'case.destroyed',
      { zh: '个人信息已到期销毁', en: 'The personal data were destroyed at the end of their time' },
      { kind: 'conflict' },
    )
  const { key } = opened
  const day = today(tx.now.getTime())
  const known = (await formsOf(tx, id, key)).at(-1)!.values
  const taken = takeMaterials(definition, input.materials ?? [], input.files ?? [])
  const revision = row.revision + 1
  if (taken.length > 0) await addMaterials(tx, id, revision, taken, key, await nameOf(tx))
  const materials = new Set((await materialsOf(tx, id)).map((each) => each.material))
  const values = await valuesAfter(tx, desk, definition, { act, step, input, known, day, materials })
  const ground = await standingNow(tx, desk, definition, {
    caseId: id,
    creditCode: row.creditCode,
    region: row.region,
    values: values ?? known,
    materials,
  })
  const state = advance(definition, before, { act: input.act, reason: input.reason }, ground)
  const formRevision = values === null ? row.formRevision : revision
  if (values !== null) await storeForm(tx, id, revision, definition, values, key)
  const dues = duesOf(definition, state, ground.calendar, day)
  await saveDues(tx, id, state, formRevision, dues)
  if (input.visit === true)
    await tx.run(
      sql`update procedures.casefile set visits = visits + 1 where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`,
    )
  const detail = detailOf(definition, state, ground, dues, act.notice ?? null)
  await writeEvent(
    tx,
    {
      id,
      act: act.id,
      title: act.title,
      before: before.step,
      state,
      formRevision,
      reason: input.reason,
      detail,
      on: day,
    },
    who.unit,
  )
  const certificate =
    state.outcome === 'granted' && definition.certificate !== undefined
      ? await issueCertificate(tx, desk, definition, definition.certificate, row, values ?? known)
      : null
  await record(tx, {
    action: `procedures.case.${act.id}`,
    subject: { kind: 'case', id },
    detail: { number: row.number, before: before.step, after: state.step, outcome: state.outcome, certificate },
  })
  await tell(tx, state.outcome === null ? 'procedures.case.advanced' : 'procedures.case.ended', row, act.id, state)
  return { step: state.step, outcome: state.outcome, revision, certificate }
}

/** The values after an act: findings added, and the form corrected where it is the applicant's turn. Null when nothing changed. */
async function valuesAfter(
  tx: Tx,
  desk: Desk,
  definition: Definition,
  given: {
    act: { fields?: Parameters<typeof readFields>[0] }
    step: { kind: string }
    input: ActInput
    known: Values
    day: string
    materials: ReadonlySet<string>
  },
): Promise<Values | null> {
  const { act, step, input, known, day, materials } = given
  const facts = { materials, today: day, hooks: {} }
  const problems = []
  let values: Values | null = null
  if (input.form !== undefined && step.kind === 'applicant') {
    const merged = { ...known, ...(await resolveRegions(tx, desk, definition, input.form)) }
    const form = readFields(definition.fields, merged, facts)
    problems.push(...form.problems)
    values = { ...known, ...form.values }
  }
  if (act.fields !== undefined && act.fields.length > 0) {
    const findings = readFields(act.fields, input.values, facts, values ?? known)
    problems.push(...findings.problems.map((each) => ({ ...each, at: each.at.replace('/form/', '/values/') })))
    values = findings.values
  }
  if (problems.length > 0) throw refuseForm('case.incomplete', problems)
  return values
}
