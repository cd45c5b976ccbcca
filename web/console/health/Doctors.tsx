import { useState } from 'react'
import { Link } from 'react-router'
import type { DoctorState, RateLine, UncontractedLine } from '../../../src/contexts/health/index.ts'
import { Choice, Text } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { DataTable } from '../../shared/parts/DataTable.tsx'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { Figure } from '../../shared/parts/Figure.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { useList, useView } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { todayInChina } from '../../shared/today.ts'
import { SignForm, TeamForm } from './forms.tsx'
import { messages } from './messages.ts'
import { Teams } from './Teams.tsx'
import './health.css'

/** Family doctors: rates by age with their denominator, teams, and who is to be called. */
export default function Doctors() {
  const t = useText(messages)
  const may = useMay()
  const [asOf, setAsOf] = useState(todayInChina)
  const [adding, setAdding] = useState(false)
  const view = useView<DoctorState>('/health/doctors', { asOf }, { keepLast: true })
  return (
    <>
      <PageHead
        title={t('doctors')}
        lead={t('doctorsLead')}
        actions={
          may('health.manage') ? (
            <button type="button" className="yk-button" onClick={() => setAdding(true)}>
              {t('newTeam')}
            </button>
          ) : undefined
        }
      />
      <Sheet open={adding} onClose={() => setAdding(false)} title={t('newTeam')}>
        {adding ? <TeamForm onDone={() => setAdding(false)} /> : null}
      </Sheet>
      <div className="yk-hl-bar yk-noprint">
        <Text label={t('asOf')} type="date" value={asOf} onChange={(day) => day && setAsOf(day)} required />
      </div>
      {view.error ? <ErrorState problem={view.error} onRetry={() => void view.refetch()} /> : null}
      {view.isPending ? <LoadingState /> : null}
      {view.data ? <State state={view.data} /> : null}
    </>
  )
}

type Row = Pick<RateLine, 'residents' | 'contracted' | 'rate'> & {
  key: string
  name: string
  inhabitants: number | null | undefined
}

function State({ state }: { state: DoctorState }) {
  const t = useText(messages)
  const f = useFormat()
  const rows: Row[] = [
    ...state.lines.map((line) => ({
      ...line,
      key: line.group,
      name: t(`group_${line.group as '0-6'}`),
      inhabitants: line.population.persons,
    })),
    ...(state.unknownAge.residents === 0
      ? []
      : [
          {
            ...state.unknownAge,
            key: 'unknown',
            name: t('groupUnknown'),
            rate: state.unknownAge.contracted / state.unknownAge.residents,
            inhabitants: undefined,
          },
        ]),
    {
      key: 'all',
      name: t('groupAll'),
      residents: state.residents,
      contracted: state.contracted,
      rate: state.rate,
      inhabitants: undefined,
    },
  ]
  const days = state.remind.value
  return (
    <>
      <div className="yk-hl-figures">
        <Figure label={t('doctorRate')} value={state.rate === null ? null : state.rate * 100} unit="%" decimals={1} />
        <Figure label={t('contracted')} value={state.contracted} unit={t('persons')} />
        <Figure label={t('residents')} value={state.residents} unit={t('persons')} />
        <Figure
          label={t('firstContact')}
          value={state.firstContact.share === null ? null : state.firstContact.share * 100}
          unit="%"
          decimals={1}
          note={t('firstContactNote', { all: state.firstContact.all, here: state.firstContact.atTeam })}
        />
      </div>
      <p className="yk-hl-rule yk-small">
        <strong>{t('denominator')}</strong> {t('denominatorText')}
      </p>
      <DataTable
        caption={t('doctorRate')}
        list={{ rows }}
        rowKey={(row) => row.key}
        exportName={`contracts-by-age-${state.asOf}`}
        empty={null}
        columns={[
          { key: 'group', title: t('group'), cell: (row) => row.name, csv: (row) => row.name, heads: true },
          {
            key: 'contracted',
            title: t('contracted'),
            cell: (row) => f.number(row.contracted),
            csv: (row) => row.contracted,
            numeric: true,
          },
          {
            key: 'residents',
            title: t('residents'),
            cell: (row) => f.number(row.residents),
            csv: (row) => row.residents,
            numeric: true,
          },
          {
            key: 'rate',
            title: t('doctorRate'),
            cell: (row) => f.share(row.rate),
            csv: (row) => row.rate,
            numeric: true,
          },
          {
            key: 'inhabitants',
            title: t('inhabitants'),
            cell: (row) => (row.inhabitants === undefined ? '' : f.number(row.inhabitants)),
            csv: (row) => row.inhabitants ?? null,
            numeric: true,
          },
        ]}
      />
      <CallList state={state} />
      <Teams teams={state.teams} days={days} />
    </>
  )
}

const LISTS = { ending: { list: 'ending' }, old: { list: 'none', ageFrom: 65 }, all: { list: 'none' } } as const

/** Who is to be called: contracts about to end, residents without one. */
function CallList({ state }: { state: DoctorState }) {
  const t = useText(messages)
  const f = useFormat()
  const may = useMay()
  const [which, setWhich] = useState<keyof typeof LISTS>('ending')
  const [line, setLine] = useState<UncontractedLine | null>(null)
  const list = useList<UncontractedLine>('/health/contracts/due', LISTS[which])
  return (
    <section className="yk-hl-part">
      <h2>{t('callList')}</h2>
      <DataTable
        caption={t('callList')}
        list={list}
        rowKey={(row) => `${row.person} ${row.contract}`}
        exportName={`contracts-${which}`}
        empty={<EmptyState title={t('nobodyDue')} text={t('nobodyDueText')} />}
        tools={
          <Choice
            label={t('callList')}
            value={which}
            onChange={(value) => setWhich(value as keyof typeof LISTS)}
            options={[
              { value: 'ending', label: t('listEnding') },
              { value: 'old', label: t('listNone65') },
              { value: 'all', label: t('listNoneAll') },
            ]}
          />
        }
        columns={[
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
            cell: (row) => (row.card?.age == null ? f.unknown : t('years', { age: row.card.age })),
            csv: (row) => row.card?.age ?? null,
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
          ...(which === 'ending'
            ? [
                {
                  key: 'team',
                  title: t('team'),
                  cell: (row: UncontractedLine) => row.teamName,
                  csv: (row: UncontractedLine) => row.teamName,
                },
                {
                  key: 'until',
                  title: t('until'),
                  cell: (row: UncontractedLine) => f.day(row.until),
                  csv: (row: UncontractedLine) => row.until,
                },
              ]
            : []),
          ...(may('health.manage')
            ? [
                {
                  key: 'act',
                  title: which === 'ending' ? t('renew') : t('sign'),
                  cell: (row: UncontractedLine) => (
                    <button type="button" className="yk-linkish yk-noprint" onClick={() => setLine(row)}>
                      {which === 'ending' ? t('renew') : t('sign')}
                    </button>
                  ),
                },
              ]
            : []),
        ]}
      />
      <Sheet open={line !== null} onClose={() => setLine(null)} title={`${t('sign')} · ${line?.card?.name ?? ''}`}>
        {line === null ? null : (
          <SignForm
            key={line.person}
            person={line.person}
            after={line.until}
            teams={state.teams}
            onDone={() => setLine(null)}
          />
        )}
      </Sheet>
    </section>
  )
}
