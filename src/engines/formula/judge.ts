import { addDays, daysBetween, type IsoDate } from '../../kernel/dates.ts'
import type { Dated, Judgement, State } from './judgement.ts'
import { milestoneDue } from './ladder.ts'
import { type Path, pathOf, type Step, yearEnd } from './path.ts'
import { onReach, type RegionReach, reachOf } from './reach.ts'
import { type Finding, reasonOf } from './reasons.ts'
import { type Band, checkTarget, distance, inBand, type Observation, type Target } from './target.ts'

export type JudgeOptions = {
  /** A figure may stand for a milestone when it is at most this many days older. Default 31. */
  freshDays?: number
  /** While a target runs, an older figure than this says nothing about today. Default 400. */
  maxAgeDays?: number
}

type Figure = { asOf: IsoDate; value: number | null }
type Outcome = Omit<Judgement, 'certain' | 'regions' | 'reason'> & { finding: Finding; band: Band | null }
type Decide = (path: Path, figures: Figure[]) => Outcome

/**
 * Judges a target on a date, using only figures as of that date or earlier. Where two figures bear the same day the later in the
 * list stands. Cumulative and annual figures are running totals.
 * @throws Refusal when the target itself is wrong (see `checkTarget`)
 */
export function judge(
  target: Target,
  series: readonly Observation[],
  date: IsoDate,
  options: JudgeOptions = {},
): Judgement {
  checkTarget(target)
  const usable = usableOn(target, series, date)
  const base = target.kind === 'direction' && !target.base ? firstKnown(usable) : (target.base ?? null)
  const path = pathOf(target, date, base)
  const mixed = usable.some((o) => target.countedAs && o.countedAs && o.countedAs !== target.countedAs)
  const decide: Decide = (along, figures) => {
    if (mixed) return without('counted-otherwise', along, date)
    const owed = along.steps.length > 0 || along.standing !== null
    const begun = owed && !(target.start && date < target.start)
    if (!begun) return { ...without('not-begun', along, date), state: 'not-due' }
    if (target.kind === 'increment' && target.base?.value == null) return without('no-base', along, date)
    return decideOn(target, along, figures, date, options)
  }
  if (target.kind === 'per-region') return judgeRegions(path, usable, date, decide)
  const pick = (pickOne: (o: Observation) => number | null): Outcome => {
    return decide(
      path,
      usable.map((o) => ({ asOf: o.asOf, value: pickOne(o) })),
    )
  }
  const outcome = pick((o) => o.value)
  const certain = [pick((o) => boundOf(o, 'low')), pick((o) => boundOf(o, 'high'))].every(
    (b) => b.state === outcome.state,
  )
  return finish(outcome, certain, null)
}

/** The best of several judgements: a target that one of two measures may satisfy. An unknown outweighs a failure. */
export function judgeAny(judgements: readonly [Judgement, ...Judgement[]]): Judgement {
  const order: State[] = ['met', 'on-track', 'not-due', 'unknown', 'behind', 'missed']
  return judgements.reduce((best, one) => (order.indexOf(one.state) < order.indexOf(best.state) ? one : best))
}

function usableOn(target: Target, series: readonly Observation[], date: IsoDate): Observation[] {
  const year = target.accumulation === 'annual' ? yearEnd(target, date).slice(0, 4) : null
  const byDay = new Map<IsoDate, Observation>()
  for (const o of series) {
    if (o.asOf <= date && (year === null || o.asOf.startsWith(year))) byDay.set(o.asOf, o)
  }
  return [...byDay.values()].sort((a, b) => (a.asOf < b.asOf ? -1 : 1))
}

function firstKnown(figures: readonly Figure[]): Path['base'] {
  const first = figures.find((figure) => figure.value !== null)
  const later = figures.some((figure) => first !== undefined && figure.asOf > first.asOf)
  return first && later ? { date: first.asOf, value: first.value } : null
}

function boundOf(o: Observation, side: 'low' | 'high'): number | null {
  const bound = o[side]
  return o.value === null || bound === undefined ? o.value : bound
}

function decideOn(target: Target, path: Path, figures: Figure[], date: IsoDate, options: JudgeOptions): Outcome {
  const { freshDays = 31, maxAgeDays = 400 } = options
  const latest = figures.at(-1)
  if (!latest) return without('no-figure', path, date)
  if (target.kind === 'direction' && path.base?.value == null) return without('no-base', path, date)
  const { due, next } = stepsOn(path, date)
  if (due && !next) return decideFinal(target, path, due, figures, date, freshDays)
  if (latest.value === null) return without('unknown-figure', path, date, latest)
  const told = outcomeOf(path, due, next, latest.asOf, latest.value)
  const final = path.steps.at(-1)?.band ?? path.standing!
  const reachedEnd = inBand(latest.value, final) && (!due || inBand(latest.value, due.band))
  const keeps = target.accumulation === 'cumulative' && path.up
  if (reachedEnd && keeps && path.settlesEarly) return told('met', 'reached', final)
  if (daysBetween(latest.asOf, date) > maxAgeDays) return without('too-old', path, date, latest)
  if (due && latest.asOf < addDays(due.date, -freshDays)) {
    if (keeps && inBand(latest.value, due.band)) return paced(path, told, latest.value, next!.band)
    return without('older-than-due', path, date, latest)
  }
  if (reachedEnd && path.settlesEarly) return told('met', 'reached', final)
  if (!next) return inBand(latest.value, final) ? told('on-track', 'right-way', final) : told('behind', 'short', final)
  if (target.kind === 'direction') {
    return inBand(latest.value, final) ? told('on-track', 'right-way', final) : told('behind', 'wrong-way', final)
  }
  if (due && !inBand(latest.value, due.band)) {
    const inTime = figures.some((f) => isAround(f, due, freshDays) && f.value !== null && inBand(f.value, due.band))
    if (inTime) return told('behind', 'fell-back', due.band)
    const settled = latest.asOf >= due.date || date > addDays(due.date, freshDays)
    return settled ? told('missed', 'missed', due.band) : told('behind', 'awaiting', due.band)
  }
  return paced(path, told, latest.value, next.band)
}

/** After the last date: what counts is the figure of that date; a later one can still show that it was reached late. */
function decideFinal(
  target: Target,
  path: Path,
  due: Step,
  figures: Figure[],
  date: IsoDate,
  freshDays: number,
): Outcome {
  const latest = figures.at(-1)!
  const keeps = target.accumulation === 'cumulative' && path.up
  const early = keeps && figures.findLast((f) => f.asOf <= due.date && f.value !== null && inBand(f.value, due.band))
  if (early) return outcomeOf(path, due, null, early.asOf, early.value!)('met', 'reached', due.band)
  const close = due.date < date ? addDays(due.date, freshDays) : due.date
  const around =
    figures.findLast((f) => isAround(f, due, freshDays)) ?? figures.find((f) => f.asOf > due.date && f.asOf <= close)
  if (around?.value != null && inBand(around.value, due.band)) {
    return outcomeOf(path, due, null, around.asOf, around.value)('met', 'reached', due.band)
  }
  const lastWord = latest.asOf > due.date || !around ? latest : around
  if (lastWord.asOf < addDays(due.date, -freshDays)) return without('older-than-due', path, date, lastWord)
  if (lastWord.value === null) {
    if (around?.value == null) return without('unknown-figure', path, date, lastWord)
    return outcomeOf(path, due, null, around.asOf, around.value)('missed', 'missed', due.band)
  }
  const told = outcomeOf(path, due, null, lastWord.asOf, lastWord.value)
  if (inBand(lastWord.value, due.band)) {
    const late = around?.value != null
    return { ...told('met', late ? 'reached-late' : 'reached', due.band), late }
  }
  const settled = lastWord.asOf >= due.date || date > addDays(due.date, freshDays)
  return settled ? told('missed', 'missed', due.band) : told('behind', 'awaiting', due.band)
}

function isAround(figure: Figure, due: Step, freshDays: number): boolean {
  return figure.asOf <= due.date && figure.asOf >= addDays(due.date, -freshDays)
}

type Teller = (state: State, finding: Finding, band: Band) => Outcome

function paced(path: Path, told: Teller, value: number, band: Band): Outcome {
  const { pace } = told('unknown', 'no-line', band)
  if (pace === null) return told('not-due', 'no-line', band)
  const keepsUp = path.up ? value >= pace.value : value <= pace.value
  const beyond = path.up ? value > band.high : value < band.low
  if (beyond) return told('behind', 'beyond', band)
  return keepsUp ? told('on-track', 'keeps-up', band) : told('behind', 'falls-behind', band)
}

function stepsOn(path: Path, date: IsoDate): { due: Step | null; next: Step | null } {
  const { due, next } = milestoneDue(path.steps, date)
  return { due: due as Step | null, next: next as Step | null }
}

function outcomeOf(path: Path, due: Step | null, next: Step | null, asOf: IsoDate, value: number): Teller {
  const line = milestoneDue(path.steps, asOf, path.base).pace
  const lacking = due && !inBand(value, due.band) ? due.band : (next?.band ?? due?.band ?? path.standing)
  return (state, finding, band) => ({
    state,
    due: dated(due),
    next: dated(next),
    pace: line === null || path.steps.length === 0 ? null : { date: asOf, value: line },
    actual: value,
    asOf,
    gap: lacking ? distance(value, lacking) : null,
    late: false,
    finding,
    band,
  })
}

function without(finding: Finding, path: Path, date: IsoDate, figure?: Figure): Outcome {
  const { due, next } = stepsOn(path, date)
  return {
    state: 'unknown',
    due: dated(due),
    next: dated(next),
    pace: null,
    actual: null,
    asOf: figure?.asOf ?? null,
    gap: null,
    late: false,
    finding,
    band: null,
  }
}

function dated(step: Step | null): Dated | null {
  return step && { date: step.date, value: step.value }
}

function judgeRegions(path: Path, usable: readonly Observation[], date: IsoDate, decide: Decide): Judgement {
  const { due, next } = stepsOn(path, date)
  const latest = usable.at(-1)?.regions ?? {}
  const pastDue = due !== null && next !== null && reachOf(latest, due.band).met === Object.keys(latest).length
  const asked = pastDue || due === null ? (next?.band ?? path.standing) : due.band
  if (asked === null) return finish(decide(path, []), true, null)
  const regions = reachOf(latest, asked)
  const counted = onReach(
    pastDue ? { ...path, steps: path.steps.filter((step) => step.date > date) } : path,
    regions.total,
  )
  const figures = (side: 'low' | 'high'): Figure[] =>
    usable.map(({ asOf, regions: figuresOf = {} }) => {
      const { total, met, unknown } = reachOf(figuresOf, asked)
      return { asOf, value: total === 0 ? null : met + (side === 'high' ? unknown.length : 0) }
    })
  const [low, high] = [decide(counted, figures('low')), decide(counted, figures('high'))]
  const sure = low.state === high.state
  const outcome = sure ? low : without('regions-unknown', counted, date, figures('low').at(-1))
  return finish({ ...outcome, due: due && { date: due.date, value: regions.total } }, sure, regions)
}

function finish({ finding, band, ...outcome }: Outcome, certain: boolean, regions: RegionReach | null): Judgement {
  return { ...outcome, certain, regions, reason: reasonOf(finding, outcome, band, regions) }
}
