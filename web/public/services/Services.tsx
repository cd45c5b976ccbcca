import type { PublishedLine, PublishedServices } from '../../../src/contexts/services/index.ts'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { useChoices } from '../../shared/params.ts'
import { type Column, DataTable } from '../../shared/parts/DataTable.tsx'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { useView } from '../../shared/queries.ts'
import { messages } from './messages.ts'

/** The month so many months after one: `2026-11`, -1 → `2026-10`. */
function monthAfter(month: string, by: number): string {
  const [year, of] = month.split('-').map(Number) as [number, number]
  return new Date(Date.UTC(year, of - 1 + by)).toISOString().slice(0, 7)
}

/** What was ordered, served and not to be had (A99), month by month, for everybody; small numbers are withheld. */
export default function Services() {
  const t = useText(messages)
  const f = useFormat()
  const [params, choose] = useChoices()
  const chosen = params.get('month') ?? ''
  const view = useView<PublishedServices>('/public/services', chosen === '' ? {} : { month: chosen })
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  if (view.isPending) return <LoadingState />
  const { month, newest, oldest, kinds, towns, fewest } = view.data
  const turn = (by: number) => () => choose('month')(monthAfter(month, by))
  return (
    <div className="yk-stack">
      <PageHead title={t('title')} lead={t('lead')} />
      <div className="yk-row">
        <button type="button" className="yk-button" disabled={month <= oldest} onClick={turn(-1)}>
          {t('before')}
        </button>
        <strong aria-live="polite">{f.date(month)}</strong>
        <button type="button" className="yk-button" disabled={month >= newest} onClick={turn(1)}>
          {t('after')}
        </button>
      </div>
      {kinds.length === 0 ? <EmptyState title={t('none')} text={t('noneText')} heading="h2" /> : null}
      {kinds.length === 0 ? null : (
        <>
          <Counts title={t('byKind')} of={t('kind')} rows={kinds} file={`services-${month}`} />
          {towns === null ? (
            <p className="yk-quiet">{t('running')}</p>
          ) : (
            <Counts title={t('byTown')} of={t('town')} rows={towns} file={`services-towns-${month}`} />
          )}
          <p className="yk-small yk-quiet">
            {t('columns')} {t('withheldHelp', { fewest })}
          </p>
        </>
      )}
      <p>
        <a href={`/api/public/services?month=${month}`}>{t('data')}</a>
      </p>
    </div>
  )
}

function Counts({ title, of, rows, file }: { title: string; of: string; rows: PublishedLine[]; file: string }) {
  const t = useText(messages)
  const f = useFormat()
  const pick = usePick()
  const count = (key: string, name: string, at: (row: PublishedLine) => number | null): Column<PublishedLine> => ({
    key,
    title: name,
    numeric: true,
    cell: (row) => {
      const value = at(row)
      return value === null ? <span className="yk-quiet">{t('withheld')}</span> : f.number(value)
    },
    csv: at,
  })
  return (
    <section>
      <h2>{title}</h2>
      <DataTable
        caption={title}
        list={{ rows }}
        rowKey={(row) => row.group}
        exportName={file}
        empty={null}
        columns={[
          { key: 'group', title: of, heads: true, cell: (row) => pick(row.title), csv: (row) => pick(row.title) },
          count('served', t('served'), (row) => row.cells[0] ?? null),
          count('notServed', t('notServed'), (row) => row.cells[1] ?? null),
          count('unmet', t('unmet'), (row) => row.cells[2] ?? null),
          count('total', t('total'), (row) => row.total),
        ]}
      />
    </section>
  )
}
