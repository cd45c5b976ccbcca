import { useState } from 'react'
import { Link, useParams } from 'react-router'
import type { CourseView } from '../../../src/contexts/learning/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { numberOf, Text } from '../../shared/form/fields.tsx'
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
import { PersonPick } from '../people/PersonPick.tsx'
import { messages } from './messages-courses.ts'
import './learning.css'

/** One course: its learners, and who came when. */
export default function Course() {
  const { id = '' } = useParams()
  const t = useText(messages)
  const f = useFormat()
  const [act, setAct] = useState<'join' | 'session' | null>(null)
  const view = useView<CourseView>(`/learning/courses/${id}`)
  const leave = useCommand<{ person: string }>({
    path: ({ person }) => `/learning/courses/${id}/learners/${person}/leave`,
    body: () => undefined,
    refresh: ['/learning/courses'],
  })
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  if (view.isPending) return <LoadingState />
  const course = view.data
  return (
    <>
      <PageHead
        title={course.name}
        lead={`${course.facilityName} · ${f.day(course.startsOn)}—${f.day(course.endsOn)}`}
        up={{ to: '/console/learning/courses', label: t('upCourses') }}
        actions={
          <>
            <button type="button" className="yk-button" onClick={() => setAct('join')}>
              {t('join')}
            </button>
            <button type="button" className="yk-button yk-button--primary" onClick={() => setAct('session')}>
              {t('noteSession')}
            </button>
          </>
        }
      />
      <Sheet open={act !== null} onClose={() => setAct(null)} title={act === 'join' ? t('join') : t('noteSession')}>
        {act === 'join' ? <JoinForm course={course} onDone={() => setAct(null)} /> : null}
        {act === 'session' ? <SessionForm course={course} onDone={() => setAct(null)} /> : null}
      </Sheet>
      <Facts
        facts={[
          [
            t('learners'),
            `${f.number(course.learners)}${course.capacity === null ? '' : ` / ${f.number(course.capacity)}`}`,
          ],
          [t('sessions'), f.number(course.sessions)],
          [t('attended'), f.number(course.persons)],
          [t('times'), f.number(course.personTimes)],
        ]}
      />
      <RefusalNote problem={leave.error} />
      <section className="yk-ln-part">
        <h2>{t('learners')}</h2>
        <DataTable
          caption={t('learners')}
          list={{ rows: course.people }}
          rowKey={(row) => row.person}
          exportName={`learners-${course.code}`}
          empty={<p className="yk-quiet">{t('noLearners')}</p>}
          columns={[
            {
              key: 'name',
              title: t('name'),
              cell: (row) => <Link to={`/console/people/${row.person}`}>{row.card?.name ?? '—'}</Link>,
              csv: (row) => row.card?.name ?? '',
              heads: true,
            },
            {
              key: 'place',
              title: t('place'),
              cell: (row) => row.card?.regionName ?? '',
              csv: (row) => row.card?.regionName ?? '',
            },
            { key: 'since', title: t('since'), cell: (row) => f.day(row.since), csv: (row) => row.since },
            {
              key: 'sessions',
              title: t('attendances'),
              cell: (row) => f.number(row.sessions),
              csv: (row) => row.sessions,
              numeric: true,
            },
            {
              key: 'act',
              title: t('quit'),
              cell: (row) => (
                <button
                  type="button"
                  className="yk-linkish yk-noprint"
                  disabled={leave.isPending}
                  onClick={() => leave.mutate({ person: row.person })}
                >
                  {t('quit')}
                </button>
              ),
            },
          ]}
        />
      </section>
      <section className="yk-ln-part">
        <h2>{t('held')}</h2>
        <ul>
          {course.held.map((each) => (
            <li key={each.id}>
              {t('heldLine', {
                date: f.date(each.heldOn),
                count: each.persons.length,
                guests: each.guests === null ? t('guestsUnknown') : t('guestsLine', { count: each.guests }),
              })}
            </li>
          ))}
        </ul>
      </section>
    </>
  )
}

function JoinForm({ course, onDone }: { course: CourseView; onDone: () => void }) {
  const t = useText(messages)
  const [person, setPerson] = useState('')
  const join = useCommand<object>({ path: `/learning/courses/${course.id}/learners`, refresh: ['/learning/courses'] })
  return (
    <ActForm
      problem={join.error}
      pending={join.isPending || person === ''}
      submit={t('joinDo')}
      onSubmit={() => join.mutate({ person }, { onSuccess: onDone })}
    >
      <PersonPick label={t('name')} value={person} onChange={setPerson} />
    </ActForm>
  )
}

function SessionForm({ course, onDone }: { course: CourseView; onDone: () => void }) {
  const t = useText(messages)
  const known = course.held.find((each) => each.heldOn === todayInChina())
  const [heldOn, setHeldOn] = useState(todayInChina)
  const [there, setThere] = useState<ReadonlySet<string>>(() => new Set(known?.persons))
  const [guests, setGuests] = useState(known?.guests == null ? '' : String(known.guests))
  const note = useCommand<object>({ path: `/learning/courses/${course.id}/sessions`, refresh: ['/learning/courses'] })
  const toggle = (person: string, on: boolean) => {
    const next = new Set(there)
    if (on) next.add(person)
    else next.delete(person)
    setThere(next)
  }
  const day = (value: string) => {
    setHeldOn(value)
    const held = course.held.find((each) => each.heldOn === value)
    setThere(new Set(held?.persons))
    setGuests(held?.guests == null ? '' : String(held.guests))
  }
  return (
    <ActForm
      problem={note.error}
      pending={note.isPending}
      submit={t('saveSession')}
      onSubmit={() => note.mutate({ heldOn, persons: [...there], guests: numberOf(guests) }, { onSuccess: onDone })}
    >
      <Text label={t('heldOn')} type="date" value={heldOn} onChange={day} max={todayInChina()} required />
      <fieldset className="yk-ln-present">
        <legend className="yk-small">{t('present')}</legend>
        {course.people.map((each) => (
          <label key={each.person}>
            <input
              type="checkbox"
              checked={there.has(each.person)}
              onChange={(event) => toggle(each.person, event.target.checked)}
            />
            <span>{each.card?.name ?? '—'}</span>
          </label>
        ))}
      </fieldset>
      <Text label={t('guests')} type="number" step={1} min={0} max={10_000} value={guests} onChange={setGuests} />
    </ActForm>
  )
}
