import type { Period } from '../../../kernel/periods.ts'

const PARTS = { year: '全年', half: ['上半年', '下半年'], quarter: ['第一季度', '第二季度', '第三季度', '第四季度'] }

/** A period as papers write it: 2026年第三季度. */
export function periodName({ id, kind }: Period): string {
  const year = `${id.slice(0, 4)}年`
  if (kind === 'year') return `${year}${PARTS.year}`
  if (kind === 'month') return `${year}${Number(id.slice(5))}月`
  return `${year}${PARTS[kind][Number(id.slice(-1)) - 1]}`
}
