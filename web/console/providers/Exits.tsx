import { Link, useNavigate } from 'react-router'
import type { ExitLineView } from '../../../src/contexts/providers/index.ts'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { DataTable } from '../../shared/parts/DataTable.tsx'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { Tag } from '../../shared/parts/Tag.tsx'
import { useView } from '../../shared/queries.ts'
import { messages } from './messages-acts-ends.ts'
import './providers.css'

/** What of an exit's residents and money is left, in words. */
export function useLeft() {
  const t = useText(messages)
  const f = useFormat()
  return {
    residents: ({ standing }: Pick<ExitLineView, 'standing'>) =>
      standing.residents.open > 0
        ? t('residentsLeft', { count: standing.residents.open })
        : standing.placed === true
          ? t('residentsDone')
          : t('residentsUnknown', {
              declared: standing.residents.declared ?? f.unknown,
              listed: standing.residents.listed,
            }),
    balances: ({ standing }: Pick<ExitLineView, 'standing'>) =>
      standing.balances.openFen > 0
        ? t('fenLeft', { money: f.money(standing.balances.openFen) })
        : standing.refunded === true
          ? t('fenDone')
          : t('fenUnknown', {
              declared: f.money(standing.balances.declaredFen),
              listed: f.money(standing.balances.listedFen),
            }),
  }
}

/** Institutions that leave: who is left to place, what is left to refund. */
export default function Exits() {
  const t = useText(messages)
  const f = useFormat()
  const left = useLeft()
  const navigate = useNavigate()
  const view = useView<{ items: ExitLineView[] }>('/providers/exits')
  return (
    <>
      <PageHead title={t('exits')} lead={t('exitsLead')} up={{ to: '/console/providers', label: t('home') }} />
      {view.error ? <ErrorState problem={view.error} onRetry={() => void view.refetch()} /> : null}
      {view.isPending ? <LoadingState /> : null}
      {view.data === undefined ? null : (
        <DataTable
          caption={t('exits')}
          list={{ rows: view.data.items }}
          rowKey={(row) => row.id}
          onOpen={(row) => void navigate(`/console/providers/exits/${row.id}`)}
          exportName={t('exits')}
          empty={<EmptyState title={t('noExits')} text={t('noExitsText')} heading="h2" />}
          columns={[
            {
              key: 'name',
              title: t('organisation'),
              heads: true,
              cell: (row) => <Link to={`/console/providers/exits/${row.id}`}>{row.organisationName}</Link>,
              csv: (row) => row.organisationName,
            },
            {
              key: 'stop',
              title: t('stopOn'),
              cell: (row) => <span className="yk-num">{f.day(row.stopOn)}</span>,
              csv: (row) => row.stopOn,
            },
            { key: 'residents', title: t('residents'), cell: left.residents, csv: left.residents },
            { key: 'balances', title: t('balances'), cell: left.balances, csv: left.balances },
            {
              key: 'state',
              title: t('result'),
              cell: (row) => <Tag tone={row.state === 'open' ? 'warn' : 'good'}>{t(`exitState_${row.state}`)}</Tag>,
              csv: (row) => row.state,
            },
          ]}
        />
      )}
    </>
  )
}
