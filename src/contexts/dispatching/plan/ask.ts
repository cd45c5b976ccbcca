import { addDays, today } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { type RunKind, requestRun } from '../../../platform/runs/index.ts'
import type { PeopleDesk } from '../../people/index.ts'
import { assignOrders, ordersToSend, orderWith } from '../../services/index.ts'
import type { PlanEvent } from '../model.ts'
import { noteException } from '../roster/commands.ts'
import { expectSite } from '../sites.ts'
import { instantAt } from './ground.ts'
import type { PlanInput } from './run.ts'
import { markPlan, openPlan, planRow } from './store.ts'

export type Asked = {
  site: string
  day: string
  seconds?: number
  /** Steps instead of seconds: the same seed then gives the same plan. */
  iterations?: number
  seed?: number
  event?: PlanEvent | null
}

/** A day that is over is not planned any more. @throws Refusal `dispatch.past` */
export function expectOpenDay(tx: Tx, day: string): void {
  if (day >= today(tx.now.getTime())) return
  throw refuse(
    'dispatch.past',
    { zh: '这一天已经过去，不能再排', en: 'That day is over' },
    { kind: 'conflict', at: '/day', next: { zh: '请选今天或以后的日期', en: 'Choose today or a later day' } },
  )
}

/**
 * Asks for a plan of a day (优化、重排). What happened is entered first: who is sick is away from now on, a visit that is late takes longer.
 *
 * @throws Refusal `dispatch.site`, `dispatch.past`, `order.missing`
 */
export async function askPlan(
  tx: Tx,
  desk: PeopleDesk,
  kind: RunKind<PlanInput, { plan: string }>,
  asked: Asked,
): Promise<{ id: string; run: string }> {
  const site = await expectSite(tx, asked.site)
  expectOpenDay(tx, asked.day)
  const event = asked.event ?? null
  const isToday = asked.day === today(tx.now.getTime())
  if (event?.kind === 'sick')
    await noteException(tx, {
      site: site.id,
      staff: event.staff,
      kind: 'sick',
      from: isToday ? tx.now.toISOString() : instantAt(asked.day, 0),
      until: instantAt(addDays(asked.day, 1), 0),
    })
  if (event?.kind === 'late') {
    await orderWith(tx, desk, event.order)
    await tx.run(sql`insert into dispatching.hold (jurisdiction, order_id, extra_minutes, recorded_by, recorded_at)
      values (${tx.actor.jurisdiction}, ${event.order}, ${event.minutes}, ${tx.actor.id}, ${tx.now})
      on conflict (jurisdiction, order_id) do update set extra_minutes = excluded.extra_minutes, recorded_by = excluded.recorded_by, recorded_at = excluded.recorded_at`)
  }
  const id = newId()
  const seconds = asked.seconds ?? (event === null ? 5 : 0.6)
  const seed = asked.seed ?? 1
  const run = await requestRun(
    tx,
    kind,
    {
      plan: id,
      site: site.id,
      day: asked.day,
      seconds,
      seed,
      ...(asked.iterations === undefined ? {} : { iterations: asked.iterations }),
    },
    { kind: 'day-plan', id },
  )
  await openPlan(tx, {
    id,
    organisation: site.organisation,
    site: site.id,
    day: asked.day,
    kind: event === null ? 'optimise' : 'replan',
    event,
    run,
    seconds,
    seed,
  })
  await record(tx, {
    action: 'dispatching.plan.ask',
    subject: { kind: 'day-plan', id },
    detail: { site: site.code, day: asked.day, event: event?.kind ?? null },
  })
  return { id, run }
}

/**
 * Takes a proposal over (采用): every visit that differs from what stands is assigned, all in one transaction or none. Who is bound elsewhere
 * meanwhile, whose certificate ended, and which order somebody has dealt with since are named.
 *
 * @throws Refusal `dispatch.plan`, `dispatch.site`, `dispatch.not-proposed`, those of `assignOrders`
 */
export async function takeOver(tx: Tx, desk: PeopleDesk, id: string): Promise<{ assigned: number; unchanged: number }> {
  const plan = await planRow(tx, id, true)
  const site = await expectSite(tx, plan.site)
  if (plan.state !== 'proposed' || plan.result === null)
    throw refuse(
      'dispatch.not-proposed',
      { zh: '这一版计划已经采用、作废或还没有算完', en: 'This plan was taken over or dropped, or is not ready' },
      { kind: 'conflict', params: { state: plan.state }, next: { zh: '请刷新后再看', en: 'Refresh and look again' } },
    )
  expectOpenDay(tx, plan.day)
  const { result } = plan
  const wanted = new Map<string, { start: number; end: number; staff: string[] }>()
  for (const { carer, stops } of result.routes)
    for (const { visit, part, start, end } of stops) {
      if (visit === null) continue
      const one = wanted.get(visit) ?? { start, end, staff: [] }
      if (part === 0) Object.assign(one, { start, end })
      one.staff.push(carer)
      wanted.set(visit, one)
    }
  const orders = await ordersToSend(tx, desk, site.id, plan.day)
  const assignments = orders.flatMap((order) => {
    const want = wanted.get(order.id)
    if (want === undefined || (order.state !== 'placed' && order.state !== 'assigned')) return []
    const from = instantAt(plan.day, Math.round(want.start))
    const until = instantAt(plan.day, Math.round(want.end))
    const stands =
      order.engaged.length === want.staff.length &&
      order.engaged.every(
        (each) =>
          want.staff.includes(each.staff) &&
          Date.parse(each.from) === Date.parse(from) &&
          Date.parse(each.until) === Date.parse(until),
      )
    if (stands) return []
    return [
      {
        order: order.id,
        no: order.no,
        revision: result.revisions[order.id] ?? null,
        staff: want.staff,
        from,
        until,
        told: { channel: 'app' as const },
        reason: `排班第 ${plan.version} 版`,
      },
    ]
  })
  await assignOrders(tx, desk, assignments)
  await markPlan(tx, id, 'taken')
  await record(tx, {
    action: 'dispatching.plan.take',
    subject: { kind: 'day-plan', id },
    detail: { site: site.code, day: plan.day, version: plan.version, assigned: assignments.length },
  })
  return { assigned: assignments.length, unchanged: wanted.size - assignments.length }
}

/** Drops a proposal (作废). @throws Refusal `dispatch.plan`, `dispatch.site`, `dispatch.not-proposed` */
export async function dropPlan(tx: Tx, id: string): Promise<{ dropped: true }> {
  const plan = await planRow(tx, id, true)
  await expectSite(tx, plan.site)
  if (plan.state === 'taken')
    throw refuse(
      'dispatch.not-proposed',
      { zh: '已经采用的计划不能作废', en: 'A plan that was taken over cannot be dropped' },
      { kind: 'conflict', next: { zh: '请重新优化后采用新的一版', en: 'Plan again and take over the new one' } },
    )
  await markPlan(tx, id, 'dropped')
  await record(tx, {
    action: 'dispatching.plan.drop',
    subject: { kind: 'day-plan', id },
    detail: { day: plan.day, version: plan.version },
  })
  return { dropped: true }
}
