import { today } from '../../../kernel/dates.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { demandPerson, type PeopleDesk } from '../../people/index.ts'
import type { Unit } from '../model.ts'
import { type Bearing, type BorneLine, bear } from './pricing.ts'
import { orderRefusal } from './refusals.ts'

/** What an order would come to for somebody. */
export type Quote = {
  unitFen: number
  listFen: number
  subsidyFen: number
  selfFen: number
  entitlement: 'none' | 'known' | 'unknown'
  lines: BorneLine[]
}

/**
 * What an order would come to before it is placed: list price, what benefits bear, what remains. Nothing is taken. Three statements.
 *
 * @param at instant it is wanted for, which decides the period of the limits
 * @throws Refusal `person.missing`, `order.no-price`
 */
export async function quote(
  tx: Tx,
  desk: PeopleDesk,
  input: { person: string; offer: string; quantity: number; at: string },
): Promise<Quote> {
  const own = tx.actor.jurisdiction
  await demandPerson(tx, desk, input.person)
  const day = today(tx.now.getTime())
  const price = await tx.maybe<{
    fen: number
    unit: Unit
  }>(sql`select p.fen, i.unit from services.price p join services.offer f on f.jurisdiction = p.jurisdiction and f.id = p.offer
    join services.item i on i.jurisdiction = f.jurisdiction and i.code = f.item
    where p.jurisdiction = ${own} and p.offer = ${input.offer} and p.valid_from <= ${tx.now} order by p.valid_from desc limit 1`)
  if (price === null) throw orderRefusal('order.no-price', {})
  const wanted = today(Date.parse(input.at))
  const rules =
    await tx.rows<Bearing>(sql`select r.id subsidy, r.benefit, r.share_percent "sharePercent", r.cap_fen "capFen", r.times_limit "timesLimit", r.fen_limit "fenLimit",
      h.outcome, json_build_object('times', coalesce(q.times, 0), 'fen', coalesce(q.fen, 0)) used
    from services.offer f join services.subsidy r on r.jurisdiction = f.jurisdiction and f.item = any(r.items) and r.during @> ${day}::date
    join benefits.held(${own}, ${input.person}::uuid, ${day}::date) h on h.benefit = r.benefit
    left join services.quota q on q.jurisdiction = r.jurisdiction and q.person = ${input.person} and q.subsidy = r.id
      and q.period = case r.period when 'day' then ${wanted} else ${wanted.slice(0, 7)} end
    where f.jurisdiction = ${own} and f.id = ${input.offer} order by r.id`)
  const listFen = price.fen * input.quantity
  const split = bear({ ...price, quantity: input.quantity }, rules)
  return { unitFen: price.fen, listFen, selfFen: listFen - split.subsidyFen, ...split }
}
