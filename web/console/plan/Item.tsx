import { useState } from 'react'
import { useParams } from 'react-router'
import type { ServiceItemPage } from '../../../src/contexts/plan/index.ts'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { useCommand, useView } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { ITEM_STATE } from './Items.tsx'
import { messages } from './messages-items.ts'
import './plan.css'

type State = keyof typeof ITEM_STATE

/** One service item: versions of its standard, and how it stands. */
export default function Item() {
  const t = useText(messages)
  const f = useFormat()
  const may = useMay()
  const { code = '' } = useParams()
  const path = `/plan/items/${encodeURIComponent(code)}`
  const view = useView<ServiceItemPage>(path)
  if (view.isPending) return <LoadingState />
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  const { current, versions, reports } = view.data
  const head = current ?? versions[0]!
  return (
    <>
      <PageHead
        title={head.name}
        lead={`${head.code} · ${head.field} · ${head.unit ?? ''}`}
        up={{ to: '/console/plan/items', label: t('backToItems') }}
        tags={
          current === null ? null : (
            <span className={`yk-plan-tag yk-plan-tag--${current.state}`}>{t(ITEM_STATE[current.state])}</span>
          )
        }
      />
      {current === null ? <p>{t('gone')}</p> : null}
      <div className="yk-plan-two">
        <section className="yk-stack" aria-labelledby="yk-item-versions">
          <h2 id="yk-item-versions">{t('versions')}</h2>
          <ol className="yk-stack">
            {versions.map((version) => (
              <li key={version.version} className="yk-card">
                <p className="yk-row">
                  <strong>{t('version', { n: version.version })}</strong>
                  {version.version === current?.version ? (
                    <span className="yk-plan-tag yk-plan-tag--in-place">{t('current')}</span>
                  ) : null}
                  <span className="yk-quiet yk-small">
                    {version.validUntil === null
                      ? t('since', { from: f.date(version.validFrom) })
                      : t('until', { from: f.date(version.validFrom), until: f.date(version.validUntil) })}
                  </span>
                </p>
                <dl className="yk-plan-facts">
                  <dt>{t('object')}</dt>
                  <dd>{version.object}</dd>
                  <dt>{t('standard')}</dt>
                  <dd>{version.standard ?? '—'}</dd>
                  <dt>{t('payer')}</dt>
                  <dd>{version.payer ?? '—'}</dd>
                  <dt>{t('source')}</dt>
                  <dd>{version.source ?? '—'}</dd>
                </dl>
              </li>
            ))}
          </ol>
        </section>
        <section className="yk-stack" aria-labelledby="yk-item-reports">
          <h2 id="yk-item-reports">{t('reports')}</h2>
          {may('plan.decide') ? <Report path={path} /> : null}
          {reports.length === 0 ? <p className="yk-quiet">{t('noReports')}</p> : null}
          <ol className="yk-plan-reports">
            {reports.map((report) => (
              <li key={report.reportedAt}>
                <span className="yk-num">{f.date(report.asOf)}</span>
                <span className={`yk-plan-tag yk-plan-tag--${report.state}`}>
                  {t(ITEM_STATE[report.state as State])}
                </span>
                <span>{report.note}</span>
                <span className="yk-quiet yk-small">{report.reportedBy}</span>
              </li>
            ))}
          </ol>
        </section>
      </div>
    </>
  )
}

function Report({ path }: { path: string }) {
  const t = useText(messages)
  const [state, setState] = useState<State>('under-way')
  const [note, setNote] = useState('')
  const send = useCommand<{ state: State; note?: string }>({ path: `${path}/reports`, refresh: ['/plan/items'] })
  return (
    <form
      className="yk-card yk-stack"
      onSubmit={(event) => {
        event.preventDefault()
        send.mutate({ state, ...(note.trim() === '' ? {} : { note: note.trim() }) }, { onSuccess: () => setNote('') })
      }}
    >
      <h3>{t('report')}</h3>
      <label className="yk-field">
        <span>{t('state')}</span>
        <select className="yk-input" value={state} onChange={(event) => setState(event.target.value as State)}>
          {Object.entries(ITEM_STATE).map(([value, key]) => (
            <option key={value} value={value}>
              {t(key)}
            </option>
          ))}
        </select>
      </label>
      <label className="yk-field">
        <span>{t('note')}</span>
        <textarea className="yk-input" rows={2} value={note} onChange={(event) => setNote(event.target.value)} />
      </label>
      <RefusalNote problem={send.error} />
      <button type="submit" className="yk-button yk-button--primary" disabled={send.isPending}>
        {t('save')}
      </button>
    </form>
  )
}
