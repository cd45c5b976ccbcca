import { useState } from 'react'
import { useNavigate } from 'react-router'
import type { CourseLine, EducationShare } from '../../../src/contexts/learning/index.ts'
import type { FacilityView } from '../../../src/contexts/territory/index.ts'
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
import { useAll, useCommand, useView } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { todayInChina } from '../../shared/today.ts'
import { messages } from './messages-courses.ts'
import { Report } from './Report.tsx'
import './learning.css'

/** Courses for older people, and the share who come regularly. */
export default function Courses() {
  const t = useText(messages)
  const f = useFormat()
  const may = useMay()
  const navigate = useNavigate()
  const manage = may('learning.manage')
  const [adding, setAdding] = useState(false)
  const view = useView<{ items: CourseLine[] }>('/learning/courses')
  const share = useView<EducationShare>('/learning/courses/share', {}, { enabled: manage })
  return (
    <>
      <PageHead
        title={t('courses')}
        lead={t('coursesLead')}
        actions={
          manage ? (
            <button type="button" className="yk-button yk-button--primary" onClick={() => setAdding(true)}>
              {t('newCourse')}
            </button>
          ) : undefined
        }
      />
      <Sheet open={adding} onClose={() => setAdding(false)} title={t('newCourse')}>
        {adding ? <NewCourse onDone={() => setAdding(false)} /> : null}
      </Sheet>
      {share.data ? (
        <>
          <Share share={share.data} />
          <Report what="courses" year={Number(share.data.to.slice(0, 4))} />
        </>
      ) : null}
      {view.error ? <ErrorState problem={view.error} onRetry={() => void view.refetch()} /> : null}
      {view.isPending ? <LoadingState /> : null}
      {view.data ? (
        <DataTable
          caption={t('courses')}
          list={{ rows: view.data.items }}
          rowKey={(row) => row.id}
          {...(manage ? { onOpen: (row: CourseLine) => void navigate(`/console/learning/courses/${row.id}`) } : {})}
          exportName="courses"
          empty={<EmptyState title={t('courseNone')} text={t('courseNoneText')} heading="h2" />}
          columns={[
            { key: 'name', title: t('course'), cell: (row) => row.name, csv: (row) => row.name, heads: true },
            { key: 'code', title: t('code'), cell: (row) => row.code, csv: (row) => row.code },
            { key: 'hall', title: t('hall'), cell: (row) => row.facilityName, csv: (row) => row.facilityName },
            {
              key: 'learners',
              title: t('learners'),
              cell: (row) => f.number(row.learners),
              csv: (row) => row.learners,
              numeric: true,
            },
            {
              key: 'sessions',
              title: t('sessions'),
              cell: (row) => f.number(row.sessions),
              csv: (row) => row.sessions,
              numeric: true,
            },
            {
              key: 'persons',
              title: t('attended'),
              cell: (row) => f.number(row.persons),
              csv: (row) => row.persons,
              numeric: true,
            },
            {
              key: 'times',
              title: t('times'),
              cell: (row) => f.number(row.personTimes),
              csv: (row) => row.personTimes,
              numeric: true,
            },
            {
              key: 'last',
              title: t('lastOn'),
              cell: (row) => (row.lastOn === null ? '' : f.day(row.lastOn)),
              csv: (row) => row.lastOn,
            },
          ]}
        />
      ) : null}
    </>
  )
}

function Share({ share }: { share: EducationShare }) {
  const t = useText(messages)
  const f = useFormat()
  return (
    <div className="yk-ln-figures">
      <Figure
        label={t('share')}
        value={share.share === null ? null : share.share * 100}
        unit="%"
        decimals={2}
        {...(share.population.persons === null
          ? {}
          : {
              note: t('shareNote', {
                regulars: f.number(share.regulars),
                persons: f.number(share.population.persons),
                source: share.population.source ?? '',
              }),
            })}
      />
      <Figure
        label={t('regulars')}
        value={share.regulars}
        unit={t('persons')}
        note={t('regularsNote', { from: f.day(share.from), to: f.day(share.to), least: share.least.value })}
      />
      <Figure label={t('came')} value={share.persons} unit={t('persons')} />
      <Figure
        label={t('personTimes')}
        value={share.personTimes}
        note={t('personTimesNote', { guests: f.number(share.guests), uncounted: f.number(share.uncounted) })}
      />
      <Figure label={t('others', { age: share.age.value })} value={share.others} unit={t('persons')} />
    </div>
  )
}

function NewCourse({ onDone }: { onDone: () => void }) {
  const t = useText(messages)
  const [code, setCode] = useState('')
  const [name, setName] = useState('')
  const [facility, setFacility] = useState('')
  const [startsOn, setStartsOn] = useState(todayInChina)
  const [endsOn, setEndsOn] = useState('')
  const [capacity, setCapacity] = useState('')
  const halls = useAll<FacilityView>('/territory/facilities', {
    kind: ['elder-university', 'community-hall', 'elder-day-care'],
    limit: 100,
  })
  const open = useCommand<object>({ path: '/learning/courses', refresh: ['/learning/courses'] })
  return (
    <ActForm
      problem={open.error}
      pending={open.isPending}
      submit={t('newCourse')}
      onSubmit={() =>
        open.mutate({ code, name, facility, startsOn, endsOn, capacity: numberOf(capacity) }, { onSuccess: onDone })
      }
    >
      <Text label={t('code')} value={code} onChange={setCode} required maxLength={40} />
      <Text label={t('course')} value={name} onChange={setName} required minLength={2} maxLength={80} />
      <Choice
        label={t('hall')}
        value={facility}
        onChange={setFacility}
        required
        empty={t('choose')}
        options={(halls.data ?? []).map((each) => ({ value: each.code, label: each.name }))}
      />
      <Text label={t('startsOn')} type="date" value={startsOn} onChange={setStartsOn} required />
      <Text label={t('endsOn')} type="date" value={endsOn} onChange={setEndsOn} required min={startsOn} />
      <Text label={t('seatsMax')} type="number" step={1} min={1} max={1000} value={capacity} onChange={setCapacity} />
    </ActForm>
  )
}
