import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import type { CertificateLine, CertificatePage } from '../../../src/platform/procedures/index.ts'
import { apiUrl } from '../../shared/api.ts'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { type Column, DataTable } from '../../shared/parts/DataTable.tsx'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { Timeline } from '../../shared/parts/Timeline.tsx'
import { useCommand, useList, useView } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { messages } from './messages.ts'
import './procedures.css'

const STATES = ['', 'valid', 'suspended', 'revoked', 'expired'] as const

const stateOf = (row: CertificateLine) => (row.state === 'valid' && row.expired ? 'expired' : row.state)

/** Every certificate and plaque: who holds it, until when, and whether it still counts. */
export default function Certificates() {
  const t = useText(messages)
  const f = useFormat()
  const pick = usePick()
  const [search, setSearch] = useSearchParams()
  const [chosen, setChosen] = useState<string | null>(null)
  const q = search.get('q') ?? ''
  const state = search.get('state') ?? ''
  const list = useList<CertificateLine>('/procedures/certificates', { q, state })
  const columns: Column<CertificateLine>[] = [
    {
      key: 'holder',
      title: t('holder'),
      heads: true,
      cell: (row) => (
        <button type="button" className="yk-linkish" onClick={() => setChosen(row.number)}>
          {row.holder}
        </button>
      ),
      csv: (row) => row.holder,
    },
    { key: 'title', title: t('certificate'), cell: (row) => pick(row.title), csv: (row) => row.title.zh },
    {
      key: 'issued',
      title: t('issuedOn'),
      cell: (row) => <span className="yk-num">{f.day(row.issuedOn)}</span>,
      csv: (row) => row.issuedOn,
    },
    {
      key: 'until',
      title: t('validUntil'),
      cell: (row) => <span className="yk-num">{row.validUntil === null ? t('noEnd') : f.day(row.validUntil)}</span>,
      csv: (row) => row.validUntil,
    },
    {
      key: 'state',
      title: t('state'),
      cell: (row) => (
        <span className="yk-cert-line" data-state={stateOf(row)}>
          {t(`state_${stateOf(row)}`)}
        </span>
      ),
      csv: (row) => stateOf(row),
    },
    {
      key: 'number',
      title: t('number'),
      cell: (row) => <span className="yk-num yk-quiet">{row.number}</span>,
      csv: (row) => row.number,
    },
  ]
  return (
    <>
      <PageHead title={t('certTitle')} lead={t('certLead')} />
      <DataTable
        caption={t('certTitle')}
        columns={columns}
        list={list}
        rowKey={(row) => row.number}
        onOpen={(row) => setChosen(row.number)}
        exportName={t('certTitle')}
        empty={<EmptyState title={t('certNone')} text={t('certNoneText')} heading="h2" />}
        tools={
          <>
            <input
              className="yk-input yk-case-find"
              type="search"
              aria-label={t('holder')}
              placeholder={t('holder')}
              defaultValue={q}
              onChange={(event) => setSearch({ q: event.target.value, state }, { replace: true })}
            />
            <select
              className="yk-input"
              style={{ width: 'auto' }}
              aria-label={t('state')}
              value={state}
              onChange={(event) => setSearch({ q, state: event.target.value })}
            >
              {STATES.map((each) => (
                <option key={each} value={each}>
                  {each === '' ? t('all') : t(`state_${each}`)}
                </option>
              ))}
            </select>
          </>
        }
      />
      <Sheet open={chosen !== null} onClose={() => setChosen(null)} title={chosen ?? ''}>
        {chosen === null ? null : <One number={chosen} />}
      </Sheet>
    </>
  )
}

const ACT_WORDS = { issue: 'issue', suspend: 'suspend', restore: 'restore', revoke: 'revoke' } as const

function One({ number }: { number: string }) {
  const t = useText(messages)
  const pick = usePick()
  const may = useMay()
  const [reason, setReason] = useState('')
  const view = useView<CertificatePage>(`/procedures/certificates/${number}`)
  const act = useCommand<string>({
    path: `/procedures/certificates/${number}/acts`,
    body: (which) => ({ act: which, reason }),
    refresh: ['/procedures'],
  })
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  if (!view.isSuccess) return <LoadingState />
  const c = view.data
  const acts = c.state === 'valid' ? ['suspend', 'revoke'] : c.state === 'suspended' ? ['restore', 'revoke'] : []
  return (
    <div className="yk-stack">
      <h3>
        {c.holder} · {pick(c.title)}
      </h3>
      <dl className="yk-case-values">
        {c.shown.map((each) => (
          <div key={each.title.zh}>
            <dt>{pick(each.title)}</dt>
            <dd>{each.value}</dd>
          </div>
        ))}
      </dl>
      <div className="yk-row">
        <a className="yk-button" href={apiUrl(`/procedures/certificates/${number}/print.pdf`)}>
          {t('certificatePdf')}
        </a>
        <Link className="yk-button" to={`/verify/${c.token}`} target="_blank">
          {t('verify')}
        </Link>
        <Link className="yk-button" to={`/console/cases/${c.case}`}>
          {t('up')}
        </Link>
      </div>
      {may('procedure.certify') && acts.length > 0 ? (
        <div className="yk-stack">
          <label className="yk-field">
            <span>{t('reason')}</span>
            <input className="yk-input" value={reason} onChange={(event) => setReason(event.target.value)} />
          </label>
          <RefusalNote problem={act.error} />
          <div className="yk-row">
            {acts.map((each) => (
              <button
                key={each}
                type="button"
                className="yk-button"
                disabled={act.isPending}
                onClick={() => act.mutate(each)}
              >
                {t(each as 'suspend')}
              </button>
            ))}
          </div>
        </div>
      ) : null}
      <Timeline
        label={t('timeline')}
        happenings={c.events.map((event) => ({
          id: `${event.act} ${event.on}`,
          at: event.on,
          what: t(ACT_WORDS[event.act as 'issue']),
          who: event.by,
          detail: event.reason || null,
        }))}
      />
    </div>
  )
}
