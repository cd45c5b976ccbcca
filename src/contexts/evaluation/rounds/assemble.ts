import { hashOf } from '../../../kernel/hash.ts'
import { parsePeriod } from '../../../kernel/periods.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { STATES } from '../../plan/index.ts'
import { seriesKey } from '../../statistics/index.ts'
import type { Inputs, RuleItem, ScoredLine, ScoringRule, SubjectKind, UnitInputs } from '../scoring/model.ts'
import { type SubjectFacts, scorecard } from '../scoring/score.ts'
import { ruleOn } from '../scoring/store.ts'
import { type RegionFacts, regionFacts, targetFacts, taskFacts } from './facts.ts'
import { figuresOf } from './figures.ts'
import type { RoundContent, Summary, TargetFact, TaskFact } from './model.ts'

/** What to evaluate; the rule in force on the last day unless one is named. */
export type RoundSpec = { period: string; kind: SubjectKind; rule?: string }

/** Counts of one unit: its targets by state and the tasks it leads. */
export function unitInputs(name: string, targets: readonly TargetFact[], tasks: readonly TaskFact[]): UnitInputs {
  const mine = targets.filter((target) => target.units.includes(name))
  const led = tasks.filter((task) => task.units.some((unit) => unit.role === 'lead' && unit.name === name))
  const inState = (state: string) => mine.filter((target) => target.standing.state === state).length
  return {
    met: inState('met'),
    on_track: inState('on-track'),
    not_due: inState('not-due'),
    behind: inState('behind'),
    missed: inState('missed'),
    unknown: inState('unknown'),
    lead: led.length,
    done: led.filter((task) => task.state === 'done').length,
    claimed: led.filter((task) => task.state === 'claimed').length,
    overdue: led.filter((task) => task.overdueWorkdays > 0).length,
    reported: led.filter((task) => task.reported).length,
    returned: led.reduce((sum, task) => sum + task.returned, 0),
  }
}

/** Units that answer for a target or lead a task, by name. */
export function unitsIn(targets: readonly TargetFact[], tasks: readonly TaskFact[]): string[] {
  const led = tasks.flatMap((task) => task.units.filter((unit) => unit.role === 'lead').map(({ name }) => name))
  return [...new Set([...targets.flatMap((target) => target.units), ...led])].sort()
}

/** Lines of a scorecard of units. Pure. */
export function unitLines(rule: ScoringRule, targets: readonly TargetFact[], tasks: readonly TaskFact[]): ScoredLine[] {
  const subjects = unitsIn(targets, tasks).map((name): SubjectFacts => {
    const inputs: Inputs = unitInputs(name, targets, tasks)
    return { subject: name, name, inputs: () => ({ inputs, figure: null }) }
  })
  return scorecard(rule, subjects)
}

/** Lines of a scorecard of townships. Pure. */
export function regionLines(rule: ScoringRule, facts: RegionFacts): ScoredLine[] {
  const of = (code: string) => (item: RuleItem) => {
    const figure = facts.figures.get(seriesKey(item.indicator!, code))
    return { inputs: { value: figure?.value ?? null, goal: item.goal ?? null }, figure: figure?.key ?? null }
  }
  return scorecard(
    rule,
    facts.regions.map(({ code, name }) => ({ subject: code, name, inputs: of(code) })),
  )
}

function summaryOf(targets: readonly TargetFact[], tasks: readonly TaskFact[], lines: readonly ScoredLine[]): Summary {
  const count = (wanted: (task: TaskFact) => boolean) => tasks.filter(wanted).length
  return {
    states: Object.fromEntries(
      STATES.map((state) => [state, targets.filter((target) => target.standing.state === state).length]),
    ),
    targets: targets.length,
    tasks: {
      total: tasks.length,
      done: count((task) => task.state === 'done'),
      claimed: count((task) => task.state === 'claimed'),
      overdue: count((task) => task.overdueWorkdays > 0),
      reported: count((task) => task.reported),
      returned: tasks.reduce((sum, task) => sum + task.returned, 0),
    },
    subjects: lines.length,
    scored: lines.filter((line) => line.score !== null).length,
  }
}

/**
 * Computes a round from what is known now, without keeping it: the preview, and what freezing keeps. `kept` gives the tasks and the
 * rule of a frozen round, to see what later corrections of figures would change.
 */
export async function assemble(
  tx: Tx,
  spec: RoundSpec,
  kept?: { tasks: TaskFact[]; rule: ScoringRule },
): Promise<RoundContent> {
  const period = parsePeriod(spec.period)
  const rule = kept?.rule ?? (await ruleOn(tx, spec.kind, period.to, spec.rule))
  const tasks = kept?.tasks ?? (await taskFacts(tx, period))
  const { targets, observations } = await targetFacts(tx, period.to, tasks)
  const places = spec.kind === 'region' ? await regionFacts(tx, rule, period.to) : null
  const lines = places === null ? unitLines(rule, targets, tasks) : regionLines(rule, places)
  const used = places === null ? [] : [...places.figures.values()].map(({ observation }) => observation)
  const figures = await figuresOf(tx, [...observations, ...used])
  return {
    jurisdiction: tx.actor.jurisdiction,
    period: period.id,
    kind: spec.kind,
    asOf: period.to,
    rule,
    summary: summaryOf(targets, tasks, lines),
    targets,
    figures,
    tasks,
    lines,
  }
}

/** SHA-256 over a round's content in canonical JSON: the same facts give the same hash. */
export function contentHash(content: RoundContent): string {
  return hashOf(JSON.parse(JSON.stringify(content)))
}
