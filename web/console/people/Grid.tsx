import { useState } from 'react'
import type { GridLine } from '../../../src/contexts/people/index.ts'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { DataTable } from '../../shared/parts/DataTable.tsx'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { useView } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { AssignForm, DrawForm } from './GridForms.tsx'
import { messages as gridMessages } from './grid-messages.ts'
import { messages } from './messages-desk.ts'
import { PlaceChoice } from './places.tsx'
import './people.css'

/** The service grid: which cells, who looks after them, how many live in each. */
export default function Grid() {
  const t = useText(messages)
  const f = useFormat()
  const may = useMay()
  const wide = may('people.read')
  const g = useText(gridMessages)
  const [act, setAct] = useState<'draw' | 'assign' | null>(null)
  const done = () => setAct(null)
  const [region, setRegion] = useState('')
  const view = useView<{ items: GridLine[] }>('/people/cells', { region }, { keepLast: true })
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  return (
    <>
      <PageHead
        title={t('grid')}
        lead={t('gridLead')}
        actions={
          may('grid.manage')
            ? (['assign', 'draw'] as const).map((kind) => (
                <button key={kind} type="button" className="yk-button" onClick={() => setAct(kind)}>
                  {g(kind)}
                </button>
              ))
            : undefined
        }
      />
      <Sheet open={act !== null} onClose={done} title={act === null ? '' : g(act)}>
        {act === 'draw' ? <DrawForm onDone={done} /> : null}
        {act === 'assign' ? <AssignForm cells={view.data?.items ?? []} onDone={done} /> : null}
      </Sheet>
      {view.isPending ? (
        <LoadingState />
      ) : (
        <DataTable
          caption={t('grid')}
          list={{ rows: view.data.items }}
          rowKey={(cell) => cell.id}
          exportName={t('grid')}
          empty={<EmptyState title={t('gridNone')} text={t('gridNoneText')} heading="h2" />}
          tools={
            wide ? (
              <div className="yk-person-filters">
                <PlaceChoice label={t('place')} value={region} onChange={setRegion} empty={t('everywhere')} />
              </div>
            ) : null
          }
          columns={[
            { key: 'name', title: t('cell'), heads: true, cell: (cell) => cell.name, csv: (cell) => cell.name },
            {
              key: 'code',
              title: t('code'),
              cell: (cell) => <span className="yk-num">{cell.code}</span>,
              csv: (cell) => cell.code,
            },
            { key: 'region', title: t('place'), cell: (cell) => cell.regionName, csv: (cell) => cell.regionName },
            {
              key: 'staff',
              title: t('staff'),
              cell: (cell) => cell.staffNames.join('、') || <span className="yk-quiet">{t('noStaff')}</span>,
              csv: (cell) => cell.staffNames.join('、'),
            },
            {
              key: 'dwellings',
              title: t('dwellings'),
              numeric: true,
              cell: (cell) => f.number(cell.dwellings),
              csv: (cell) => cell.dwellings,
            },
            {
              key: 'persons',
              title: t('count'),
              numeric: true,
              cell: (cell) => f.number(cell.persons),
              csv: (cell) => cell.persons,
            },
          ]}
        />
      )}
    </>
  )
}
