import type { ShareBoard } from '../../../src/contexts/evaluation/index.ts'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { WhyNumber } from '../../shared/parts/WhyNumber.tsx'
import type { Why } from '../../shared/parts/why.ts'
import { useView } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { todayInChina } from '../../shared/today.ts'
import { messages } from './messages.ts'
import { forms } from './messages-forms.ts'
import { QuickForm } from './QuickForm.tsx'
import './evaluation.css'

const REFRESH = ['/evaluation/shares']
const ANSWERS = ['fulfilled', 'refused'] as const
const USES = ['used', 'faulty'] as const

type Score = ShareBoard['departments'][number]['score']

/** Shared data: who asked for what, how long it took, how much it was used; scores follow from the log. */
export default function Shares() {
  const t = useText(messages)
  const w = useText(forms)
  const may = useMay()
  const view = useView<ShareBoard>('/evaluation/shares')
  if (view.isPending) return <LoadingState />
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  const { departments, datasets } = view.data
  return (
    <>
      <PageHead title={t('shares')} lead={t('sharesLead')} />
      {may('evaluation.freeze') ? (
        <QuickForm
          title={w('addDataset')}
          save={w('save')}
          path="/evaluation/shares/datasets"
          refresh={REFRESH}
          fields={[
            { key: 'name', label: w('datasetName'), kind: 'text' },
            { key: 'unitName', label: w('unitName'), kind: 'text' },
            { key: 'promisedWorkdays', label: w('promised'), kind: 'number', initial: '5' },
          ]}
        />
      ) : null}
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
          {may('evaluation.freeze') ? (
            <div className="yk-row">
              <QuickForm
                title={w('addRequest')}
                save={w('save')}
                path="/evaluation/shares/requests"
                fixed={{ dataset: dataset.id }}
                refresh={REFRESH}
                fields={[
                  { key: 'askedBy', label: w('askedBy'), kind: 'text' },
                  { key: 'purpose', label: w('purpose'), kind: 'long' },
                  { key: 'on', label: w('on'), kind: 'date', initial: todayInChina() },
                ]}
              />
            </div>
          ) : null}
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
  const w = useText(forms)
  const may = useMay()
  return (
    <ul className="yk-eva-releases">
      {requests.map((each) => (
        <li key={each.id}>
          <span className="yk-num">{f.day(each.askedOn)}</span> {each.askedBy}
          <span className="yk-quiet">{each.purpose}</span>
          <span className={`yk-eva-tag${each.late ? ' yk-eva-tag--bad' : ''}`}>
            {t(`req_${each.state}`)} · {t('wd', { n: each.workdays })}
            {each.late ? ` · ${t('late')}` : ''}
          </span>
          {may('evaluation.freeze') && each.state !== 'refused' ? (
            <QuickForm
              title={w('logEvent')}
              save={w('save')}
              path={`/evaluation/shares/requests/${each.id}/events`}
              refresh={REFRESH}
              fields={[
                {
                  key: 'act',
                  label: w('event'),
                  kind: 'choice',
                  options: (each.state === 'open' ? ANSWERS : USES).map((value) => ({
                    value,
                    label: w(`event_${value}`),
                  })),
                },
                { key: 'on', label: w('on'), kind: 'date', initial: todayInChina() },
                { key: 'amount', label: w('amount'), kind: 'number', optional: true },
                { key: 'note', label: w('remark'), kind: 'text', optional: true },
              ]}
            />
          ) : null}
        </li>
      ))}
    </ul>
  )
}
