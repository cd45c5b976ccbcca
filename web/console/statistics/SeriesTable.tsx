import type { IndicatorView, SeriesView } from '../../../src/contexts/statistics/index.ts'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { messages } from './messages.ts'
import { useReason } from './reason.ts'
import { Value } from './Value.tsx'

type Item = SeriesView['items'][number]

function csvOf(head: string[], rows: (string | number | null)[][]): string {
  const cell = (value: string | number | null) => `"${String(value ?? '').replaceAll('"', '""')}"`
  return `\ufeff${[head, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`
}

/** Every figure of a series, newest first: what was restated, why, and the way to each number's sheet. */
export function SeriesTable({
  indicator,
  items,
  onWhy,
}: {
  indicator: IndicatorView
  items: Item[]
  onWhy: (asOf: string) => void
}) {
  const t = useText(messages)
  const f = useFormat()
  const reasonOf = useReason()
  const newestFirst = items.toReversed()
  const save = () => {
    const head = [t('date'), t('value'), t('bounds'), t('unknownRecords'), t('revision'), t('recordedAt')]
    const rows = items.map((item) => [
      item.asOf,
      item.value,
      item.low === null ? '' : `${item.low}–${item.high ?? ''}`,
      item.unknown,
      item.revision,
      item.recordedAt,
    ])
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob([csvOf(head, rows)], { type: 'text/csv' }))
    link.download = `${indicator.code}.csv`
    link.click()
    URL.revokeObjectURL(link.href)
  }
  return (
    <details className="yk-stat-details">
      <summary>{t('table')}</summary>
      <button type="button" className="yk-button" onClick={save}>
        {t('exportCsv')}
      </button>
      <div className="yk-stat-scroll">
        <table className="yk-stat-table">
          <thead>
            <tr>
              <th>{t('date')}</th>
              <th>{t('value')}</th>
              <th>{t('bounds')}</th>
              <th>{t('revision')}</th>
              <th>{t('recordedAt')}</th>
            </tr>
          </thead>
          <tbody>
            {newestFirst.map((item) => (
              <tr key={item.asOf}>
                <td className="yk-num">{f.day(item.asOf)}</td>
                <td>
                  <button type="button" className="yk-linkish" onClick={() => onWhy(item.asOf)}>
                    <Value value={item.value} unit={indicator.unit} decimals={indicator.decimals} />
                  </button>
                </td>
                <td className="yk-num">
                  {item.low === null
                    ? ''
                    : t('between', { low: f.number(item.low), high: item.high === null ? '?' : f.number(item.high) })}
                </td>
                <td>
                  {item.earlier.length === 0
                    ? ''
                    : t('restated', { count: item.earlier.length, value: f.number(item.earlier.at(-1)!.value) })}
                  {item.reason === null ? '' : `（${reasonOf(item.reason)}）`}
                </td>
                <td className="yk-num">{f.instant(item.recordedAt)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}
