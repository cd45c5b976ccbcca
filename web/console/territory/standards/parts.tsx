import type {
  GroupResult,
  LineResult,
  LineState,
  Measure,
  StandardLine,
} from '../../../../src/contexts/territory/index.ts'
import type { RegisterView } from '../../../../src/platform/imports/index.ts'
import { useFormat } from '../../../shared/format.ts'
import { usePick, useText } from '../../../shared/i18n/index.ts'
import { type State, StateTag } from '../../../shared/parts/StateTag.tsx'
import { useView } from '../../../shared/queries.ts'
import { messages } from './messages.ts'

const SIGN: Record<LineState, State> = { pass: 'met', fail: 'missed', unknown: 'unknown', 'not-applicable': 'not-due' }

/** How a line or a whole standard came out. */
export function LineStateTag({ state, signOnly }: { state: LineState; signOnly?: boolean }) {
  const t = useText(messages)
  return <StateTag state={SIGN[state]} text={t(state)} {...(signOnly ? { signOnly } : {})} />
}

type Words = { zh: string; en: string }

/** Titles of functions and offers, from the register of facilities. */
function useItemTitles(): (code: string) => string {
  const pick = usePick()
  const { data } = useView<{ items: RegisterView[] }>('/registers')
  const columns = data?.items.find((each) => each.name === 'facility')?.columns ?? []
  const titles = new Map<string, Words>(
    columns
      .filter((column) => column.key === 'functions' || column.key === 'offers')
      .flatMap((column) => (column.choices ?? []).map((choice) => [choice.value, choice.title] as const)),
  )
  return (code) => pick(titles.get(code) ?? { zh: code, en: code })
}

const SIGNS: Record<string, string> = { '>=': '≥', '<=': '≤', '>': '>', '<': '<', '=': '=' }

/** Says what lines want and what came of it, in the reader's words. */
export function useSayLine(measures: readonly Measure[]) {
  const t = useText(messages)
  const f = useFormat()
  const pick = usePick()
  const item = useItemTitles()
  const unitOf = (code: string) => pick(measures.find((each) => each.code === code)?.unit ?? { zh: '', en: '' })
  const yesNo = (code: string) => measures.find((each) => each.code === code)?.unit.zh === '是否'
  const list = (codes: readonly string[]) => codes.map(item).join(pick({ zh: '、', en: ', ' }))
  const amount = (value: number, unit: Words) => `${f.number(value)} ${pick(unit)}`.trim()

  function wanted(line: StandardLine): string {
    const title = pick(
      measures.find((each) => each.code === line.measure)?.title ?? { zh: line.measure, en: line.measure },
    )
    if (line.comparator === 'all') return t('all', { items: list(line.wanted ?? []) })
    if (yesNo(line.measure)) return title
    return `${title} ${SIGNS[line.comparator]} ${f.number(line.value)} ${unitOf(line.measure)}`.trim()
  }
  function value(result: LineResult): string {
    const { low, high, line } = result
    if (line.comparator === 'all') return ''
    if (low === null) return f.unknown
    if (yesNo(line.measure)) return t(low === 1 ? 'pass' : 'fail')
    const unit = unitOf(line.measure)
    const shown =
      high === null
        ? t('atLeast', { value: f.number(low) })
        : low === high
          ? f.number(low)
          : t('between', { low: f.number(low), high: f.number(high) })
    return `${shown} ${unit}`.trim()
  }
  function missing(result: LineResult): string {
    if (result.missingItems.length > 0) return t('lacks', { items: list(result.missingItems) })
    if (result.missing !== null && !yesNo(result.line.measure)) {
      const key = result.line.comparator.startsWith('<') ? 'over' : 'short'
      return t(key, { amount: amount(result.missing, result.missingUnit) })
    }
    if (
      result.state === 'unknown' &&
      result.missingAtMost !== null &&
      result.missingAtMost > 0 &&
      !yesNo(result.line.measure)
    )
      return t('atMost', { amount: amount(result.missingAtMost, result.missingUnit) })
    return ''
  }
  return { wanted, value, missing, amount }
}

/** The line of a group that tells most: the one that decided, else the first. */
export const tellingLine = (group: GroupResult): LineResult | undefined =>
  group.lines.find((each) => each.line.code === group.branch) ?? group.lines[0]

/** The name of a group: its line, or its alternatives. */
export function useGroupTitle() {
  const pick = usePick()
  return (lines: readonly StandardLine[]) =>
    lines.map((line) => pick(line.title)).join(pick({ zh: ' 或 ', en: ' or ' }))
}
