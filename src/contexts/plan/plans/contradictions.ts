import type { PlanReading, Task as ReadTask } from '../../../engines/plantext/index.ts'
import type { DraftContext } from './context.ts'
import type { NewConflict, TargetRow } from './model.ts'
import { conflictBetween } from './peers.ts'

/** Groups of targets that contradict each other, inside the paper and with plans in force of the same government. */
export function conflictsOf(
  reading: PlanReading,
  rows: readonly TargetRow[],
  ids: Map<string, string>,
  taskOf: Map<string, ReadTask>,
  context: DraftContext,
): NewConflict[] {
  const rowOf = new Map(rows.map((row) => [row.readId, row]))
  const group = new Map<string, Set<string>>()
  for (const target of reading.targets) {
    for (const other of target.conflictWith) {
      if (!rowOf.has(other)) continue
      const merged = new Set([target.id, other, ...(group.get(target.id) ?? []), ...(group.get(other) ?? [])])
      for (const member of merged) group.set(member, merged)
    }
  }
  const within = [...new Set(group.values())].map((members): NewConflict => {
    const reads = reading.targets.filter((target) => members.has(target.id))
    const first = rowOf.get(reads[0]!.id)!
    const message = reads.flatMap((each) => each.doubts).find((each) => each.code === 'conflict')
    const owner =
      reads.flatMap((each) => (each.taskId === null ? [] : (taskOf.get(each.taskId)?.lead ?? [])))[0] ?? null
    return {
      id: context.newId(),
      kind: 'within',
      indicator: first.indicator,
      printed: first.printed,
      message: message?.message ?? `“${first.printed}”在文件里有 ${reads.length} 种说法`,
      messageEn: message?.messageEn ?? `The paper says ${reads.length} different things about “${first.printed}”`,
      owner,
      sides: reads.map((each) => ids.get(each.id)!),
    }
  })
  const between = rows.flatMap((row) => {
    const other = row.dupOf === null ? conflictBetween(row, context.peers, context.jurisdiction) : null
    return other === null
      ? []
      : [{ id: context.newId(), ...other, owner: row.units[0] ?? null, sides: [row.id, other.peer] }]
  })
  return [...within, ...between.map(({ peer: _, ...conflict }) => conflict)]
}
