import { useState } from 'react'
import { useParams, useSearchParams } from 'react-router'
import type { TargetPage } from '../../../src/contexts/plan/index.ts'
import { useFormat } from '../../shared/format.ts'
import { useLanguage, usePick, useText } from '../../shared/i18n/index.ts'
import { ClauseChip } from '../../shared/parts/ClauseChip.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { Figure } from '../../shared/parts/Figure.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { StateTag } from '../../shared/parts/StateTag.tsx'
import { TargetBar } from '../../shared/parts/TargetBar.tsx'
import { TrendChart } from '../../shared/parts/TrendChart.tsx'
import type { Trend } from '../../shared/parts/trend.ts'
import { whyTarget } from '../../shared/parts/why.ts'
import { useCommand, useView } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { barOf } from './bar.ts'
import { Conflict } from './Conflict.tsx'
import { Decisions } from './Decisions.tsx'
import { Lineage } from './Lineage.tsx'
import { messages } from './messages-targets.ts'
import { clauseName, useAsked } from './say.ts'
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
            <StateTag state={target.standing.state} />
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
  const lng = useLanguage()
  const pick = usePick()
  return (
    <div className="yk-plan-target">
      <Now target={target} asOf={asOf} />
      <section className="yk-card yk-stack">
        <h2>{t('series')}</h2>
        <TrendChart trend={trendOf(target, pick(target.name))} exportName={target.indicator ?? 'target'} />
      </section>
      <Printed target={target} />
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
    </div>
  )
}

/** Actual, what is asked, the step due and the next one, and the sentence that says how it stands. */
function Now({ target, asOf }: { target: TargetPage; asOf: string }) {
  const t = useText(messages)
  const f = useFormat()
  const lng = useLanguage()
  const asked = useAsked()
  const { standing } = target
  const { forecast } = standing
  const remarks = [
    forecast === null
      ? t('noForecast')
      : t('forecastTo', {
          date: f.date(forecast.date),
          value: f.number(forecast.value),
          low: f.number(forecast.low),
          high: f.number(forecast.high),
        }),
    standing.restated ? t('restated') : null,
    standing.certain ? null : t('uncertain'),
    target.orGroup === null ? null : t('groupOr'),
  ]
  return (
    <section className="yk-card yk-stack">
      <div className="yk-plan-figures">
        <Figure
          label={t('actual')}
          value={standing.actual}
          unit={standing.regions === null ? (target.indicatorUnit ?? target.unit) : ''}
          source={whyTarget(target.id, asOf)}
          note={standing.actualAsOf === null ? t('noFigure') : t('actualOn', { date: f.date(standing.actualAsOf) })}
        />
        <div className="yk-figure yk-figure--big">
          <span className="yk-figure-label">{t('asked')}</span>
          <span className="yk-figure-value">{asked(target)}</span>
          <span className="yk-figure-note">{target.deadline === null ? t('noDeadline') : f.date(target.deadline)}</span>
        </div>
        {standing.due === null ? null : (
          <Figure label={t('due')} value={standing.dueValue} note={f.date(standing.due)} />
        )}
        {standing.nextDue === null ? null : (
          <Figure label={t('next')} value={standing.nextValue} note={f.date(standing.nextDue)} />
        )}
      </div>
      <TargetBar {...barOf(target)} labels />
      {standing.regions === null ? null : <p>{t('regionsMet', standing.regions)}</p>}
      <p>{standing.reason[lng]}</p>
      <p className="yk-small yk-quiet">{remarks.filter((each) => each !== null).join(' · ')}</p>
    </section>
  )
}

/** The words of the paper, where else it says so, and who answers for it. */
function Printed({ target }: { target: TargetPage }) {
  const t = useText(messages)
  const lng = useLanguage()
  const reference = { title: target.planTitle, paper: target.paper }
  return (
    <section className="yk-card yk-stack">
      <h2>{t('clause')}</h2>
      <blockquote>{target.quote}</blockquote>
      <p className="yk-row">
        <ClauseChip clause={{ ...reference, clause: clauseName(target.clause, lng), ...target.span }} />
        {target.units.map((each) => (
          <span key={each} className="yk-plan-tag">
            {each}
          </span>
        ))}
      </p>
      {target.mentions.length > 0 ? (
        <details className="yk-small">
          <summary>{t('mentions')}</summary>
          <ul className="yk-stack">
            {target.mentions.map((each) => (
              <li key={each.span.start}>
                <ClauseChip clause={{ ...reference, clause: clauseName(each.clause, lng), ...each.span }} />{' '}
                {each.quote}
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </section>
  )
}

/** The series with its steps, in the unit of the figure. */
function trendOf(target: TargetPage, name: string): Trend {
  const plain = target.indicatorUnit === target.unit && target.comparator !== '+'
  const rungs = plain ? target.ladder.filter((rung) => rung.value !== null) : []
  const steps = rungs.map((rung, i) => ({ due: rung.due, value: rung.value!, final: i === rungs.length - 1 }))
  const unit = target.indicatorUnit ?? target.unit
  return { name, unit, points: target.series, steps, forecast: target.standing.forecast }
}
