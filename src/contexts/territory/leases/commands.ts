import { addDays, today } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { facilityToChange, takeTurn } from '../facilities/scope.ts'
import type { LeaseView, NewLease } from './model.ts'

/** Why a lease cannot stand as it is; the first reason counts. Pure. */
export function whyNotLease(lease: NewLease) {
  if (lease.endsOn < lease.startsOn)
    return refuse('lease.dates', { zh: '到期日早于起租日', en: 'It ends before it begins' }, { at: '/endsOn' })
  if (lease.reliefFen > 0 && lease.reliefBasis === null)
    return refuse(
      'lease.basis',
      { zh: '减免租金须写明依据', en: 'Say on what the relief rests' },
      { at: '/reliefBasis' },
    )
  if ((lease.rentFen === 0 || lease.reliefFen > 0) && lease.duty === null) {
    return refuse(
      'lease.duty',
      { zh: '无偿或减免租金的，须登记收费显著低于市场价的义务', en: 'Free or relieved premises bring a price duty' },
      {
        at: '/duty',
        next: { zh: '请填写价格义务：内容、上限和条文', en: 'Fill in the duty: what, how much at most, which clause' },
      },
    )
  }
  const dear =
    lease.duty?.prices.findIndex((price) => price.marketFen !== null && price.mostFen >= price.marketFen) ?? -1
  if (dear !== -1) {
    return refuse(
      'lease.price',
      { zh: '约定价格上限没有低于市场价', en: 'The most it may cost is not below the market' },
      { at: `/duty/prices/${dear}/mostFen` },
    )
  }
  return null
}

/**
 * Enters a lease of a facility's premises with its rent relief and the price duty that comes with it (A34).
 *
 * @throws Refusal `facility.missing`, `access.region`, `lease.dates`, `lease.basis`, `lease.duty`, `lease.price`, `lease.exists`
 */
export async function enterLease(tx: Tx, code: string, lease: NewLease): Promise<{ id: string }> {
  const facility = await facilityToChange(tx, code, today(tx.now.getTime()))
  const wrong = whyNotLease(lease)
  if (wrong !== null) throw wrong
  const own = tx.actor.jurisdiction
  const { duty } = lease
  const dutyId = duty === null ? null : newId()
  if (duty !== null) {
    await tx.run(sql`insert into territory.price_duty (jurisdiction, id, statement, most_share, prices, clause, recorded_at, recorded_by)
      values (${own}, ${dutyId}, ${duty.statement}, ${duty.mostShare}, ${JSON.stringify(duty.prices)}, ${duty.clause}, ${tx.now}, ${tx.actor.id})`)
  }
  const id = newId()
  const added =
    await tx.run(sql`insert into territory.lease (jurisdiction, id, code, region, facility, lessor, lessee, area, during, rent_fen,
      market_rent_fen, relief_fen, relief_basis, duty, recorded_at, recorded_by)
    values (${own}, ${id}, ${lease.code.trim()}, ${facility.region}, ${facility.id}, ${lease.lessor}, ${lease.lessee}, ${lease.area},
      daterange(${lease.startsOn}::date, ${lease.endsOn}::date, '[]'), ${lease.rentFen}, ${lease.marketRentFen}, ${lease.reliefFen}, ${lease.reliefBasis},
      ${dutyId}, ${tx.now}, ${tx.actor.id}) on conflict (jurisdiction, code) do nothing`)
  if (added === 0) {
    throw refuse(
      'lease.exists',
      { zh: `合同编号 ${lease.code} 已登记`, en: `There is a lease ${lease.code} already` },
      { kind: 'conflict', at: '/code' },
    )
  }
  await record(tx, {
    action: 'territory.lease.enter',
    subject: { kind: 'lease', id },
    detail: { code: lease.code, facility: code, rentFen: lease.rentFen, reliefFen: lease.reliefFen, duty: dutyId },
  })
  return { id }
}

/**
 * Ends a lease before its last day.
 *
 * @throws Refusal `lease.missing`, `lease.ended`, `lease.end-day`, `access.region`
 */
export async function endLease(tx: Tx, code: string, id: string, input: { on: string; reason: string }): Promise<void> {
  const facility = await facilityToChange(tx, code, today(tx.now.getTime()))
  await takeTurn(tx, facility.id)
  const [lease] = await leasesOf(tx, facility.id, input.on, id)
  if (lease === undefined)
    throw refuse('lease.missing', { zh: '没有这份租约', en: 'There is no such lease' }, { kind: 'missing' })
  if (lease.endedOn !== null)
    throw refuse('lease.ended', { zh: '这份租约已提前终止', en: 'This lease was ended already' }, { kind: 'conflict' })
  if (input.on < lease.startsOn || input.on > addDays(lease.endsOn, 1))
    throw refuse('lease.end-day', { zh: '终止日不在租期内', en: 'The day lies outside the term' }, { at: '/on' })
  await tx.run(
    sql`update territory.lease set ended_on = ${input.on} where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`,
  )
  await record(tx, {
    action: 'territory.lease.end',
    subject: { kind: 'lease', id },
    detail: { on: input.on, reason: input.reason },
  })
}

/** Leases of a facility with their duties, newest first. */
export async function leasesOf(tx: Tx, facility: string, asOf: string, id: string | null = null): Promise<LeaseView[]> {
  return tx.rows(sql`select l.id, l.code, l.lessor, l.lessee, l.area, lower(l.during)::text "startsOn", (upper(l.during) - 1)::text "endsOn",
      l.rent_fen "rentFen", l.market_rent_fen "marketRentFen", l.relief_fen "reliefFen", l.relief_basis "reliefBasis", l.ended_on "endedOn",
      l.during @> ${asOf}::date and (l.ended_on is null or l.ended_on > ${asOf}::date) current,
      case when d.id is not null then jsonb_build_object('id', d.id, 'statement', d.statement, 'mostShare', d.most_share, 'prices', d.prices, 'clause', d.clause) end duty
    from territory.lease l left join territory.price_duty d on d.jurisdiction = l.jurisdiction and d.id = l.duty
    where l.facility = ${facility} and (${id}::uuid is null or l.id = ${id}) order by lower(l.during) desc, l.code`)
}
