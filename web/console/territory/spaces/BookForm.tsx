import { useState } from 'react'
import type { NewBooking, SpacePlan } from '../../../../src/contexts/territory/index.ts'
import { ActForm } from '../../../shared/form/ActForm.tsx'
import { Choice, numberOf, Text } from '../../../shared/form/fields.tsx'
import { useText } from '../../../shared/i18n/index.ts'
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
  const submit = () => {
    const use = room?.uses.includes(given.use) ? given.use : (room?.uses[0] ?? given.use)
    book.mutate({ ...given, use })
  }
  return (
    <ActForm problem={book.error} pending={book.isPending} submit={t('save')} onSubmit={submit}>
      <Choice
        label={t('room')}
        value={given.space}
        onChange={(space) => set({ space })}
        options={rooms.map(({ code: value, name, capacity }) => ({
          value,
          label: capacity === null ? name : `${name}（${t('capacity', { count: capacity })}）`,
        }))}
      />
      <Choice
        label={t('use')}
        value={(room?.uses.includes(given.use) ? given.use : room?.uses[0]) ?? ''}
        onChange={(use) => set({ use })}
        options={(room?.uses ?? []).map((value) => ({ value, label: titleOf(value) }))}
      />
      <Text label={t('date')} type="date" required value={given.date} onChange={(date) => set({ date })} />
      <div className="yk-spc-two">
        <Text
          label={t('start')}
          type="time"
          step={300}
          required
          value={given.from}
          onChange={(from) => set({ from })}
        />
        <Text label={t('end')} type="time" step={300} required value={given.to} onChange={(to) => set({ to })} />
      </div>
      <Choice
        label={t('repeat')}
        value={given.repeat?.every ?? ''}
        onChange={(chosen) => {
          const every = EVERY.find((each) => each === chosen)
          set({ repeat: every === undefined ? null : { every, until: given.repeat?.until ?? given.date } })
        }}
        empty={t('once')}
        options={EVERY.map((value) => ({ value, label: t(`every_${value}`) }))}
      />
      {given.repeat === null ? null : (
        <Text
          label={t('until')}
          type="date"
          required
          min={given.date}
          value={given.repeat.until}
          onChange={(until) => given.repeat && set({ repeat: { ...given.repeat, until } })}
        />
      )}
      <Text
        label={t('what')}
        required
        minLength={2}
        maxLength={120}
        value={given.title}
        onChange={(title) => set({ title })}
      />
      <Text
        label={t('organiser')}
        required
        minLength={2}
        maxLength={120}
        value={given.organiser}
        onChange={(organiser) => set({ organiser })}
      />
      <div className="yk-spc-two">
        <Text
          label={t('contact')}
          maxLength={60}
          value={given.contact ?? ''}
          onChange={(contact) => set({ contact: contact || null })}
        />
        <Text
          label={t('persons')}
          type="number"
          min={1}
          step={1}
          value={given.persons === null ? '' : String(given.persons)}
          onChange={(persons) => set({ persons: numberOf(persons) })}
        />
      </div>
      {book.data ? <p role="status">{t('booked', { count: book.data.bookings.length })}</p> : null}
    </ActForm>
  )
}
