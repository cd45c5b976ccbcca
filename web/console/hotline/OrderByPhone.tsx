import { type FormEvent, useEffect, useRef, useState } from 'react'
import type { Caller, Orderable } from '../../../src/contexts/hotline/index.ts'
import type { Placed } from '../../../src/contexts/services/index.ts'
import { numberOf, Text, wordsOf } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { useCommand, useView } from '../../shared/queries.ts'
import { messages } from './messages.ts'
import { ServicePick } from './ServicePick.tsx'
import { nextWindows, type Window, windowOf } from './times.ts'

type Order = {
  person: string
  offer: string
  from: string
  until: string
  quantity: number
  seenFen: number
  channel: 'phone'
  acting: { by: 'self' }
  note: string | null
  despite: string[]
}

/** The warning that a meal holds what the person is allergic to; the person may insist. */
const ALLERGY = 'meal.allergy'

/** What is wanted and when; one Enter places the order and ends the call with it. */
export function OrderByPhone({
  call,
  caller,
  onOrdered,
  onNext,
}: {
  call: string
  caller: Caller
  onOrdered: () => void
  onNext: () => void
}) {
  const choices = useView<{ items: Orderable[] }>('/hotline/orderables', { region: caller.region ?? '' })
  const [choice, setChoice] = useState<Orderable | null>(null)
  const [done, setDone] = useState<{ placed: Placed; window: Window } | null>(null)
  const place = useCommand<Order, Placed>({ path: '/services/orders' })
  const end = useCommand<{ outcome: 'order'; person: string; order: string }, unknown>({
    path: `/hotline/calls/${call}/end`,
    refresh: ['/hotline/day'],
  })
  if (choices.isPending) return <LoadingState />
  if (done !== null && choice !== null)
    return <Done choice={choice} placed={done.placed} window={done.window} onNext={onNext} />
  if (choice === null)
    return (
      <>
        <RefusalNote problem={choices.error} />
        <ServicePick choices={choices.data?.items ?? []} habits={caller.habits} onPick={setChoice} />
      </>
    )
  return (
    <When
      choice={choice}
      pending={place.isPending}
      problem={place.error}
      onBack={() => setChoice(null)}
      onOrder={(window, quantity, note, despite) =>
        place.mutate(
          {
            person: caller.id,
            offer: choice.offer,
            ...window,
            quantity,
            seenFen: choice.fen,
            channel: 'phone',
            acting: { by: 'self' },
            note,
            despite,
          },
          {
            onSuccess: (placed) => {
              setDone({ placed, window })
              onOrdered()
              end.mutate({ outcome: 'order', person: caller.id, order: placed.id })
            },
          },
        )
      }
    />
  )
}

function When({
  choice,
  pending,
  problem,
  onBack,
  onOrder,
}: {
  choice: Orderable
  pending: boolean
  problem: Parameters<typeof RefusalNote>[0]['problem']
  onBack: () => void
  onOrder: (window: Window, quantity: number, note: string | null, despite: string[]) => void
}) {
  const t = useText(messages)
  const pick = usePick()
  const f = useFormat()
  const [windows] = useState(() => nextWindows(Date.now(), choice.leadMinutes, choice.family === 'meal'))
  const [at, setAt] = useState('0')
  const [own, setOwn] = useState({ day: '', from: '', until: '' })
  const [quantity, setQuantity] = useState('1')
  const [note, setNote] = useState('')
  const window = at === 'own' ? windowOf(own.day, own.from, own.until) : windows[Number(at)]!
  const many = numberOf(quantity)
  const order = (despite: string[]) => {
    if (window !== null && many !== null) onOrder(window, many, wordsOf(note), despite)
  }
  const send = (event: FormEvent) => {
    event.preventDefault()
    order([])
  }
  return (
    <form className="yk-form yk-hotline-when" onSubmit={send}>
      <p className="yk-hotline-chosen">
        <strong>{pick(choice.title)}</strong> {choice.siteName}{' '}
        <span className="yk-num">{t('price', { money: f.money(choice.fen), unit: pick(choice.unit) })}</span>{' '}
        <button type="button" className="yk-button yk-button--quiet" onClick={onBack}>
          ←
        </button>
      </p>
      <fieldset>
        <legend>{t('when')}</legend>
        {windows.map((each, index) => (
          <label key={each.from}>
            <input
              type="radio"
              name="window"
              // biome-ignore lint/a11y/noAutofocus: the next thing the operator decides; Enter places the order from here
              autoFocus={index === 0}
              checked={at === String(index)}
              onChange={() => setAt(String(index))}
            />{' '}
            <span className="yk-num">
              {f.instant(each.from)}–{f.time(each.until)}
            </span>
          </label>
        ))}
        <label>
          <input type="radio" name="window" checked={at === 'own'} onChange={() => setAt('own')} /> {t('otherTime')}
        </label>
      </fieldset>
      {at === 'own' ? (
        <div className="yk-row">
          <Text label={t('day')} type="date" value={own.day} onChange={(day) => setOwn({ ...own, day })} required />
          <Text label={t('from')} type="time" value={own.from} onChange={(from) => setOwn({ ...own, from })} required />
          <Text
            label={t('until')}
            type="time"
            value={own.until}
            onChange={(until) => setOwn({ ...own, until })}
            required
          />
        </div>
      ) : null}
      <div className="yk-row">
        <Text
          label={`${t('quantity')}（${pick(choice.unit)}）`}
          type="number"
          value={quantity}
          onChange={setQuantity}
          min={1}
          max={1000}
          step={1}
          required
        />
        <Text label={t('note')} value={note} onChange={setNote} maxLength={300} />
      </div>
      <RefusalNote problem={problem} />
      <div className="yk-row">
        <button type="submit" className="yk-button yk-button--primary" disabled={pending || window === null}>
          {t('submit')}
        </button>
        {problem?.code === ALLERGY ? (
          <button type="button" className="yk-button" disabled={pending} onClick={() => order([ALLERGY])}>
            {t('insists')}
          </button>
        ) : null}
      </div>
    </form>
  )
}

function Done({
  choice,
  placed,
  window,
  onNext,
}: {
  choice: Orderable
  placed: Placed
  window: Window
  onNext: () => void
}) {
  const t = useText(messages)
  const pick = usePick()
  const f = useFormat()
  const next = useRef<HTMLButtonElement>(null)
  useEffect(() => next.current?.focus(), [])
  const values = {
    service: pick(choice.title),
    site: choice.siteName,
    when: `${f.instant(window.from)}–${f.time(window.until)}`,
    money: f.money(placed.selfFen),
    no: placed.no,
  }
  return (
    <section className="yk-hotline-done" role="status">
      <h2>{t('done')}</h2>
      <p className="yk-quiet">{t('readOut')}</p>
      <p className="yk-hotline-said">{t(placed.entitlement === 'unknown' ? 'saidUnknown' : 'said', values)}</p>
      <button ref={next} type="button" className="yk-button yk-button--primary" onClick={onNext}>
        {t('next')}
      </button>
    </section>
  )
}
