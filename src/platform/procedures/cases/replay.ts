import { hashOf } from '../../../kernel/hash.ts'
import { sql, type Tx } from '../../db/index.ts'
import { editionOfCase } from '../catalogue/store.ts'
import type { HookAnswer } from '../definition/conditions.ts'
import type { Desk } from '../desk.ts'
import { advance, begin } from '../flow.ts'
import type { CaseState, RuleResult } from '../model.ts'
import { judge } from './ground.ts'
import { caseWith, formsOf, keyOf, materialsOf, stateOf } from './store.ts'

/** Whether deciding a case again from what is stored gives what was decided, and where it does not. */
export type Replay = { same: boolean; steps: number; differences: { revision: number; what: string }[] }

type Stored = {
  revision: number
  act: string
  reason: string
  after: string | null
  outcome: string | null
  on: string
  formRevision: number
  detail: { results: RuleResult[]; hooks: Record<string, HookAnswer>; openObjections: number; clock: unknown }
}

/**
 * Decides a case again: from the values, materials, answers and acts that are stored, under the version it began with.
 *
 * @throws Refusal `case.missing`
 */
export async function replayCase(tx: Tx, desk: Desk, id: string): Promise<Replay> {
  const row = await caseWith(tx, id)
  const { definition } = await editionOfCase(tx, row.code, row.version)
  const opened = await keyOf(tx, desk, id)
  const forms = await formsOf(tx, id, opened?.key ?? null)
  const materials = await materialsOf(tx, id)
  const events =
    await tx.rows<Stored>(sql`select revision, act, reason, after, outcome, on_date "on", form_revision "formRevision", detail
    from procedures.case_event where jurisdiction = ${tx.actor.jurisdiction} and casefile = ${id} order by revision`)
  const differences: Replay['differences'] = []
  let state: CaseState | null = null
  for (const event of events) {
    const values = forms.findLast((form) => form.revision <= event.revision)!.values
    const given = new Set(materials.filter((each) => each.revision <= event.revision).map((each) => each.material))
    const judged = judge(definition, { values, materials: given, hooks: event.detail.hooks, today: event.on })
    if (opened !== null && hashOf(judged.results) !== hashOf(event.detail.results))
      differences.push({ revision: event.revision, what: 'rules' })
    state =
      state === null
        ? begin(definition, event.on)
        : advance(
            definition,
            state,
            { act: event.act, reason: event.reason },
            { ...judged, today: event.on, openObjections: event.detail.openObjections },
          )
    if (state.step !== event.after || state.outcome !== event.outcome)
      differences.push({ revision: event.revision, what: 'decision' })
    if (hashOf(state.clock) !== hashOf(event.detail.clock))
      differences.push({ revision: event.revision, what: 'clock' })
  }
  if (state === null || hashOf(state) !== hashOf(stateOf(row)))
    differences.push({ revision: row.revision, what: 'state' })
  return { same: differences.length === 0, steps: events.length, differences }
}
