import { useState } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import type { AssetLine } from '../../../../src/contexts/territory/index.ts'
import { useFormat } from '../../../shared/format.ts'
import { useText } from '../../../shared/i18n/index.ts'
import { DataTable } from '../../../shared/parts/DataTable.tsx'
import { EmptyState } from '../../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../../shared/parts/PageHead.tsx'
import { Sheet } from '../../../shared/parts/Sheet.tsx'
import { useView } from '../../../shared/queries.ts'
import { useMay } from '../../../shared/session.ts'
import { FilterBar } from '../FilterBar.tsx'
import { AssetForm } from './AssetForm.tsx'
import { messages } from './messages.ts'
import { Transition, usePrice } from './words.tsx'
import '../projects/buildings.css'
import './assets.css'

const FILTERS = {
  all: () => true,
  registered: (line: AssetLine) => line.stage === 'registered',
  pending: (line: AssetLine) => line.pending > 0,
  allotted: (line: AssetLine) => line.stage === 'approved' || line.stage === 'handed-over',
  used: (line: AssetLine) => line.stage === 'in-use',
  clock: (line: AssetLine) => line.transition !== null && line.transition !== 'running',
} as const
type Filter = keyof typeof FILTERS

/** Idle assets: register, listing, applications, hand-over. */
export default function Assets() {
  const t = useText(messages)
  const f = useFormat()
  const may = useMay()
  const navigate = useNavigate()
  const price = usePrice()
  const [params] = useSearchParams()
  const code = params.get('code')
  const [open, setOpen] = useState(false)
  const [filter, setFilter] = useState<Filter>('all')
  const view = useView<{ items: AssetLine[] }>('/territory/assets')
  const all = (view.data?.items ?? []).filter((line) => code === null || line.code === code)
  const shown = all.filter(FILTERS[filter])
  return (
    <>
      <PageHead
        title={t('title')}
        lead={t('lead')}
        actions={
          <>
            <Link className="yk-button" to="/idle-assets">
              {t('public')}
            </Link>
            {may('register.import') ? (
              <Link className="yk-button" to="/console/registers/idle-asset">
                {t('import')}
              </Link>
            ) : null}
            {may('register.write') ? (
              <button type="button" className="yk-button yk-button--primary" onClick={() => setOpen(true)}>
                {t('create')}
              </button>
            ) : null}
          </>
        }
      />
      <Sheet open={open} onClose={() => setOpen(false)} title={t('create')}>
        <AssetForm onDone={(id) => void navigate(`/console/territory/assets/${id}`)} />
      </Sheet>
      {view.error ? <ErrorState problem={view.error} onRetry={() => void view.refetch()} /> : null}
      {view.isPending ? <LoadingState /> : null}
      {view.data ? (
        <DataTable
          caption={t('title')}
          list={{ rows: shown }}
          rowKey={(line) => line.id}
          onOpen={(line) => void navigate(`/console/territory/assets/${line.id}`)}
          exportName={t('exportName')}
          empty={
            all.length === 0 ? (
              <EmptyState title={t('none')} text={t('noneText')} heading="h2" />
            ) : (
              <p className="yk-quiet">{t('noMatch')}</p>
            )
          }
          tools={
            <FilterBar
              label={t('filter')}
              filters={(Object.keys(FILTERS) as Filter[]).map((key) => ({
                key,
                title: t(`filter_${key}`),
                count: all.filter(FILTERS[key]).length,
              }))}
              chosen={filter}
              onChoose={setFilter}
            />
          }
          columns={[
            {
              key: 'name',
              title: t('name'),
              heads: true,
              cell: (line) => (
                <>
                  <Link to={`/console/territory/assets/${line.id}`}>{line.name}</Link>{' '}
                  <span className="yk-small yk-quiet yk-num">{line.code}</span>
                </>
              ),
              csv: (line) => line.name,
            },
            { key: 'owner', title: t('owner'), cell: (line) => line.ownerName, csv: (line) => line.ownerName },
            {
              key: 'place',
              title: t('place'),
              cell: (line) => <span className="yk-asset-word">{line.regionName}</span>,
              csv: (line) => line.regionName,
            },
            {
              key: 'area',
              title: t('area'),
              numeric: true,
              cell: (line) => f.number(line.area),
              csv: (line) => line.area,
            },
            { key: 'price', title: t('price'), cell: price, csv: price },
            {
              key: 'stage',
              title: t('stage'),
              cell: (line) => <span className="yk-asset-word">{t(`stage_${line.stage}`)}</span>,
              csv: (line) => t(`stage_${line.stage}`),
            },
            {
              key: 'pending',
              title: t('pending'),
              numeric: true,
              cell: (line) => (line.pending === 0 ? '—' : line.pending),
              csv: (line) => line.pending,
            },
            {
              key: 'transition',
              title: t('transition'),
              cell: (line) => <Transition asset={line} />,
              csv: (line) => line.transitionUntil,
            },
          ]}
        />
      ) : null}
    </>
  )
}
