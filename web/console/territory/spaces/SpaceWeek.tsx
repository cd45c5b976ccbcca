import { useState } from 'react'
import { useParams, useSearchParams } from 'react-router'
import type { BookingView, SpacePlan } from '../../../../src/contexts/territory/index.ts'
import { useFormat } from '../../../shared/format.ts'
import { useLanguage, useText } from '../../../shared/i18n/index.ts'
import { DataTable } from '../../../shared/parts/DataTable.tsx'
import { EmptyState } from '../../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../../shared/parts/PageHead.tsx'
import { Sheet } from '../../../shared/parts/Sheet.tsx'
import { useView } from '../../../shared/queries.ts'
import { todayInChina } from '../../../shared/today.ts'
import { AreasByUse } from './AreasByUse.tsx'
import { BookForm } from './BookForm.tsx'
import { CancelForm } from './CancelForm.tsx'
import { Grid, type Lane } from './Grid.tsx'
import { messages } from './messages.ts'
import { RoomForm } from './RoomForm.tsx'
import { SlotsForm } from './SlotsForm.tsx'
import { useSpaceUses } from './uses.ts'
import './spaces.css'

const DAY = 86_400_000
const shift = (date: string, days: number) =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10)
const mondayOf = (date: string) => shift(date, -((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7))

/** The rooms of a facility: a room's week, or all rooms on one day; booking and cancelling. */
export default function SpaceWeek() {
  const { code = '' } = useParams()
  const t = useText(messages)
  const f = useFormat()
  const lng = useLanguage()
  const weekday = (date: string) =>
    new Intl.DateTimeFormat(lng === 'zh' ? 'zh-CN' : 'en-GB', {
      weekday: 'short',
      day: 'numeric',
      month: 'numeric',
      timeZone: 'UTC',
    }).format(new Date(`${date}T00:00:00Z`))
  const [query, setQuery] = useSearchParams()
  const mode = query.get('view') === 'day' ? 'day' : 'week'
  const asked = query.get('from') ?? todayInChina()
  const from = mode === 'week' ? mondayOf(asked) : asked
  const set = (values: Record<string, string>) =>
    setQuery({ ...Object.fromEntries(query), ...values }, { replace: true })
  const view = useView<SpacePlan>(`/territory/facilities/${encodeURIComponent(code)}/spaces`, {
    from,
    days: mode === 'week' ? 7 : 1,
  })
  const { titleOf } = useSpaceUses()
  const [start, setStart] = useState<{ space: string; date: string; from: string } | null>(null)
  const [entering, setEntering] = useState(false)
  const [opened, setOpened] = useState<BookingView | null>(null)
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  if (view.data === undefined) return <LoadingState />
  const plan = view.data
  const bookable = plan.rooms.filter((room) => room.bookable)
  const room = plan.rooms.find((each) => each.code === query.get('room')) ?? bookable[0] ?? plan.rooms[0]
  const head = (
    <PageHead
      up={{ to: '/console/territory/spaces', label: t('up') }}
      title={plan.facility.name}
      lead={plan.facility.hours ?? t('unknownHours')}
      actions={
        plan.facility.mayBook ? (
          <button type="button" className="yk-button" onClick={() => setEntering(true)}>
            {t('enterRoom')}
          </button>
        ) : undefined
      }
    />
  )
  const entry = (
    <Sheet open={entering} onClose={() => setEntering(false)} title={t('enterRoom')}>
      <RoomForm
        code={code}
        onDone={(room) => {
          setEntering(false)
          set({ room })
        }}
      />
    </Sheet>
  )
  if (room === undefined) {
    return (
      <>
        {head}
        <EmptyState title={t('none')} text={t('noRoomText')} heading="h2" />
        {entry}
      </>
    )
  }
  const lanes: Lane[] =
    mode === 'week'
      ? plan.days.map((day) => ({
          key: day.date,
          title: weekday(day.date),
          space: room.code,
          date: day.date,
          open: day.open[room.code] ?? null,
        }))
      : plan.rooms.map((each) => ({
          key: each.code,
          title: each.name,
          space: each.code,
          date: from,
          open: each.bookable ? (plan.days[0]?.open[each.code] ?? null) : [],
          note: each.bookable ? undefined : t('notBookable'),
        }))
  const step = mode === 'week' ? 7 : 1
  return (
    <>
      {head}
      {entry}
      <div className="yk-spc-bar yk-noprint">
        <label className="yk-field">
          <span>{t('view')}</span>
          <select className="yk-input" value={mode} onChange={(event) => set({ view: event.target.value })}>
            <option value="week">{t('week')}</option>
            <option value="day">{t('day')}</option>
          </select>
        </label>
        {mode === 'week' ? (
          <label className="yk-field">
            <span>{t('room')}</span>
            <select className="yk-input" value={room.code} onChange={(event) => set({ room: event.target.value })}>
              {plan.rooms.map((each) => (
                <option key={each.code} value={each.code}>
                  {each.name}
                  {each.bookable ? '' : `（${t('notBookable')}）`}
                </option>
              ))}
            </select>
          </label>
        ) : null}
        <label className="yk-field">
          <span>{t('from')}</span>
          <input
            type="date"
            className="yk-input"
            value={from}
            onChange={(event) => event.target.value && set({ from: event.target.value })}
          />
        </label>
        <button type="button" className="yk-button" onClick={() => set({ from: shift(from, -step) })}>
          {t('before')}
        </button>
        <button type="button" className="yk-button" onClick={() => set({ from: shift(from, step) })}>
          {t('after')}
        </button>
        {plan.facility.mayBook && bookable.length > 0 ? (
          <button
            type="button"
            className="yk-button yk-button--primary"
            onClick={() =>
              setStart({
                space: room.bookable ? room.code : bookable[0]!.code,
                date: from < todayInChina() ? todayInChina() : from,
                from: '09:00',
              })
            }
          >
            {t('book')}
          </button>
        ) : null}
      </div>
      {plan.facility.mayBook ? null : <p className="yk-quiet">{t('readOnly')}</p>}
      <Grid
        lanes={lanes}
        bookings={plan.bookings}
        titleOf={titleOf}
        {...(plan.facility.mayBook
          ? { onFree: (lane: Lane, at: string) => setStart({ space: lane.space, date: lane.date, from: at }) }
          : {})}
        onBooking={setOpened}
      />
      <Sheet open={start !== null} onClose={() => setStart(null)} title={t('book')}>
        {start === null ? null : <BookForm plan={plan} start={start} titleOf={titleOf} code={code} />}
      </Sheet>
      <Sheet open={opened !== null} onClose={() => setOpened(null)} title={t('detail')}>
        {opened === null ? null : (
          <CancelForm booking={opened} plan={plan} titleOf={titleOf} onDone={() => setOpened(null)} />
        )}
      </Sheet>
      <div className="yk-spc-columns">
        <section className="yk-spc-part">
          <h2>{t('list')}</h2>
          <DataTable
            caption={t('list')}
            list={{ rows: plan.bookings }}
            rowKey={(row) => row.id}
            onOpen={setOpened}
            exportName={`bookings-${code}-${from}`}
            empty={<p className="yk-quiet">{t('noBookings')}</p>}
            columns={[
              { key: 'date', title: t('date'), cell: (row) => f.day(row.date), csv: (row) => row.date, heads: true },
              {
                key: 'time',
                title: t('time'),
                cell: (row) => `${row.from}—${row.to}`,
                csv: (row) => `${row.from}-${row.to}`,
              },
              {
                key: 'room',
                title: t('room'),
                cell: (row) => plan.rooms.find((each) => each.code === row.space)?.name ?? row.space,
                csv: (row) => row.space,
              },
              { key: 'use', title: t('use'), cell: (row) => titleOf(row.use), csv: (row) => titleOf(row.use) },
              { key: 'title', title: t('what'), cell: (row) => row.title ?? t('taken'), csv: (row) => row.title },
            ]}
          />
        </section>
        <section className="yk-spc-part">
          <h2>{t('areasTitle')}</h2>
          <AreasByUse areas={plan.areas} titleOf={titleOf} />
          {plan.facility.mayBook && room.bookable ? (
            <SlotsForm key={`${room.code} ${from}`} space={room.code} from={from} code={code} />
          ) : null}
        </section>
      </div>
    </>
  )
}
