import type { Bilingual } from '../../../kernel/refusal.ts'
import type { Plan, Problem, Visit, Wish } from '../problem.ts'
import { compile, type Day, isAble, isGranted, partsOf } from './compile.ts'
import { Schedule } from './schedule.ts'
import { toursOf } from './solve.ts'
import { type Ways, waysOf } from './ways.ts'

/** Another carer for the same part of a visit, and what the plan would cost more. */
export type Alternative = { carer: string; more: number }

export type Explanation = {
  /** Why each part of a planned visit is where it is. */
  visits: {
    visit: string
    part: number
    carer: string
    why: Bilingual
    /** Cheapest other carers first, at most three; the visit alone moves, all else stays in its order. */
    others: Alternative[]
    /** Carers who may not do it, and those who may but have no room. */
    notAble: number
    noRoom: number
  }[]
  /** Wishes not granted and what granting each would cost beyond its own weight; null: impossible by moving this visit alone. */
  wishes: { visit: string; part: number; wish: Wish; price: number | null }[]
  unassigned: { visit: string; reason: Bilingual; repair: Repair | null }[]
}

/** The cheapest that would let a visit be planned. */
export type Repair =
  | { kind: 'window'; carer: string; start: number; minutes: number }
  | { kind: 'overtime'; carer: string; minutes: number }
  | { kind: 'wish'; carer: string }

/** Why a plan is as it is: every visit, every broken wish with its price, everyone left out with a reason and the cheapest repair. */
export function explain(problem: Problem, plan: Pick<Plan, 'routes' | 'unassigned'>): Explanation {
  const ways = waysOf(problem)
  const day = compile(problem, ways)
  const schedule = loaded(day, plan)
  const told: Explanation = { visits: [], wishes: [], unassigned: [] }
  for (let t = 0; t < day.parts; t++) {
    const r = schedule.tour[t]!
    if (r < 0) continue
    const visit = problem.visits[day.itemOf[t]!]!
    const c = day.carerOf[r]!
    const carer = problem.carers[c]!
    const mark = schedule.mark
    const whole = schedule.cost
    schedule.take(t)
    schedule.settle()
    const cheapest = cheapestByCarer(schedule, t)
    const without = schedule.cost
    schedule.undo(mark)
    const own = whole - without
    const notAble = cheapest.filter((_, other) => day.price[t * day.carers + other] === Number.POSITIVE_INFINITY).length
    const others = cheapest
      .map((cost, other) => ({ carer: problem.carers[other]!.id, more: cost - own }))
      .filter(({ more }, other) => other !== c && more < Number.POSITIVE_INFINITY)
      .sort((a, b) => a.more - b.more)
    const part = day.partOf[t]!
    told.visits.push({
      visit: visit.id,
      part,
      carer: carer.id,
      why: whyOf(visit, others[0], cheapest.length - notAble),
      others: others.slice(0, 3),
      notAble,
      noRoom: cheapest.length - notAble - others.length - 1,
    })
    for (const wish of visit.wishes ?? []) {
      if (isGranted(wish, carer)) continue
      const weight = wish.weight ?? day.weights.wish
      const granting = cheapest.filter((_, other) => isGranted(wish, problem.carers[other]!))
      const price = Math.min(...granting) - own + weight
      told.wishes.push({ visit: visit.id, part, wish, price: Number.isFinite(price) ? Math.max(0, price) : null })
    }
  }
  for (const id of plan.unassigned) {
    const v = problem.visits.findIndex((visit) => visit.id === id)
    if (v >= 0) told.unassigned.push({ visit: id, ...leftOut(problem, plan, day, ways, v) })
  }
  return told
}

function whyOf(visit: Visit, next: Alternative | undefined, able: number): Bilingual {
  if (visit.pin?.carers?.some((carer) => carer !== null) || visit.pin?.start !== undefined)
    return { zh: '已锁定', en: 'locked' }
  if (able === 1) return { zh: '只有此人能做', en: 'nobody else may do it' }
  if (next === undefined) return { zh: '其他人此时都排不下', en: 'nobody else has room for it' }
  const more = Math.round(next.more * 10) / 10
  if (next.more >= 0)
    return {
      zh: `改派 ${next.carer} 要多付 ${more}`,
      en: `the next best, ${next.carer}, would cost ${more} more`,
    }
  return {
    zh: `单独改派 ${next.carer} 可省 ${-more}，但尚未找到更好的整体安排`,
    en: `moving it alone to ${next.carer} would save ${-more}; a longer run would take that up`,
  }
}

function loaded(day: Day, plan: Pick<Plan, 'routes'>): Schedule {
  const schedule = new Schedule(day)
  toursOf(day, plan, true).forEach((tasks, r) => {
    let after = day.tasks + r
    for (const t of tasks) if (schedule.put(t, r, after) !== Number.POSITIVE_INFINITY) after = t
  })
  schedule.forget()
  return schedule
}

/** The least that task t costs with each carer, everybody else's order unchanged; ∞: impossible. */
function cheapestByCarer(schedule: Schedule, t: number): number[] {
  const { day } = schedule
  const cheapest = new Array<number>(day.carers).fill(Number.POSITIVE_INFINITY)
  for (let r = 0; r < day.tours; r++) {
    if (!schedule.mayTake(t, r)) continue
    const c = day.carerOf[r]!
    let after = day.tasks + r
    do {
      const cost = schedule.tryPut(t, r, after, cheapest[c]!)
      if (cost < cheapest[c]!) cheapest[c] = cost
      after = schedule.next[after]!
    } while (after < day.tasks)
  }
  return cheapest
}

/** Why visit v has no place, and the cheapest repair. */
function leftOut(
  problem: Problem,
  plan: Pick<Plan, 'routes'>,
  day: Day,
  ways: Ways,
  v: number,
): { reason: Bilingual; repair: Repair | null } {
  const visit = problem.visits[v]!
  const parts = partsOf(visit)
  if (problem.carers.length < parts.length)
    return { reason: { zh: '人员少于所需人数', en: 'it takes more carers than there are' }, repair: null }
  for (const part of parts) {
    if (problem.carers.some((carer) => isAble(carer, visit, part))) continue
    const skills = (part.skills ?? visit.skills ?? []).filter(
      (skill) => !problem.carers.some((carer) => carer.skills?.includes(skill)),
    )
    const named = skills.length > 0 ? skills.join('、') : (part.skills ?? visit.skills ?? []).join('、')
    return { reason: { zh: `没有人具备：${named}`, en: `nobody can do: ${named}` }, repair: null }
  }
  const nobody = parts.some((_, k) => {
    const t = day.firstPart[v]! + k
    return problem.carers.every((_, c) => day.price[t * day.carers + c] === Number.POSITIVE_INFINITY)
  })
  if (nobody) {
    const soft = { ...visit, wishes: visit.wishes?.map((wish) => ({ ...wish, hard: false })) ?? [] }
    const found = placed(problem, plan, ways, v, { ...soft, pin: {} }, 0)
    return {
      reason: { zh: '硬性要求或锁定排除了所有能做的人', en: 'demands or locks exclude everybody who could' },
      repair: found === null ? null : { kind: 'wish', carer: found.carer },
    }
  }
  const reason = {
    zh: '能做的人在时间窗内都排不下',
    en: 'nobody who may do it has room within its windows',
  }
  const open: Visit = {
    ...visit,
    windows: visit.windows?.map((window) => ({ ...window, latest: window.until + 720 })) ?? [],
  }
  const later = placed(problem, plan, ways, v, open, 0)
  const longer = placed(problem, plan, ways, v, visit, 180)
  if (later === null && longer === null) return { reason, repair: null }
  if (longer !== null && (later === null || longer.cost <= later.cost))
    return { reason, repair: { kind: 'overtime', carer: longer.carer, minutes: longer.over } }
  const last = Math.max(...(visit.windows ?? []).map(({ until, latest }) => Math.max(until, latest ?? until)))
  return {
    reason,
    repair: { kind: 'window', carer: later!.carer, start: later!.start, minutes: Math.max(0, later!.start - last) },
  }
}

/** Where visit v would go if it were `instead` and shifts lasted `longer`; null: nowhere. */
function placed(
  problem: Problem,
  plan: Pick<Plan, 'routes'>,
  ways: Ways,
  v: number,
  instead: Visit,
  longer: number,
): { carer: string; cost: number; start: number; over: number } | null {
  const otherwise: Problem = {
    ...problem,
    visits: problem.visits.map((visit, k) => (k === v ? instead : visit)),
    carers: problem.carers.map((carer) => ({
      ...carer,
      shifts: carer.shifts.map((shift) => ({ ...shift, latest: (shift.latest ?? shift.until) + longer })),
    })),
  }
  const day = compile(otherwise, ways)
  const schedule = loaded(day, plan)
  let first = -1
  let cost = 0
  for (let t = day.firstPart[v]!; t < day.firstPart[v + 1]!; t++) {
    let best = Number.POSITIVE_INFINITY
    let tour = -1
    let behind = -1
    for (let r = 0; r < day.tours; r++) {
      if (!schedule.mayTake(t, r)) continue
      let after = day.tasks + r
      do {
        const more = schedule.tryPut(t, r, after, best)
        if (more < best) {
          best = more
          tour = r
          behind = after
        }
        after = schedule.next[after]!
      } while (after < day.tasks)
    }
    if (tour < 0) return null
    schedule.put(t, tour, behind)
    cost += best
    if (first < 0) first = tour
  }
  const back = schedule.start[day.tasks + first]!
  const shift = problem.carers[day.carerOf[first]!]!.shifts[day.shiftOf[first]!]!
  return {
    carer: problem.carers[day.carerOf[first]!]!.id,
    cost,
    start: schedule.start[day.firstPart[v]!]!,
    over: Math.max(0, back - (shift.latest ?? shift.until)),
  }
}
