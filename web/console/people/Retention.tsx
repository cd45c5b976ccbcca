import { Link } from 'react-router'
import type { PersonState } from '../../../src/contexts/people/index.ts'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { DataTable } from '../../shared/parts/DataTable.tsx'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { useView } from '../../shared/queries.ts'
import { messages } from './messages-desk.ts'
import './people.css'

type Line = { id: string; state: PersonState; stateOn: string | null; destroyOn: string; hold: string | null }

/** Files whose time is up within a year. Names are not needed here and not shown. */
export default function Retention() {
  const t = useText(messages)
  const f = useFormat()
  const view = useView<{ items: Line[] }>('/people/retention')
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  return (
    <>
      <PageHead title={t('retention')} lead={t('retentionLead')} />
      {view.isPending ? (
        <LoadingState />
      ) : (
        <DataTable
          caption={t('retention')}
          list={{ rows: view.data.items }}
          rowKey={(line) => line.id}
          empty={<EmptyState title={t('retentionNone')} text={t('retentionNoneText')} heading="h2" />}
          columns={[
            {
              key: 'file',
              title: t('file'),
              heads: true,
              cell: (line) => <Link to={`/console/people/${line.id}`}>{line.id.slice(-8)}</Link>,
            },
            { key: 'state', title: t('state'), cell: (line) => t(`state_${line.state}`) },
            { key: 'closed', title: t('closedOn'), cell: (line) => f.day(line.stateOn) },
            { key: 'destroy', title: t('destroyDay'), cell: (line) => f.day(line.destroyOn) },
            { key: 'hold', title: t('held'), cell: (line) => line.hold ?? '—' },
          ]}
        />
      )}
    </>
  )
}
