import { useState } from 'react'
import type { FacilityView } from '../../../src/contexts/territory/index.ts'
import { useText } from '../../shared/i18n/index.ts'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { useCommand } from '../../shared/queries.ts'
import { messages } from './messages.ts'

type State = 'suspended' | 'open' | 'closed'

/** Records that a facility stops, works again or closes. */
export function StateForm({ facility }: { facility: FacilityView }) {
  const t = useText(messages)
  const choices: State[] =
    facility.state === 'open' ? ['suspended', 'closed'] : facility.state === 'suspended' ? ['open', 'closed'] : ['open']
  const [to, setTo] = useState<State | null>(null)
  const [on, setOn] = useState('')
  const [reason, setReason] = useState('')
  const path = `/territory/facilities/${encodeURIComponent(facility.code)}/state`
  const change = useCommand<{ to: State; on: string; reason: string }>({ path, refresh: ['/territory', '/registers'] })
  const chosen = to !== null && choices.includes(to) ? to : choices[0]!
  return (
    <section className="yk-terr-part yk-noprint">
      <details>
        <summary>{t('act')}</summary>
        <form
          className="yk-stack"
          onSubmit={(event) => {
            event.preventDefault()
            change.mutate({ to: chosen, on, reason: reason.trim() }, { onSuccess: () => setReason('') })
          }}
        >
          <label className="yk-field">
            <span>{t('to')}</span>
            <select className="yk-input" value={chosen} onChange={(event) => setTo(event.target.value as State)}>
              {choices.map((each) => (
                <option key={each} value={each}>
                  {t(`state_${each}`)}
                </option>
              ))}
            </select>
          </label>
          <label className="yk-field">
            <span>{t('on')}</span>
            <input
              type="date"
              required
              className="yk-input"
              value={on}
              onChange={(event) => setOn(event.target.value)}
            />
          </label>
          <label className="yk-field">
            <span>{t('reason')}</span>
            <input
              required
              minLength={2}
              maxLength={200}
              className="yk-input"
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          </label>
          <RefusalNote problem={change.error} />
          <div>
            <button type="submit" className="yk-button yk-button--primary" disabled={change.isPending}>
              {change.isPending ? t('saving') : t('save')}
            </button>
          </div>
        </form>
      </details>
    </section>
  )
}
