import { today } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { calendar } from '../../../platform/calendar/index.ts'
import { expectOwn, expectRegion, sql, type Tx } from '../../../platform/db/index.ts'
import { emit } from '../../../platform/events/index.ts'
import type { Upload } from '../../../platform/http/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { attach } from './attachments.ts'
import { openDefects } from './defects.ts'
import { type FacilityGiven, linkFacility } from './facility.ts'
import { GATE_RULES, type Gate } from './gates.ts'
import { linesFor } from './lines.ts'
import type { BuildingFacts, Figures, LineResult, Stance } from './model.ts'
import { defectsOf, handoverDue, whyNotDecide } from './rules.ts'
import { actorUnit, decides, decidingUnit, expectDecider } from './scope.ts'
import {
  authorityOf,
  type BuildingRow,
  buildingForUpdate,
  insertBuilding,
  standingOf,
  termOn,
  updateBuilding,
} from './store.ts'

/**
 * Enters a residential building project (新建住宅小区).
 *
 * @throws Refusal `building.exists`, `region.outside`, `access.region`, `region.*`
 */
export async function createBuilding(
  tx: Tx,
  input: BuildingFacts & { code: string },
): Promise<{ id: string; revision: number }> {
  const { code: given, ...facts } = input
  const code = given.trim()
  expectPlace(tx, facts.region)
  const id = newId()
  if (!(await insertBuilding(tx, id, code, facts)))
    throw refuse(
      'building.exists',
      { zh: `已有编号为 ${code} 的项目`, en: `There is a project ${code} already` },
      { kind: 'conflict', at: '/code' },
    )
  await record(tx, {
    action: 'territory.building.create',
    subject: { kind: 'building-project', id },
    detail: { code, households: facts.households, persons: facts.persons },
  })
  await emit(tx, 'territory.building.created', { project: id, code, region: facts.region })
  return { id, revision: 0 }
}

/**
 * Puts the facts of a project right, until it is accepted; afterwards they are what was accepted.
 *
 * @throws Refusal `building.changed-meanwhile`, `building.accepted` and those of `createBuilding`
 */
export async function changeBuilding(
  tx: Tx,
  id: string,
  input: { revision: number; facts: BuildingFacts },
): Promise<{ revision: number }> {
  const project = await buildingForUpdate(tx, id)
  expectRegion(tx, project.region)
  expectPlace(tx, input.facts.region)
  expectRevision(project, input.revision)
  if (project.acceptedOn !== null)
    throw refuse(
      'building.accepted',
      { zh: `已于 ${project.acceptedOn} 竣工验收，不能再改`, en: `It was accepted on ${project.acceptedOn}` },
      { kind: 'conflict' },
    )
  await updateBuilding(tx, id, input.facts)
  await record(tx, {
    action: 'territory.building.change',
    subject: { kind: 'building-project', id },
    detail: { before: factsOf(project), after: factsOf(input.facts) },
  })
  return { revision: project.revision + 1 }
}

const factsOf = ({ households, persons, landArea, dwellingArea, region }: BuildingFacts) => ({
  households,
  persons,
  landArea,
  dwellingArea,
  region,
})

function expectPlace(tx: Tx, region: string): void {
  expectOwn(tx, region)
  expectRegion(tx, region)
}

function expectRevision(project: BuildingRow, seen: number): void {
  if (project.revision === seen) return
  throw refuse(
    'building.changed-meanwhile',
    { zh: '这个项目刚被别人办理过', en: 'Somebody has dealt with this project meanwhile' },
    {
      kind: 'conflict',
      params: { revision: project.revision },
      next: { zh: '请刷新，看过最新情况后再办', en: 'Refresh, look at how it stands now, then decide' },
    },
  )
}

/**
 * Attaches papers to a project.
 *
 * @throws Refusal of `attach`
 */
export async function attachToBuilding(
  tx: Tx,
  id: string,
  kind: string,
  files: readonly Upload[],
): Promise<{ ids: string[] }> {
  const project = await buildingForUpdate(tx, id)
  expectRegion(tx, project.region)
  const ids = await attach(tx, { kind: 'project', id }, kind, files)
  await record(tx, {
    action: 'territory.building.attach',
    subject: { kind: 'building-project', id },
    detail: { kind, attachments: ids },
  })
  return { ids }
}

/**
 * Enters the opinion of the civil-affairs department on the design (征求民政意见).
 *
 * @throws Refusal `opinion.not-yours`, `opinion.late`, `gate.date`
 */
export async function giveOpinion(
  tx: Tx,
  id: string,
  input: { stance: Stance; on: string; text: string },
): Promise<{ id: string }> {
  const project = await buildingForUpdate(tx, id)
  expectRegion(tx, project.region)
  if (!(await decides(tx, 'opinion', input.on)))
    throw refuse(
      'opinion.not-yours',
      { zh: '这项意见由民政部门登记', en: 'This opinion is entered by the civil-affairs department' },
      { kind: 'forbidden', params: { unit: await authorityOf(tx, 'opinion', input.on) } },
    )
  if (project.passes.some(({ gate }) => gate === 'design'))
    throw refuse(
      'opinion.late',
      { zh: '设计方案已审查通过', en: 'The design has been passed already' },
      { kind: 'conflict' },
    )
  if (input.on > today(tx.now.getTime()))
    throw refuse('gate.date', { zh: '日期应在今天或以前', en: 'The day is not in the future' }, { at: '/on' })
  const opinion = newId()
  const unit = (await actorUnit(tx))?.name ?? (await authorityOf(tx, 'opinion', input.on)) ?? ''
  await tx.run(sql`insert into territory.civil_opinion (jurisdiction, id, project, stance, given_on, unit_name, text, given_by, recorded_at)
    values (${tx.actor.jurisdiction}, ${opinion}, ${id}, ${input.stance}, ${input.on}, ${unit}, ${input.text}, ${tx.actor.id}, ${tx.now})`)
  await record(tx, {
    action: 'territory.building.opinion',
    subject: { kind: 'building-project', id },
    detail: { opinion, stance: input.stance, on: input.on },
  })
  await emit(tx, 'territory.building.opinion-given', { project: id, stance: input.stance })
  return { id: opinion }
}

export type GateDecision = {
  revision: number
  gate: Gate
  outcome: 'pass' | 'return'
  on: string
  reference?: string | null | undefined
  opinion: string
  figures: Figures
  /** For the gate of use: the facility it becomes. */
  facility?: FacilityGiven | undefined
}

/**
 * Decides a gate. Of two officers who decide at once one does, and the other is told. A returned verification leaves a defect for
 * every line that fails; acceptance fixes the deadline of the hand-over; use links or enters the facility.
 *
 * @throws Refusal `gate.*`, `building.changed-meanwhile`, `facility.*`
 */
export async function decideGate(tx: Tx, id: string, input: GateDecision): Promise<{ revision: number }> {
  const project = await buildingForUpdate(tx, id)
  expectRegion(tx, project.region)
  await expectDecider(tx, input.gate, project.region, input.on)
  expectRevision(project, input.revision)
  const rule = GATE_RULES[input.gate]
  const rulesOf = input.gate === 'condition' ? input.on : (project.rulesOf ?? input.on)
  const lines = rule.measured ? await linesFor(tx, project, input.figures, rulesOf) : []
  const wrong = whyNotDecide(standingOf(project), { ...input, lines }, today(tx.now.getTime()))
  if (wrong !== null) throw wrong
  const decision = await insertDecision(tx, project, input, lines)
  const revision = project.revision + 1
  if (input.outcome === 'pass') await pass(tx, project, input, revision)
  else
    await tx.run(
      sql`update territory.building_project set revision = ${revision} where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`,
    )
  const defects =
    input.outcome === 'return' && input.gate === 'verification'
      ? await openDefects(tx, project, defectsOf(lines), input.on)
      : []
  await record(tx, {
    action: `territory.gate.${input.outcome}`,
    subject: { kind: 'building-project', id },
    detail: {
      gate: input.gate,
      on: input.on,
      decision,
      revision,
      lines: lines.map(({ line, state, missing }) => ({ line, state, missing })),
      defects,
    },
  })
  await emit(tx, 'territory.gate.decided', { project: id, gate: input.gate, outcome: input.outcome, on: input.on })
  return { revision }
}

async function insertDecision(
  tx: Tx,
  project: BuildingRow,
  input: GateDecision,
  lines: readonly LineResult[],
): Promise<string> {
  const decision = newId()
  const unit = await decidingUnit(tx, input.gate, project.region, input.on)
  await tx.run(sql`insert into territory.gate_decision (jurisdiction, id, project, gate, outcome, decided_on, unit_name, reference, opinion, figures, lines, decided_by, recorded_at)
    values (${tx.actor.jurisdiction}, ${decision}, ${project.id}, ${input.gate}, ${input.outcome}, ${input.on}, ${unit}, ${input.reference?.trim() || null},
      ${input.opinion}, ${JSON.stringify(input.figures)}, ${JSON.stringify(lines)}, ${tx.actor.id}, ${tx.now})`)
  return decision
}

async function pass(tx: Tx, project: BuildingRow, input: GateDecision, revision: number): Promise<void> {
  const own = sql`jurisdiction = ${tx.actor.jurisdiction} and id = ${project.id}`
  await tx.run(sql`update territory.building_project set passed = ${input.gate}, revision = ${revision} where ${own}`)
  if (input.gate === 'condition')
    await tx.run(sql`update territory.building_project set rules_of = ${input.on} where ${own}`)
  if (input.gate === 'acceptance') {
    const term = await termOn(tx, project.region, input.on)
    const { date } = handoverDue(input.on, term, await calendar(tx))
    await tx.run(
      sql`update territory.building_project set accepted_on = ${input.on}, handover_due = ${date}, handover_term = ${JSON.stringify(term)} where ${own}`,
    )
  }
  if (input.gate === 'handover')
    await tx.run(sql`update territory.building_project set handed_over_on = ${input.on} where ${own}`)
  if (input.gate === 'use') {
    const code = await linkFacility(tx, project, input.facility, input.on)
    await tx.run(sql`update territory.building_project set facility = ${code} where ${own}`)
  }
}
