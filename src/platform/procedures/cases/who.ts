import { refuse } from '../../../kernel/refusal.ts'
import type { Tx } from '../../db/index.ts'
import { ROLE_NAMES, rolesHeld, unitWith } from '../../identity/index.ts'
import type { Step } from '../model.ts'

/** An officer as the deciders of a definition see one. */
export type Officer = { roles: ReadonlySet<string>; unit: string | null; region: string }

/** The officer behind the actor. Two statements. */
export async function officerOf(tx: Tx): Promise<Officer> {
  const { actor } = tx
  if (actor.kind === 'system') return { roles: new Set(['*']), unit: null, region: actor.region }
  const roles = actor.kind === 'account' ? await rolesHeld(tx, actor.id) : []
  const unit = actor.unit === null ? null : (await unitWith(tx, actor.unit)).name
  return { roles: new Set(roles), unit, region: actor.region }
}

/**
 * Whether an officer decides in a step: by role; by the unit, where the definition names one; in the whole jurisdiction, or for a
 * township's cases in that township.
 */
export function decides(officer: Officer, step: Step, region: string): boolean {
  if (step.by === undefined) return false
  if (officer.roles.has('*')) return true
  if (!officer.roles.has(step.by.role)) return false
  if (step.by.unit !== undefined && officer.unit?.includes(step.by.unit) !== true) return false
  return region.startsWith(officer.region)
}

/** Whether the actor may act in a step, and for which unit. */
export async function mayAct(tx: Tx, step: Step, region: string): Promise<{ unit: string | null; may: boolean }> {
  const officer = await officerOf(tx)
  return { unit: officer.unit, may: decides(officer, step, region) }
}

/** A refusal that names who decides. */
export function refuseDecider(step: Step) {
  const role = step.by === undefined ? { zh: '申请人', en: 'the applicant' } : ROLE_NAMES[step.by.role]
  const unit = step.by?.unit === undefined ? '' : `（${step.by.unit}）`
  return refuse(
    'case.decider',
    {
      zh: `“${step.title.zh}”由${role.zh}${unit}办理`,
      en: `“${step.title.en}” is decided by: ${role.en}${unit}`,
    },
    { kind: 'forbidden', params: { step: step.id } },
  )
}
