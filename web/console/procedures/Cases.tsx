import { useState } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import type { CaseLine } from '../../../src/platform/procedures/index.ts'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { type Column, DataTable } from '../../shared/parts/DataTable.tsx'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { messages as shared } from '../../shared/procedures/messages.ts'
import { useList } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { Due } from './Due.tsx'
import { messages } from './messages.ts'
import '../../shared/procedures/procedures.css'
import './procedures.css'

const STATES = ['mine', 'open', 'late', 'ended'] as const

/** The desk's list: what waits for me, what is open, late, decided. */
export default function Cases() {
  const t = useText(messages)
  const s = useText(shared)
  const f = useFormat()
  const pick = usePick()
  const may = useMay()
  const navigate = useNavigate()
  const [search, setSearch] = useSearchParams()
  const state = STATES.find((each) => each === search.get('state')) ?? 'mine'
  const q = search.get('q') ?? ''
  const [typed, setTyped] = useState(q)
  const list = useList<CaseLine>('/procedures/cases', { state, q })
  const go = (next: Record<string, string>) =>
    setSearch(Object.fromEntries(Object.entries({ state, q, ...next }).filter(([, value]) => value !== '')))
  const columns: Column<CaseLine>[] = [
    {
      key: 'applicant',
      title: t('applicant'),
      heads: true,
      cell: (row) => <Link to={`/console/cases/${row.id}`}>{row.applicant}</Link>,
      csv: (row) => row.applicant,
    },
    { key: 'title', title: t('procedure'), cell: (row) => pick(row.title), csv: (row) => row.title.zh },
    {
      key: 'step',
      title: state === 'ended' ? t('result') : t('step'),
      cell: (row) => (row.outcome ? s(`outcome_${row.outcome}`) : row.stepTitle ? pick(row.stepTitle) : ''),
      csv: (row) => row.outcome ?? row.stepTitle?.zh ?? '',
    },
    {
      key: 'due',
      title: state === 'ended' ? t('endedAt') : t('due'),
      cell: (row) =>
        row.endedAt ? (
          <span className="yk-num">{f.day(row.endedAt)}</span>
        ) : (
          <Due due={row.due} left={row.workdaysLeft} provisional={row.provisional} />
        ),
      csv: (row) => row.endedAt ?? row.due,
    },
    { key: 'place', title: t('place'), cell: (row) => row.regionName, csv: (row) => row.regionName },
    { key: 'channel', title: t('channel'), cell: (row) => t(`channel_${row.channel}`), csv: (row) => row.channel },
    {
      key: 'number',
      title: t('number'),
      cell: (row) => <span className="yk-num yk-quiet">{row.number}</span>,
      csv: (row) => row.number,
    },
  ]
  return (
    <>
      <PageHead
        title={t('title')}
        lead={t('lead')}
        actions={
          may('procedure.handle') ? (
            <Link className="yk-button yk-button--primary" to="/console/cases/new">
              {t('take')}
            </Link>
          ) : null
        }
      />
      <DataTable
        caption={t('title')}
        columns={columns}
        list={list}
        rowKey={(row) => row.id}
        onOpen={(row) => void navigate(`/console/cases/${row.id}`)}
        exportName={t('title')}
        empty={<EmptyState title={t('none')} text={t('noneText')} heading="h2" />}
        tools={
          <>
            {STATES.map((each) => (
              <button
                key={each}
                type="button"
                className="yk-button"
                aria-pressed={each === state}
                onClick={() => go({ state: each })}
              >
                {t(each)}
              </button>
            ))}
            <form
              onSubmit={(event) => {
                event.preventDefault()
                go({ q: typed.trim(), state: state === 'mine' ? 'open' : state })
              }}
            >
              <input
                className="yk-input yk-case-find"
                type="search"
                aria-label={t('find')}
                placeholder={t('find')}
                value={typed}
                onChange={(event) => setTyped(event.target.value)}
              />
            </form>
          </>
        }
      />
    </>
  )
}
