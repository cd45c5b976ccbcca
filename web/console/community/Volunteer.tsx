import { useState } from 'react'
import { Link, useParams } from 'react-router'
import type { VolunteerView } from '../../../src/contexts/community/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Text } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { DataTable } from '../../shared/parts/DataTable.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { Facts } from '../../shared/parts/Facts.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { useCommand, useView } from '../../shared/queries.ts'
import { todayInChina } from '../../shared/today.ts'
import { messages } from './messages-volunteers.ts'
import { Part, ReasonForm } from './parts.tsx'
import './community.css'

const REFRESH = ['/community/volunteers']

/** A volunteer's file: training, insurance, hours, certificates. */
export default function Volunteer() {
  const { id = '' } = useParams()
  const t = useText(messages)
  const f = useFormat()
  const [act, setAct] = useState<'training' | 'insurance' | 'leave' | null>(null)
  const view = useView<VolunteerView>(`/community/volunteers/${id}`)
  const certify = useCommand<undefined, { certificate: string }>({
    path: `/community/volunteers/${id}/certificate`,
    body: () => undefined,
    refresh: REFRESH,
  })
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  if (view.isPending) return <LoadingState />
  const one = view.data
  const done = () => setAct(null)
  const name = one.card === null ? null : <Link to={`/console/people/${one.person}`}>{one.card.name}</Link>
  const path = `/community/volunteers/${id}`
  return (
    <>
      <PageHead
        title={one.card?.name ?? one.no}
        lead={`${one.no} · ${one.regionName ?? one.region}`}
        up={{ to: '/console/community/volunteers', label: t('volunteers') }}
        actions={
          <>
            <button type="button" className="yk-button" onClick={() => setAct('training')}>
              {t('addTraining')}
            </button>
            <button type="button" className="yk-button" onClick={() => setAct('insurance')}>
              {t('addInsurance')}
            </button>
            {one.leftOn === null ? (
              <button type="button" className="yk-button" onClick={() => setAct('leave')}>
                {t('leave')}
              </button>
            ) : null}
            <button
              type="button"
              className="yk-button yk-button--primary"
              disabled={certify.isPending}
              onClick={() => certify.mutate(undefined)}
            >
              {t('certify')}
            </button>
          </>
        }
      />
      <Sheet
        open={act !== null}
        onClose={done}
        title={act === 'training' ? t('addTraining') : act === 'insurance' ? t('addInsurance') : t('leave')}
      >
        {act === 'training' ? <TrainingForm path={path} onDone={done} /> : null}
        {act === 'insurance' ? <InsuranceForm path={path} onDone={done} /> : null}
        {act === 'leave' ? (
          <ReasonForm path={`${path}/leave`} refresh={REFRESH} submit={t('leave')} onDone={done} />
        ) : null}
      </Sheet>
      <RefusalNote problem={certify.error} />
      {certify.isSuccess ? <p role="status">{t('certified', { number: certify.data.certificate })}</p> : null}
      <Facts
        facts={[
          [t('name'), name],
          [t('skill'), one.skills.length === 0 ? null : one.skills.join('、')],
          [t('hoursServed'), `${f.number(one.minutes / 60, 1)} ${t('hours')}`],
          [t('activitiesCount'), f.number(one.activities)],
          [t('insuredUntil'), one.insuredUntil ?? t('notInsured')],
          [t('leftOn'), one.leftOn],
        ]}
      />
      <Part title={t('record')}>
        <DataTable
          caption={t('record')}
          list={{ rows: one.hours }}
          rowKey={(row) => row.id}
          exportName={`hours-${one.no}`}
          empty={<p className="yk-quiet">{t('recordNone')}</p>}
          columns={[
            {
              key: 'title',
              title: t('activities'),
              cell: (row) => <Link to={`/console/community/activities/${row.activity}`}>{row.title}</Link>,
              csv: (row) => row.title,
              heads: true,
            },
            {
              key: 'from',
              title: t('from'),
              cell: (row) => (row.from === null ? t('nothing') : f.instant(row.from)),
              csv: (row) => row.from,
            },
            {
              key: 'minutes',
              title: t('hoursServed'),
              cell: (row) => t('minutes', { count: row.minutes }),
              csv: (row) => row.minutes,
              numeric: true,
            },
            {
              key: 'state',
              title: t('note'),
              cell: (row) => [row.reason, row.corrected ? t('corrected') : null].filter(Boolean).join(' · '),
              csv: (row) => row.reason,
            },
          ]}
        />
      </Part>
      <Part title={t('insurance')}>
        <DataTable
          caption={t('insurance')}
          list={{ rows: one.insurances }}
          rowKey={(row) => row.id}
          empty={<p className="yk-quiet">{t('notInsured')}</p>}
          columns={[
            { key: 'policy', title: t('policy'), cell: (row) => row.policy, heads: true },
            { key: 'insurer', title: t('insurer'), cell: (row) => row.insurer },
            { key: 'span', title: t('from'), cell: (row) => `${row.from} — ${row.until}` },
            { key: 'by', title: t('paidBy'), cell: (row) => row.paidBy },
          ]}
        />
      </Part>
      <Part title={t('training')}>
        <DataTable
          caption={t('training')}
          list={{ rows: one.trainings }}
          rowKey={(row) => row.id}
          empty={<p className="yk-quiet">—</p>}
          columns={[
            { key: 'topic', title: t('topic'), cell: (row) => row.topic, heads: true },
            { key: 'on', title: t('heldOn'), cell: (row) => f.day(row.heldOn) },
            { key: 'hours', title: t('trainingHours'), cell: (row) => f.number(row.hours), numeric: true },
            { key: 'by', title: t('organiser'), cell: (row) => row.organiser },
          ]}
        />
      </Part>
      <Part title={t('certificate')}>
        <DataTable
          caption={t('certificate')}
          list={{ rows: one.records }}
          rowKey={(row) => row.casefile}
          empty={<p className="yk-quiet">—</p>}
          columns={[
            {
              key: 'number',
              title: t('code'),
              cell: (row) => <Link to={`/console/cases/${row.casefile}`}>{row.certificate}</Link>,
              heads: true,
            },
            {
              key: 'hours',
              title: t('hoursServed'),
              cell: (row) => f.number(Math.floor(row.minutes / 30) / 2, 1),
              numeric: true,
            },
            { key: 'span', title: t('from'), cell: (row) => `${row.firstOn} — ${row.lastOn}` },
          ]}
        />
      </Part>
    </>
  )
}

function TrainingForm({ path, onDone }: { path: string; onDone: () => void }) {
  const t = useText(messages)
  const [topic, setTopic] = useState('')
  const [hours, setHours] = useState('4')
  const [heldOn, setHeldOn] = useState(todayInChina)
  const [organiser, setOrganiser] = useState('')
  const add = useCommand<object>({ path: `${path}/trainings`, refresh: REFRESH })
  return (
    <ActForm
      problem={add.error}
      pending={add.isPending}
      submit={t('addTraining')}
      onSubmit={() => add.mutate({ topic, hours: Number(hours), heldOn, organiser }, { onSuccess: onDone })}
    >
      <Text label={t('topic')} value={topic} onChange={setTopic} required maxLength={60} />
      <Text
        label={t('trainingHours')}
        type="number"
        step={0.5}
        min={0.5}
        max={1000}
        value={hours}
        onChange={setHours}
        required
      />
      <Text label={t('heldOn')} type="date" value={heldOn} onChange={setHeldOn} max={todayInChina()} required />
      <Text label={t('organiser')} value={organiser} onChange={setOrganiser} required maxLength={80} />
    </ActForm>
  )
}

function InsuranceForm({ path, onDone }: { path: string; onDone: () => void }) {
  const t = useText(messages)
  const [insurer, setInsurer] = useState('')
  const [policy, setPolicy] = useState('')
  const [from, setFrom] = useState(todayInChina)
  const [until, setUntil] = useState('')
  const [paidBy, setPaidBy] = useState('')
  const add = useCommand<object>({ path: `${path}/insurances`, refresh: REFRESH })
  return (
    <ActForm
      problem={add.error}
      pending={add.isPending}
      submit={t('addInsurance')}
      onSubmit={() => add.mutate({ insurer, policy, from, until, paidBy }, { onSuccess: onDone })}
    >
      <Text label={t('insurer')} value={insurer} onChange={setInsurer} required maxLength={60} />
      <Text label={t('policy')} value={policy} onChange={setPolicy} required maxLength={60} />
      <Text label={t('from')} type="date" value={from} onChange={setFrom} required />
      <Text label={t('until')} type="date" value={until} onChange={setUntil} required min={from} />
      <Text label={t('paidBy')} value={paidBy} onChange={setPaidBy} required maxLength={80} />
    </ActForm>
  )
}
