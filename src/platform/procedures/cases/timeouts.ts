import { today } from '../../../kernel/dates.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { calendar } from '../../calendar/index.ts'
import { type Database, sql, systemActor } from '../../db/index.ts'
import type { Job } from '../../events/index.ts'
import { editionOfCase } from '../catalogue/store.ts'
import type { Desk } from '../desk.ts'
import { dueByItself, duesOf } from '../flow.ts'
import { stepOf } from '../model.ts'
import { actOnCase } from './commands.ts'
import { DESTROY_BATCH, destroyDueCases } from './destroy.ts'
import { caseWith, stateOf } from './store.ts'

const JOB = 'procedures.timeouts'

/**
 * Does what happens by itself: a publicity period that ended without an open objection, an applicant who did not answer in time. What
 * stands in the way (an objection) leaves the case where it is, on somebody's list. Each case in a transaction of its own.
 *
 * @returns how many cases moved
 */
export async function runTimeouts(db: Database, desk: Desk, jurisdiction: string): Promise<number> {
  const actor = systemActor(JOB, jurisdiction)
  const due = await db.read(actor, (tx) =>
    tx.rows<{ id: string }>(sql`select id from procedures.casefile
      where jurisdiction = ${jurisdiction} and outcome is null and step_due < ${today(tx.now.getTime())}::date order by step_due, id`),
  )
  let moved = 0
  for (const { id } of due) {
    try {
      moved += await db.write(actor, async (tx) => {
        const row = await caseWith(tx, id, true)
        const { definition } = await editionOfCase(tx, row.code, row.version)
        const state = stateOf(row)
        if (state.step === null) return 0
        const step = stepOf(definition, state.step)
        const act = dueByItself(step, state.entered, await calendar(tx), today(tx.now.getTime()))
        if (act === null) return 0
        await actOnCase(tx, desk, id, { act, revision: row.revision, reason: '', values: {} }, 'clock')
        return 1
      })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
    }
  }
  return moved
}

/** A newly announced or corrected calendar moves deadlines that were provisional. Returns how many cases were looked at. */
export async function recountDues(db: Database, jurisdiction: string): Promise<number> {
  const actor = systemActor(JOB, jurisdiction)
  return db.write(actor, async (tx) => {
    const rows = await tx.rows<{ id: string }>(sql`select id from procedures.casefile
      where jurisdiction = ${jurisdiction} and outcome is null and provisional for update`)
    const days = await calendar(tx)
    for (const { id } of rows) {
      const row = await caseWith(tx, id)
      const { definition } = await editionOfCase(tx, row.code, row.version)
      const dues = duesOf(definition, stateOf(row), days, today(tx.now.getTime()))
      await tx.run(sql`update procedures.casefile set step_due = ${dues.step}, term_due = ${dues.term?.due ?? null}, due = ${dues.due},
          provisional = ${dues.provisional} where jurisdiction = ${jurisdiction} and id = ${id}`)
    }
    return rows.length
  })
}

/** Every night: what ends by itself, deadlines that the calendar moved, and personal data whose time is up. */
export function procedureJobs(desk: Desk): Job[] {
  return [
    {
      name: JOB,
      every: { dailyAt: '00:20' },
      run: async (db, jurisdiction) => {
        await recountDues(db, jurisdiction)
        await runTimeouts(db, desk, jurisdiction)
      },
    },
    {
      name: 'procedures.destroy-due',
      every: { dailyAt: '02:50' },
      run: async (db, jurisdiction) => {
        const actor = systemActor('procedures.destroy-due', jurisdiction)
        while ((await db.write(actor, destroyDueCases)) === DESTROY_BATCH);
      },
    },
  ]
}
