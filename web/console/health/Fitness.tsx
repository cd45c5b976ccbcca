import { useState } from 'react'
import type { FitnessTable } from '../../../src/contexts/health/index.ts'
import { Choice } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { DataTable } from '../../shared/parts/DataTable.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { useView } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { todayInChina } from '../../shared/today.ts'
import { FitnessForm } from './FitnessForm.tsx'
import { messages } from './fitness-messages.ts'
import './health.css'

/** Fitness tests of a year: grades by age group, never a person. */
export default function Fitness() {
  const t = useText(messages)
  const f = useFormat()
  const may = useMay()
  const now = Number(todayInChina().slice(0, 4))
  const [year, setYear] = useState(String(now))
  const [open, setOpen] = useState(false)
  const view = useView<FitnessTable>('/health/fitness', { year }, { keepLast: true })
  const withheld = (value: number | null) => (value === null ? t('withheld') : f.number(value))
  return (
    <>
      <PageHead
        title={t('title')}
        lead={t('lead')}
        actions={
          may('health.manage') ? (
            <button type="button" className="yk-button yk-button--primary" onClick={() => setOpen(true)}>
              {t('enter')}
            </button>
          ) : null
        }
      />
      <Sheet open={open} onClose={() => setOpen(false)} title={t('enter')}>
        <FitnessForm onDone={() => setOpen(false)} />
      </Sheet>
      <div className="yk-hl-bar yk-noprint">
        <Choice
          label={t('year')}
          value={year}
          onChange={setYear}
          options={Array.from({ length: 5 }, (_, i) => String(now - i)).map((value) => ({ value, label: value }))}
        />
      </div>
      {view.isPending ? <LoadingState /> : null}
      {view.error ? <ErrorState problem={view.error} onRetry={() => void view.refetch()} /> : null}
      {view.data ? (
        <>
          <DataTable
            caption={t('title')}
            list={{ rows: view.data.rows }}
            rowKey={(row) => row.group}
            exportName={`fitness-${year}`}
            empty={null}
            columns={[
              {
                key: 'group',
                title: t('group'),
                heads: true,
                cell: (row) => t('years', { group: row.group }),
                csv: (row) => row.group,
              },
              ...view.data.grades.map((grade, i) => ({
                key: grade,
                title: t(grade),
                numeric: true,
                cell: (row: FitnessTable['rows'][number]) => withheld(row.cells[i] ?? null),
                csv: (row: FitnessTable['rows'][number]) => row.cells[i] ?? null,
              })),
              {
                key: 'total',
                title: t('total'),
                numeric: true,
                cell: (row) => withheld(row.total),
                csv: (row) => row.total,
              },
            ]}
          />
          <p className="yk-hl-rule yk-small">{t('rule', { standard: view.data.standard, fewest: view.data.fewest })}</p>
        </>
      ) : null}
    </>
  )
}
