import { randomBytes } from 'node:crypto'
import {
  commitmentOf,
  DRAW_VERSION,
  type DrawPlan,
  type DrawProof,
  listHash,
  orderOf,
  planHash,
  seedOf,
} from '../../../engines/draw/index.ts'
import { addDays, formatDate, type IsoDate, today } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { emit } from '../../../platform/events/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { servedBetween } from '../../services/index.ts'

/** Days within which a call-back is made. */
const WITHIN = 7

/**
 * Draws call-backs by lot (随机回访) of the orders served in a period. A period is drawn once; list, chance and order are kept, so that anybody
 * draws again and finds the same.
 *
 * @param places how many; all, where fewer were served
 * @throws Refusal `callback.period`, `callback.none`, `callback.drawn`
 */
export async function drawCallbacks(
  tx: Tx,
  input: { from: IsoDate; until: IsoDate; places: number },
): Promise<{ id: string; population: number; drawn: number }> {
  const day = today(tx.now.getTime())
  if (input.until < input.from || input.until >= day)
    throw refuse(
      'callback.period',
      { zh: '抽取的时段应当已经结束', en: 'The period must be over' },
      { at: '/until', next: { zh: '截止日期最晚选昨天', en: 'Let it end yesterday at the latest' } },
    )
  const own = tx.actor.jurisdiction
  await tx.run(sql`select pg_advisory_xact_lock(hashtext(${`hotline.draw ${own}`}))`)
  const overlap = await tx.maybe<{
    from: string
    until: string
  }>(sql`select lower(period) "from", upper(period) - 1 "until" from hotline.callback_draw
    where jurisdiction = ${own} and period && daterange(${input.from}::date, ${addDays(input.until, 1)}::date)`)
  if (overlap !== null)
    throw refuse(
      'callback.drawn',
      {
        zh: `${formatDate(overlap.from)}至${formatDate(overlap.until)}已经抽取过，一个时段只抽一次`,
        en: `${overlap.from} to ${overlap.until} was drawn already; a period is drawn once`,
      },
      { kind: 'conflict' },
    )
  const orders = await servedBetween(tx, input.from, input.until)
  if (orders.length === 0)
    throw refuse(
      'callback.none',
      { zh: '这一时段没有完成的服务', en: 'Nothing was served in this period' },
      { at: '/from' },
    )
  const id = newId()
  const places = Math.min(input.places, orders.length)
  const secret = randomBytes(32).toString('hex')
  const entries = orders.map((order) => ({ number: order.no, group: 1 }))
  const plan: DrawPlan = {
    version: DRAW_VERSION,
    id,
    title: `${input.from} – ${input.until}`,
    places,
    drawOn: day,
    randomnessSource: '',
    parties: [{ name: '系统随机数', commitment: commitmentOf(secret) }],
    list: listHash(entries),
  }
  const commitment = planHash(plan)
  const reveal = { secrets: [secret], randomness: '' }
  const order = orderOf(entries, seedOf(commitment, reveal))
  const proof: DrawProof = { plan, commitment, entries, reveal, order }
  await tx.run(sql`insert into hotline.callback_draw (jurisdiction, id, period, population, places, proof, drawn_by, drawn_at)
    values (${own}, ${id}, daterange(${input.from}::date, ${addDays(input.until, 1)}::date), ${orders.length}, ${places}, ${JSON.stringify(proof)}::jsonb,
      ${tx.actor.id}, ${tx.now})`)
  const byNo = new Map(orders.map((each) => [each.no, each]))
  const drawn = order.slice(0, places).map((no, i) => {
    const { id: orderId, person } = byNo.get(no)!
    return { order: orderId, person, turn: i + 1 }
  })
  await tx.run(sql`insert into hotline.callback (jurisdiction, order_id, draw, turn, person, due, state_at)
    select ${own}, d."order", ${id}, d.turn, d.person, ${addDays(day, WITHIN)}::date, ${tx.now}
    from jsonb_to_recordset(${JSON.stringify(drawn)}::jsonb) as d("order" uuid, person uuid, turn int)`)
  await record(tx, {
    action: 'hotline.callback.draw',
    subject: { kind: 'callback-draw', id },
    detail: { from: input.from, until: input.until, population: orders.length, places, commitment },
  })
  await emit(tx, 'hotline.callback.drawn', { draw: id, places })
  return { id, population: orders.length, drawn: places }
}
