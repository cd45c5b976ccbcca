import { type FormEvent, useState } from 'react'
import type { NewBooking, SpacePlan } from '../../../../src/contexts/territory/index.ts'
import { useText } from '../../../shared/i18n/index.ts'
import { RefusalNote } from '../../../shared/parts/RefusalNote.tsx'
import { useCommand } from '../../../shared/queries.ts'
import { messages } from './messages.ts'

const EVERY = ['day', 'workday', 'week', 'fortnight'] as const

type Props = {
  plan: SpacePlan
  start: { space: string; date: string; from: string }
  titleOf: (use: string) => string
  code: string
}

const twoHoursLater = (from: string) =>
  `${String(Math.min(Number(from.slice(0, 2)) + 2, 23)).padStart(2, '0')}:${from.slice(3)}`

/** Books a room, once or as a series. */
export function BookForm({ plan, start, titleOf, code }: Props) {
  const t = useText(messages)
  const rooms = plan.rooms.filter((room) => room.bookable)
  const [given, setGiven] = useState<NewBooking>(() => ({
    ...start,
    to: twoHoursLater(start.from),
    use: plan.rooms.find((room) => room.code === start.space)?.uses[0] ?? '',
    title: '',
    organiser: '',
    contact: null,
    persons: null,
    repeat: null,
  }))
  const room = rooms.find((each) => each.code === given.space)
  const book = useCommand<NewBooking, { bookings: string[] }>({
    path: `/territory/facilities/${encodeURIComponent(code)}/bookings`,
    refresh: ['/territory/facilities', '/territory/spaces'],
  })
  const set = (part: Partial<NewBooking>) => setGiven({ ...given, ...part })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const use = room?.uses.includes(given.use) ? given.use : (room?.uses[0] ?? given.use)
    book.mutate({ ...given, use })
  }
  return (
    <form className="yk-stack" onSubmit={submit}>
      <label className="yk-field">
        <span>{t('room')}</span>
        <select className="yk-input" value={given.space} onChange={(event) => set({ space: event.target.value })}>
          {rooms.map((each) => (
            <option key={each.code} value={each.code}>
              {each.name}
              {each.capacity === null ? '' : `（${t('capacity', { count: each.capacity })}）`}
            </option>
          ))}
        </select>
      </label>
      <label className="yk-field">
        <span>{t('use')}</span>
        <select
          className="yk-input"
          value={room?.uses.includes(given.use) ? given.use : room?.uses[0]}
          onChange={(event) => set({ use: event.target.value })}
        >
          {room?.uses.map((use) => (
            <option key={use} value={use}>
              {titleOf(use)}
            </option>
          ))}
        </select>
      </label>
      <label className="yk-field">
        <span>{t('date')}</span>
        <input
          type="date"
          className="yk-input"
          required
          value={given.date}
          onChange={(event) => set({ date: event.target.value })}
        />
      </label>
      <div className="yk-spc-two">
        <label className="yk-field">
          <span>{t('start')}</span>
          <input
            type="time"
            className="yk-input"
            required
            step={300}
            value={given.from}
            onChange={(event) => set({ from: event.target.value })}
          />
        </label>
        <label className="yk-field">
          <span>{t('end')}</span>
          <input
            type="time"
            className="yk-input"
            required
            step={300}
            value={given.to}
            onChange={(event) => set({ to: event.target.value })}
          />
        </label>
      </div>
      <label className="yk-field">
        <span>{t('repeat')}</span>
        <select
          className="yk-input"
          value={given.repeat?.every ?? ''}
          onChange={(event) => {
            const every = EVERY.find((each) => each === event.target.value)
            set({ repeat: every === undefined ? null : { every, until: given.repeat?.until ?? given.date } })
          }}
        >
          <option value="">{t('once')}</option>
          {EVERY.map((each) => (
            <option key={each} value={each}>
              {t(`every_${each}`)}
            </option>
          ))}
        </select>
      </label>
      {given.repeat === null ? null : (
        <label className="yk-field">
          <span>{t('until')}</span>
          <input
            type="date"
            className="yk-input"
            required
            min={given.date}
            value={given.repeat.until}
            onChange={(event) => given.repeat && set({ repeat: { ...given.repeat, until: event.target.value } })}
          />
        </label>
      )}
      <label className="yk-field">
        <span>{t('what')}</span>
        <input
          className="yk-input"
          required
          minLength={2}
          maxLength={120}
          value={given.title}
          onChange={(event) => set({ title: event.target.value })}
        />
      </label>
      <label className="yk-field">
        <span>{t('organiser')}</span>
        <input
          className="yk-input"
          required
          minLength={2}
          maxLength={120}
          value={given.organiser}
          onChange={(event) => set({ organiser: event.target.value })}
        />
      </label>
      <div className="yk-spc-two">
        <label className="yk-field">
          <span>{t('contact')}</span>
          <input
            className="yk-input"
            maxLength={60}
            value={given.contact ?? ''}
            onChange={(event) => set({ contact: event.target.value || null })}
          />
        </label>
        <label className="yk-field">
          <span>{t('persons')}</span>
          <input
            type="number"
            min={1}
            className="yk-input"
            value={given.persons ?? ''}
            onChange={(event) => set({ persons: event.target.value === '' ? null : Number(event.target.value) })}
          />
        </label>
      </div>
      <RefusalNote problem={book.error} />
      {book.data ? <p role="status">{t('booked', { count: book.data.bookings.length })}</p> : null}
      <div>
        <button type="submit" className="yk-button yk-button--primary" disabled={book.isPending}>
          {book.isPending ? t('saving') : t('save')}
        </button>
      </div>
    </form>
  )
}
