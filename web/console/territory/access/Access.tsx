import { useState } from 'react'
import { useNavigate } from 'react-router'
import type { BarrierView, CheckedPlace } from '../../../../src/contexts/territory/index.ts'
import { useFormat } from '../../../shared/format.ts'
import { useText } from '../../../shared/i18n/index.ts'
import { type Column, DataTable } from '../../../shared/parts/DataTable.tsx'
import { EmptyState } from '../../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../../shared/parts/PageHead.tsx'
import { Sheet } from '../../../shared/parts/Sheet.tsx'
import { StateTag } from '../../../shared/parts/StateTag.tsx'
import { useView } from '../../../shared/queries.ts'
import { useMay } from '../../../shared/session.ts'
import { MoveForm, ReportForm } from './forms.tsx'
import { messages } from './messages.ts'
import './access.css'

const SIGN = { reported: 'behind', retrofit: 'on-track', closed: 'met', rejected: 'not-due' } as const

/** Barriers reported and mended; halls and outlets that are to be checked. */
export default function Access() {
  const t = useText(messages)
  const may = useMay()
  const [reporting, setReporting] = useState(false)
  return (
    <>
      <PageHead
        title={t('title')}
        lead={t('lead')}
        actions={
          may('register.write') ? (
            <button type="button" className="yk-button yk-button--primary" onClick={() => setReporting(true)}>
              {t('report')}
            </button>
          ) : undefined
        }
      />
      <Sheet open={reporting} onClose={() => setReporting(false)} title={t('report')}>
        <ReportForm onDone={() => setReporting(false)} />
      </Sheet>
      <section className="yk-acc-part">
        <h2>{t('barriers')}</h2>
        <Barriers />
      </section>
      <section className="yk-acc-part">
        <h2>{t('halls')}</h2>
        <Places list="accessibility" />
      </section>
      <section className="yk-acc-part">
        <h2>{t('dwellings')}</h2>
        <Places list="dwelling-safety" />
      </section>
    </>
  )
}

function Barriers() {
  const t = useText(messages)
  const f = useFormat()
  const may = useMay()
  const [opened, setOpened] = useState<string | null>(null)
  const view = useView<{ items: BarrierView[] }>('/territory/barriers')
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  if (view.data === undefined) return <LoadingState />
  const open = view.data.items.find((each) => each.id === opened)
  const columns: Column<BarrierView>[] = [
    {
      key: 'place',
      title: t('place'),
      cell: (row) => (row.facilityName === null ? row.place : `${row.facilityName}，${row.place}`),
      csv: (row) => (row.facilityName === null ? row.place : `${row.facilityName}，${row.place}`),
      heads: true,
    },
    { key: 'region', title: t('region'), cell: (row) => row.regionName ?? row.region, csv: (row) => row.regionName },
    { key: 'what', title: t('what'), cell: (row) => row.what, csv: (row) => row.what },
    {
      key: 'state',
      title: t('state'),
      cell: (row) => (
        <StateTag state={row.overdue ? 'missed' : SIGN[row.state]} text={t(row.overdue ? 'overdue' : row.state)} />
      ),
      csv: (row) => t(row.state),
    },
    { key: 'unit', title: t('unit'), cell: (row) => row.unitName ?? '', csv: (row) => row.unitName },
    { key: 'due', title: t('due'), cell: (row) => (row.due === null ? '' : f.day(row.due)), csv: (row) => row.due },
    { key: 'on', title: t('reportedOn'), cell: (row) => f.day(row.reportedOn), csv: (row) => row.reportedOn },
  ]
  return (
    <>
      <DataTable
        caption={t('barriers')}
        columns={columns}
        list={{ rows: view.data.items }}
        rowKey={(row) => row.id}
        onOpen={(row) => setOpened(row.id)}
        exportName="barriers"
        empty={<EmptyState title={t('none')} text={t('noneText')} />}
      />
      <Sheet open={open !== undefined} onClose={() => setOpened(null)} title={open?.what ?? ''}>
        {open === undefined ? null : (
          <MoveForm
            key={open.revision}
            barrier={open}
            mayWrite={may('register.write')}
            onDone={() => setOpened(null)}
          />
        )}
      </Sheet>
    </>
  )
}

function Places({ list }: { list: 'accessibility' | 'dwelling-safety' }) {
  const t = useText(messages)
  const f = useFormat()
  const navigate = useNavigate()
  const view = useView<{ items: CheckedPlace[] }>(`/territory/checklists/${list}/places`)
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  if (view.data === undefined) return <LoadingState />
  const said = (row: CheckedPlace) =>
    row.outcome === null ? t('never') : row.outcome === 'failed' ? t('failed', { count: row.wrong }) : t(row.outcome)
  const standing = (row: CheckedPlace) =>
    row.state === 'open' || row.state === 'suspended' || row.state === 'planned' ? t(row.state) : f.unknown
  return (
    <DataTable
      caption={t(list === 'accessibility' ? 'halls' : 'dwellings')}
      list={{ rows: view.data.items }}
      rowKey={(row) => row.code}
      onOpen={(row) => void navigate(`/console/territory/facilities/${encodeURIComponent(row.code)}`)}
      exportName={list}
      empty={<EmptyState title={t('placesNone')} text={t('placesNoneText')} />}
      columns={[
        { key: 'name', title: t('name'), cell: (row) => row.name, csv: (row) => row.name, heads: true },
        { key: 'region', title: t('region'), cell: (row) => row.regionName ?? '', csv: (row) => row.regionName },
        { key: 'state', title: t('openState'), cell: standing, csv: standing },
        {
          key: 'outcome',
          title: t('outcomeLabel'),
          cell: (row) => (
            <StateTag
              state={row.outcome === 'passed' ? 'met' : row.outcome === 'failed' ? 'missed' : 'unknown'}
              text={said(row)}
            />
          ),
          csv: said,
        },
        {
          key: 'on',
          title: t('checkedOn'),
          cell: (row) => (row.checkedOn === null ? '' : f.day(row.checkedOn)),
          csv: (row) => row.checkedOn,
        },
      ]}
    />
  )
}
