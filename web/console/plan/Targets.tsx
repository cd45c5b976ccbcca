import { useDeferredValue, useState } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import type { ListedTarget, TargetList } from '../../../src/contexts/plan/index.ts'
import { useFormat, withUnit } from '../../shared/format.ts'
import { useLanguage, usePick, useText } from '../../shared/i18n/index.ts'
import { type Column, DataTable } from '../../shared/parts/DataTable.tsx'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { StateTag } from '../../shared/parts/StateTag.tsx'
import { TargetBar } from '../../shared/parts/TargetBar.tsx'
import { useList, useView } from '../../shared/queries.ts'
import { useAccount } from '../../shared/session.ts'
import { barOf } from './bar.ts'
import { messages } from './messages-targets.ts'
import { clauseName, useAsked } from './say.ts'
import './plan.css'

const FILTERS = ['asOf', 'state', 'unit', 'reach', 'plan', 'indicator', 'family'] as const
const STATES = ['met', 'on-track', 'behind', 'missed', 'unknown', 'not-due'] as const

/** How every target stands on a day, the worst first. */
export default function Targets() {
  const t = useText(messages)
  const account = useAccount()
  const navigate = useNavigate()
  const [search, setSearch] = useSearchParams()
  const [typed, setTyped] = useState('')
  const q = useDeferredValue(typed.trim())
  const get = (name: (typeof FILTERS)[number]) => search.get(name) ?? ''
  const set = (name: (typeof FILTERS)[number], value: string) => {
    const next = new URLSearchParams(search)
    if (value === '') next.delete(name)
    else next.set(name, value)
    setSearch(next, { replace: true })
  }
  const own = account?.jurisdiction ?? ''
  const wide = own.endsWith('00')
  const scope = get('reach') === 'below' ? { reach: own.replace(/(00){1,2}$/, '') } : { jurisdiction: own }
  const [asOf, unit, plan, indicator, family] = (['asOf', 'unit', 'plan', 'indicator', 'family'] as const).map(get)
  const filters = { asOf, unit, plan, indicator, family, q, ...scope }
  const sum = useView<TargetList>('/plan/targets', { ...filters, limit: 1 }).data?.summary
  const list = useList<ListedTarget>('/plan/targets', { ...filters, state: get('state'), limit: 100, summary: false })
  const columns = useColumns(get('reach') === 'below')
  const any = q !== '' || FILTERS.some((name) => name !== 'asOf' && get(name) !== '')
  const empty = any ? (
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
        <Choice
          label={t('unit')}
          value={get('unit')}
          options={(sum?.units ?? []).map((each) => [each, each])}
          onChange={(value) => set('unit', value)}
        />
        <Choice
          label={t('family')}
          value={get('family')}
          options={FAMILIES}
          onChange={(value) => set('family', value)}
        />
        {wide ? (
          <Choice
            label={t('reach')}
            none={t('reachOwn')}
            value={get('reach')}
            options={[['below', t('reachBelow')]]}
            onChange={(value) => set('reach', value)}
          />
        ) : null}
        <label className="yk-field yk-plan-grow">
          <span>{t('search')}</span>
          <input type="search" className="yk-input" value={typed} onChange={(event) => setTyped(event.target.value)} />
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
      <DataTable
        caption={t('title')}
        columns={columns}
        list={list}
        rowKey={(row) => `${row.jurisdiction} ${row.id}`}
        onOpen={(row) => void navigate(`/console/plan/targets/${row.id}${asOf === '' ? '' : `?asOf=${asOf}`}`)}
        exportName="targets"
        empty={empty}
      />
    </>
  )
}

/** Families T1–T54 of the papers, by their numbers. */
const FAMILIES: [string, string][] = Array.from({ length: 54 }, (_, i) => [`T${i + 1}`, `T${i + 1}`])

type ChoiceProps = {
  label: string
  none?: string
  value: string
  options: [string, string][]
  onChange: (value: string) => void
}

function Choice({ label, none, value, options, onChange }: ChoiceProps) {
  const t = useText(messages)
  return (
    <label className="yk-field">
      <span>{label}</span>
      <select className="yk-input" value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="">{none ?? t('all')}</option>
        {options.map(([key, name]) => (
          <option key={key} value={key}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}

type SummaryProps = { states: Record<string, number>; total: number; chosen: string; onChoose: (state: string) => void }

function Summary({ states, total, chosen, onChoose }: SummaryProps) {
  const t = useText(messages)
  const f = useFormat()
  return (
    <ul className="yk-plan-summary" aria-label={t('state')}>
      {STATES.map((state) => (
        <li key={state} style={{ flexGrow: Math.max(states[state] ?? 0, total / 12) }}>
          <button
            type="button"
            className={`yk-plan-sum yk-plan-sum--${state}`}
            aria-pressed={chosen === state}
            disabled={(states[state] ?? 0) === 0 && chosen !== state}
            onClick={() => onChoose(chosen === state ? '' : state)}
          >
            <strong className="yk-num">{f.number(states[state] ?? 0)}</strong>
            <StateTag state={state} />
          </button>
        </li>
      ))}
    </ul>
  )
}

const ARROW = { up: '↗', flat: '→', down: '↘' } as const

function useColumns(many: boolean): Column<ListedTarget>[] {
  const t = useText(messages)
  const f = useFormat()
  const lng = useLanguage()
  const pick = usePick()
  const asked = useAsked()
  const under = (words: string) => <span className="yk-quiet yk-small yk-plan-under">{words}</span>
  const unitOf = (row: ListedTarget) => row.indicatorUnit ?? row.unit
  const name = (row: ListedTarget) => (row.indicator === null ? row.printed : pick(row.name))
  const flags = ({ conflict, orGroup, standing }: ListedTarget) =>
    [
      conflict ? t('conflict') : null,
      standing.restated ? t('restated') : null,
      standing.unknown > 0 ? t('unknownRecords', { count: standing.unknown }) : null,
      standing.certain ? null : t('uncertain'),
      orGroup === null ? null : t('groupOr'),
    ].filter((flag) => flag !== null)
  return [
    {
      key: 'target',
      title: t('target'),
      heads: true,
      width: '32%',
      csv: name,
      cell: (row) => (
        <>
          <strong className="yk-plan-name">{name(row)}</strong>
          {under(
            [many ? row.jurisdiction : null, clauseName(row.clause, lng), row.units.join('、') || null, row.scope]
              .filter(Boolean)
              .join(' · '),
          )}
        </>
      ),
    },
    {
      key: 'asked',
      title: t('asked'),
      csv: (row) => asked(row),
      cell: (row) => (
        <span className="yk-plan-keep">
          <span className="yk-num">{asked(row)}</span>
          {under(row.deadline === null ? t('noDeadline') : f.date(row.deadline))}
        </span>
      ),
    },
    {
      key: 'actual',
      title: t('actual'),
      csv: (row) => row.standing.actual,
      cell: ({ standing, ...row }) =>
        standing.actual === null ? (
          <span className="yk-plan-hatch">{t('noFigure')}</span>
        ) : (
          <span className="yk-plan-keep">
            <span className="yk-num">
              {withUnit(f.number(standing.actual), standing.regions === null ? unitOf({ ...row, standing }) : '')}
            </span>
            {under(t('actualOn', { date: f.date(standing.actualAsOf) }))}
          </span>
        ),
    },
    {
      key: 'bar',
      title: `${t('due')} / ${t('next')}`,
      width: '18%',
      cell: (row) => (
        <>
          <TargetBar {...barOf(row)} />
          {row.standing.regions === null ? null : under(t('regionsMet', row.standing.regions))}
        </>
      ),
    },
    {
      key: 'trend',
      title: t('trend'),
      csv: (row) => row.standing.trend,
      cell: ({ standing }) => (
        <span className="yk-small yk-plan-keep">
          {standing.trend === null ? '—' : `${ARROW[standing.trend]} ${t(`trend_${standing.trend}`)}`}
        </span>
      ),
    },
    {
      key: 'state',
      title: t('state'),
      csv: (row) => row.standing.state,
      cell: (row) => (
        <>
          <StateTag state={row.standing.state} />
          {flags(row).length === 0 ? null : under(flags(row).join(' · '))}
        </>
      ),
    },
  ]
}
