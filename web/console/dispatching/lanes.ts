import type { Board, BoardCarer, BoardVisit } from '../../../src/contexts/dispatching/index.ts'

/** A visit, or a part of one, on somebody's day. Minutes of the day. */
export type Block = {
  visit: BoardVisit
  part: number
  from: number
  until: number
  /** When the way to it begins and how long it takes; null where no plan says so. */
  leaves: number | null
  way: number | null
  begun: boolean
}
export type Lane = { carer: BoardCarer; blocks: Block[]; breaks: { from: number; until: number }[] }

export type Shown = 'standing' | 'proposal'

/** 09:05 of a minute of the day. */
export const clock = (minute: number): string => {
  const whole = Math.round(minute)
  return `${String(Math.floor(whole / 60)).padStart(2, '0')}:${String(whole % 60).padStart(2, '0')}`
}

/** Minute of the day of what a time field says; null while it is empty. */
export const minuteOf = (text: string): number | null => {
  const found = /^(\d{2}):(\d{2})$/.exec(text)
  return found === null ? null : Number(found[1]) * 60 + Number(found[2])
}

/** Everybody's day, as the newest proposal has it or as it stands. */
export function lanesOf(board: Board, shown: Shown): Lane[] {
  const visits = new Map(board.visits.map((visit) => [visit.order, visit]))
  const lanes = new Map(board.carers.map((carer): [string, Lane] => [carer.staff, { carer, blocks: [], breaks: [] }]))
  const begun = (visit: BoardVisit) => visit.state !== 'placed' && visit.state !== 'assigned'
  const routes = board.plan?.result?.routes ?? []
  if (shown === 'standing')
    for (const visit of board.visits)
      visit.standing.forEach(({ staff, from, until }, part) => {
        const stop = stopOf(board, staff, visit.order, from)
        lanes.get(staff)?.blocks.push({
          visit,
          part,
          from,
          until,
          leaves: stop?.leaves ?? null,
          way: stop?.way ?? null,
          begun: begun(visit),
        })
      })
  else
    for (const { carer, leave, stops } of routes) {
      let free = leave
      for (const { visit: order, part, arrive, start, end } of stops) {
        const lane = lanes.get(carer)
        const visit = order === null ? undefined : visits.get(order)
        if (order === null) lane?.breaks.push({ from: start, until: end })
        else if (visit !== undefined)
          lane?.blocks.push({
            visit,
            part,
            from: start,
            until: end,
            leaves: free,
            way: Math.max(0, arrive - free),
            begun: begun(visit),
          })
        free = end
      }
    }
  for (const lane of lanes.values()) lane.blocks.sort((a, b) => a.from - b.from)
  return [...lanes.values()]
}

/** The way to a stop that stands just as the newest plan has it. */
function stopOf(board: Board, staff: string, order: string, from: number): { leaves: number; way: number } | null {
  for (const { carer, leave, stops } of board.plan?.result?.routes ?? []) {
    if (carer !== staff) continue
    let free = leave
    for (const stop of stops) {
      if (stop.visit === order && Math.abs(stop.start - from) < 1)
        return { leaves: free, way: Math.max(0, stop.arrive - free) }
      free = stop.end
    }
  }
  return null
}

/** The hours a timeline shows: from the first shift or visit to the last, whole hours, at least ten. */
export function hoursOf(lanes: readonly Lane[]): { from: number; until: number } {
  const all = lanes.flatMap(({ carer, blocks }) => [...carer.shifts, ...blocks])
  const from = Math.floor(Math.min(480, ...all.map((each) => each.from)) / 60) * 60
  const until = Math.ceil(Math.max(from + 600, ...all.map((each) => each.until)) / 60) * 60
  return { from, until: Math.min(1440, until) }
}

/** Visits that nobody has in what is shown. */
export function openVisits(board: Board, lanes: readonly Lane[]): BoardVisit[] {
  const placed = new Set(lanes.flatMap(({ blocks }) => blocks.map(({ visit }) => visit.order)))
  return board.visits.filter((visit) => !placed.has(visit.order))
}
