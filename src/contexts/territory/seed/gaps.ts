import { addDays, type IsoDate } from '../../../kernel/dates.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { openGaps, planGap, reportGap } from '../gaps/commands.ts'
import type { GapMethod } from '../gaps/model.ts'
import { gapList } from '../gaps/views.ts'

/** Days before today on which the items of the demo were opened. */
const OPENED = 240

type Plan = { method: GapMethod; due: number; cost: number; share: number; note: string }

/** Plans in turn; every fourth item has none yet. */
const PLANS: readonly (Plan | null)[] = [
  { method: 'convert', due: 120, cost: 46, share: 35, note: '改造闲置用房，施工图已审（演示）' },
  { method: 'lease', due: 45, cost: 12, share: 60, note: '租赁沿街商铺，正在装修（演示）' },
  { method: 'purchase', due: -25, cost: 180, share: 80, note: '资金未到位，逾期（演示）' },
  null,
  { method: 'extend', due: 210, cost: 65, share: 10, note: '原址扩建，已立项（演示）' },
]

/** Gap items of the demo county: opened from the county's own standard, most with a plan, some late (演示数据). */
export async function seedGaps(tx: Tx, today: IsoDate): Promise<void> {
  await openGaps(tx, { family: 'yanshan' })
  const opened = addDays(today, -OPENED)
  await tx.run(sql`update territory.gap_item set opened_on = ${opened} where jurisdiction = ${tx.actor.jurisdiction}`)
  const { items } = await gapList(tx, { state: 'open' })
  for (const [i, item] of items.entries()) {
    const plan = PLANS[i % PLANS.length]
    if (plan === null || plan === undefined) continue
    await planGap(tx, item.id, {
      revision: 0,
      ownerUnit: `${item.townName}人民政府`,
      method: plan.method,
      plannedOn: addDays(today, plan.due + (i % 7) * 3),
      costFen: plan.cost * 1_000_000,
      note: null,
    })
    await reportGap(tx, item.id, { revision: 1, share: plan.share, note: plan.note })
  }
}
