import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import type { LivingTarget, TargetList } from '../../../src/contexts/plan/index.ts'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { useView } from '../../shared/queries.ts'
import { useAccount } from '../../shared/session.ts'
import { messages } from './messages-targets.ts'
import { STATE_KEY, StateWord, StepBar } from './Standing.tsx'
import { useAsked } from './say.ts'
import './plan.css'

const FILTERS = ['asOf', 'state', 'unit', 'reach', 'plan', 'indicator', 'family'] as const

/** How every target stands on a day, the worst first. */
export default function Targets() {
  const t = useText(messages)
  const account = useAccount()
  const [search, setSearch] = useSearchParams()
  const [q, setQ] = useState('')
  const get = (name: (typeof FILTERS)[number]) => search.get(name) ?? ''
  const set = (name: (typeof FILTERS)[number], value: string) => {
    const next = new URLSearchParams(search)
    if (value === '') next.delete(name)
    else next.set(name, value)
    setSearch(next, { replace: true })
  }
  const own = account?.jurisdiction ?? ''
  const below = own.endsWith('00')
  const scope = get('reach') === 'below' ? { reach: own.replace(/(00){1,2}$/, '') } : { jurisdiction: own }
  const filters = {
    asOf: get('asOf'),
    unit: get('unit'),
    plan: get('plan'),
    indicator: get('indicator'),
    family: get('family'),
    ...scope,
  }
  const view = useView<TargetList>('/plan/targets', { ...filters, state: get('state'), limit: 500 })
  const sum = view.data?.summary
  const shown = (view.data?.items ?? []).filter(
    (item) =>
      q === '' ||
      item.printed.includes(q) ||
      item.name.zh.includes(q) ||
      item.name.en.toLowerCase().includes(q.toLowerCase()),
  )
  const any = FILTERS.some((name) => name !== 'asOf' && get(name) !== '')
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')} />
      <search className="yk-plan-bar">
        <label className="yk-field">
          <span>{t('asOf')}</span>
          <input
            type="date"
            className="yk-input"
            value={get('asOf')}
            onChange={(event) => set('asOf', event.target.value)}
          />
        </label>
        <label className="yk-field">
          <span>{t('unit')}</span>
          <select className="yk-input" value={get('unit')} onChange={(event) => set('unit', event.target.value)}>
            <option value="">{t('all')}</option>
            {(sum?.units ?? []).map((unit) => (
              <option key={unit}>{unit}</option>
            ))}
          </select>
        </label>
        {below ? (
          <label className="yk-field">
            <span>{t('reach')}</span>
            <select className="yk-input" value={get('reach')} onChange={(event) => set('reach', event.target.value)}>
              <option value="">{t('reachOwn')}</option>
              <option value="below">{t('reachBelow')}</option>
            </select>
          </label>
        ) : null}
        <label className="yk-field yk-plan-grow">
          <span>{t('search')}</span>
          <input type="search" className="yk-input" value={q} onChange={(event) => setQ(event.target.value)} />
        </label>
      </search>
      {sum ? (
        <Summary
          states={sum.states}
          total={sum.total}
          chosen={get('state')}
          onChoose={(state) => set('state', state)}
        />
      ) : null}
      {view.isPending ? <LoadingState /> : null}
      {view.error ? <ErrorState problem={view.error} onRetry={() => void view.refetch()} /> : null}
      {view.isSuccess && shown.length === 0 ? (
        any || q !== '' ? (
          <EmptyState title={t('noHits')} heading="h2" />
        ) : (
          <EmptyState
            title={t('none')}
            text={t('noneText')}
            heading="h2"
            action={
              <Link className="yk-button yk-button--primary" to="/console/plan/papers">
                {t('toPapers')}
              </Link>
            }
          />
        )
      ) : null}
      {shown.length > 0 ? <TargetTable items={shown} asOf={get('asOf')} /> : null}
    </>
  )
}

function Summary({
  states,
  total,
  chosen,
  onChoose,
}: {
  states: Record<string, number>
  total: number
  chosen: string
  onChoose: (state: string) => void
}) {
  const t = useText(messages)
  const f = useFormat()
  return (
    <ul className="yk-plan-summary" aria-label={t('state')}>
      {(Object.keys(STATE_KEY) as (keyof typeof STATE_KEY)[]).map((state) => (
        <li key={state} style={{ flexGrow: Math.max(states[state] ?? 0, total / 12) }}>
          <button
            type="button"
            className={`yk-plan-sum yk-plan-sum--${state}`}
            aria-pressed={chosen === state}
            disabled={(states[state] ?? 0) === 0 && chosen !== state}
            onClick={() => onChoose(chosen === state ? '' : state)}
          >
            <strong className="yk-num">{f.number(states[state] ?? 0)}</strong>
            <StateWord state={state} />
          </button>
        </li>
      ))}
    </ul>
  )
}

function TargetTable({ items, asOf }: { items: LivingTarget[]; asOf: string }) {
  const t = useText(messages)
  return (
    <div className="yk-plan-scroll">
      <table className="yk-plan-table yk-plan-table--cards">
        <thead>
          <tr>
            <th scope="col">{t('target')}</th>
            <th scope="col">{t('asked')}</th>
            <th scope="col">{t('actual')}</th>
            <th scope="col" className="yk-plan-barcell">
              {t('due')} / {t('next')}
            </th>
            <th scope="col">{t('trend')}</th>
            <th scope="col">{t('state')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <Row key={`${item.jurisdiction} ${item.id}`} item={item} asOf={asOf} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

const ARROW = { up: '↗', flat: '→', down: '↘' } as const

function Row({ item, asOf }: { item: LivingTarget; asOf: string }) {
  const t = useText(messages)
  const f = useFormat()
  const pick = usePick()
  const asked = useAsked()
  const { standing } = item
  const unit = item.indicatorUnit ?? item.unit
  const trend = standing.trend === null ? null : `${ARROW[standing.trend]} ${t(`trend_${standing.trend}`)}`
  return (
    <tr>
      <th scope="row">
        <Link to={`/console/plan/targets/${item.id}${asOf === '' ? '' : `?asOf=${asOf}`}`}>
          {item.indicator === null ? item.printed : pick(item.name)}
        </Link>
        <span className="yk-quiet yk-small yk-plan-under">
          {item.clause}
          {item.units.length > 0 ? ` · ${item.units.join('、')}` : ''}
          {item.scope === null ? '' : ` · ${item.scope}`}
        </span>
      </th>
      <td data-label={t('asked')}>
        <span className="yk-num">{asked(item)}</span>
        <span className="yk-quiet yk-small yk-plan-under">
          {item.deadline === null ? t('noDeadline') : f.date(item.deadline)}
        </span>
      </td>
      <td data-label={t('actual')}>
        {standing.actual === null ? (
          <span className="yk-plan-hatch">{t('noFigure')}</span>
        ) : (
          <>
            <span className="yk-num">
              {f.number(standing.actual)}
              {unit === '%' ? '%' : ` ${unit}`}
            </span>
            <span className="yk-quiet yk-small yk-plan-under">
              {t('actualOn', { date: f.date(standing.actualAsOf) })}
            </span>
          </>
        )}
      </td>
      <td data-label={t('due')} className="yk-plan-barcell">
        <StepBar target={item} />
        {standing.regions === null ? null : (
          <span className="yk-small yk-plan-under">{t('regionsMet', standing.regions)}</span>
        )}
      </td>
      <td data-label={t('trend')} className="yk-small">
        {trend ?? '—'}
      </td>
      <td data-label={t('state')}>
        <StateWord state={standing.state} />
        <Flags item={item} />
      </td>
    </tr>
  )
}

function Flags({ item }: { item: LivingTarget }) {
  const t = useText(messages)
  const { standing } = item
  const flags = [
    item.conflict ? t('conflict') : null,
    standing.restated ? t('restated') : null,
    standing.unknown > 0 ? t('unknownRecords', { count: standing.unknown }) : null,
    standing.certain ? null : t('uncertain'),
    item.orGroup === null ? null : t('groupOr'),
  ].filter((flag) => flag !== null)
  return flags.length === 0 ? null : <span className="yk-small yk-quiet yk-plan-under">{flags.join(' · ')}</span>
}
