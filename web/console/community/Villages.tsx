import { useState } from 'react'
import type {
  PointActivityKind,
  PointLine,
  PointsView,
  Tour,
  ToursView,
  TourVillage,
} from '../../../src/contexts/community/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Choice, numberOf, Text } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { DataTable } from '../../shared/parts/DataTable.tsx'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { Figure } from '../../shared/parts/Figure.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { Tag } from '../../shared/parts/Tag.tsx'
import { useCommand, useView } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { todayInChina } from '../../shared/today.ts'
import { EventForm } from './EventForms.tsx'
import { messages } from './messages-places.ts'
import { Part } from './parts.tsx'
import './community.css'

const ACTS: PointActivityKind[] = ['meal', 'visit', 'culture', 'health', 'work', 'other']
const TOUR_KINDS: Tour[] = ['film', 'opera', 'culture', 'sport', 'clinic']

/** Villages: mutual aid for the old, and what is brought to them. */
export default function Villages() {
  const t = useText(messages)
  const manage = useMay()('community.manage')
  const [act, setAct] = useState<'note' | 'plan' | null>(null)
  const points = useView<PointsView>('/community/points')
  const tours = useView<ToursView>('/community/tours')
  const problem = points.error ?? tours.error
  const done = () => setAct(null)
  return (
    <>
      <PageHead
        title={t('villages')}
        actions={
          manage ? (
            <>
              <button type="button" className="yk-button yk-button--primary" onClick={() => setAct('note')}>
                {t('noteAct')}
              </button>
              <button type="button" className="yk-button" onClick={() => setAct('plan')}>
                {t('planTour')}
              </button>
            </>
          ) : undefined
        }
      />
      <Sheet open={act !== null} onClose={done} title={act === 'plan' ? t('planTour') : t('noteAct')}>
        {act === 'note' && points.data ? <NoteActivity points={points.data.points} onDone={done} /> : null}
        {act === 'plan' ? <EventForm outreach onDone={done} /> : null}
      </Sheet>
      {problem ? <ErrorState problem={problem} onRetry={() => void points.refetch()} /> : null}
      {points.isPending ? <LoadingState /> : null}
      {points.data ? <Points view={points.data} /> : null}
      {tours.data ? <Tours view={tours.data} /> : null}
    </>
  )
}

function Points({ view }: { view: PointsView }) {
  const t = useText(messages)
  const f = useFormat()
  const word = (active: boolean | null) => (active === null ? t('unknown') : active ? t('active') : t('inactive'))
  return (
    <Part title={t('points')}>
      <p className="yk-quiet">
        {t('pointsLead', { months: view.months.value, least: view.least.value })} {view.months.basis}
      </p>
      <div className="yk-cm-figures">
        <Figure
          label={t('share')}
          value={view.active === null || view.villages === 0 ? null : (view.active / view.villages) * 100}
          unit="%"
          decimals={1}
          {...(view.active === null ? { note: t('unknownNote') } : {})}
        />
        <Figure label={t('activeVillages')} value={view.active} />
        <Figure label={t('coveredVillages')} value={view.covered} />
        <Figure label={t('allVillages')} value={view.villages} />
      </div>
      <DataTable
        caption={t('points')}
        list={{ rows: view.points }}
        rowKey={(row) => row.facility}
        exportName="mutual-aid-points"
        empty={<EmptyState title={t('pointsNone')} text={t('pointsNoneText')} heading="h3" />}
        columns={[
          { key: 'name', title: t('point'), cell: (row) => row.name, csv: (row) => row.name, heads: true },
          {
            key: 'region',
            title: t('region'),
            cell: (row) => row.regionName ?? row.region,
            csv: (row) => row.regionName,
          },
          {
            key: 'acts',
            title: t('actsInPeriod'),
            cell: (row) => f.number(row.activities),
            csv: (row) => row.activities,
            numeric: true,
          },
          {
            key: 'last',
            title: t('lastOn'),
            cell: (row) => <span className="yk-cm-day">{row.lastOn ?? t('never')}</span>,
            csv: (row) => row.lastOn,
          },
          {
            key: 'active',
            title: t('state'),
            cell: (row) => (
              <Tag tone={row.active === null ? undefined : row.active ? 'good' : 'warn'}>{word(row.active)}</Tag>
            ),
            csv: (row) => word(row.active),
          },
        ]}
      />
    </Part>
  )
}

function NoteActivity({ points, onDone }: { points: readonly PointLine[]; onDone: () => void }) {
  const t = useText(messages)
  const [facility, setFacility] = useState('')
  const [heldOn, setHeldOn] = useState(todayInChina)
  const [kind, setKind] = useState('meal')
  const [title, setTitle] = useState('')
  const [persons, setPersons] = useState('')
  const note = useCommand<object>({ path: '/community/points/activities', refresh: ['/community/points'] })
  return (
    <ActForm
      problem={note.error}
      pending={note.isPending}
      submit={t('noteAct')}
      onSubmit={() => note.mutate({ facility, heldOn, kind, title, persons: numberOf(persons) }, { onSuccess: onDone })}
    >
      <Choice
        label={t('point')}
        value={facility}
        onChange={setFacility}
        required
        empty={t('choose')}
        options={points.map((each) => ({ value: each.facility, label: `${each.regionName ?? ''} ${each.name}` }))}
      />
      <Text label={t('heldOn')} type="date" value={heldOn} onChange={setHeldOn} max={todayInChina()} required />
      <Choice
        label={t('kind')}
        value={kind}
        onChange={setKind}
        options={ACTS.map((each) => ({ value: each, label: t(`act_${each}`) }))}
      />
      <Text label={t('actTitle')} value={title} onChange={setTitle} required minLength={2} maxLength={80} />
      <Text label={t('actPersons')} type="number" step={1} min={0} max={10_000} value={persons} onChange={setPersons} />
    </ActForm>
  )
}

function Tours({ view }: { view: ToursView }) {
  const t = useText(messages)
  const cell = (row: TourVillage, tour: Tour) => {
    const { times, lastOn, nextOn, regular } = row.tours[tour]
    return (
      <>
        {lastOn === null ? (
          <span className="yk-quiet">{t('never')}</span>
        ) : (
          t('timesLast', { count: times, day: lastOn })
        )}
        {regular ? (
          <>
            {' '}
            <Tag tone="good">✓</Tag>
          </>
        ) : null}
        {nextOn === null ? null : <span className="yk-small yk-quiet"> · {t('nextOn', { day: nextOn })}</span>}
      </>
    )
  }
  return (
    <Part title={t('tours')}>
      <p className="yk-quiet">
        {t('toursLead')}{' '}
        {TOUR_KINDS.map((tour) => t('regularRule', { tour: t(`tour_${tour}`), least: view.least[tour].value })).join(
          '；',
        )}
      </p>
      <div className="yk-cm-figures">
        {TOUR_KINDS.map((tour) => (
          <Figure
            key={tour}
            label={t('regularVillages', { tour: t(`tour_${tour}`) })}
            value={view.regular[tour]}
            note={`/ ${view.villages.length}`}
          />
        ))}
      </div>
      <DataTable
        caption={t('tours')}
        list={{ rows: view.villages }}
        rowKey={(row) => row.code}
        exportName="tours"
        empty={<p className="yk-quiet">{t('never')}</p>}
        columns={[
          { key: 'name', title: t('village'), cell: (row) => row.name, csv: (row) => row.name, heads: true },
          { key: 'town', title: t('township'), cell: (row) => row.townshipName ?? '', csv: (row) => row.townshipName },
          {
            key: 'last',
            title: t('lastOn'),
            cell: (row) => <span className="yk-cm-day">{row.lastOn ?? t('never')}</span>,
            csv: (row) => row.lastOn,
          },
          ...TOUR_KINDS.map((tour) => ({
            key: tour,
            title: t(`tour_${tour}`),
            cell: (row: TourVillage) => cell(row, tour),
            csv: (row: TourVillage) => row.tours[tour].lastOn,
          })),
        ]}
      />
    </Part>
  )
}
