import { useState } from 'react'
import type { BookingView, SpacePlan } from '../../../../src/contexts/territory/index.ts'
import { useFormat } from '../../../shared/format.ts'
import { useText } from '../../../shared/i18n/index.ts'
import { Facts } from '../../../shared/parts/Facts.tsx'
import { RefusalNote } from '../../../shared/parts/RefusalNote.tsx'
import { useCommand } from '../../../shared/queries.ts'
import { messages } from './messages.ts'

type Props = { booking: BookingView; plan: SpacePlan; titleOf: (use: string) => string; onDone: () => void }

/** One booking, and the way to give the room free again. */
export function CancelForm({ booking, plan, titleOf, onDone }: Props) {
  const t = useText(messages)
  const f = useFormat()
  const [reason, setReason] = useState('')
  const [series, setSeries] = useState(false)
  const cancel = useCommand<{ series: boolean; reason: string }, { cancelled: number }>({
    path: `/territory/bookings/${booking.id}/cancel`,
    refresh: ['/territory/facilities', '/territory/spaces'],
  })
  const facts: [string, string | null][] = [
    [t('room'), plan.rooms.find((room) => room.code === booking.space)?.name ?? booking.space],
    [t('date'), `${f.date(booking.date)} ${booking.from}—${booking.to}`],
    [t('use'), titleOf(booking.use)],
    [t('what'), booking.title],
    [t('organiser'), booking.organiser],
    [t('contact'), booking.contact],
    [t('persons'), booking.persons === null ? null : f.number(booking.persons)],
  ]
  return (
    <div className="yk-stack">
      <Facts facts={facts} />
      {plan.facility.mayBook ? (
        <form
          className="yk-stack"
          onSubmit={(event) => {
            event.preventDefault()
            cancel.mutate({ series, reason: reason.trim() }, { onSuccess: onDone })
          }}
        >
          <label className="yk-field">
            <span>{t('reason')}</span>
            <input
              className="yk-input"
              required
              minLength={2}
              maxLength={200}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          </label>
          {booking.series === null ? null : (
            <label className="yk-row">
              <input type="checkbox" checked={series} onChange={(event) => setSeries(event.target.checked)} />
              <span>{t('cancelSeries')}</span>
            </label>
          )}
          <RefusalNote problem={cancel.error} />
          <div>
            <button type="submit" className="yk-button" disabled={cancel.isPending}>
              {t('cancel')}
            </button>
          </div>
        </form>
      ) : null}
    </div>
  )
}
