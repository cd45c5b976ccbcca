import { formatNumber } from '../../../engines/formula/index.ts'
import { formatDate } from '../../../kernel/dates.ts'
import type { PaperBlock } from '../../../platform/documents/index.ts'
import type { FigureFact, TargetFact } from '../rounds/model.ts'

/** What states are called in official papers. */
export const STATE_WORDS: Record<string, string> = {
  met: '已达到',
  'on-track': '按期推进',
  'not-due': '未到节点',
  behind: '进度滞后',
  missed: '未达到',
  unknown: '数据不足',
}

const ORDER = ['missed', 'behind', 'unknown', 'on-track', 'not-due', 'met']

/** Targets in the order a reader needs them: what is wrong first. */
export function worstFirst(targets: readonly TargetFact[]): TargetFact[] {
  return [...targets].sort((a, b) => ORDER.indexOf(a.standing.state) - ORDER.indexOf(b.standing.state) || a.seq - b.seq)
}

const SIGNS: Record<string, string> = { '>=': '≥', '>': '＞', '<=': '≤', '<': '＜', '=': '' }

/** The target value as a paper writes it: ≥51%, 2–3个, 增加2000张, 全覆盖. */
export function targetValue({ comparator, value, low, high, unit }: TargetFact): string {
  if (comparator === 'range') return `${formatNumber(low)}–${formatNumber(high)}${unit}`
  if (comparator === 'coverage') return value === null ? '全覆盖' : `${formatNumber(value)}${unit}`
  if (comparator === 'up') return '稳步提升'
  if (comparator === 'down') return '逐步下降'
  if (comparator === 'keep') return '保持稳定'
  if (value === null) return '—'
  if (comparator === '+') return `增加${formatNumber(value)}${unit}`
  return `${SIGNS[comparator] ?? ''}${formatNumber(value)}${unit}`
}

/** The measured value with its unit; what is unknown is said in words. */
export function actualValue(target: TargetFact, decimals: number): string {
  const { actual, regions } = target.standing
  if (regions !== null) return `${regions.met}/${regions.total}个达到`
  return actual === null ? '未知' : `${formatNumber(actual, decimals)}${target.indicatorUnit ?? target.unit}`
}

/** Decimals of each target's figure. */
export function decimalsOf(figures: readonly FigureFact[]): (target: TargetFact) => number {
  const digits = new Map(figures.map((figure) => [figure.key, figure.decimals]))
  return (target) => (target.figure === null ? 2 : (digits.get(target.figure) ?? 2))
}

/** The value that is or was due, where the ladder says one: 应达4.5个（2025年12月31日）. */
export function dueWords({ standing, indicatorUnit, unit }: TargetFact): string {
  const { due, dueValue, nextDue, nextValue } = standing
  const [day, value] = dueValue === null ? [nextDue, nextValue] : [due, dueValue]
  if (value === null || day === null) return ''
  return `应于${formatDate(day)}达到${formatNumber(value)}${indicatorUnit ?? unit}`
}

/** 一项或几项的并列：甲、乙和丙. */
export function joined(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join('、')}和${words.at(-1)}`
}

/** Share of a whole in per cent, one decimal. */
export function percent(part: number, whole: number): string {
  return whole === 0 ? '—' : `${formatNumber((100 * part) / whole, 1)}%`
}

/** A list of counts in a sentence, those that are nothing left out: 已达到21项、按期推进6项. */
export function counted(parts: readonly (readonly [words: string, n: number])[]): string {
  return parts
    .filter(([, n]) => n > 0)
    .map(([words, n]) => `${words}${n}项`)
    .join('、')
}

/** A difference with its unit: between shares it is percentage points (个百分点). */
export function difference(value: number, unit: string, decimals: number): string {
  return `${formatNumber(value, decimals)}${unit === '%' ? '个百分点' : unit}`
}

/** A heading of the bulletin. */
export const heading = (text: string, level: 1 | 2 | 3 = 1): PaperBlock => ({ kind: 'heading', level, text })

/** A paragraph of the bulletin, its first line indented. */
export const paragraph = (text: string): PaperBlock => ({ kind: 'paragraph', text, indent: true })
