import { useState } from 'react'
import type { OverpaymentView } from '../../../src/contexts/benefits/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Choice, Text } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { DataTable } from '../../shared/parts/DataTable.tsx'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { useCommand, useList } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { useColumns } from './columns.tsx'
import { messages } from './messages.ts'
import './benefits.css'

/** What was listed too much, and how it was settled. */
export default function Overpayments() {
  const t = useText(messages)
  const own = useColumns<OverpaymentView>()
  const f = useFormat()
  const may = useMay()
  const [open, setOpen] = useState('true')
  const [settling, setSettling] = useState<OverpaymentView | null>(null)
  const list = useList<OverpaymentView>('/benefits/overpayments', { open, limit: 100 })
  return (
    <>
      <PageHead title={t('overpayments')} lead={t('overpaymentsLead')} />
      <Sheet
        open={settling !== null}
        onClose={() => setSettling(null)}
        title={
          settling === null
            ? ''
            : t('settleTitle', { name: settling.person?.name ?? '', month: f.date(settling.month) })
        }
      >
        {settling === null ? null : <Settle key={settling.id} owed={settling} onDone={() => setSettling(null)} />}
      </Sheet>
      <DataTable
        caption={t('overpayments')}
        list={list}
        rowKey={(row) => row.id}
        exportName="overpayments"
        empty={<EmptyState title={t('noOverpayments')} text={t('noOverpaymentsText')} heading="h2" />}
        tools={
          <Choice
            label={t('state')}
            value={open}
            onChange={setOpen}
            empty={t('all')}
            options={[{ value: 'true', label: t('openOnly') }]}
          />
        }
        columns={[
          own.person,
          { key: 'month', title: t('month'), cell: (row) => f.date(row.month), csv: (row) => row.month },
          own.benefit,
          {
            key: 'amount',
            title: t('amount'),
            numeric: true,
            cell: (row) => f.money(row.fen),
            csv: (row) => row.fen / 100,
          },
          { key: 'cause', title: t('cause'), cell: (row) => t(`cause_${row.cause}`), csv: (row) => row.cause },
          {
            key: 'since',
            title: t('since'),
            cell: (row) => <span className="yk-num">{f.day(row.since)}</span>,
            csv: (row) => row.since,
          },
          {
            key: 'settled',
            title: t('settled'),
            cell: (row) =>
              row.settled !== null ? (
                `${t(row.settled)}${row.settledNote === null ? '' : `：${row.settledNote}`}`
              ) : may('benefits.manage') ? (
                <button type="button" className="yk-button" onClick={() => setSettling(row)}>
                  {t('settle')}
                </button>
              ) : (
                '—'
              ),
            csv: (row) => row.settled ?? '',
          },
        ]}
      />
    </>
  )
}

function Settle({ owed, onDone }: { owed: OverpaymentView; onDone: () => void }) {
  const t = useText(messages)
  const [how, setHow] = useState('recovered')
  const [note, setNote] = useState('')
  const settle = useCommand<void>({
    path: `/benefits/overpayments/${owed.id}/settle`,
    body: () => ({ how, note }),
    refresh: ['/benefits/overpayments', '/today'],
  })
  return (
    <ActForm
      problem={settle.error}
      pending={settle.isPending}
      submit={t('settle')}
      onSubmit={() => settle.mutate(undefined, { onSuccess: onDone })}
    >
      <Choice
        label={t('how')}
        value={how}
        onChange={setHow}
        options={(['recovered', 'waived'] as const).map((value) => ({ value, label: t(value) }))}
      />
      <Text label={t('note')} value={note} onChange={setNote} required minLength={2} maxLength={300} />
    </ActForm>
  )
}
