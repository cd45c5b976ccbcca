import { addDays, type IsoDate } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { openGaps } from '../gaps/commands.ts'
import type { GapMethod } from '../gaps/model.ts'
import { gapList } from '../gaps/views.ts'

/** Days before today on which the items of the demo were opened. */
const OPENED = 240

type Plan = { method: GapMethod; due: number; cost: number; share: number; note: string }

/** Plans in turn; some items have none yet, few are late. */
const PLANS: readonly (Plan | null)[] = [
  { method: 'convert', due: 120, cost: 46, share: 35, note: '改造闲置用房，施工图已审（演示）' },
  { method: 'lease', due: 45, cost: 12, share: 60, note: '租赁沿街商铺，正在装修（演示）' },
  { method: 'purchase', due: -25, cost: 180, share: 80, note: '资金未到位，逾期（演示）' },
  null,
  { method: 'extend', due: 210, cost: 65, share: 10, note: '原址扩建，已立项（演示）' },
  { method: 'convert', due: 300, cost: 38, share: 0, note: '已列入下年度计划（演示）' },
  { method: 'supplement', due: 160, cost: 90, share: 25, note: '补建用地已落实（演示）' },
  null,
  { method: 'lease', due: 75, cost: 9, share: 50, note: '已签租赁意向（演示）' },
  { method: 'convert', due: 95, cost: 27, share: 45, note: '正在施工（演示）' },
  { method: 'exchange', due: 260, cost: 0, share: 15, note: '与邻近单位置换，协议待签（演示）' },
]

/** Gap items of the demo county: opened from the county's own standard, most with a plan, some late (演示数据). Set-based. */
export async function seedGaps(tx: Tx, today: IsoDate): Promise<void> {
  await openGaps(tx, { family: 'yanshan' })
  const { items } = await gapList(tx, { state: 'open' })
  const planned = items.flatMap((item, i) => {
    const plan = PLANS[i % PLANS.length]
    if (plan === null || plan === undefined) return []
    const { method, share, note } = plan
    const row = { id: item.id, ownerUnit: `${item.townName}人民政府`, method, share, note }
    return [
      {
        ...row,
        plannedOn: addDays(today, plan.due + (i % 7) * 3),
        costFen: plan.cost * 1_000_000,
        plan: newId(),
        report: newId(),
      },
    ]
  })
  const own = tx.actor.jurisdiction
  const rows = sql`jsonb_to_recordset(${JSON.stringify(planned)}::jsonb) as r(id uuid, "ownerUnit" text, method text, share int, note text, "plannedOn" date,
    "costFen" bigint, plan uuid, report uuid)`
  await tx.run(sql`update territory.gap_item set opened_on = ${addDays(today, -OPENED)} where jurisdiction = ${own}`)
  await tx.run(sql`update territory.gap_item g set owner_unit = r."ownerUnit", method = r.method, planned_on = r."plannedOn", cost_fen = r."costFen", share = r.share,
      revision = 2 from ${rows} where g.jurisdiction = ${own} and g.id = r.id`)
  await tx.run(sql`insert into territory.gap_happening (jurisdiction, id, gap, act, detail, note, done_by, done_at)
    select ${own}, r.plan, r.id, 'plan', jsonb_build_object('ownerUnit', r."ownerUnit", 'method', r.method, 'plannedOn', r."plannedOn", 'costFen', r."costFen"), null,
      ${tx.actor.id}, ${tx.now}::timestamptz from ${rows}
    union all select ${own}, r.report, r.id, 'progress', jsonb_build_object('share', r.share), r.note, ${tx.actor.id}, ${tx.now}::timestamptz from ${rows}`)
  await record(tx, {
    action: 'territory.gap.plan',
    subject: { kind: 'jurisdiction', id: own },
    detail: { items: planned.length },
  })
}
