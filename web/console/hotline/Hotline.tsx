import { type FormEvent, useEffect, useState } from 'react'
import type { Caller, DeskDay, Ring } from '../../../src/contexts/hotline/index.ts'
import { useText } from '../../shared/i18n/index.ts'
import { PhoneIcon } from '../../shared/icons.tsx'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { useCommand, useView } from '../../shared/queries.ts'
import { PersonPick } from '../people/PersonPick.tsx'
import { CallerCard } from './CallerCard.tsx'
import { EndCall } from './EndCall.tsx'
import { messages } from './messages.ts'
import { OrderByPhone } from './OrderByPhone.tsx'
import './hotline.css'

/** The desk of the hotline: a number, who it is, what is wanted and when. Everything by keyboard, in the order in which it is said. */
export default function Hotline() {
  const t = useText(messages)
  const [ring, setRing] = useState<Ring | null>(null)
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')} />
      <Day />
      {ring === null ? <Waiting onRing={setRing} /> : <Call key={ring.id} ring={ring} onOver={() => setRing(null)} />}
    </>
  )
}

/** How the day goes. */
function Day() {
  const t = useText(messages)
  const day = useView<DeskDay>('/hotline/day', undefined, { refetchInterval: 30_000 })
  if (day.data === undefined) return null
  const { calls, orders, medianSeconds } = day.data
  return (
    <p className="yk-hotline-day yk-quiet">
      {t('today')} <strong className="yk-num">{calls}</strong> {t('calls')} ·{' '}
      <strong className="yk-num">{orders}</strong> {t('orders')}
      {medianSeconds === null ? null : (
        <>
          {' '}
          · {t('median')} <strong className="yk-num">{t('seconds', { count: medianSeconds })}</strong>
        </>
      )}
    </p>
  )
}

function Waiting({ onRing }: { onRing: (ring: Ring) => void }) {
  const t = useText(messages)
  const [phone, setPhone] = useState('')
  const take = useCommand<{ phone: string | null }, Ring>({ path: '/hotline/calls' })
  const answer = (number: string | null) => take.mutate({ phone: number }, { onSuccess: onRing })
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (phone.trim() !== '') answer(phone.trim())
  }
  return (
    <form className="yk-hotline-ring" onSubmit={send}>
      <label htmlFor="hotline-phone">{t('phone')}</label>
      <div className="yk-hotline-number">
        <PhoneIcon />
        <input
          id="hotline-phone"
          // biome-ignore lint/a11y/noAutofocus: the screen exists for this field; the operator has a telephone in the other hand
          autoFocus
          inputMode="tel"
          autoComplete="off"
          maxLength={24}
          value={phone}
          aria-describedby="hotline-phone-hint"
          onChange={(event) => setPhone(event.target.value)}
        />
      </div>
      <p id="hotline-phone-hint" className="yk-small yk-quiet">
        {t('phoneHint')}
      </p>
      <RefusalNote problem={take.error} />
      <div className="yk-row">
        <button type="submit" className="yk-button yk-button--primary" disabled={take.isPending}>
          {t('take')}
        </button>
        <button type="button" className="yk-button" disabled={take.isPending} onClick={() => answer(null)}>
          {t('withheld')}
        </button>
      </div>
    </form>
  )
}

function Call({ ring, onOver }: { ring: Ring; onOver: () => void }) {
  const t = useText(messages)
  const [person, setPerson] = useState(ring.callers.length === 1 ? ring.callers[0]!.id : '')
  const [ordered, setOrdered] = useState(false)
  const named = useView<Caller>(`/hotline/callers/${person}`, undefined, {
    enabled: person !== '' && !ring.callers.some((each) => each.id === person),
  })
  const caller = ring.callers.find((each) => each.id === person) ?? named.data ?? null
  return (
    <div className="yk-hotline-call">
      <section aria-label={t('who')}>
        <p className="yk-hotline-line">
          <PhoneIcon /> <strong className="yk-num">{ring.masked ?? t('withheld')}</strong>{' '}
          <span className="yk-quiet">{t('times', { count: ring.times })}</span> <Elapsed />
        </p>
        {ring.callers.length > 1 ? <Choose callers={ring.callers} value={person} onChange={setPerson} /> : null}
        {ring.callers.length === 0 && caller === null ? (
          <>
            <EmptyState title={t('nobody')} text={t('nobodyText')} heading="h2" />
            <PersonPick label={t('who')} value={person} onChange={setPerson} />
            <RefusalNote problem={named.error} />
          </>
        ) : null}
        {caller === null ? null : <CallerCard caller={caller} />}
      </section>
      <section aria-label={t('service')}>
        {caller === null ? null : (
          <OrderByPhone
            key={caller.id}
            call={ring.id}
            caller={caller}
            onOrdered={() => setOrdered(true)}
            onNext={onOver}
          />
        )}
        {ordered ? null : <EndCall call={ring.id} person={caller?.id ?? null} onOver={onOver} />}
      </section>
    </div>
  )
}

/** Who of a household it is about: the first one has the focus, so that Enter takes it and Tab goes on to the next. */
function Choose({
  callers,
  value,
  onChange,
}: {
  callers: readonly Caller[]
  value: string
  onChange: (person: string) => void
}) {
  const t = useText(messages)
  return (
    <fieldset className="yk-hotline-choose">
      <legend>{t('who')}</legend>
      {callers.map((each, index) => (
        <button
          key={each.id}
          type="button"
          className="yk-button"
          // biome-ignore lint/a11y/noAutofocus: the next thing the operator decides
          autoFocus={index === 0}
          aria-pressed={value === each.id}
          onClick={() => onChange(each.id)}
        >
          {each.name} <span className="yk-quiet">{each.regionName}</span>
        </button>
      ))}
    </fieldset>
  )
}

/** Seconds since the call was taken. */
function Elapsed() {
  const t = useText(messages)
  const [began] = useState(() => Date.now())
  const [now, setNow] = useState(began)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  return (
    <span className="yk-num yk-quiet" role="timer" aria-label={t('call')}>
      {t('seconds', { count: Math.round((now - began) / 1000) })}
    </span>
  )
}
