import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import type { ListView } from '../../../src/contexts/benefits/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Text } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { DataTable } from '../../shared/parts/DataTable.tsx'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { useCommand, useList } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { todayInChina } from '../../shared/today.ts'
import { messages } from './messages.ts'
import './benefits.css'

/** The frozen lists by month, and the freezing of another. */
export default function Lists() {
  const t = useText(messages)
  const f = useFormat()
  const pick = usePick()
  const may = useMay()
  const navigate = useNavigate()
  const list = useList<ListView>('/benefits/lists')
  const [open, setOpen] = useState(false)
  return (
    <>
      <PageHead
        title={t('lists')}
        lead={t('listsLead')}
        actions={
          may('benefits.manage') ? (
            <button type="button" className="yk-button yk-button--primary" onClick={() => setOpen(true)}>
              {t('freeze')}
            </button>
          ) : null
        }
      />
      <Sheet open={open} onClose={() => setOpen(false)} title={t('freeze')}>
        <Freeze onDone={(month) => void navigate(`/console/benefits/lists/${month}`)} />
      </Sheet>
      <DataTable
        caption={t('lists')}
        list={list}
        rowKey={(row) => row.id}
        onOpen={(row) => void navigate(`/console/benefits/lists/${row.month}`)}
        exportName="benefit-lists"
        empty={<EmptyState title={t('none')} text={t('noneText')} heading="h2" />}
        columns={[
          {
            key: 'month',
            title: t('month'),
            heads: true,
            cell: (row) => <Link to={`/console/benefits/lists/${row.month}`}>{f.date(row.month)}</Link>,
            csv: (row) => row.month,
          },
          {
            key: 'due',
            title: t('due'),
            numeric: true,
            cell: (row) => t('people', { count: row.due }),
            csv: (row) => row.due,
          },
          {
            key: 'total',
            title: t('total'),
            numeric: true,
            cell: (row) => f.money(row.totalFen),
            csv: (row) => row.totalFen / 100,
          },
          {
            key: 'unknown',
            title: t('unknown'),
            numeric: true,
            cell: (row) => f.number(row.unknown),
            csv: (row) => row.unknown,
          },
          {
            key: 'lines',
            title: t('lines'),
            numeric: true,
            cell: (row) => f.number(row.lines),
            csv: (row) => row.lines,
          },
          {
            key: 'rules',
            title: t('rulesUsed'),
            cell: (row) => row.rules.map((rule) => `${pick(rule.title)} ${rule.version}`).join('、'),
            csv: (row) => row.rules.map((rule) => `${rule.benefit} ${rule.version}`).join(' '),
          },
          {
            key: 'hash',
            title: t('hash'),
            cell: (row) => <code className="yk-ben-hash">{row.hash.slice(0, 12)}</code>,
            csv: (row) => row.hash,
          },
          {
            key: 'frozen',
            title: t('frozenAt'),
            cell: (row) => `${f.instant(row.frozenAt)} ${row.frozenBy}`,
            csv: (row) => row.frozenAt,
          },
        ]}
      />
    </>
  )
}

function Freeze({ onDone }: { onDone: (month: string) => void }) {
  const t = useText(messages)
  const [month, setMonth] = useState(() => todayInChina().slice(0, 7))
  const freeze = useCommand<{ month: string }>({ path: '/benefits/lists', refresh: ['/benefits', '/today'] })
  return (
    <ActForm
      problem={freeze.error}
      pending={freeze.isPending}
      submit={t('freeze')}
      onSubmit={() => freeze.mutate({ month }, { onSuccess: () => onDone(month) })}
    >
      <Text
        label={t('month')}
        value={month}
        onChange={setMonth}
        pattern="\d{4}-(0[1-9]|1[0-2])"
        required
        hint={`2026-11 · ${t('freezeHint')}`}
      />
    </ActForm>
  )
}
