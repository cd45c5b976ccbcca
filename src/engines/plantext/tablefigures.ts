import { type Column, PLACE_HEAD, valueName } from './cells.ts'
import { keyOf } from './clauses.ts'
import { type DateContext, deadlineOf, lastDay } from './dates.ts'
import { doubt } from './doubts.ts'
import type { Harvest, Soil } from './harvest.ts'
import { squash } from './source.ts'
import type { Row, Table } from './tableparts.ts'
import { rowSpan } from './tasktables.ts'
import type { Target } from './types.ts'
import { valueCell } from './valuecells.ts'

/** 护理型床位占比（%） → name and unit. */
export function nameAndUnit(text: string): { name: string; unit: string } {
  const m = /[（(](?:单位：)?([^（）()]{1,12})[）)]$/.exec(text)
  if (
    m &&
    /[%‰]|^(?:[百千万十亿]*(?:个|张|人|名|家|所|处|元|平方米|㎡|公里|次|人次|场|岁|年|套|户|辆|床|座|项|小时|分钟|件|亩)(?:\/.{1,8})?)$/.test(
      m[1] as string,
    )
  ) {
    return { name: text.slice(0, m.index), unit: m[1] as string }
  }
  return { name: text, unit: '' }
}

export const isFigureTable = (table: Table): boolean => {
  const has = (kind: Column['kind']) => table.columns.some((c) => c.kind === kind)
  return has('indicator') && (has('value') || has('cumulative'))
}

/** Indicator tables: each row by each year's column. */
export function harvestFigures(
  table: Table,
  soil: Soil,
  dates: DateContext,
  caption: { iso: string; quote: string } | null,
  into: Harvest,
): void {
  const columns = table.columns
  const values = columns.map((c, k) => ({ c, k })).filter(({ c }) => c.kind === 'value' || c.kind === 'cumulative')
  const years = values.map((v) => v.c.year).filter((y): y is number => y !== null)
  const latest = Math.max(...years, 0)
  const floor = dates.year ?? (years.length > 1 ? Math.min(...years) + 1 : 0)
  /** 2021年托位数 beside 2023年新增托位数 in a paper of 2021. */
  const today = (c: Column): boolean =>
    c.year !== null &&
    c.year === Math.max(floor, dates.from ?? 0) &&
    !AIMED.test(c.head) &&
    values.some((v) => AIMED.test(v.c.head))
  const isBase = (c: Column): boolean =>
    c.base ||
    today(c) ||
    (c.year !== null && c.year < latest && c.year < Math.max(floor, dates.from ?? 0) && !/目标/.test(c.head))
  const at = (kind: Column['kind']) => columns.findIndex((c) => c.kind === kind)
  const nameColumn = at('indicator')
  for (const row of table.rows) {
    if (row.section) continue
    const printed = cellOf(row, nameColumn)
    if (printed === '') continue
    const { name, unit: inName } = nameAndUnit(printed)
    const unitCell = at('unit') >= 0 ? cellOf(row, at('unit')) : ''
    const span = rowSpan(row)
    const quote = squash(soil.source.slice(span.start, span.end))
    let base: { head: string; value: number | null } | null = null
    for (const { c, k } of values) {
      const cell = valueCell(cellOf(row, k))
      if (isBase(c)) {
        base = { head: c.year ? `${c.year}年` : c.head, value: cell?.value ?? null }
        continue
      }
      if (cell === null) continue
      // 4.5 by 2025 and [2.6] over five years say one thing; the sum is a target only where it stands alone.
      if (
        c.kind === 'cumulative' &&
        values.some((v) => v.c.kind === 'value' && !isBase(v.c) && valueCell(cellOf(row, v.k)) !== null)
      )
        continue
      const deadlineCell = at('deadline') >= 0 ? deadlineOf(cellOf(row, at('deadline')), dates) : null
      const due = c.year !== null ? { iso: lastDay(c.year), quote: c.head } : (deadlineCell ?? caption)
      const unit = clean(cell.unit || unitCell.replace(/^[—\-/]+$/, '') || inName || c.unit)
      const place = c.named && PLACE_HEAD.test(c.head)
      const indicator = place
        ? `${/^(?:全.|合计|总计|小计)/.test(c.head) ? '' : c.head}${name}`
        : c.named
          ? `${name}${valueName(c.head)}`
          : name
      const nature = natureOf(cellOf(row, at('nature')))
      const target: Target = {
        id: '',
        clause: soil.clause,
        indicator,
        indicatorKey: keyOf(indicator),
        comparator:
          cell.comparator === '=' && ADDS.test(c.named && !place ? valueName(c.head) : name) ? '+' : cell.comparator,
        value: cell.value,
        low: cell.low,
        high: cell.high,
        unit,
        deadline: due?.iso ?? null,
        deadlineQuote: due?.quote ?? null,
        deadlineFrom: due ? (c.year !== null ? 'column' : 'title') : null,
        deadlineImplied: due ? null : soil.implied,
        base: base?.head ?? null,
        baseValue: base?.value ?? null,
        period: /年均|每年/.test(indicator + c.head) ? 'year' : null,
        kind: 'target',
        approx: cell.approx,
        soft: null,
        qualifier: cell.qualifier,
        scope: null,
        cumulative: cell.cumulative || c.kind === 'cumulative' || /累计/.test(indicator),
        countOf: /人次/.test(unit) ? 'person-times' : /^[百千万十亿]*[人名]$/.test(unit) ? 'persons' : null,
        orGroup: null,
        nature,
        dupOf: null,
        conflictWith: [],
        taskId: null,
        quote,
        span,
        doubts: unit === '' ? [doubt('unit-unclear', quote)] : [],
      }
      into.targets.push(target)
    }
  }
}

const AIMED = /目标|新增|计划|任务|规划/
/** 新增托位数 counts what is added. */
const ADDS = /^(?:累计)?(?:新增|净增)|新增$/

const cellOf = (row: Row, k: number): string => (k < 0 ? '' : (row.cells[k]?.text ?? ''))
const clean = (unit: string): string =>
  unit.replace(/[（）()]/g, '').replace(/\/(?:千人|万人|百户|县|人)$/, (m) => (m === '/人' ? '' : ''))

function natureOf(text: string): Target['nature'] {
  return /约束/.test(text) ? 'binding' : /预期|引导|指导/.test(text) ? 'expected' : null
}
