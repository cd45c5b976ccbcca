import { refuse } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { demandPerson, type PeopleDesk } from '../../people/index.ts'
import { orderWith } from '../../services/index.ts'
import type { CallOutcome } from '../model.ts'

export type EndOfCall = { outcome: CallOutcome; person: string | null; order: string | null }

/**
 * Ends a call (结束通话) with what came of it. An order has to be one for the person the call was about.
 *
 * @throws Refusal `call.missing`, `call.ended`, `call.order`, `person.missing`, `order.missing`
 */
export async function endCall(tx: Tx, desk: PeopleDesk, id: string, input: EndOfCall): Promise<{ seconds: number }> {
  const own = tx.actor.jurisdiction
  const call = await tx.maybe<{ beganAt: string; endedAt: string | null }>(
    sql`select began_at "beganAt", ended_at "endedAt" from hotline.call where jurisdiction = ${own} and id = ${id} for update`,
  )
  if (call === null)
    throw refuse('call.missing', { zh: '没有这个来电', en: 'There is no such call' }, { kind: 'missing' })
  if (call.endedAt !== null)
    throw refuse('call.ended', { zh: '这个来电已经结束', en: 'This call is over' }, { kind: 'conflict' })
  if ((input.outcome === 'order') !== (input.order !== null)) throw wrongOrder()
  if (input.person !== null) await demandPerson(tx, desk, input.person)
  if (input.order !== null && (await orderWith(tx, desk, input.order)).person !== input.person) throw wrongOrder()
  await tx.run(sql`update hotline.call set ended_at = ${tx.now}, outcome = ${input.outcome}, person = ${input.person}, order_id = ${input.order}
    where jurisdiction = ${own} and id = ${id}`)
  await record(tx, {
    action: 'hotline.call.end',
    subject: { kind: 'call', id },
    detail: { outcome: input.outcome, order: input.order },
  })
  return { seconds: Math.round((tx.now.getTime() - Date.parse(call.beganAt)) / 1000) }
}

const wrongOrder = () =>
  refuse(
    'call.order',
    { zh: '来电结果与订单不符', en: 'The outcome of the call and its order do not agree' },
    { at: '/order', next: { zh: '结果为“下单”时请选择这位老人的订单', en: 'Choose an order of this person' } },
  )
