import { useState } from 'react'
import { Link } from 'react-router'
import type { CheckState, MissingLine } from '../../../src/contexts/health/index.ts'
import { Text } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { type Column, DataTable } from '../../shared/parts/DataTable.tsx'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { Figure } from '../../shared/parts/Figure.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { useCommand, useList, useView } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { todayInChina } from '../../shared/today.ts'
import { CheckForm, InviteForm } from './forms.tsx'
import { messages } from './messages.ts'
import './health.css'

/** Yearly checks: how far they are on a day, and exactly who is missing. */
export default function Checks() {
  const t = useText(messages)
  const f = useFormat()
  const may = useMay()
  const [asOf, setAsOf] = useState(todayInChina)
  const [act, setAct] = useState<{ kind: 'hold' | 'invite'; line: MissingLine } | null>(null)
  const state = useView<CheckState>('/health/checks', { asOf }, { keepLast: true })
  const list = useList<MissingLine>('/health/checks/missing', { asOf })
  const report = useCommand<{ year: number }, { value: number; asOf: string }>({ path: '/health/checks/report' })
  const columns: Column<MissingLine>[] = [
    {
      key: 'name',
      title: t('name'),
      cell: (row) => <Link to={`/console/people/${row.person}`}>{row.card?.name ?? '—'}</Link>,
      csv: (row) => row.card?.name ?? '',
      heads: true,
    },
    {
      key: 'age',
      title: t('sexAge'),
      cell: (row) => [row.card?.sex ? t(row.card.sex) : '', t('years', { age: row.age })].filter(Boolean).join(' · '),
      csv: (row) => row.age,
    },
    {
      key: 'place',
      title: t('place'),
      cell: (row) => row.card?.regionName ?? f.unknown,
      csv: (row) => row.card?.regionName ?? '',
    },
    {
      key: 'phone',
      title: t('phone'),
      cell: (row) => row.card?.phone ?? f.unknown,
      csv: (row) => row.card?.phone ?? '',
    },
    {
      key: 'since',
      title: t('since'),
      cell: (row) => (row.turnedThisYear ? t('sinceTurned', { date: f.day(row.since) }) : t('sinceYear')),
      csv: (row) => row.since,
    },
    {
      key: 'last',
      title: t('last'),
      cell: (row) =>
        row.earlyOn !== null
          ? t('lastEarly', { date: f.day(row.earlyOn) })
          : row.lastOn === null
            ? t('lastNever')
            : f.day(row.lastOn),
      csv: (row) => row.earlyOn ?? row.lastOn,
    },
    {
      key: 'invited',
      title: t('invited'),
      cell: (row) =>
        row.invited === null
          ? ''
          : `${t(`invited_${row.invited.outcome}`, { date: f.day(row.invited.on) })}${row.invited.times > 1 ? t('times', { count: row.invited.times }) : ''}`,
      csv: (row) => row.invited?.outcome ?? '',
    },
    ...(may('health.manage')
      ? [
          {
            key: 'act',
            title: t('act'),
            cell: (row: MissingLine) => (
              <span className="yk-hl-acts yk-noprint">
                <button type="button" className="yk-linkish" onClick={() => setAct({ kind: 'hold', line: row })}>
                  {t('hold')}
                </button>
                <button type="button" className="yk-linkish" onClick={() => setAct({ kind: 'invite', line: row })}>
                  {t('invite')}
                </button>
              </span>
            ),
          },
        ]
      : []),
  ]
  return (
    <>
      <PageHead
        title={t('checks')}
        lead={t('checksLead')}
        actions={
          <>
            {may('health.manage') ? (
              <button
                type="button"
                className="yk-button"
                disabled={report.isPending}
                onClick={() => report.mutate({ year: Number(asOf.slice(0, 4)) })}
              >
                {t('report')}
              </button>
            ) : null}
            <button type="button" className="yk-button" onClick={() => window.print()}>
              {t('print')}
            </button>
          </>
        }
      />
      <RefusalNote problem={report.error} />
      {report.data ? (
        <p role="status">
          {t('reported', {
            year: report.data.asOf.slice(0, 4),
            value: f.number(report.data.value),
            date: f.date(report.data.asOf),
          })}
        </p>
      ) : null}
      <div className="yk-hl-bar yk-noprint">
        <Text
          label={t('asOf')}
          type="date"
          value={asOf}
          onChange={(day) => day && setAsOf(day)}
          max={todayInChina()}
          required
        />
      </div>
      {state.error ? <ErrorState problem={state.error} onRetry={() => void state.refetch()} /> : null}
      {state.isPending ? <LoadingState /> : null}
      {state.data ? <State state={state.data} /> : null}
      <section className="yk-hl-part">
        <h2>{t('list')}</h2>
        <p className="yk-hl-print yk-small">{t('printNote')}</p>
        <DataTable
          caption={t('list')}
          list={list}
          rowKey={(row) => row.person}
          exportName={`missing-checks-${asOf}`}
          empty={<EmptyState title={t('listNone')} text={t('listNoneText')} />}
          columns={columns}
        />
      </section>
      <Sheet
        open={act !== null}
        onClose={() => setAct(null)}
        title={`${t(act?.kind ?? 'hold')} · ${act?.line.card?.name ?? ''}`}
      >
        {act === null ? null : act.kind === 'hold' ? (
          <CheckForm key={act.line.person} line={act.line} />
        ) : (
          <InviteForm key={act.line.person} line={act.line} onDone={() => setAct(null)} />
        )}
      </Sheet>
    </>
  )
}

function State({ state }: { state: CheckState }) {
  const t = useText(messages)
  const f = useFormat()
  const age = state.rule.age.value
  const people = state.population
  return (
    <>
      <div className="yk-hl-figures">
        <Figure
          label={t('missing')}
          value={state.missing}
          unit={t('persons')}
          note={`${t('turned', { age })} ${f.number(state.turned)}`}
        />
        <Figure label={t('checked')} value={state.checked} unit={t('persons')} />
        <Figure label={t('due')} value={state.due} unit={t('persons')} />
        <Figure
          label={t('rate')}
          value={state.due === 0 ? null : (state.checked / state.due) * 100}
          unit="%"
          decimals={1}
        />
        {state.early > 0 ? <Figure label={t('early')} value={state.early} unit={t('persons')} /> : null}
        <Figure
          label={t('unknownBorn')}
          value={state.unknown}
          unit={t('persons')}
          {...(state.unknown > 0 ? { note: t('unknownBornNote') } : {})}
        />
        <Figure
          label={t('census', { age })}
          value={people.persons}
          unit={t('persons')}
          {...(people.source === null
            ? {}
            : { note: t('censusNote', { source: people.source, date: f.date(people.asOf) }) })}
        />
      </div>
      <p className="yk-hl-rule yk-small">
        <strong>{t('rule')}</strong> {t(state.rule.wholeYear.value === 1 ? 'ruleYear' : 'ruleBirthday', { age })}{' '}
        {t('ruleBasis', { basis: state.rule.age.basis })}
      </p>
    </>
  )
}
