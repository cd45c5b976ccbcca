import { evaluate, parse, round } from '../../../engines/formula/index.ts'
import type { Inputs, LineItem, RuleItem, ScoredLine, ScoringRule } from './model.ts'

/** What is known of a subject: for each item the inputs of its formula, and the figure it comes from. */
export type SubjectFacts = {
  subject: string
  name: string
  inputs(item: RuleItem): { inputs: Inputs; figure: string | null }
}

const POINT_DIGITS = 4
const SCORE_DIGITS = 2

function itemOf(item: RuleItem, facts: SubjectFacts): LineItem {
  const formula = parse(item.formula)
  const { inputs: given, figure } = facts.inputs(item)
  const inputs = Object.fromEntries(formula.inputs.map((name) => [name, given[name] ?? null]))
  const result = evaluate(formula, Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, { value }])))
  const points = result.value === null ? null : round(Math.min(100, Math.max(0, result.value)), POINT_DIGITS)
  return { code: item.code, points, weight: item.weight, share: null, filled: result.filled, inputs, figure }
}

/** Scores one subject by a rule. Pure. Unknown items are never zero: their weight goes to the known ones. */
export function scoreOne(rule: ScoringRule, facts: SubjectFacts): Omit<ScoredLine, 'rank' | 'tied'> {
  const items = rule.items.map((item) => itemOf(item, facts))
  const all = items.reduce((sum, item) => sum + item.weight, 0)
  const knownWeight = items.reduce((sum, item) => sum + (item.points === null ? 0 : item.weight), 0)
  const points = items.reduce((sum, item) => sum + item.weight * (item.points ?? 0), 0)
  const known = all === 0 ? 0 : round(knownWeight / all, POINT_DIGITS)
  const enough = knownWeight > 0 && known >= rule.leastKnown
  return {
    subject: facts.subject,
    name: facts.name,
    score: enough ? round(points / knownWeight, SCORE_DIGITS) : null,
    known,
    items: items.map((item) => ({
      ...item,
      share: item.points === null ? null : round(item.weight / knownWeight, POINT_DIGITS),
    })),
  }
}

/** Ranks by score, the best first; equal scores share the rank (1, 2, 2, 4). Lines without a score stand at the end, unranked. */
export function rankLines(lines: readonly Omit<ScoredLine, 'rank' | 'tied'>[]): ScoredLine[] {
  const scores = lines.flatMap((line) => (line.score === null ? [] : [line.score]))
  return lines
    .map((line): ScoredLine => {
      if (line.score === null) return { ...line, rank: null, tied: false }
      const { score } = line
      return {
        ...line,
        rank: 1 + scores.filter((other) => other > score).length,
        tied: scores.filter((other) => other === score).length > 1,
      }
    })
    .sort(
      (a, b) =>
        (a.rank ?? Number.POSITIVE_INFINITY) - (b.rank ?? Number.POSITIVE_INFINITY) ||
        (a.subject < b.subject ? -1 : a.subject > b.subject ? 1 : 0),
    )
}

/** Scores and ranks all subjects. */
export function scorecard(rule: ScoringRule, subjects: readonly SubjectFacts[]): ScoredLine[] {
  return rankLines(subjects.map((facts) => scoreOne(rule, facts)))
}
