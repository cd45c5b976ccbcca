import type { ListedTarget } from '../../../src/contexts/plan/index.ts'
import type { TargetBarProps } from '../../shared/parts/TargetBar.tsx'

/**
 * A target as its bar: the actual value, the steps, and what is asked for last. Steps are drawn only where they are counted like the
 * figure; where regions are counted, the axis is their number.
 */
export function barOf(target: ListedTarget): TargetBarProps {
  const { standing, ladder } = target
  const unit = target.indicatorUnit ?? target.unit
  const { actual, state, regions } = standing
  if (regions !== null) {
    return { actual: regions.met, target: { value: regions.total }, max: Math.max(1, regions.total), unit: '', state }
  }
  const plain = target.unit === unit && target.comparator !== '+' && target.comparator !== 'range'
  const steps = plain
    ? ladder.flatMap((rung) => (rung.value === null ? [] : [{ value: rung.value, due: rung.due }]))
    : []
  const last = steps.at(-1)
  const asked = standing.nextValue ?? standing.dueValue
  const goal =
    last ?? (asked === null ? (plain && target.value !== null ? { value: target.value } : null) : { value: asked })
  return { actual, milestones: steps.slice(0, -1), target: goal, forecast: standing.forecast, unit, state }
}
