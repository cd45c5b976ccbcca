import { today } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { expectOwn, may, sql, type Tx } from '../../../platform/db/index.ts'
import { emit } from '../../../platform/events/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { findFacility, missingFacility } from '../../territory/index.ts'
import { ownUnit } from '../tasks/store.ts'
import { namesOf } from '../who.ts'
import type { NewProject, ProjectFacts } from './model.ts'
import { whyNotAccept, whyNotFacts } from './rules.ts'
import {
  changedBy,
  insertProject,
  insertVersion,
  knownTargets,
  type ProjectRow,
  projectForUpdate,
  replaceParts,
  updateProject,
} from './store.ts'

/** Whether an actor keeps a project: the planner every one, another unit its own. */
export async function keeps(tx: Tx, ownerName: string): Promise<boolean> {
  if (may(tx.actor, 'task.assign')) return true
  const own = await ownUnit(tx)
  return own !== null && (own.name === ownerName || own.aliases.includes(ownerName))
}

async function expectKeeper(tx: Tx, ownerName: string): Promise<void> {
  if (await keeps(tx, ownerName)) return
  throw refuse(
    'project.not-yours',
    { zh: '只能登记和更新本单位负责的项目', en: 'A unit keeps the projects it answers for' },
    {
      kind: 'forbidden',
      at: '/ownerName',
      next: { zh: '请由责任单位或发改部门办理', en: 'Ask the unit that owns it, or the planner' },
    },
  )
}

/**
 * Enters an investment project (中央预算内投资、配套资金、专项债券项目): its money by source, the facility it creates, the targets it
 * moves.
 *
 * @throws Refusal `project.exists`, `project.not-yours`, those of the facts, `facility.missing`, `target.missing`
 */
export async function createProject(tx: Tx, input: NewProject): Promise<{ id: string; revision: number }> {
  const { code: given, ...facts } = input
  const code = given.trim()
  await expectKeeper(tx, facts.ownerName)
  await expectFacts(tx, facts)
  const id = newId()
  if (!(await insertProject(tx, id, code, facts)))
    throw refuse(
      'project.exists',
      { zh: `已有编号为 ${code} 的项目`, en: `There is a project ${code} already` },
      { kind: 'conflict', at: '/code' },
    )
  await replaceParts(tx, id, facts.funds, facts.targets)
  await insertVersion(tx, { project: id, revision: 0, act: 'create', facts, reason: null })
  await record(tx, {
    action: 'plan.project.create',
    subject: { kind: 'project', id },
    detail: { code, name: facts.name },
  })
  await emit(tx, 'plan.project.created', { project: id, code })
  return { id, revision: 0 }
}

/**
 * Changes a project: facts, progress, money. Of two who change it at once the second is told.
 *
 * @throws Refusal `project.changed-meanwhile` and those of `createProject`, `project.accepted`
 */
export async function changeProject(
  tx: Tx,
  id: string,
  input: { revision: number; reason?: string | null | undefined; facts: ProjectFacts },
): Promise<{ revision: number }> {
  const project = await projectForUpdate(tx, id)
  await expectKeeper(tx, project.ownerName)
  await expectKeeper(tx, input.facts.ownerName)
  await expectRevision(tx, project, input.revision)
  if (project.acceptedOn !== null && input.facts.share < 100)
    throw refuse(
      'project.accepted',
      { zh: '已验收的项目进度不能再降低', en: 'An accepted project stays built' },
      { kind: 'conflict', at: '/share' },
    )
  await expectFacts(tx, input.facts)
  await updateProject(tx, id, input.facts)
  await replaceParts(tx, id, input.facts.funds, input.facts.targets)
  const revision = project.revision + 1
  const reason = input.reason?.trim() || null
  await insertVersion(tx, { project: id, revision, act: 'change', facts: input.facts, reason })
  await record(tx, {
    action: 'plan.project.change',
    subject: { kind: 'project', id },
    detail: { revision, share: { before: project.share, after: input.facts.share }, funds: input.facts.funds },
  })
  await emit(tx, 'plan.project.changed', { project: id, revision })
  return { revision }
}

/**
 * Accepts a project that is built (竣工验收), naming the facility of the register it created, where it created one.
 *
 * @throws Refusal `project.unfinished`, `project.accepted`, `project.accept-date`, `project.changed-meanwhile`, `facility.missing`
 */
export async function acceptProject(
  tx: Tx,
  id: string,
  input: { revision: number; on: string; facility?: string | null | undefined; note: string },
): Promise<{ revision: number }> {
  const project = await projectForUpdate(tx, id)
  await expectKeeper(tx, project.ownerName)
  await expectRevision(tx, project, input.revision)
  const wrong = whyNotAccept(project, input.on, today(tx.now.getTime()))
  if (wrong !== null) throw wrong
  const facility = input.facility ?? project.facility
  await expectFacility(tx, facility)
  const revision = project.revision + 1
  await tx.run(sql`update plan.project set accepted_on = ${input.on}, facility = ${facility}, revision = ${revision}
    where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`)
  await insertVersion(tx, {
    project: id,
    revision,
    act: 'accept',
    facts: { on: input.on, facility },
    reason: input.note,
  })
  await record(tx, {
    action: 'plan.project.accept',
    subject: { kind: 'project', id },
    detail: { on: input.on, facility, revision },
  })
  await emit(tx, 'plan.project.accepted', { project: id, on: input.on, facility })
  return { revision }
}

async function expectRevision(tx: Tx, project: ProjectRow, seen: number): Promise<void> {
  if (project.revision === seen) return
  const by = await changedBy(tx, project.id)
  const who = (await namesOf(tx, [by]))(by)
  throw refuse(
    'project.changed-meanwhile',
    { zh: `${who}已先改了这个项目`, en: `${who} has changed this project meanwhile` },
    {
      kind: 'conflict',
      params: { who, revision: project.revision },
      next: { zh: '请刷新后再改', en: 'Refresh, then change it again' },
    },
  )
}

async function expectFacts(tx: Tx, facts: ProjectFacts): Promise<void> {
  const wrong = whyNotFacts(facts)
  if (wrong !== null) throw wrong
  expectOwn(tx, facts.region)
  await expectFacility(tx, facts.facility)
  const known = await knownTargets(tx, facts.targets)
  const missing = facts.targets.findIndex((target) => !known.has(target))
  if (missing !== -1)
    throw refuse(
      'target.missing',
      { zh: '所选目标中有不在执行的', en: 'One of the targets chosen is not in force' },
      { kind: 'missing', at: `/targets/${missing}` },
    )
}

async function expectFacility(tx: Tx, code: string | null): Promise<void> {
  if (code === null) return
  const day = today(tx.now.getTime())
  if ((await findFacility(tx, code, day)) === null) throw missingFacility(code, '/facility')
}
