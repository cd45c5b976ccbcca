import type { IsoDate } from '../../kernel/dates.ts'
import { type Band, bandOf, type Milestone, nearEdge, type Target } from './target.ts'

/** A milestone with the values that satisfy it; `value` is the edge to reach, in the figure's own terms. */
export type Step = { date: IsoDate; value: number; band: Band }

/** A target made ready for one date: its steps in order, or one band that always holds. */
export type Path = {
  steps: Step[]
  standing: Step['band'] | null
  base: { date: IsoDate; value: number | null } | null
  up: boolean
  /** False when being inside the band today does not settle the matter: what adds up may still pass an upper limit. */
  settlesEarly: boolean
}

/**
 * Lays out the path of a target for a date. An annual target is laid out for the year of the date alone.
 * `base` replaces the target's own, where it is taken from the figures.
 */
export function pathOf(target: Target, date: IsoDate, base: Path['base']): Path {
  const annual = target.accumulation === 'annual'
  const milestones = annual ? ofYear(target, date) : all(target)
  const from = annual ? startOfYear(target, date) : startOf(target, base)
  const bands = milestones.map((milestone) => bandOf(target, milestone, base?.value ?? null))
  const standing =
    target.deadline || target.ladder?.length || annual ? null : bandOf(target, end(target, base), base?.value ?? null)
  const sample = bands.at(-1) ?? standing
  const up = sample === null || goesUp(sample, from?.value ?? null)
  const adds = target.accumulation === 'cumulative' || annual
  return {
    steps: milestones.map(({ date: day }, i) => ({ date: day, value: nearEdge(bands[i]!, up), band: bands[i]! })),
    standing,
    base: from,
    up,
    settlesEarly: target.kind !== 'direction' && !(adds && sample !== null && sample.high !== Number.POSITIVE_INFINITY),
  }

  function all(t: Target): Milestone[] {
    const ladder = [...(t.ladder ?? [])]
    const last = t.deadline
    const implied = t.value !== undefined || ladder.length === 0
    if (last && implied && !ladder.some((m) => m.date === last)) ladder.push({ date: last, ...end(t, base) })
    return ladder.sort((a, b) => (a.date < b.date ? -1 : 1))
  }

  function ofYear(t: Target, day: IsoDate): Milestone[] {
    const close = yearEnd(t, day)
    const ladder = [...(t.ladder ?? [])].sort((a, b) => (a.date < b.date ? -1 : 1))
    const valid = ladder.findLast((m) => m.date <= close)
    if (valid) return [{ ...valid, date: close }]
    return t.value === undefined && ladder.length > 0 ? [] : [{ date: close, ...end(t, base) }]
  }
}

/** Last day on which an annual target is counted in the year of `date`. */
export function yearEnd(target: Target, date: IsoDate): IsoDate {
  const last = target.deadline && target.deadline < date ? target.deadline : date
  const close = `${last.slice(0, 4)}-12-31`
  return target.deadline && target.deadline < close ? target.deadline : close
}

function startOfYear(target: Target, date: IsoDate): Path['base'] {
  return { date: `${Number(yearEnd(target, date).slice(0, 4)) - 1}-12-31`, value: 0 }
}

function startOf(target: Target, base: Path['base']): Path['base'] {
  if (base) return base
  const fromNothing = target.accumulation === 'cumulative' || target.kind === 'per-region'
  return fromNothing && target.start ? { date: target.start, value: 0 } : null
}

function end(target: Target, base: Path['base']): Omit<Milestone, 'date'> {
  if (target.kind === 'direction') return { value: base?.value ?? 0 }
  const usual = target.kind === 'coverage' ? 100 : 1
  return { value: target.value ?? usual, ...(target.high === undefined ? {} : { high: target.high }) }
}

function goesUp(band: Band, from: number | null): boolean {
  if (band.low === Number.NEGATIVE_INFINITY) return false
  if (band.high === Number.POSITIVE_INFINITY) return true
  return from === null || from <= band.high
}
