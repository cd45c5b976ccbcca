import { newId } from '../../../kernel/ids.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { emit } from '../../../platform/events/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { demandPerson, type PeopleDesk, sealsFor } from '../../people/index.ts'
import type { CallbackReached } from '../model.ts'

/** A call-back attempt: answered or not, and what was said. */
export type Attempt = {
  answered: boolean
  came: boolean | null
  chargedRight: boolean | null
  /** 1 (very poor) to 5 (very good). */
  level: number | null
  remark: string | null
}

/** After so many attempts that nobody answered a call-back is given up, and counts as not reached. */
const TRIES = 3

/**
 * Notes a call-back (回访). Nobody answering is an attempt, not a call-back; the third closes it as not reached.
 *
 * @throws Refusal `callback.missing`, `callback.over`, `callback.silent`
 */
export async function noteAttempt(
  tx: Tx,
  desk: PeopleDesk,
  order: string,
  input: Attempt,
): Promise<{ state: 'due' | 'reached' | 'given-up' }> {
  const own = tx.actor.jurisdiction
  const row = await tx.maybe<{ state: string; person: string; tries: number }>(sql`select c.state, c.person,
      (select count(*)::int from hotline.callback_attempt a where a.jurisdiction = c.jurisdiction and a.order_id = c.order_id) tries
    from hotline.callback c where c.jurisdiction = ${own} and c.order_id = ${order} for update`)
  if (row === null)
    throw refuse('callback.missing', { zh: '没有这个回访任务', en: 'There is no such call-back' }, { kind: 'missing' })
  if (row.state !== 'due')
    throw refuse('callback.over', { zh: '这个回访已经完成', en: 'This call-back is over' }, { kind: 'conflict' })
  const said = input.came !== null || input.chargedRight !== null || input.level !== null || input.remark !== null
  if (input.answered !== said)
    throw refuse('callback.silent', {
      zh: input.answered ? '接通后至少记下一项回答' : '未接通时没有回答可记',
      en: input.answered ? 'Note at least one answer' : 'Nobody answered, so there is nothing to note',
    })
  await demandPerson(tx, desk, row.person)
  const seal = input.remark === null ? undefined : (await sealsFor(tx, desk, [row.person])).get(row.person)
  await tx.run(sql`insert into hotline.callback_attempt (jurisdiction, id, order_id, answered, came, charged_right, level, sealed, recorded_by, recorded_at)
    values (${own}, ${newId()}, ${order}, ${input.answered}, ${input.came}, ${input.chargedRight}, ${input.level}, ${seal?.seal(input.remark) ?? null},
      ${tx.actor.id}, ${tx.now})`)
  const state = input.answered ? 'reached' : row.tries + 1 >= TRIES ? 'given-up' : 'due'
  await tx.run(
    sql`update hotline.callback set state = ${state}, state_at = ${tx.now} where jurisdiction = ${own} and order_id = ${order}`,
  )
  await record(tx, {
    action: 'hotline.callback.attempt',
    subject: { kind: 'order', id: order },
    detail: { answered: input.answered, came: input.came, chargedRight: input.chargedRight, level: input.level },
  })
  if (state === 'reached') {
    const told: CallbackReached = { order, person: row.person, level: input.level, came: input.came }
    await emit(tx, 'hotline.callback.reached', told)
  }
  return { state }
}
