import { useState } from 'react'
import { Link } from 'react-router'
import type { KindergartenCounts } from '../../../src/contexts/learning/index.ts'
import { Choice } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { DataTable } from '../../shared/parts/DataTable.tsx'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { Figure } from '../../shared/parts/Figure.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { useView } from '../../shared/queries.ts'
import { todayInChina } from '../../shared/today.ts'
import { messages } from './messages-childcare.ts'
import { Report } from './Report.tsx'
import './learning.css'

/** Kindergartens of a year, with the three shares and their definitions. */
export default function Kindergartens() {
  const t = useText(messages)
  const f = useFormat()
  const now = Number(todayInChina().slice(0, 4))
  const [year, setYear] = useState(String(now))
  const view = useView<KindergartenCounts>('/learning/kindergartens', { year }, { keepLast: true })
  const shares = [
    ['inclusive', 'inclusiveRule'],
    ['publicShare', 'publicRule'],
    ['gross', 'grossRule'],
  ] as const
  return (
    <>
      <PageHead
        title={t('kindergartens')}
        lead={t('kindergartensLead')}
        actions={
          <Link className="yk-button" to="/console/registers/kindergarten-year">
            {t('register')}
          </Link>
        }
      />
      <div className="yk-ln-bar yk-noprint">
        <Choice
          label={t('year')}
          value={year}
          onChange={setYear}
          options={Array.from({ length: 6 }, (_, i) => String(now - i)).map((value) => ({ value, label: value }))}
        />
      </div>
      {view.error ? <ErrorState problem={view.error} onRetry={() => void view.refetch()} /> : null}
      {view.isPending ? <LoadingState /> : null}
      {view.data ? (
        <>
          <div className="yk-ln-figures">
            {shares.map(([key, rule]) => {
              const { part, whole, value } = view.data[key]
              return (
                <Figure
                  key={key}
                  label={t(key)}
                  value={value === null ? null : value * 100}
                  unit="%"
                  decimals={1}
                  note={`${t(rule)}：${t('parts', { part: f.number(part), whole: f.number(whole) })}`}
                />
              )
            })}
          </div>
          <DataTable
            caption={t('kindergartens')}
            list={{ rows: view.data.lines }}
            rowKey={(row) => row.kind}
            exportName={`kindergartens-${year}`}
            empty={<EmptyState title={t('kgNone')} text={t('kgNoneText')} heading="h2" />}
            columns={[
              {
                key: 'kind',
                title: t('kind'),
                cell: (row) => t(`kg_${row.kind}`),
                csv: (row) => t(`kg_${row.kind}`),
                heads: true,
              },
              {
                key: 'count',
                title: t('kgCount'),
                cell: (row) => f.number(row.kindergartens),
                csv: (row) => row.kindergartens,
                numeric: true,
              },
              {
                key: 'children',
                title: t('kgChildren'),
                cell: (row) => f.number(row.enrolled),
                csv: (row) => row.enrolled,
                numeric: true,
              },
              {
                key: 'toddlers',
                title: t('kgToddlers'),
                cell: (row) => f.number(row.toddlers),
                csv: (row) => row.toddlers,
                numeric: true,
              },
              {
                key: 'unknown',
                title: t('kgUnknown'),
                cell: (row) => f.number(row.unknown),
                csv: (row) => row.unknown,
                numeric: true,
              },
            ]}
          />
          <Report key={year} what="kindergartens" year={Number(year)} />
        </>
      ) : null}
    </>
  )
}
