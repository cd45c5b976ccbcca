import type { BookingView } from '../../../../src/contexts/territory/index.ts'
import { useText } from '../../../shared/i18n/index.ts'
import { messages } from './messages.ts'

/** A column of the grid: a day of one room, or one room of a day. */
export type Lane = {
  key: string
  title: string
  space: string
  date: string
  /** Minutes from midnight; null: the hours are not known. */
  open: { from: number; to: number }[] | null
  note?: string | undefined
}

type Props = {
  lanes: readonly Lane[]
  bookings: readonly BookingView[]
  titleOf: (use: string) => string
  /** Half an hour that is free and open. */
  onFree?: (lane: Lane, at: string) => void
  onBooking: (booking: BookingView) => void
}

const STEP = 30
const minutes = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))
const clock = (at: number) => `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`

/** Half hours down, days or rooms across: open, shut, taken. A table, so that it is read out row by row. */
export function Grid({ lanes, bookings, titleOf, onFree, onBooking }: Props) {
  const t = useText(messages)
  const [first, last] = span(lanes, bookings)
  const rows = Array.from({ length: Math.ceil((last - first) / STEP) }, (_, i) => first + i * STEP)
  const at = (lane: Lane, minute: number) =>
    bookings.find(
      (each) =>
        each.space === lane.space &&
        each.date === lane.date &&
        minutes(each.from) < minute + STEP &&
        minute < minutes(each.to),
    )
  const begins = (lane: Lane, minute: number, booking: BookingView) =>
    minute === first ? true : at(lane, minute - STEP)?.id !== booking.id
  const length = (lane: Lane, minute: number, booking: BookingView) => {
    let rowsTaken = 1
    while (minute + rowsTaken * STEP < last && at(lane, minute + rowsTaken * STEP)?.id === booking.id) rowsTaken++
    return rowsTaken
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard
    <section className="yk-spc-scroll" tabIndex={0} aria-label={t('title')}>
      <table className="yk-spc-grid">
        <thead>
          <tr>
            <th scope="col">{t('time')}</th>
            {lanes.map((lane) => (
              <th key={lane.key} scope="col">
                {lane.title}
                {lane.note ? <span className="yk-small yk-quiet yk-spc-note">{lane.note}</span> : null}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((minute) => (
            <tr key={minute}>
              <th scope="row" className="yk-num">
                {clock(minute)}
              </th>
              {lanes.map((lane) => {
                const booking = at(lane, minute)
                if (booking !== undefined) {
                  if (!begins(lane, minute, booking)) return null
                  return (
                    <td key={lane.key} rowSpan={length(lane, minute, booking)} className="yk-spc-taken">
                      <button type="button" onClick={() => onBooking(booking)}>
                        <strong>{booking.title ?? t('taken')}</strong>
                        <span className="yk-small">
                          {booking.from}—{booking.to} {titleOf(booking.use)}
                        </span>
                      </button>
                    </td>
                  )
                }
                return <FreeCell key={lane.key} lane={lane} minute={minute} {...(onFree ? { onFree } : {})} />
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function FreeCell({ lane, minute, onFree }: { lane: Lane; minute: number; onFree?: (lane: Lane, at: string) => void }) {
  const t = useText(messages)
  const open = lane.open === null ? null : lane.open.some((each) => each.from <= minute && minute + STEP <= each.to)
  if (open === false) {
    return (
      <td className="yk-spc-shut">
        <span className="yk-sr">{t('shut')}</span>
      </td>
    )
  }
  const words = open === null ? t('unknownHours') : t('free')
  return (
    <td className={open === null ? 'yk-spc-unknown' : 'yk-spc-free'}>
      {onFree ? (
        <button
          type="button"
          tabIndex={-1}
          aria-label={`${lane.title} ${clock(minute)} ${words}`}
          onClick={() => onFree(lane, clock(minute))}
        />
      ) : (
        <span className="yk-sr">{words}</span>
      )}
    </td>
  )
}

/** The hours worth drawing: what is open or taken, at least from eight to eight. */
function span(lanes: readonly Lane[], bookings: readonly BookingView[]): [first: number, last: number] {
  const edges = [
    ...lanes.flatMap((lane) => lane.open ?? []),
    ...bookings.map((each) => ({ from: minutes(each.from), to: minutes(each.to) })),
  ]
  const first = Math.min(8 * 60, ...edges.map((each) => each.from))
  const last = Math.max(20 * 60, ...edges.map((each) => each.to))
  return [Math.floor(first / STEP) * STEP, last]
}
