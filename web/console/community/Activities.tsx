import { useState } from 'react'
import { useNavigate } from 'react-router'
import type { ActivityKind, ActivityLine } from '../../../src/contexts/community/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Choice, Text } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { DataTable } from '../../shared/parts/DataTable.tsx'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { Tag } from '../../shared/parts/Tag.tsx'
import { useCommand, useView } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { todayInChina } from '../../shared/today.ts'
import { messages } from './messages-volunteers.ts'
import { instantOf, VillageChoice } from './parts.tsx'
import './community.css'

const KINDS: ActivityKind[] = [
  'visit',
  'meals',
  'escort',
  'repair',
  'culture',
  'teaching',
  'children',
  'environment',
  'emergency',
  'other',
]

/** Activities of volunteers: to come, over, hours checked or not. */
export default function Activities() {
  const t = useText(messages)
  const f = useFormat()
  const navigate = useNavigate()
  const manage = useMay()('community.manage')
  const [adding, setAdding] = useState(false)
  const view = useView<{ items: ActivityLine[] }>('/community/activities')
  const stateOf = (row: ActivityLine) =>
    row.state === 'cancelled'
      ? t('cancelled')
      : Date.parse(row.until) > Date.now()
        ? t('toCome')
        : row.served === 0 && row.taken > 0
          ? t('hoursDue')
          : t('done')
  return (
    <>
      <PageHead
        title={t('activities')}
        lead={t('activitiesLead')}
        actions={
          manage ? (
            <button type="button" className="yk-button yk-button--primary" onClick={() => setAdding(true)}>
              {t('newActivity')}
            </button>
          ) : undefined
        }
      />
      <Sheet open={adding} onClose={() => setAdding(false)} title={t('newActivity')}>
        {adding ? <NewActivity onDone={(id) => void navigate(`/console/community/activities/${id}`)} /> : null}
      </Sheet>
      {view.error ? <ErrorState problem={view.error} onRetry={() => void view.refetch()} /> : null}
      {view.isPending ? <LoadingState /> : null}
      {view.data ? (
        <DataTable
          caption={t('activities')}
          list={{ rows: view.data.items }}
          rowKey={(row) => row.id}
          {...(manage
            ? { onOpen: (row: ActivityLine) => void navigate(`/console/community/activities/${row.id}`) }
            : {})}
          exportName="activities"
          empty={<EmptyState title={t('activityNone')} text={t('activityNoneText')} heading="h2" />}
          columns={[
            {
              key: 'title',
              title: t('title'),
              cell: (row) => (
                <>
                  {row.title} {row.risky ? <Tag tone="warn">{t('riskyTag')}</Tag> : null}
                </>
              ),
              csv: (row) => row.title,
              heads: true,
            },
            { key: 'kind', title: t('kind'), cell: (row) => t(`kind_${row.kind}`), csv: (row) => row.kind },
            {
              key: 'region',
              title: t('region'),
              cell: (row) => row.regionName ?? row.region,
              csv: (row) => row.regionName,
            },
            { key: 'from', title: t('from'), cell: (row) => f.instant(row.from), csv: (row) => row.from },
            {
              key: 'taken',
              title: t('signedUp'),
              cell: (row) => `${f.number(row.taken)} / ${f.number(row.places)}`,
              csv: (row) => row.taken,
              numeric: true,
            },
            {
              key: 'hours',
              title: t('hoursServed'),
              cell: (row) => f.number(row.minutes / 60, 1),
              csv: (row) => row.minutes / 60,
              numeric: true,
            },
            { key: 'state', title: t('state'), cell: stateOf, csv: stateOf },
          ]}
        />
      ) : null}
    </>
  )
}

function NewActivity({ onDone }: { onDone: (id: string) => void }) {
  const t = useText(messages)
  const [title, setTitle] = useState('')
  const [kind, setKind] = useState('visit')
  const [region, setRegion] = useState('')
  const [place, setPlace] = useState('')
  const [organiser, setOrganiser] = useState('')
  const [day, setDay] = useState(todayInChina)
  const [from, setFrom] = useState('09:00')
  const [until, setUntil] = useState('11:30')
  const [places, setPlaces] = useState('10')
  const [risky, setRisky] = useState(false)
  const [training, setTraining] = useState('')
  const open = useCommand<object, { id: string }>({ path: '/community/activities', refresh: ['/community/activities'] })
  return (
    <ActForm
      problem={open.error}
      pending={open.isPending}
      submit={t('newActivity')}
      onSubmit={() =>
        open.mutate(
          {
            title,
            kind,
            region,
            place,
            organiser,
            from: instantOf(day, from),
            until: instantOf(day, until),
            places: Number(places),
            risky,
            training: training.trim() === '' ? null : training.trim(),
          },
          { onSuccess: ({ id }) => onDone(id) },
        )
      }
    >
      <Text label={t('title')} value={title} onChange={setTitle} required minLength={2} maxLength={80} />
      <Choice
        label={t('kind')}
        value={kind}
        onChange={setKind}
        options={KINDS.map((each) => ({ value: each, label: t(`kind_${each}`) }))}
      />
      <VillageChoice value={region} onChange={setRegion} />
      <Text label={t('spot')} value={place} onChange={setPlace} required maxLength={120} />
      <Text label={t('organiser')} value={organiser} onChange={setOrganiser} required maxLength={80} />
      <Text label={t('day')} type="date" value={day} onChange={setDay} required />
      <Text label={t('from')} type="time" value={from} onChange={setFrom} required />
      <Text label={t('until')} type="time" value={until} onChange={setUntil} required />
      <Text
        label={t('places')}
        type="number"
        step={1}
        min={1}
        max={2000}
        value={places}
        onChange={setPlaces}
        required
      />
      <label className="yk-cm-check">
        <input type="checkbox" checked={risky} onChange={(event) => setRisky(event.target.checked)} />
        <span>{t('risky')}</span>
      </label>
      <Text label={t('needTraining')} value={training} onChange={setTraining} maxLength={60} />
    </ActForm>
  )
}
