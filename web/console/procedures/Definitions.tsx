import { Link, useNavigate } from 'react-router'
import type { DefinitionLine } from '../../../src/platform/procedures/index.ts'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { type Column, DataTable } from '../../shared/parts/DataTable.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { useView } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { messages } from './messages.ts'
import './procedures.css'

/** Every procedure: what is in force, since when, and what is being written. */
export default function Definitions() {
  const t = useText(messages)
  const f = useFormat()
  const pick = usePick()
  const may = useMay()
  const navigate = useNavigate()
  const view = useView<{ items: DefinitionLine[] }>('/procedures/definitions')
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  if (!view.isSuccess) return <LoadingState />
  const writes = may('procedure.define')
  const columns: Column<DefinitionLine>[] = [
    {
      key: 'title',
      title: t('procedure'),
      heads: true,
      cell: (row) => (writes ? <Link to={`/console/procedures/${row.code}`}>{pick(row.title)}</Link> : pick(row.title)),
      csv: (row) => row.title.zh,
    },
    {
      key: 'force',
      title: t('inForce'),
      cell: (row) =>
        row.inForce === null ? (
          <span className="yk-quiet">{t('closed')}</span>
        ) : (
          <>
            {t('revision', { version: row.inForce.version })} · {t(row.inForce.origin)}
            {row.inForce.validFrom ? ` · ${t('from', { date: f.day(row.inForce.validFrom) })}` : ''}
          </>
        ),
      csv: (row) => row.inForce?.version ?? null,
    },
    {
      key: 'draft',
      title: t('draft'),
      cell: (row) =>
        row.draft === null ? (
          '—'
        ) : (
          <>
            {t('revision', { version: row.draft.version })} · {row.draft.by} ·{' '}
            {row.draft.errors > 0 ? t('errors', { count: row.draft.errors }) : t('ready')}
          </>
        ),
    },
    {
      key: 'code',
      title: t('number'),
      cell: (row) => <span className="yk-quiet">{row.code}</span>,
      csv: (row) => row.code,
    },
  ]
  return (
    <>
      <PageHead
        title={t('defTitle')}
        lead={t('defLead')}
        actions={
          writes ? (
            <Link className="yk-button yk-button--primary" to="/console/procedures/new">
              {t('defNew')}
            </Link>
          ) : null
        }
      />
      <DataTable
        caption={t('defTitle')}
        columns={columns}
        list={{ rows: view.data.items }}
        rowKey={(row) => row.code}
        {...(writes ? { onOpen: (row: DefinitionLine) => void navigate(`/console/procedures/${row.code}`) } : {})}
        exportName={t('defTitle')}
        empty={null}
      />
    </>
  )
}
