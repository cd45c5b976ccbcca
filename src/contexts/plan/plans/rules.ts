import { isDeepStrictEqual } from 'node:util'
import { refuse } from '../../../kernel/refusal.ts'
import {
  type DraftTask,
  type OpenPoints,
  TargetFacts,
  type TargetRow,
  type TargetState,
  type TaskFacts,
} from './model.ts'

/** What a person does with something read: it is right, it is put right, it does not belong here. */
export type Act = 'accept' | 'edit' | 'reject'

/** How an act is kept with the doubts it settles. */
export const OUTCOMES: Record<Act, 'accepted' | 'edited' | 'rejected'> = {
  accept: 'accepted',
  edit: 'edited',
  reject: 'rejected',
}

const DIRECTIONS = new Set(['up', 'down', 'keep'])

/** A reason somebody else can understand later. */
export function checkReason(reason: string | undefined): string {
  const text = reason?.trim() ?? ''
  if (text.length >= 2) return text
  throw refuse('plan.reason', { zh: '请写明理由', en: 'Give a reason' }, { at: '/reason' })
}

const FACTS = Object.keys(TargetFacts.properties) as (keyof TargetFacts)[]

/** The facts of a target, without what decisions cannot change. */
export function factsOf(row: TargetFacts): TargetFacts {
  return Object.fromEntries(FACTS.map((key) => [key, row[key]])) as TargetFacts
}

/**
 * Checks that a target says something that can be met.
 * @throws Refusal `target.value`, `target.range`, `target.direction`
 */
export function checkFacts(facts: TargetFacts): void {
  const direction = DIRECTIONS.has(facts.comparator)
  if (direction !== (facts.kind === 'direction')) {
    throw refuse(
      'target.direction',
      {
        zh: '方向性要求（提升、下降、保持）没有数值，其他目标要有比较符',
        en: 'A direction (up, down, keep) has no number; any other target needs a comparator',
      },
      { at: '/facts/comparator' },
    )
  }
  if (direction) return
  if (facts.comparator === 'range') {
    if (facts.low !== null && facts.high !== null && facts.low <= facts.high) return
    throw refuse(
      'target.range',
      { zh: '区间要有下限和上限，且下限不大于上限', en: 'A range needs a lower and an upper end' },
      { at: '/facts/low' },
    )
  }
  if (facts.value === null) {
    throw refuse('target.value', { zh: '请填目标值', en: 'Give the value' }, { at: '/facts/value' })
  }
}

/** What a decision makes of a target. */
export type Decided<F> = { state: 'confirmed' | 'rejected'; facts: F; changed: boolean }

/**
 * Decides about a target of a draft: accept as it stands, edit, or reject with a reason. Deciding again is allowed until the plan
 * takes force.
 */
export function decideTarget(
  row: TargetRow,
  act: Act,
  input: { facts?: Partial<TargetFacts> | undefined; reason?: string | undefined },
): Decided<TargetFacts> {
  if (act === 'reject') {
    checkReason(input.reason)
    return { state: 'rejected', facts: factsOf(row), changed: false }
  }
  const facts = { ...factsOf(row), ...(act === 'edit' ? input.facts : {}) }
  const changed = !isDeepStrictEqual(facts, factsOf(row))
  if (act === 'edit' && !changed) throw nothingChanged()
  checkFacts(facts)
  return { state: 'confirmed', facts, changed }
}

/** Decides about a task of a draft, like `decideTarget`. */
export function decideTask(
  task: DraftTask,
  act: Act,
  input: { facts?: Partial<TaskFacts> | undefined; reason?: string | undefined },
): Decided<DraftTask['content']> {
  if (act === 'reject') {
    checkReason(input.reason)
    return { state: 'rejected', facts: task.content, changed: false }
  }
  const facts = { ...task.content, ...(act === 'edit' ? input.facts : {}) }
  const changed = !isDeepStrictEqual(facts, task.content)
  if (act === 'edit' && !changed) throw nothingChanged()
  return { state: 'confirmed', facts, changed }
}

const nothingChanged = () =>
  refuse('plan.unchanged', { zh: '没有改动任何内容', en: 'Nothing was changed' }, { at: '/facts' })

/** Refuses a decision that was made before seeing the newest one. `who` names the one who was first. */
export function decidedMeanwhile(who: string, at: string, state: TargetState | string) {
  const words: Record<string, { zh: string; en: string }> = {
    confirmed: { zh: '确认', en: 'confirmed' },
    rejected: { zh: '驳回', en: 'rejected' },
    retired: { zh: '停用', en: 'retired' },
    decided: { zh: '裁定', en: 'decided' },
  }
  const word = words[state] ?? { zh: '处理', en: 'changed' }
  return refuse(
    'plan.decided-meanwhile',
    {
      zh: `${who}刚才已${word.zh}这一项，您的操作没有保存`,
      en: `${who} has just ${word.en} this; your decision was not saved`,
    },
    {
      kind: 'conflict',
      params: { who, at, state },
      next: { zh: '请看过最新内容后再决定', en: 'Look at the newest state and decide again' },
    },
  )
}

/** One thing that keeps a plan from taking force. */
export type Obstacle = { kind: 'doubt' | 'target' | 'task' | 'conflict'; id: string; text: { zh: string; en: string } }

/** Refuses to let a plan take force while something is open, naming all of it. */
export function notReady(obstacles: readonly Obstacle[]) {
  const count = (kind: Obstacle['kind']) => obstacles.filter((each) => each.kind === kind).length
  const parts = [
    { n: count('doubt'), zh: '个疑点未处理', en: 'open doubts' },
    { n: count('target'), zh: '个目标未确认', en: 'undecided targets' },
    { n: count('task'), zh: '项任务未确认', en: 'undecided tasks' },
    { n: count('conflict'), zh: '处矛盾没有牵头单位', en: 'conflicts that no unit owns' },
  ].filter((part) => part.n > 0)
  return refuse(
    'plan.not-ready',
    {
      zh: `还不能生效：${parts.map((part) => `${part.n} ${part.zh}`).join('，')}`,
      en: `It cannot take force yet: ${parts.map((part) => `${part.n} ${part.en}`).join(', ')}`,
    },
    { kind: 'conflict', params: { obstacles } },
  )
}

/** How many settled steps a draft has, of how many. */
export function progressOf(counts: Omit<OpenPoints, 'total'>): OpenPoints {
  const open = counts.doubts + counts.targets + counts.tasks + counts.ownerless
  return { ...counts, total: counts.settled + open }
}

/** The dated steps of one target, the final value last, and who it is. */
export type Ladder = { head: string; rungs: { target: string; due: string }[] }

/**
 * Gathers the dated values of one indicator into ladders: same indicator (or printed key), same scope, unit and kind of count,
 * different deadlines, none of them contested. The last one is the target itself, the earlier ones are its steps. Recurring and
 * undated obligations stand for themselves.
 */
export function laddersOf(rows: readonly TargetRow[], contested: ReadonlySet<string>): Ladder[] {
  const groups = new Map<string, TargetRow[]>()
  for (const row of rows) {
    if (row.state !== 'confirmed' || row.dupOf !== null || row.deadline === null || row.kind === 'direction') continue
    const alone = contested.has(row.id) || row.period !== null || row.orGroup !== null
    const key = alone
      ? row.id
      : JSON.stringify([row.indicator ?? row.printedKey, row.scope, row.unit, row.countOf, row.comparator === '+'])
    groups.set(key, [...(groups.get(key) ?? []), row])
  }
  return [...groups.values()].flatMap((group) => {
    const ordered = group.toSorted((a, b) =>
      a.deadline! < b.deadline! ? -1 : a.deadline! > b.deadline! ? 1 : a.seq - b.seq,
    )
    const dates = new Set(ordered.map((row) => row.deadline))
    // Two values for one day are no ladder: each stands for itself.
    const parts = dates.size === ordered.length ? [ordered] : ordered.map((row) => [row])
    return parts.map((part) => ({
      head: part.at(-1)!.id,
      rungs: part.map((row) => ({ target: row.id, due: row.deadline! })),
    }))
  })
}
