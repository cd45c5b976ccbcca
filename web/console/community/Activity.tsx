import { useState } from 'react'
import { Link, useParams } from 'react-router'
import type { ActivityView, VolunteerLine } from '../../../src/contexts/community/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Choice, Text } from '../../shared/form/fields.tsx'
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
import { messages } from './messages-volunteers.ts'
import { instantOf, Part, ReasonForm } from './parts.tsx'
import './community.css'

const REFRESH = ['/community/activities', '/community/volunteers', '/today']
type Line = ActivityView['volunteers'][number]

/** The day in China an activity begins on; hours are entered for it. */
const dayOf = (instant: string) =>
  new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date(instant))

/** One activity: who signed up, who came, for how long. */
export default function Activity() {
  const { id = '' } = useParams()
  const t = useText(messages)
  const f = useFormat()
  const [act, setAct] = useState<'sign' | 'hours' | 'cancel' | Line | null>(null)
  const view = useView<ActivityView>(`/community/activities/${id}`)
  const withdraw = useCommand<{ volunteer: string }>({
    path: ({ volunteer }) => `/community/activities/${id}/signups/${volunteer}/withdraw`,
    body: () => undefined,
    refresh: REFRESH,
  })
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  if (view.isPending) return <LoadingState />
  const one = view.data
  const over = Date.parse(one.until) <= Date.now()
  const begun = Date.parse(one.from) <= Date.now()
  const open = one.state === 'open'
  const done = () => setAct(null)
  const due = one.volunteers.filter((each) => each.entry === null)
  return (
    <>
      <PageHead
        title={one.title}
        lead={`${one.regionName ?? one.region} · ${one.place} · ${f.instant(one.from)} — ${f.time(one.until)}`}
        up={{ to: '/console/community/activities', label: t('activities') }}
        actions={
          open ? (
            <>
              {over ? null : (
                <button type="button" className="yk-button yk-button--primary" onClick={() => setAct('sign')}>
                  {t('signUp')}
                </button>
              )}
              {over && due.length > 0 ? (
                <button type="button" className="yk-button yk-button--primary" onClick={() => setAct('hours')}>
                  {t('checkHours')}
                </button>
              ) : null}
              {one.served === 0 ? (
                <button type="button" className="yk-button" onClick={() => setAct('cancel')}>
                  {t('cancelActivity')}
                </button>
              ) : null}
            </>
          ) : undefined
        }
      />
      <Sheet
        open={act !== null}
        onClose={done}
        title={
          act === 'sign'
            ? t('signUp')
            : act === 'hours'
              ? t('checkHours')
              : act === 'cancel'
                ? t('cancelActivity')
                : t('correct')
        }
      >
        {act === 'sign' ? <SignUp activity={one} onDone={done} /> : null}
        {act === 'hours' ? <Hours activity={one} lines={due} onDone={done} /> : null}
        {act === 'cancel' ? (
          <ReasonForm
            path={`/community/activities/${id}/cancel`}
            refresh={REFRESH}
            submit={t('cancelActivity')}
            onDone={done}
          />
        ) : null}
        {act !== null && typeof act === 'object' ? <Correct activity={one} line={act} onDone={done} /> : null}
      </Sheet>
      <RefusalNote problem={withdraw.error} />
      <Facts
        facts={[
          [t('kind'), t(`kind_${one.kind}`)],
          [t('organiser'), one.organiser],
          [t('signedUp'), `${f.number(one.taken)} / ${f.number(one.places)}`],
          [t('hoursServed'), `${f.number(one.minutes / 60, 1)} ${t('hours')}`],
          [t('riskyTag'), one.risky ? t('yes') : null],
          [t('needTraining'), one.training],
          [t('cancelled'), one.cancelReason],
        ]}
      />
      <Part title={t('signedUp')}>
        <DataTable
          caption={t('signedUp')}
          list={{ rows: one.volunteers }}
          rowKey={(row) => row.volunteer}
          exportName="signups"
          empty={<p className="yk-quiet">—</p>}
          columns={[
            {
              key: 'name',
              title: t('name'),
              cell: (row) => (
                <Link to={`/console/community/volunteers/${row.volunteer}`}>{row.card?.name ?? row.no}</Link>
              ),
              csv: (row) => row.card?.name ?? row.no,
              heads: true,
            },
            { key: 'no', title: t('code'), cell: (row) => row.no, csv: (row) => row.no },
            {
              key: 'span',
              title: t('came'),
              cell: (row) =>
                row.from === null
                  ? row.entry === null
                    ? ''
                    : t('nothing')
                  : `${f.time(row.from)} — ${f.time(row.until)}`,
              csv: (row) => row.from,
            },
            {
              key: 'minutes',
              title: t('hoursServed'),
              cell: (row) => (row.minutes === null ? '' : t('minutes', { count: row.minutes })),
              csv: (row) => row.minutes,
              numeric: true,
            },
            {
              key: 'act',
              title: t('correct'),
              cell: (row) =>
                row.entry !== null ? (
                  <button type="button" className="yk-linkish yk-noprint" onClick={() => setAct(row)}>
                    {t('correct')}
                  </button>
                ) : open && !begun ? (
                  <button
                    type="button"
                    className="yk-linkish yk-noprint"
                    disabled={withdraw.isPending}
                    onClick={() => withdraw.mutate({ volunteer: row.volunteer })}
                  >
                    {t('withdraw')}
                  </button>
                ) : null,
            },
          ]}
        />
      </Part>
    </>
  )
}

function SignUp({ activity, onDone }: { activity: ActivityView; onDone: () => void }) {
  const t = useText(messages)
  const [volunteer, setVolunteer] = useState('')
  const all = useView<{ items: VolunteerLine[] }>('/community/volunteers')
  const sign = useCommand<object>({ path: `/community/activities/${activity.id}/signups`, refresh: REFRESH })
  const there = new Set(activity.volunteers.map((each) => each.volunteer))
  const free = (all.data?.items ?? []).filter((each) => each.leftOn === null && !there.has(each.id))
  return (
    <ActForm
      problem={sign.error}
      pending={sign.isPending}
      submit={t('signUp')}
      onSubmit={() => sign.mutate({ volunteer }, { onSuccess: onDone })}
    >
      <Choice
        label={t('volunteer')}
        value={volunteer}
        onChange={setVolunteer}
        required
        empty={t('choose')}
        options={free.map((each) => ({
          value: each.id,
          label: [each.card?.name ?? '—', each.no, each.insuredUntil === null ? t('notInsured') : null]
            .filter(Boolean)
            .join(' · '),
        }))}
      />
    </ActForm>
  )
}

type Typed = { on: boolean; from: string; until: string }

function Hours({ activity, lines, onDone }: { activity: ActivityView; lines: Line[]; onDone: () => void }) {
  const t = useText(messages)
  const f = useFormat()
  const [typed, setTyped] = useState<Record<string, Typed>>(() =>
    Object.fromEntries(
      lines.map((each) => [each.volunteer, { on: true, from: f.time(activity.from), until: f.time(activity.until) }]),
    ),
  )
  const note = useCommand<object>({ path: `/community/activities/${activity.id}/hours`, refresh: REFRESH })
  const change = (id: string, part: Partial<Typed>) => setTyped((all) => ({ ...all, [id]: { ...all[id]!, ...part } }))
  return (
    <ActForm
      problem={note.error}
      pending={note.isPending}
      submit={t('saveHours')}
      onSubmit={() =>
        note.mutate(
          {
            lines: lines
              .filter((each) => typed[each.volunteer]!.on)
              .map((each) => ({
                volunteer: each.volunteer,
                from: instantOf(dayOf(activity.from), typed[each.volunteer]!.from),
                until: instantOf(dayOf(activity.until), typed[each.volunteer]!.until),
              })),
          },
          { onSuccess: onDone },
        )
      }
    >
      {lines.map((each) => {
        const name = each.card?.name ?? each.no
        const now = typed[each.volunteer]!
        return (
          <div key={each.volunteer} className="yk-cm-line">
            <label className="yk-cm-check">
              <input
                type="checkbox"
                checked={now.on}
                onChange={(event) => change(each.volunteer, { on: event.target.checked })}
              />
              <span>{name}</span>
            </label>
            <input
              className="yk-input"
              type="time"
              aria-label={`${name} ${t('from')}`}
              value={now.from}
              disabled={!now.on}
              onChange={(event) => change(each.volunteer, { from: event.target.value })}
            />
            <input
              className="yk-input"
              type="time"
              aria-label={`${name} ${t('until')}`}
              value={now.until}
              disabled={!now.on}
              onChange={(event) => change(each.volunteer, { until: event.target.value })}
            />
          </div>
        )
      })}
    </ActForm>
  )
}

function Correct({ activity, line, onDone }: { activity: ActivityView; line: Line; onDone: () => void }) {
  const t = useText(messages)
  const f = useFormat()
  const [none, setNone] = useState(false)
  const [from, setFrom] = useState(() => f.time(line.from ?? activity.from))
  const [until, setUntil] = useState(() => f.time(line.until ?? activity.until))
  const [reason, setReason] = useState('')
  const correct = useCommand<object>({
    path: `/community/activities/${activity.id}/hours/${line.volunteer}/correct`,
    refresh: REFRESH,
  })
  const span = none
    ? null
    : { from: instantOf(dayOf(activity.from), from), until: instantOf(dayOf(activity.until), until) }
  return (
    <ActForm
      problem={correct.error}
      pending={correct.isPending}
      submit={t('correct')}
      onSubmit={() => correct.mutate({ entry: line.entry, span, reason }, { onSuccess: onDone })}
    >
      <label className="yk-cm-check">
        <input type="checkbox" checked={none} onChange={(event) => setNone(event.target.checked)} />
        <span>{t('correctNone')}</span>
      </label>
      {none ? null : (
        <>
          <Text label={t('from')} type="time" value={from} onChange={setFrom} required />
          <Text label={t('until')} type="time" value={until} onChange={setUntil} required />
        </>
      )}
      <Text label={t('reason')} value={reason} onChange={setReason} required minLength={2} maxLength={200} />
    </ActForm>
  )
}
