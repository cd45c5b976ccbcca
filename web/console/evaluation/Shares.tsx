import type { ShareBoard } from '../../../src/contexts/evaluation/index.ts'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { WhyNumber } from '../../shared/parts/WhyNumber.tsx'
import type { Why } from '../../shared/parts/why.ts'
import { useCommand, useView } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { messages } from './messages.ts'
import './evaluation.css'

type Score = ShareBoard['departments'][number]['score']

/** Shared data: who asked for what, how long it took, how much it was used; scores follow from the log. */
export default function Shares() {
  const t = useText(messages)
  const view = useView<ShareBoard>('/evaluation/shares')
  if (view.isPending) return <LoadingState />
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  const { departments, datasets } = view.data
  return (
    <>
      <PageHead title={t('shares')} lead={t('sharesLead')} />
      {datasets.length === 0 ? <EmptyState title={t('noShares')} heading="h2" /> : null}
      {departments.length > 0 ? (
        <section className="yk-eva-part">
          <h2>{t('department')}</h2>
          <Board rows={departments.map((each) => ({ key: each.unitName, name: each.unitName, score: each.score }))} />
          <p className="yk-quiet yk-small">{t('formulaText')}</p>
        </section>
      ) : null}
      {datasets.map((dataset) => (
        <section key={dataset.id} className="yk-eva-part">
          <h2>
            {dataset.name}{' '}
            <span className="yk-quiet yk-small">
              {dataset.unitName} · {t('promised', { n: dataset.promisedWorkdays })}
            </span>
          </h2>
          <Board rows={[{ key: dataset.id, name: dataset.name, score: dataset.score }]} />
          <Requests requests={dataset.requests} />
        </section>
      ))}
    </>
  )
}

function Board({ rows }: { rows: { key: string; name: string; score: Score }[] }) {
  const t = useText(messages)
  const f = useFormat()
  const why = (name: string, score: Score): Why => ({
    title: name,
    value: score.score,
    unit: '',
    decimals: 1,
    asOf: new Date().toISOString().slice(0, 10),
    formula: t('formulaText'),
    filled: score.filled,
    inputs: [
      { label: t('requests'), value: score.requests, source: { label: t('shares'), href: null } },
      { label: t('req_fulfilled'), value: score.fulfilled, source: { label: t('shares'), href: null } },
      { label: t('quality'), value: score.faulty, source: { label: t('shares'), href: null } },
    ],
  })
  return (
    <table className="yk-eva-table">
      <thead>
        <tr>
          <th scope="col">{t('name')}</th>
          <th scope="col">{t('requests')}</th>
          <th scope="col">{t('median')}</th>
          <th scope="col">{t('uses')}</th>
          <th scope="col">{t('quality')}</th>
          <th scope="col">{t('score')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, name, score }) => (
          <tr key={key}>
            <td>{name}</td>
            <td data-label={t('requests')} className="yk-num">
              {score.fulfilled}/{score.requests}
            </td>
            <td data-label={t('median')} className="yk-num">
              {score.median === null ? t('unknown') : t('wd', { n: score.median })}
            </td>
            <td data-label={t('uses')} className="yk-num">
              {f.number(score.uses)}
            </td>
            <td data-label={t('quality')} className="yk-num">
              {f.number(score.faulty)}/{f.number(score.delivered)}
            </td>
            <td data-label={t('score')} className="yk-num">
              <WhyNumber source={why(name, score)} label={name}>
                <strong>{score.score === null ? t('unknown') : f.number(score.score, 1)}</strong>
              </WhyNumber>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Requests({ requests }: { requests: ShareBoard['datasets'][number]['requests'] }) {
  const t = useText(messages)
  const f = useFormat()
  const may = useMay()
  const log = useCommand<{ id: string; act: string; on: string }>({
    path: ({ id }) => `/evaluation/shares/requests/${id}/events`,
    body: ({ act, on }) => ({ act, on }),
    refresh: ['/evaluation/shares'],
  })
  return (
    <>
      <ul className="yk-eva-releases">
        {requests.map((each) => (
          <li key={each.id}>
            <span className="yk-num">{f.day(each.askedOn)}</span> {each.askedBy}
            <span className="yk-quiet">{each.purpose}</span>
            <span className={`yk-eva-tag${each.late ? ' yk-eva-tag--bad' : ''}`}>
              {t(`req_${each.state}`)} · {t('wd', { n: each.workdays })}
              {each.late ? ` · ${t('late')}` : ''}
            </span>
            {each.state === 'open' && may('evaluation.freeze') ? (
              <button
                type="button"
                className="yk-linkish"
                onClick={() => log.mutate({ id: each.id, act: 'fulfilled', on: new Date().toISOString().slice(0, 10) })}
              >
                {t('logFulfilled')}
              </button>
            ) : null}
          </li>
        ))}
      </ul>
      <RefusalNote problem={log.error} />
    </>
  )
}
