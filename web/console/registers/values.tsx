import type { RegisterRow, RegisterView, Value } from '../../../src/platform/imports/index.ts'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { useView } from '../../shared/queries.ts'
import { messages } from './messages.ts'

export type Column = RegisterView['columns'][number]

type RegionItem = { code: string; name: string; parent: string | null }

/** Names of the regions of the jurisdiction, by code. */
export function useRegionNames(): Map<string, string> {
  const view = useView<{ items: RegionItem[] }>('/territory/regions')
  return new Map(view.data?.items.map((each) => [each.code, each.name]) ?? [])
}

/** Says a value of a column as people read it. */
export function useSayValue(): (column: Column, value: Value | undefined) => string {
  const t = useText(messages)
  const pick = usePick()
  const f = useFormat()
  const names = useRegionNames()
  return (column, value) => {
    if (value === null || value === undefined) return ''
    switch (column.type) {
      case 'boolean':
        return value === true ? t('yes') : t('no')
      case 'choice':
      case 'choices': {
        const titles = String(value)
          .split(',')
          .map((part) => {
            const choice = column.choices.find((each) => each.value === part)
            return choice === undefined ? part : pick(choice.title)
          })
        return titles.join(pick({ zh: '、', en: ', ' }))
      }
      case 'region':
        return names.get(String(value)) ?? String(value)
      case 'integer':
      case 'decimal':
        return f.number(Number(value))
      default:
        return String(value)
    }
  }
}

/** True for columns whose figures stand at the right. */
export const isNumber = (column: Column) => column.type === 'integer' || column.type === 'decimal'

/** One value in a table cell; unknown is hatched, not blank. */
export function ValueCell({ column, row }: { column: Column; row: RegisterRow | null }) {
  const t = useText(messages)
  const sayValue = useSayValue()
  const value = row?.[column.key] ?? null
  if (value === null && column.emptyIsNone) return null
  if (value === null)
    return <span className="yk-reg-unknown" role="img" aria-label={t('unknown')} title={t('unknown')} />
  return (
    <span className={isNumber(column) || column.type === 'date' ? 'yk-num' : undefined}>{sayValue(column, value)}</span>
  )
}
