import { useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import type { MonthRate, VisitDue } from '../../../src/contexts/care/index.ts'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { DataTable } from '../../shared/parts/DataTable.tsx'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { Tag } from '../../shared/parts/Tag.tsx'
import { useCommand, useView } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { todayInChina } from '../../shared/today.ts'
import { useSexAge } from '../people/words.tsx'
import { messages } from './messages-visits.ts'
import { PersonLink, PrintButton } from './parts.tsx'

const STATES = ['late', 'soon', 'not-this-month', 'all'] as const
type Due = { items: VisitDue[]; counts: Record<(typeof STATES)[number], number> }
type Rate = MonthRate & {
  towns: { region: string; name: string | null; eligible: number; reached: number; share: number | null }[]
}

const RISK_TONES = { high: 'bad', key: 'warn', general: undefined } as const

/** Visits: the monthly rate with its rule, and who is due. */
export default function Visits() {
  const t = useText(messages)
  const f = useFormat()
  const sexAge = useSexAge()
  const navigate = useNavigate()
  const [params, setParams] = useSearchParams()
  const asked = params.get('state')
  const state = STATES.find((each) => each === asked) ?? 'late'
  const view = useView<Due>('/care/visits', { state }, { keepLast: true })
  return (
    <>
      <PageHead title={t('visits')} lead={t('visitsLead')} actions={<PrintButton />} />
      <RateCard />
      {view.isPending ? <LoadingState /> : null}
      {view.error ? <ErrorState problem={view.error} onRetry={() => void view.refetch()} /> : null}
      {view.data === undefined ? null : (
        <>
          <ul className="yk-care-counts yk-noprint">
            {STATES.map((each) => (
              <li key={each}>
                <button
                  type="button"
                  className="yk-button"
                  aria-pressed={state === each}
                  onClick={() => setParams({ state: each }, { replace: true })}
                >
                  {t(`state_${each}`)} <span className="yk-num">{f.number(view.data.counts[each])}</span>
                </button>
              </li>
            ))}
          </ul>
          {view.data.counts[state] > view.data.items.length ? <p className="yk-quiet">{t('showing')}</p> : null}
          <DataTable
            caption={t('visits')}
            list={{ rows: view.data.items }}
            rowKey={(row) => row.id}
            onOpen={(row) => void navigate(`/console/care/visits/persons/${row.id}`)}
            exportName="visits"
            empty={<EmptyState title={t('none')} text={t('noneText')} heading="h2" />}
            columns={[
              {
                key: 'person',
                title: t('person'),
                heads: true,
                cell: (row) => <PersonLink person={row.person} to={`/console/care/visits/persons/${row.id}`} />,
                csv: (row) => row.person.name,
              },
              { key: 'sexAge', title: '', cell: (row) => sexAge(row.person), csv: (row) => row.person.age },
              {
                key: 'place',
                title: t('place'),
                cell: (row) => row.person.regionName ?? t('unknown'),
                csv: (row) => row.person.regionName ?? '',
              },
              {
                key: 'risk',
                title: t('risk'),
                cell: (row) => (
                  <span className="yk-care-tags">
                    <Tag tone={RISK_TONES[row.risk]}>{t(`risk_${row.risk}`)}</Tag>
                    {row.riskSet ? <Tag>{t('riskSet')}</Tag> : null}
                  </span>
                ),
                csv: (row) => row.risk,
              },
              {
                key: 'due',
                title: t('due'),
                cell: (row) => (
                  <span className="yk-care-tags">
                    <span className="yk-num">{f.day(row.due)}</span>
                    {row.late > 0 ? <Tag tone="bad">{t('late', { days: row.late })}</Tag> : null}
                  </span>
                ),
                csv: (row) => row.due,
              },
              {
                key: 'last',
                title: t('last'),
                cell: (row) => <span className="yk-num">{row.last === null ? t('never') : f.day(row.last)}</span>,
                csv: (row) => row.last ?? '',
              },
              {
                key: 'attempts',
                title: t('attempts'),
                cell: (row) => <span className="yk-num">{row.attempts}</span>,
                csv: (row) => row.attempts,
              },
              {
                key: 'month',
                title: t('thisMonth'),
                cell: (row) => <Tag tone={row.reached ? 'good' : 'warn'}>{t(row.reached ? 'seen' : 'notSeen')}</Tag>,
                csv: (row) => (row.reached ? 1 : 0),
              },
            ]}
          />
        </>
      )}
    </>
  )
}

/** The rate of a month with numerator, denominator, the rule in words, and the townships. */
function RateCard() {
  const t = useText(messages)
  const f = useFormat()
  const may = useMay()
  const pick = usePick()
  const [month, setMonth] = useState(() => todayInChina().slice(0, 7))
  const view = useView<Rate>('/care/visits/rate', { month }, { keepLast: true, enabled: /^\d{4}-\d{2}$/.test(month) })
  const count = useCommand<{ month: string }, { changed: number }>({
    path: '/care/visits/count',
    refresh: ['/care/visits', '/targets', '/statistics'],
  })
  const rate = view.data
  return (
    <section className="yk-card yk-stack yk-care-rate" aria-label={t('rate')}>
      <div className="yk-row">
        <h2>{t('rate')}</h2>
        <label className="yk-row yk-noprint">
          <span>{t('month')}</span>
          <input
            type="month"
            className="yk-input"
            value={month}
            max={todayInChina().slice(0, 7)}
            onChange={(event) => setMonth(event.target.value)}
          />
        </label>
        {may('care.manage') ? (
          <button
            type="button"
            className="yk-button yk-noprint"
            disabled={count.isPending}
            onClick={() => count.mutate({ month })}
          >
            {t('count')}
          </button>
        ) : null}
        {count.data === undefined ? null : <span role="status">{t('counted', { count: count.data.changed })}</span>}
      </div>
      <RefusalNote problem={count.error ?? view.error} />
      {rate === undefined ? null : (
        <>
          <p className="yk-care-figure">
            <strong className="yk-num">{rate.share === null ? t('unknown') : f.share(rate.share)}</strong>
            <span className="yk-num">
              {t('reachedOf', { reached: f.number(rate.reached), eligible: f.number(rate.eligible) })}
            </span>
          </p>
          <p>
            {t('contacts', { contacts: rate.contacts, attempts: rate.attempts })}
            {rate.leftOut > 0 ? ` · ${t('leftOut', { count: rate.leftOut })}` : ''}
            {rate.ageUnknown > 0 ? ` · ${t('ageUnknown', { count: rate.ageUnknown })}` : ''}
          </p>
          <p>
            <strong>{t('rule')}：</strong>
            {pick(rate.rule)}
          </p>
          <details>
            <summary>{t('parameters')}</summary>
            <ul>
              {rate.parameters.map((each) => (
                <li key={each.name}>
                  <code>{each.name}</code> = {each.value} · {each.basis}
                </li>
              ))}
            </ul>
          </details>
          <details>
            <summary>{t('towns')}</summary>
            <DataTable
              caption={t('towns')}
              list={{ rows: rate.towns }}
              rowKey={(row) => row.region}
              exportName={`visits-${month}`}
              empty={null}
              columns={[
                {
                  key: 'town',
                  title: t('town'),
                  heads: true,
                  cell: (row) => row.name ?? t('townUnknown'),
                  csv: (row) => row.name ?? '',
                },
                {
                  key: 'eligible',
                  title: t('eligible'),
                  cell: (row) => f.number(row.eligible),
                  csv: (row) => row.eligible,
                },
                {
                  key: 'reached',
                  title: t('reached'),
                  cell: (row) => f.number(row.reached),
                  csv: (row) => row.reached,
                },
                {
                  key: 'share',
                  title: t('rate'),
                  cell: (row) => (row.share === null ? t('unknown') : f.share(row.share)),
                  csv: (row) => row.share ?? '',
                },
              ]}
            />
          </details>
        </>
      )}
    </section>
  )
}
