import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import type { SpaceHome } from '../../../../src/contexts/territory/index.ts'
import { useFormat } from '../../../shared/format.ts'
import { useText } from '../../../shared/i18n/index.ts'
import { DataTable } from '../../../shared/parts/DataTable.tsx'
import { EmptyState } from '../../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../../shared/parts/PageHead.tsx'
import { useView } from '../../../shared/queries.ts'
import { messages } from './messages.ts'
import './spaces.css'

/** Facilities that have rooms. */
export default function Spaces() {
  const t = useText(messages)
  const f = useFormat()
  const navigate = useNavigate()
  const [q, setQ] = useState('')
  const view = useView<{ items: SpaceHome[] }>('/territory/spaces', { q })
  return (
    <>
      <PageHead
        title={t('title')}
        lead={t('lead')}
        actions={
          <Link className="yk-button" to="/console/registers/space">
            {t('register')}
          </Link>
        }
      />
      <search className="yk-spc-bar">
        <label className="yk-field yk-spc-find">
          <span>{t('find')}</span>
          <input type="search" className="yk-input" value={q} onChange={(event) => setQ(event.target.value)} />
        </label>
      </search>
      {view.isPending ? <LoadingState /> : null}
      {view.error ? <ErrorState problem={view.error} onRetry={() => void view.refetch()} /> : null}
      {view.data === undefined ? null : (
        <DataTable
          caption={t('title')}
          list={{ rows: view.data.items }}
          rowKey={(row) => row.code}
          onOpen={(row) => void navigate(`/console/territory/spaces/${encodeURIComponent(row.code)}`)}
          exportName="spaces"
          empty={<EmptyState title={t('none')} text={t('noneText')} heading="h2" />}
          columns={[
            { key: 'name', title: t('facility'), cell: (row) => row.name, csv: (row) => row.name, heads: true },
            { key: 'region', title: t('region'), cell: (row) => row.regionName ?? '', csv: (row) => row.regionName },
            { key: 'rooms', title: t('rooms'), cell: (row) => row.rooms, csv: (row) => row.rooms, numeric: true },
            {
              key: 'bookable',
              title: t('bookable'),
              cell: (row) => row.bookable,
              csv: (row) => row.bookable,
              numeric: true,
            },
            { key: 'area', title: t('area'), cell: (row) => f.number(row.area), csv: (row) => row.area, numeric: true },
          ]}
        />
      )}
    </>
  )
}
