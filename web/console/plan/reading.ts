import type { DoubtView, PlanPage, PlanTaskView, TargetView } from '../../../src/contexts/plan/index.ts'
import type { Highlight } from '../../shared/parts/paper.ts'
import { markOf } from './marks.ts'

/** The tabs beside the paper, doubts first. */
export const TABS = ['doubts', 'targets', 'tasks', 'milestones', 'limits', 'conflicts'] as const
export type Tab = (typeof TABS)[number]

/** One card: something a person decides about, with its open doubts. */
export type Card =
  | { kind: 'paper'; id: string; doubt: DoubtView; doubts: DoubtView[]; span: Span }
  | { kind: 'target'; id: string; target: TargetView; doubts: DoubtView[]; span: Span }
  | { kind: 'task'; id: string; task: PlanTaskView; doubts: DoubtView[]; span: Span }
type Span = { start: number; end: number } | null

/** The cards of a tab, in the order of the paper. */
export function cardsOf(plan: PlanPage, tab: Tab): Card[] {
  const open = plan.doubts.filter((doubt) => doubt.state === 'open')
  const about = Map.groupBy(open, (doubt) => doubt.subject)
  const targets = plan.targets
    .filter((target) => target.dupOf === null)
    .map(
      (target): Card => ({
        kind: 'target',
        id: target.id,
        target,
        doubts: about.get(target.id) ?? [],
        span: target.span,
      }),
    )
  const tasks = plan.tasks.map(
    (task): Card => ({ kind: 'task', id: task.id, task, doubts: about.get(task.id) ?? [], span: task.span }),
  )
  if (tab === 'targets') return targets
  if (tab === 'tasks') return tasks
  if (tab !== 'doubts') return []
  const papers = open
    .filter((doubt) => doubt.subjectKind === 'paper')
    .map((doubt): Card => ({ kind: 'paper', id: doubt.id, doubt, doubts: [doubt], span: doubt.span }))
  return [...papers, ...[...targets, ...tasks].filter((card) => card.doubts.length > 0)]
}

/** How many entries a tab holds. */
export function countOf(plan: PlanPage, tab: Tab): number {
  if (tab === 'milestones') return plan.milestones.length
  if (tab === 'limits') return plan.limits.length
  if (tab === 'conflicts') return plan.conflicts.length
  return cardsOf(plan, tab).length
}

/** Passages of the paper to mark: what is doubted, the targets, and what the tab is about. */
export function marksOf(plan: PlanPage, tab: Tab): Highlight[] {
  const open = plan.doubts.filter((doubt) => doubt.state === 'open')
  const doubted = new Set(open.map((doubt) => doubt.subject))
  const tone = (id: string, plain: Highlight['tone']) => (doubted.has(id) ? 'attention' : plain)
  return [
    ...open.flatMap((doubt) =>
      doubt.subjectKind === 'paper' && doubt.span !== null ? [markOf(doubt.id, doubt.span, 'attention')] : [],
    ),
    ...plan.targets.map((target) => markOf(target.dupOf ?? target.id, target.span, tone(target.id, 'place'))),
    ...(tab === 'tasks' ? plan.tasks.map((task) => markOf(task.id, task.span, tone(task.id, 'quiet'))) : []),
    ...(tab === 'milestones' ? plan.milestones.map((each) => markOf('milestone', each.span, 'quiet')) : []),
    ...(tab === 'limits' ? plan.limits.map((each) => markOf('limit', each.span, 'quiet')) : []),
  ]
}

/** Everything undecided that nobody doubts: what one command can accept. */
export function undoubted(plan: PlanPage): number {
  const free = (each: { state: string; open: number }) => each.state === 'draft' && each.open === 0
  return plan.targets.filter((target) => target.dupOf === null && free(target)).length + plan.tasks.filter(free).length
}
