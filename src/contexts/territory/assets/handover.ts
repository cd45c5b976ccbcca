import { addYears, today } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { findFacility, missingFacility } from '../facilities/views.ts'
import { happened, moveTo, openMove } from './commands.ts'
import type { AssetStored } from './store.ts'

export type AssetHandover = {
  revision: number
  on: string
  /** Years the lease runs. */
  years: number
  leaseCode: string
  /** What the cheap or free premises oblige to (显著低于市场价). */
  duty: string | null
  /** Prices may be at most this share of the market's, above 0 and below 1; null: said in words only. */
  mostShare: number | null
}

/** The clause a free or cheap lease puts its holder under. */
export const DUTY_CLAUSE = '无偿或低偿使用场地的，服务收费显著低于市场价'

/**
 * Hands an approved asset over with its lease. Free or cheap premises bring the duty to charge less; without it there is no lease.
 *
 * @throws Refusal `asset.stage`, `handover.date`, `lease.duty`, `lease.exists`
 */
export async function handOverAsset(tx: Tx, id: string, input: AssetHandover): Promise<{ lease: string }> {
  const asset = await openMove(tx, id, 'hand-over', input.revision)
  if (input.on > today(tx.now.getTime()))
    throw refuse('handover.date', { zh: '移交日期应在今天或以前', en: 'Handed over today or before' }, { at: '/on' })
  const application = await tx.one<{ applicant: string }>(sql`select applicant from territory.asset_application
    where jurisdiction = ${tx.actor.jurisdiction} and asset = ${id} and state = 'approved'`)
  const cheap = asset.priceMode !== 'market'
  if (cheap && !input.duty?.trim())
    throw refuse(
      'lease.duty',
      {
        zh: `无偿或低价提供的，应写明价格义务（${DUTY_CLAUSE}）`,
        en: 'Free or cheap premises bring a price duty; say what it is',
      },
      { at: '/duty' },
    )
  const lease = await insertLease(tx, asset, application.applicant, input, cheap)
  await moveTo(tx, id, 'hand-over')
  await tx.run(
    sql`update territory.idle_asset set handed_over_on = ${input.on} where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`,
  )
  await happened(tx, id, 'hand-over', { on: input.on, lease, years: input.years })
  return { lease }
}

async function insertLease(
  tx: Tx,
  asset: AssetStored,
  lessee: string,
  input: AssetHandover,
  cheap: boolean,
): Promise<string> {
  const own = tx.actor.jurisdiction
  const duty = cheap ? newId() : null
  if (duty !== null)
    await tx.run(sql`insert into territory.price_duty (jurisdiction, id, statement, most_share, clause, recorded_at, recorded_by)
      values (${own}, ${duty}, ${input.duty}, ${input.mostShare}, ${DUTY_CLAUSE}, ${tx.now}, ${tx.actor.id})`)
  const lease = newId()
  const rent = asset.priceMode === 'free' ? 0 : (asset.priceFen ?? 0)
  const relief = asset.marketFen === null || !cheap ? 0 : Math.max(0, asset.marketFen - rent)
  const basis = relief === 0 ? null : asset.priceMode === 'free' ? '无偿提供' : '低价提供'
  const added =
    await tx.run(sql`insert into territory.lease (jurisdiction, id, code, region, asset, lessor, lessee, area, during, rent_fen, market_rent_fen, relief_fen, relief_basis,
      duty, recorded_at, recorded_by)
    values (${own}, ${lease}, ${input.leaseCode.trim()}, ${asset.region}, ${asset.id}, ${asset.ownerName}, ${lessee}, ${asset.area},
      daterange(${input.on}::date, ${addYears(input.on, input.years)}::date), ${rent}, ${asset.marketFen}, ${relief}, ${basis}, ${duty}, ${tx.now}, ${tx.actor.id})
    on conflict (jurisdiction, code) do nothing`)
  if (added === 0)
    throw refuse(
      'lease.exists',
      { zh: `合同编号 ${input.leaseCode} 已有`, en: `There is a lease ${input.leaseCode} already` },
      { kind: 'conflict', at: '/leaseCode' },
    )
  return lease
}

/**
 * Says that an asset is in use, and by which facility of the register; the lease is linked to it.
 *
 * @throws Refusal `asset.stage`, `facility.missing`, `use.date`
 */
export async function occupyAsset(
  tx: Tx,
  id: string,
  input: { revision: number; on: string; facility: string },
): Promise<void> {
  const asset = await openMove(tx, id, 'use', input.revision)
  if (input.on > today(tx.now.getTime()) || (asset.handedOverOn !== null && input.on < asset.handedOverOn))
    throw refuse(
      'use.date',
      { zh: '启用日期应在移交之后、今天或以前', en: 'In use after it was handed over, not in the future' },
      { at: '/on' },
    )
  const code = input.facility.trim()
  const facility = await findFacility(tx, code, input.on)
  if (facility === null) throw missingFacility(code, '/facility')
  await moveTo(tx, id, 'use')
  await tx.run(
    sql`update territory.idle_asset set in_use_on = ${input.on}, facility = ${code} where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`,
  )
  await tx.run(
    sql`update territory.lease set facility = ${facility.id} where jurisdiction = ${tx.actor.jurisdiction} and asset = ${id} and ended_on is null`,
  )
  await happened(tx, id, 'use', { on: input.on, facility: code })
}
