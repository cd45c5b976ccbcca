import { useFormat } from '../../shared/format.ts'
import { type Language, useLanguage } from '../../shared/i18n/index.ts'

/** What a target asks for, as far as it can be said in one line. */
export type Asked = {
  comparator: string
  value: number | null
  low: number | null
  high: number | null
  unit: string
  tolerance?: number | null
}

const SIGNS: Record<string, Record<Language, string>> = {
  '=': { zh: '', en: '' },
  '>=': { zh: '≥ ', en: '≥ ' },
  '>': { zh: '> ', en: '> ' },
  '<=': { zh: '≤ ', en: '≤ ' },
  '<': { zh: '< ', en: '< ' },
  '+': { zh: '增加 ', en: 'plus ' },
  coverage: { zh: '全覆盖 ', en: 'all, ' },
  range: { zh: '', en: '' },
}
const DIRECTIONS: Record<string, Record<Language, string>> = {
  up: { zh: '提升（无数值）', en: 'upwards, no number' },
  down: { zh: '下降（无数值）', en: 'downwards, no number' },
  keep: { zh: '保持（无数值）', en: 'kept, no number' },
}

/** Says what a target asks for: `≥ 60%`, `2–3 个`, `约 50 个`, `增加 2,000 人`. */
export function useAsked(): (asked: Asked) => string {
  const lng = useLanguage()
  const f = useFormat()
  return ({ comparator, value, low, high, unit, tolerance }) => {
    const direction = DIRECTIONS[comparator]
    if (direction !== undefined) return direction[lng]
    const number = comparator === 'range' ? `${f.number(low)}–${f.number(high)}` : f.number(value)
    const about = tolerance === null || tolerance === undefined ? '' : lng === 'zh' ? '约 ' : 'about '
    const space = unit === '%' || unit === '' ? '' : ' '
    return `${SIGNS[comparator]?.[lng] ?? `${comparator} `}${about}${number}${space}${unit}`
  }
}

/** The place in a paper as people name it: `annex:8` → 附件 8. */
export function clauseName(clause: string, lng: Language): string {
  const annex = /^annex:(.+)$/.exec(clause)
  if (annex === null) return clause
  return lng === 'zh' ? `附件 ${annex[1]}` : `annex ${annex[1]}`
}
