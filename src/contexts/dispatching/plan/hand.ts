import { type Plan, type Problem, type Route, replan, solve, type Visit } from '../../../engines/dispatch/index.ts'
import type { Bilingual } from '../../../kernel/refusal.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { record } from '../../../platform/journal/index.ts'
import type { PeopleDesk } from '../../people/index.ts'
import { orderWith } from '../../services/index.ts'
import type { MoveCheck, PlanResult } from '../model.ts'
import { expectSite } from '../sites.ts'
import { expectOpenDay } from './ask.ts'
import { resultOf } from './compute.ts'
import { type Ground, groundOf } from './ground.ts'
import { changesOf, hasBegun, type Posed, problemOf, standingRoutes } from './problem.ts'
import { newestPlan, openPlan } from './store.ts'

/** A visit to be put with somebody, at a time or wherever it fits. */
export type Move = {
  site: string
  day: string
  order: string
  /** By part; as many as have to come. */
  staff: string[]
  start: number | null
}

/** Steps in which the day is put in order around a moved visit: everybody keeps their visits, so there is little to search. */
const STEPS = 400

type Tried = { check: MoveCheck; result: PlanResult | null; site: { id: string; organisation: string } }

/** What a move would do: whether it is possible, why not, and what moves with it. Nothing is written. @throws Refusal `dispatch.site`, `dispatch.past`, `order.missing` */
export async function tryMove(tx: Tx, desk: PeopleDesk, move: Move): Promise<Tried> {
  const site = await expectSite(tx, move.site)
  expectOpenDay(tx, move.day)
  const ground = await groundOf(tx, desk, site, move.day)
  const visit = ground.ground.visits.find((each) => each.order === move.order)
  if (visit === undefined)
    throw refuse(
      'order.missing',
      { zh: '没有这个订单，或不在您负责的范围内', en: 'There is no such order in the area you work for' },
      { kind: 'missing' },
    )
  const reasons = whyNot(ground, move)
  if (reasons.length > 0)
    return { check: { ok: false, reasons, costBefore: null, costAfter: null, changes: [] }, result: null, site }
  const posed = problemOf(ground.ground)
  const newest = await newestPlan(tx, site.id, move.day)
  const base =
    newest?.state === 'proposed' && newest.result !== null
      ? { routes: newest.result.routes }
      : standingRoutes(ground.ground, posed.problem)
  const moved = movedProblem(posed.problem, base.routes, move)
  const plan = await settle(moved, base, ground.now)
  const before = newest?.state === 'proposed' ? (newest.result?.cost.total ?? null) : null
  const served = new Set(plan.routes.flatMap((route) => route.stops.map((stop) => stop.visit)))
  const lost = moved.visits.filter(({ id }) => !served.has(id)).map(({ id }) => id)
  const nos = new Map(ground.orders.map((each) => [each.id, each.no]))
  const why: Bilingual[] = lost.map((id) =>
    id === move.order
      ? {
          zh: '此时排不下：与前后的服务、路程或午休冲突',
          en: 'No room: it collides with what is before or after, the way, or the break',
        }
      : { zh: `订单 ${nos.get(id) ?? '—'} 会排不下`, en: `Order ${nos.get(id) ?? '—'} would have no room` },
  )
  const check: MoveCheck = {
    ok: lost.length === 0,
    reasons: why,
    costBefore: before,
    costAfter: plan.cost.total,
    changes: changesOf(ground.ground, plan.routes).changes,
  }
  if (lost.length > 0) return { check, result: null, site }
  // Who was not served before the move is still not served.
  const kept = new Set(moved.visits.map(({ id }) => id))
  const open = posed.problem.visits.filter(({ id }) => !kept.has(id)).map(({ id }) => id)
  const explanation = {
    visits: [],
    wishes: [],
    unassigned: open.map((id) => ({
      visit: id,
      reason: newest?.result?.unserved.find(({ order }) => order === id)?.reason ?? {
        zh: '还没有安排',
        en: 'not planned yet',
      },
      repair: newest?.result?.unserved.find(({ order }) => order === id)?.repair ?? null,
    })),
  }
  const whole: Posed = { problem: posed.problem, leftOut: posed.leftOut }
  return { check, result: resultOf(ground, whole, { ...plan, unassigned: open }, explanation), site }
}

/** What forbids a move whatever the rest of the day looks like. Pure but for what was read. */
function whyNot(ground: Ground, move: Move): Bilingual[] {
  const visit = ground.ground.visits.find((each) => each.order === move.order)!
  const reasons: Bilingual[] = []
  const staff = [...new Set(move.staff)]
  if (hasBegun(visit, ground.now)) reasons.push({ zh: '服务已经开始，不能再动', en: 'It has begun already' })
  if (visit.place === null) reasons.push({ zh: '住址没有坐标', en: 'Nobody knows where it is on the map' })
  if (staff.length < visit.staff)
    reasons.push({ zh: `这项服务需要 ${visit.staff} 人同去`, en: `This service needs ${visit.staff} people` })
  const { window } = visit
  if (move.start !== null && (move.start < window.from || move.start > window.latest))
    reasons.push({ zh: '不在约定的时段内', en: 'Outside the time that was agreed' })
  if (move.start !== null && ground.now !== null && move.start < ground.now)
    reasons.push({ zh: '这个时间已经过去', en: 'That time has passed' })
  for (const id of staff) {
    const carer = ground.carers.find((each) => each.staff === id)
    if (carer === undefined) reasons.push({ zh: '此人当天不在本机构工作', en: 'Does not work for the provider' })
    else if (carer.notPlanned !== null)
      reasons.push({ zh: `不能排：${carer.notPlanned.zh}`, en: `Cannot be planned: ${carer.notPlanned.en}` })
    else {
      const lacking = visit.needs.filter(
        (need) =>
          !carer.held.some(
            (has) =>
              has.skill === need.skill && (need.level === null || (has.level !== null && has.level <= need.level)),
          ),
      )
      if (lacking.length > 0)
        reasons.push({ zh: '没有这项服务要求的有效证书', en: 'Has no valid certificate for this service' })
      const start = move.start
      if (start !== null && !carer.shifts.some((shift) => start >= shift.from && start + visit.minutes <= shift.until))
        reasons.push({ zh: '这个时间不在上班时间内', en: 'Does not work then' })
    }
    for (const wish of visit.wishes)
      if (wish.hard && wish.kind === 'not' && wish.carers.includes(id))
        reasons.push({ zh: '服务对象明确不要此人', en: 'The person does not want this carer' })
  }
  return reasons
}

/** The problem in which everybody keeps their visits and the moved one is where it was put. Pure. */
function movedProblem(problem: Problem, routes: readonly Route[], move: Move): Problem {
  const carers = new Map<string, string[]>()
  for (const { carer, stops } of routes)
    for (const { visit, part } of stops) {
      if (visit === null) continue
      const list = carers.get(visit) ?? []
      list[part] = carer
      carers.set(visit, list)
    }
  const visits = problem.visits.flatMap((visit): Visit[] => {
    if (visit.id === move.order) {
      const { promised: _, ...rest } = visit
      return [
        {
          ...rest,
          wishes: (visit.wishes ?? []).filter((wish) => !wish.hard),
          pin: { carers: move.staff, ...(move.start === null ? {} : { start: move.start }) },
        },
      ]
    }
    if (visit.pin?.start !== undefined && visit.pin.carers !== undefined) return [visit]
    const own = carers.get(visit.id)
    // Who lacks a carer before the move is not served, and the move need not serve him.
    const whole = own !== undefined && own.filter((staff) => staff !== undefined).length >= (visit.carers ?? 1)
    return !whole ? [] : [{ ...visit, pin: { ...visit.pin, carers: own } }]
  })
  return { ...problem, visits }
}

async function settle(problem: Problem, base: Pick<Plan, 'routes'>, now: number | null): Promise<Plan> {
  if (now === null) return solve(problem, { iterations: STEPS, seed: 1, begin: base })
  return (await replan(problem, base, { iterations: STEPS, seed: 1, now })).plan
}

/**
 * Puts a visit with somebody by hand (手工调整): a new proposal, with the visit locked there. What stands changes only when it is taken over.
 *
 * @throws Refusal `dispatch.move` with the reasons, those of `tryMove`
 */
export async function moveVisit(tx: Tx, desk: PeopleDesk, move: Move): Promise<{ id: string }> {
  const { check, result, site } = await tryMove(tx, desk, move)
  if (!check.ok || result === null)
    throw refuse(
      'dispatch.move',
      {
        zh: `不能这样排：${check.reasons.map((each) => each.zh).join('；')}`,
        en: `It cannot be put there: ${check.reasons.map((each) => each.en).join('; ')}`,
      },
      {
        kind: 'conflict',
        next: { zh: '请换人、换时间，或点“优化”', en: 'Choose somebody else, another time, or optimise' },
      },
    )
  await keepHold(tx, move.order, { staff: move.staff, start: move.start })
  const id = await openPlan(tx, {
    organisation: site.organisation,
    site: site.id,
    day: move.day,
    kind: 'hand',
    event: null,
    run: null,
    seconds: 0,
    seed: 1,
    result,
  })
  await record(tx, {
    action: 'dispatching.visit.move',
    subject: { kind: 'order', id: move.order },
    detail: { plan: id, start: move.start },
  })
  return { id }
}

async function keepHold(
  tx: Tx,
  order: string,
  hold: { staff: (string | null)[] | null; start: number | null },
): Promise<void> {
  await tx.run(sql`insert into dispatching.hold (jurisdiction, order_id, staff, start_minute, recorded_by, recorded_at)
    values (${tx.actor.jurisdiction}, ${order}, ${hold.staff}::uuid[], ${hold.start === null ? null : Math.round(hold.start)}, ${tx.actor.id}, ${tx.now})
    on conflict (jurisdiction, order_id) do update set staff = excluded.staff, start_minute = excluded.start_minute,
      recorded_by = excluded.recorded_by, recorded_at = excluded.recorded_at`)
}

/** Locks a visit to somebody, and to a time where one is given; `null` unlocks it (锁定、解锁). @throws Refusal `order.missing` */
export async function lockVisit(
  tx: Tx,
  desk: PeopleDesk,
  order: string,
  hold: { staff: string[]; start: number | null } | null,
): Promise<{ locked: boolean }> {
  await orderWith(tx, desk, order)
  await keepHold(tx, order, hold ?? { staff: null, start: null })
  await record(tx, {
    action: hold === null ? 'dispatching.visit.unlock' : 'dispatching.visit.lock',
    subject: { kind: 'order', id: order },
    detail: { start: hold?.start ?? null },
  })
  return { locked: hold !== null }
}
