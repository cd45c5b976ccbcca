import { refuse } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { emit } from '../../../platform/events/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { type ActingFor, demandAuthority, type PeopleDesk, sealsFor } from '../../people/index.ts'
import { siteWith } from '../../providers/index.ts'
import { noteRated, orderWith } from '../../services/index.ts'
import { type About, isBad, LEVELS, type Level } from './model.ts'
import { openCase, type Said } from './open.ts'

export type Rating = {
  level: Level
  /** What it is about; with a bad rating. */
  about: About | null
  words: string | null
  acting: ActingFor
  channel: Said
}

/**
 * Rates an order (一单一评): by the person served, or whoever may order for them. The two worst levels open a case with its deadlines in the
 * same transaction. After a case was put right or closed the person may rate once more (追评), and that opens no second case.
 *
 * @throws Refusal `order.missing`, `order.state`, `proxy.authority`, `rating.given`, `rating.about`, `case.no-handler`
 */
export async function rateOrder(
  tx: Tx,
  desk: PeopleDesk,
  order: string,
  input: Rating,
): Promise<{ round: 1 | 2; casefile: { id: string; no: string; due: string } | null }> {
  const own = tx.actor.jurisdiction
  const found = await orderWith(tx, desk, order, true)
  await demandAuthority(tx, found.person, input.acting, 'order')
  const before = await tx.rows<{
    round: number
    state: string | null
  }>(sql`select r.round, c.state from supervision.rating r
    left join supervision.casefile c on c.jurisdiction = r.jurisdiction and c.order_id = r.order_id and c.kind = 'bad-rating'
    where r.jurisdiction = ${own} and r.order_id = ${order} order by r.round`)
  const again = before.length === 1 && ['rectified', 'closed'].includes(before[0]!.state ?? '')
  if (before.length > 0 && !again)
    throw refuse(
      'rating.given',
      before.length > 1
        ? { zh: '这个订单已经追评过', en: 'This order was rated again already' }
        : {
            zh: '这个订单已经评价过；差评整改后可以再评一次',
            en: 'This order was rated; after a bad rating was put right it may be rated once more',
          },
      { kind: 'conflict' },
    )
  const bad = isBad(input.level)
  if (bad && !again && input.about === null)
    throw refuse('rating.about', { zh: '请选择哪里不满意', en: 'Say what it is about' }, { at: '/about' })
  const round = again ? 2 : 1
  const seal = input.words === null ? undefined : (await sealsFor(tx, desk, [found.person])).get(found.person)
  await tx.run(sql`insert into supervision.rating (jurisdiction, order_id, round, person, organisation, site, item, level, acting, channel, sealed, given_by, given_at)
    values (${own}, ${order}, ${round}, ${found.person}, ${found.organisation}, ${found.site}, ${found.item}, ${input.level}, ${input.acting.by},
      ${input.channel}, ${seal?.seal(input.words) ?? null}, ${tx.actor.id}, ${tx.now})`)
  await record(tx, {
    action: 'supervision.rating.give',
    subject: { kind: 'order', id: order },
    detail: { level: input.level, round, acting: input.acting.by, channel: input.channel },
  })
  await emit(tx, 'supervision.rating.given', { order, site: found.site, level: input.level, round })
  if (again) return { round, casefile: null }
  await noteRated(tx, desk, order, { revision: null, told: { channel: input.channel }, rating: LEVELS[input.level].zh })
  if (!bad) return { round, casefile: null }
  const { region } = await siteWith(tx, found.site)
  const casefile = await openCase(tx, desk, {
    kind: 'bad-rating',
    about: input.about!,
    order,
    person: found.person,
    organisation: found.organisation,
    site: found.site,
    region: found.region ?? region,
    words: input.words,
    channel: input.channel,
  })
  return { round, casefile }
}
