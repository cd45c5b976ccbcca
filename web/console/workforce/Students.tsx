import type { SeriesView } from '../../../src/contexts/statistics/index.ts'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { useView } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { messages } from './messages-institutions.ts'

const INDICATOR = 'training.students'
/** The year from which the plans count the growth (比 2020 年增加). */
const BASE = '2020-12-31'

/** Students of the related courses by year, and their growth since the base year (A161): the figures of the annual ledger, nothing of its own. */
export function Students() {
  const may = useMay()
  return may('statistics.read') ? <Years /> : null
}

function Years() {
  const t = useText(messages)
  const f = useFormat()
  const view = useView<SeriesView>('/statistics/series', { indicator: INDICATOR })
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  const years = (view.data?.items ?? []).filter((each) => each.asOf.endsWith('-12-31') && each.value !== null)
  const base = years.find((each) => each.asOf === BASE)?.value ?? null
  return (
    <section className="yk-card yk-file-card">
      <h2>{t('students')}</h2>
      <p className="yk-small yk-quiet">{t('studentsNote')}</p>
      {years.length === 0 ? (
        <p className="yk-quiet">{t('noStudents')}</p>
      ) : (
        <table className="yk-wf-grid">
          <thead>
            <tr>
              <th scope="col">{t('year')}</th>
              <th scope="col">{t('students')}</th>
              <th scope="col">{t('growth')}</th>
            </tr>
          </thead>
          <tbody>
            {years.map((each) => (
              <tr key={each.asOf}>
                <th scope="row" className="yk-num">
                  {each.asOf.slice(0, 4)}
                </th>
                <td className="yk-num">{f.number(each.value)}</td>
                <td className="yk-num">
                  {base === null || each.asOf === BASE
                    ? '—'
                    : `${each.value! >= base ? '+' : '−'}${f.number(Math.abs(each.value! - base))}`}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {years.length > 0 && base === null ? <p className="yk-small">{t('noBaseYear')}</p> : null}
    </section>
  )
}
