import { useState } from 'react'
import { Link } from 'react-router'
import type { BedKind, BedSite } from '../../../src/contexts/providers/index.ts'
import { Text } from '../../shared/form/fields.tsx'
import { useText } from '../../shared/i18n/index.ts'
import { type Column, DataTable } from '../../shared/parts/DataTable.tsx'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { useView } from '../../shared/queries.ts'
import { todayInChina } from '../../shared/today.ts'
import { messages } from './messages-acts-beds.ts'
import './providers.css'

const STATES = ['occupied', 'reserved', 'closed', 'free'] as const
type Counted = Record<(typeof STATES)[number] | 'all', number>

const sum = (site: BedSite): Counted | null => {
  const counts = Object.values(site.counts)
  if (counts.length === 0) return null
  const add = (key: keyof Counted) => counts.reduce((total, each) => total + each[key], 0)
  return {
    all: add('all'),
    occupied: add('occupied'),
    reserved: add('reserved'),
    closed: add('closed'),
    free: add('free'),
  }
}

/** Beds of every site: free, taken, kept, closed. */
export default function Beds() {
  const t = useText(messages)
  const [asOf, setAsOf] = useState(todayInChina)
  const view = useView<{ items: BedSite[] }>('/providers/beds', { asOf }, { keepLast: true })
  const number = (key: 'all' | 'free'): Column<BedSite> => ({
    key,
    title: t(key),
    numeric: true,
    cell: (row) => sum(row)?.[key] ?? '—',
    csv: (row) => sum(row)?.[key] ?? null,
  })
  const columns: Column<BedSite>[] = [
    {
      key: 'site',
      title: t('site'),
      heads: true,
      cell: (row) => <Link to={`/console/providers/beds/${row.id}`}>{row.name}</Link>,
      csv: (row) => row.name,
    },
    { key: 'place', title: t('place'), cell: (row) => row.regionName, csv: (row) => row.regionName },
    { key: 'kinds', title: t('bedKind'), cell: (row) => <Kinds row={row} />, csv: (row) => row.declared },
    number('all'),
    number('free'),
    { key: 'bar', title: t('occupied'), cell: (row) => <Bar row={row} />, csv: (row) => sum(row)?.occupied ?? null },
  ]
  return (
    <>
      <PageHead
        title={t('beds')}
        lead={t('bedsLead')}
        up={{ to: '/console/providers', label: t('home') }}
        actions={<Text type="date" label={t('asOf')} value={asOf} onChange={(day) => setAsOf(day || todayInChina())} />}
      />
      {view.error ? <ErrorState problem={view.error} onRetry={() => void view.refetch()} /> : null}
      {view.isPending ? <LoadingState /> : null}
      {view.data === undefined ? null : (
        <>
          <Legend />
          <DataTable
            caption={t('beds')}
            list={{ rows: view.data.items }}
            rowKey={(row) => row.id}
            columns={columns}
            exportName={t('beds')}
            empty={<EmptyState title={t('noBeds')} text={t('noBedsText')} heading="h2" />}
          />
        </>
      )}
    </>
  )
}

function Legend() {
  const t = useText(messages)
  return (
    <p className="yk-prov-legend">
      {STATES.map((state) => (
        <span key={state}>
          <i data-state={state} aria-hidden="true" />
          {t(state)}
        </span>
      ))}
    </p>
  )
}

function Kinds({ row }: { row: BedSite }) {
  const t = useText(messages)
  const kinds = Object.entries(row.counts) as [BedKind, Counted][]
  if (kinds.length === 0) return <span className="yk-quiet">{t('declaredOnly', { count: row.declared ?? 0 })}</span>
  return (
    <span>
      {kinds.map(([kind, count]) => `${t(`bed_${kind}`)} ${count.all}`).join(' · ')}
      {row.declared !== null && row.declared !== kinds.reduce((total, [, count]) => total + count.all, 0) ? (
        <span className="yk-quiet"> · {t('declared', { count: row.declared })}</span>
      ) : null}
    </span>
  )
}

function Bar({ row }: { row: BedSite }) {
  const t = useText(messages)
  const count = sum(row)
  if (count === null) return <>—</>
  const said = STATES.map((state) => `${t(state)} ${count[state]}`).join('，')
  return (
    <span className="yk-prov-bar" role="img" aria-label={said} title={said}>
      {STATES.map((state) => (
        <span key={state} data-state={state} style={{ flex: count[state] }} />
      ))}
    </span>
  )
}
