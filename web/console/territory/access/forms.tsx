import { type FormEvent, useState } from 'react'
import type {
  BarrierMove,
  BarrierView,
  CheckItem,
  FacilityDepth,
  NewBarrier,
} from '../../../../src/contexts/territory/index.ts'
import { useFormat } from '../../../shared/format.ts'
import { usePick, useText } from '../../../shared/i18n/index.ts'
import { Facts } from '../../../shared/parts/Facts.tsx'
import { RefusalNote } from '../../../shared/parts/RefusalNote.tsx'
import { useCommand, useView } from '../../../shared/queries.ts'
import { todayInChina } from '../../../shared/today.ts'
import { messages } from './messages.ts'

const CHANNELS = ['phone', 'counter', 'web', 'staff'] as const

/** Enters a barrier as it was reported. */
export function ReportForm({ onDone }: { onDone: () => void }) {
  const t = useText(messages)
  const pick = usePick()
  const items = useView<{ items: CheckItem[] }>('/territory/checklists/accessibility')
  const [given, setGiven] = useState<NewBarrier>(() => ({
    region: '',
    facility: null,
    place: '',
    what: '',
    item: null,
    reportedOn: todayInChina(),
    channel: 'phone',
  }))
  const save = useCommand<NewBarrier>({ path: '/territory/barriers', refresh: ['/territory/barriers'] })
  const set = (part: Partial<NewBarrier>) => setGiven({ ...given, ...part })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate(given, { onSuccess: onDone })
  }
  return (
    <form className="yk-stack" onSubmit={submit}>
      <label className="yk-field">
        <span>{t('regionCode')}</span>
        <input
          className="yk-input"
          required
          pattern="[0-9]{12}"
          value={given.region}
          onChange={(event) => set({ region: event.target.value })}
        />
      </label>
      <label className="yk-field">
        <span>{t('facility')}</span>
        <input
          className="yk-input"
          maxLength={60}
          value={given.facility ?? ''}
          onChange={(event) => set({ facility: event.target.value || null })}
        />
      </label>
      <label className="yk-field">
        <span>{t('place')}</span>
        <input
          className="yk-input"
          required
          minLength={2}
          maxLength={200}
          value={given.place}
          onChange={(event) => set({ place: event.target.value })}
        />
      </label>
      <label className="yk-field">
        <span>{t('what')}</span>
        <textarea
          className="yk-input"
          rows={3}
          required
          minLength={2}
          maxLength={500}
          value={given.what}
          onChange={(event) => set({ what: event.target.value })}
        />
      </label>
      <label className="yk-field">
        <span>{t('item')}</span>
        <select
          className="yk-input"
          value={given.item ?? ''}
          onChange={(event) => set({ item: event.target.value || null })}
        >
          <option value="">{t('noItem')}</option>
          {items.data?.items.map((item) => (
            <option key={item.code} value={item.code}>
              {pick(item.title)}
            </option>
          ))}
        </select>
      </label>
      <label className="yk-field">
        <span>{t('channel')}</span>
        <select
          className="yk-input"
          value={given.channel}
          onChange={(event) => set({ channel: CHANNELS.find((each) => each === event.target.value) ?? 'phone' })}
        >
          {CHANNELS.map((each) => (
            <option key={each} value={each}>
              {t(each)}
            </option>
          ))}
        </select>
      </label>
      <label className="yk-field">
        <span>{t('reportedOn')}</span>
        <input
          type="date"
          className="yk-input"
          required
          value={given.reportedOn}
          onChange={(event) => set({ reportedOn: event.target.value })}
        />
      </label>
      <RefusalNote problem={save.error} />
      <div>
        <button type="submit" className="yk-button yk-button--primary" disabled={save.isPending}>
          {t(save.isPending ? 'saving' : 'save')}
        </button>
      </div>
    </form>
  )
}

type MoveProps = { barrier: BarrierView; mayWrite: boolean; onDone: () => void }

/** One barrier and what can be done with it next. */
export function MoveForm({ barrier, mayWrite, onDone }: MoveProps) {
  const t = useText(messages)
  const f = useFormat()
  const facts: [string, string | null][] = [
    [t('place'), barrier.place],
    [t('region'), barrier.regionName],
    [t('reportedOn'), f.date(barrier.reportedOn)],
    [t('channel'), t(barrier.channel)],
    [t('state'), t(barrier.state)],
    [t('unit'), barrier.unitName],
    [t('measure'), barrier.measure],
    [t('due'), barrier.due === null ? null : f.date(barrier.due)],
    [t('outcome'), barrier.outcome],
  ]
  return (
    <div className="yk-stack">
      <Facts facts={facts} />
      {mayWrite && (barrier.state === 'reported' || barrier.state === 'retrofit') ? (
        <NextForm barrier={barrier} onDone={onDone} />
      ) : null}
    </div>
  )
}

function NextForm({ barrier, onDone }: { barrier: BarrierView; onDone: () => void }) {
  const t = useText(messages)
  const f = useFormat()
  const [to, setTo] = useState<BarrierMove['to']>(barrier.state === 'reported' ? 'retrofit' : 'closed')
  const [words, setWords] = useState('')
  const [unit, setUnit] = useState(barrier.unitName ?? '')
  const [day, setDay] = useState(todayInChina())
  const [accepted, setAccepted] = useState(false)
  const [check, setCheck] = useState('')
  const depth = useView<FacilityDepth>(
    `/territory/facilities/${encodeURIComponent(barrier.facility ?? '')}/depth`,
    {},
    { enabled: barrier.facility !== null && to === 'closed' },
  )
  const passed = depth.data?.checks.filter((each) => each.list === 'accessibility' && each.outcome === 'passed') ?? []
  const move = useCommand<BarrierMove>({
    path: `/territory/barriers/${barrier.id}/moves`,
    body: (given) => ({ revision: barrier.revision, move: given }),
    refresh: ['/territory/barriers'],
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const done = { onSuccess: onDone }
    if (to === 'retrofit') move.mutate({ to, unitName: unit, due: day, measure: words }, done)
    else if (to === 'closed')
      move.mutate({ to, on: day, check: check || null, userAccepted: accepted, outcome: words }, done)
    else move.mutate({ to, on: day, outcome: words }, done)
  }
  const choices = barrier.state === 'reported' ? (['retrofit', 'rejected'] as const) : (['closed', 'retrofit'] as const)
  const label = { retrofit: t('order'), closed: t('close'), rejected: t('reject') }
  return (
    <form className="yk-stack" onSubmit={submit}>
      <label className="yk-field">
        <span>{t('action')}</span>
        <select
          className="yk-input"
          value={to}
          onChange={(event) => setTo(choices.find((each) => each === event.target.value) ?? choices[0])}
        >
          {choices.map((each) => (
            <option key={each} value={each}>
              {label[each]}
            </option>
          ))}
        </select>
      </label>
      {to === 'retrofit' ? (
        <label className="yk-field">
          <span>{t('unit')}</span>
          <input
            className="yk-input"
            required
            minLength={2}
            maxLength={120}
            value={unit}
            onChange={(event) => setUnit(event.target.value)}
          />
        </label>
      ) : null}
      <label className="yk-field">
        <span>{t(to === 'retrofit' ? 'due' : 'on')}</span>
        <input type="date" className="yk-input" required value={day} onChange={(event) => setDay(event.target.value)} />
      </label>
      {to === 'closed' ? (
        <>
          <label className="yk-field">
            <span>{t('check')}</span>
            <select className="yk-input" value={check} onChange={(event) => setCheck(event.target.value)}>
              <option value="">{t('noCheck')}</option>
              {passed.map((each) => (
                <option key={each.id} value={each.id}>
                  {f.day(each.checkedOn)} {each.checkedBy}
                </option>
              ))}
            </select>
          </label>
          <label className="yk-row">
            <input type="checkbox" checked={accepted} onChange={(event) => setAccepted(event.target.checked)} />
            <span>{t('accepted')}</span>
          </label>
        </>
      ) : null}
      <label className="yk-field">
        <span>{t(to === 'retrofit' ? 'measure' : 'outcome')}</span>
        <textarea
          className="yk-input"
          rows={3}
          required
          minLength={2}
          maxLength={500}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
      </label>
      <RefusalNote problem={move.error} />
      <div>
        <button type="submit" className="yk-button yk-button--primary" disabled={move.isPending}>
          {label[to]}
        </button>
      </div>
    </form>
  )
}
