import { useState } from 'react'
import { Link, useParams, useSearchParams } from 'react-router'
import type { TargetPage } from '../../../src/contexts/plan/index.ts'
import { useFormat } from '../../shared/format.ts'
import { useLanguage, usePick, useText } from '../../shared/i18n/index.ts'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { useCommand, useView } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { Conflict } from './Conflict.tsx'
import { Decisions } from './Decisions.tsx'
import { Lineage } from './Lineage.tsx'
import { messages } from './messages-targets.ts'
import { SeriesChart } from './SeriesChart.tsx'
import { StateWord, StepBar } from './Standing.tsx'
import { useAsked } from './say.ts'
import { WhySheet } from './WhySheet.tsx'
import './plan.css'

/** One target: how it stands, why, where it is printed, and what was decided about it. */
export default function Target() {
  const { id = '' } = useParams()
  const [search, setSearch] = useSearchParams()
  const asOf = search.get('asOf') ?? ''
  const t = useText(messages)
  const view = useView<TargetPage>(`/plan/targets/${id}`, { asOf })
  if (view.isPending) return <LoadingState />
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  return (
    <>
      <Head target={view.data} />
      <search className="yk-plan-bar">
        <label className="yk-field">
          <span>{t('asOf')}</span>
          <input
            type="date"
            className="yk-input"
            value={asOf}
            onChange={(event) =>
              setSearch(event.target.value === '' ? {} : { asOf: event.target.value }, { replace: true })
            }
          />
        </label>
      </search>
      <Body target={view.data} asOf={asOf} />
    </>
  )
}

function Head({ target }: { target: TargetPage }) {
  const t = useText(messages)
  const pick = usePick()
  const f = useFormat()
  const may = useMay()
  const [retiring, setRetiring] = useState(false)
  const name = target.indicator === null ? target.printed : pick(target.name)
  return (
    <>
      <PageHead
        title={name}
        lead={target.printed === name ? target.planTitle : `${target.printed} · ${target.planTitle}`}
        up={{ to: '/console/plan/targets', label: t('up') }}
        tags={
          target.retiredOn === null ? (
            <StateWord state={target.standing.state} />
          ) : (
            <span className="yk-plan-tag yk-plan-tag--warn">{t('retired', { date: f.date(target.retiredOn) })}</span>
          )
        }
        actions={
          may('plan.retire') && target.state === 'confirmed' && target.planState === 'in-force' ? (
            <button type="button" className="yk-button" onClick={() => setRetiring(true)}>
              {t('retire')}
            </button>
          ) : undefined
        }
      />
      <Sheet open={retiring} onClose={() => setRetiring(false)} title={t('retire')}>
        <Retire
          path={`/plan/targets/${target.id}/retire`}
          revision={target.revision}
          onDone={() => setRetiring(false)}
        />
      </Sheet>
    </>
  )
}

/** Asks for the reason and takes something out of force. */
export function Retire({ path, revision, onDone }: { path: string; revision?: number; onDone: () => void }) {
  const t = useText(messages)
  const [reason, setReason] = useState('')
  const send = useCommand<{ reason: string; revision?: number }>({ path, refresh: ['/plan'] })
  return (
    <form
      className="yk-stack"
      onSubmit={(event) => {
        event.preventDefault()
        send.mutate({ reason: reason.trim(), ...(revision === undefined ? {} : { revision }) }, { onSuccess: onDone })
      }}
    >
      <label className="yk-field">
        <span>{t('reason')}</span>
        <textarea className="yk-input" rows={3} value={reason} onChange={(event) => setReason(event.target.value)} />
      </label>
      <RefusalNote problem={send.error} />
      <button
        type="submit"
        className="yk-button yk-button--primary"
        disabled={reason.trim().length < 2 || send.isPending}
      >
        {t('retire')}
      </button>
    </form>
  )
}

function Body({ target, asOf }: { target: TargetPage; asOf: string }) {
  const t = useText(messages)
  const f = useFormat()
  const lng = useLanguage()
  const asked = useAsked()
  const [why, setWhy] = useState(false)
  const { standing } = target
  const unit = target.indicatorUnit ?? target.unit
  return (
    <div className="yk-plan-target">
      <section className="yk-card yk-stack">
        <div className="yk-plan-figures">
          <div>
            <p className="yk-quiet yk-small">{t('actual')}</p>
            <button
              type="button"
              className="yk-plan-figure"
              onClick={() => setWhy(true)}
              aria-label={`${t('why')}: ${f.number(standing.actual)}`}
            >
              {standing.actual === null ? (
                <span className="yk-plan-hatch">{t('noFigure')}</span>
              ) : (
                <span className="yk-num">{f.number(standing.actual)}</span>
              )}
              {standing.actual === null ? null : <small>{unit}</small>}
            </button>
            <p className="yk-quiet yk-small">
              {standing.actualAsOf === null ? '' : t('actualOn', { date: f.date(standing.actualAsOf) })}
            </p>
          </div>
          <div>
            <p className="yk-quiet yk-small">{t('asked')}</p>
            <p className="yk-plan-figure yk-num">{asked(target)}</p>
            <p className="yk-quiet yk-small">{target.deadline === null ? t('noDeadline') : f.date(target.deadline)}</p>
          </div>
          {standing.due === null ? null : (
            <div>
              <p className="yk-quiet yk-small">{t('due')}</p>
              <p className="yk-plan-figure yk-num">{f.number(standing.dueValue)}</p>
              <p className="yk-quiet yk-small">{f.date(standing.due)}</p>
            </div>
          )}
          {standing.nextDue === null ? null : (
            <div>
              <p className="yk-quiet yk-small">{t('next')}</p>
              <p className="yk-plan-figure yk-num">{f.number(standing.nextValue)}</p>
              <p className="yk-quiet yk-small">{f.date(standing.nextDue)}</p>
            </div>
          )}
        </div>
        <StepBar target={target} />
        <p>{standing.reason[lng]}</p>
        <p className="yk-small yk-quiet">
          {[
            standing.forecast === null
              ? t('noForecast')
              : t('forecastTo', {
                  date: f.date(standing.forecast.date),
                  value: f.number(standing.forecast.value),
                  low: f.number(standing.forecast.low),
                  high: f.number(standing.forecast.high),
                }),
            standing.restated ? t('restated') : null,
            standing.certain ? null : t('uncertain'),
            target.orGroup === null ? null : t('groupOr'),
          ]
            .filter((each) => each !== null)
            .join(' · ')}
        </p>
      </section>
      <section className="yk-card yk-stack">
        <h2>{t('series')}</h2>
        <SeriesChart target={target} />
      </section>
      <section className="yk-card yk-stack">
        <h2>{t('clause')}</h2>
        <blockquote>{target.quote}</blockquote>
        <p className="yk-row">
          <Link
            className="yk-plan-chip"
            to={`/console/plan/papers/${target.paper}?start=${target.span.start}&end=${target.span.end}`}
          >
            {target.planTitle} {target.clause}
          </Link>
          {target.units.map((each) => (
            <span key={each} className="yk-plan-tag">
              {each}
            </span>
          ))}
        </p>
        {target.mentions.length > 0 ? (
          <details className="yk-small">
            <summary>{t('mentions')}</summary>
            <ul>
              {target.mentions.map((each) => (
                <li key={each.span.start}>
                  <Link to={`/console/plan/papers/${target.paper}?start=${each.span.start}&end=${each.span.end}`}>
                    {each.clause}
                  </Link>{' '}
                  {each.quote}
                </li>
              ))}
            </ul>
          </details>
        ) : null}
      </section>
      {target.conflicts.length > 0 ? (
        <section className="yk-stack">
          <h2>{t('conflicts')}</h2>
          {target.conflicts.map((conflict) => (
            <Conflict key={conflict.id} conflict={conflict} />
          ))}
        </section>
      ) : null}
      <section className="yk-card yk-stack">
        <h2>{t('lineage')}</h2>
        {target.lineage.length === 0 ? (
          <p className="yk-quiet">{t('lineageNone')}</p>
        ) : (
          <Lineage lines={target.lineage} />
        )}
      </section>
      <section className="yk-card yk-stack">
        <h2>{t('decisions')}</h2>
        <Decisions decisions={target.decisions} />
        {target.doubts.length > 0 ? (
          <details className="yk-small">
            <summary>{t('openDoubts')}</summary>
            <ul>
              {target.doubts.map((each) => (
                <li key={`${each.code} ${each.message}`}>
                  {lng === 'zh' ? each.message : each.messageEn}
                  {each.settledBy === null
                    ? ''
                    : ` — ${t('settled', { who: each.settledBy, reason: each.reason ?? '' })}`}
                </li>
              ))}
            </ul>
          </details>
        ) : null}
      </section>
      <Sheet open={why} onClose={() => setWhy(false)} title={t('why')}>
        {why ? <WhySheet id={target.id} asOf={asOf} /> : null}
      </Sheet>
    </div>
  )
}
