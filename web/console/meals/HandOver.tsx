import { useState } from 'react'
import type { Delivery, KitchenSheet, Meal, Proof, SheetLine } from '../../../src/contexts/meals/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Choice, Text, wordsOf } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { DataTable } from '../../shared/parts/DataTable.tsx'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { useCommand, useView } from '../../shared/queries.ts'
import { Needs } from './Kitchen.tsx'
import { messages } from './messages.ts'
import { messages as orderMessages } from './messages-order.ts'
import { RunForm } from './RunForm.tsx'
import { SiteDayChoice, useSiteDay } from './SiteDay.tsx'
import { MEAL_WORDS, PROOF_WORDS } from './words.ts'
import './meals.css'

const MEALS: Meal[] = ['breakfast', 'noon', 'evening']
const PROOFS: Proof[] = ['code', 'card', 'name']
const REFRESH = ['/meals/kitchen-sheet', '/meals/deliveries']
/** States in which a meal is still to be handed over. */
const OPEN = ['placed', 'assigned', 'arrived']

/** Who gets a meal, by which proof, and what is brought to whom. */
export default function HandOver() {
  const t = useText(messages)
  const pick = usePick()
  const at = useSiteDay()
  const meal = (at.params.get('meal') ?? 'noon') as Meal
  const [open, setOpen] = useState<SheetLine | null>(null)
  const sheet = useView<KitchenSheet>(
    '/meals/kitchen-sheet',
    { site: at.site, day: at.day },
    { enabled: at.site !== '' },
  )
  const close = useCommand<void, { noShows: number }>({
    path: '/meals/close-day',
    body: () => ({ site: at.site, day: at.day }),
    refresh: REFRESH,
  })
  const lines = (sheet.data?.lines ?? []).filter((line) => line.meal === meal)
  return (
    <div className="yk-stack">
      <PageHead
        title={t('handOver')}
        lead={t('handOverLead')}
        actions={
          <button
            type="button"
            className="yk-button"
            disabled={at.site === '' || close.isPending}
            onClick={() => close.mutate()}
          >
            {t('close')}
          </button>
        }
      />
      <SiteDayChoice of={at}>
        <Choice
          label={t('meal')}
          value={meal}
          onChange={at.set('meal')}
          options={MEALS.map((value) => ({ value, label: pick(MEAL_WORDS[value]) }))}
        />
      </SiteDayChoice>
      <RefusalNote problem={close.error} />
      {close.data ? <p role="status">{t('closed', { count: close.data.noShows })}</p> : null}
      {sheet.error ? <ErrorState problem={sheet.error} onRetry={() => void sheet.refetch()} /> : null}
      {sheet.isPending && at.site !== '' ? <LoadingState /> : null}
      {sheet.data ? (
        <DataTable
          caption={t('handOver')}
          list={{ rows: lines }}
          rowKey={(line) => line.order}
          empty={<EmptyState title={t('noLines')} heading="h2" />}
          columns={[
            {
              key: 'person',
              title: t('person'),
              cell: (line) => (
                <>
                  {line.person?.name ?? t('hidden')}
                  <Needs line={line} />
                </>
              ),
              heads: true,
            },
            { key: 'where', title: t('where'), cell: (line) => (line.goesOut ? t('goesOut') : t('eatIn')) },
            { key: 'portions', title: t('all'), cell: (line) => line.quantity, numeric: true },
            { key: 'state', title: t('state'), cell: (line) => <State line={line} /> },
            {
              key: 'give',
              title: t('give'),
              cell: (line) =>
                OPEN.includes(line.state) && !(line.goesOut && line.state === 'placed') ? (
                  <button type="button" className="yk-button" onClick={() => setOpen(line)}>
                    {t('give')}
                  </button>
                ) : (
                  '—'
                ),
            },
          ]}
        />
      ) : null}
      <Sheet open={open !== null} onClose={() => setOpen(null)} title={t('give')}>
        {open === null ? null : <Give line={open} onDone={() => setOpen(null)} />}
      </Sheet>
      {at.site === '' ? null : <Deliveries site={at.site} day={at.day} meal={meal} />}
    </div>
  )
}

function State({ line }: { line: SheetLine }) {
  const t = useText(messages)
  const pick = usePick()
  if (line.proof !== null) return t('done', { how: pick(PROOF_WORDS[line.proof]) })
  if (line.state === 'no_show') return t('notCome')
  if (!OPEN.includes(line.state)) return t('given')
  return line.goesOut && line.state === 'placed' ? t('toAssign') : t('waiting')
}

function Give({ line, onDone }: { line: SheetLine; onDone: () => void }) {
  const t = useText(messages)
  const [how, setHow] = useState<Proof>('code')
  const [word, setWord] = useState('')
  const give = useCommand<{ how: Proof; word: string | null }>({
    path: `/meals/orders/${line.order}/hand-over`,
    refresh: REFRESH,
  })
  return (
    <ActForm
      problem={give.error}
      pending={give.isPending}
      submit={t('confirm')}
      onSubmit={() => give.mutate({ how, word: how === 'name' ? null : wordsOf(word) }, { onSuccess: onDone })}
    >
      <p>
        <strong>{line.person?.name ?? t('hidden')}</strong> · {line.no}
        <Needs line={line} />
      </p>
      <Choice
        label={t('how')}
        value={how}
        onChange={(value) => setHow(value as Proof)}
        options={PROOFS.map((value) => ({ value, label: t(value) }))}
      />
      {how === 'name' ? null : <Text label={t(how)} value={word} onChange={setWord} required minLength={4} />}
    </ActForm>
  )
}

function Deliveries({ site, day, meal }: { site: string; day: string; meal: Meal }) {
  const t = useText(messages)
  const f = useFormat()
  const to = useText(orderMessages)
  const [sending, setSending] = useState(false)
  const [sent, setSent] = useState<number | null>(null)
  const list = useView<{ items: Delivery[] }>('/meals/deliveries', { site, day, meal })
  if (list.error) return <ErrorState problem={list.error} onRetry={() => void list.refetch()} />
  if (list.data === undefined) return <LoadingState />
  const waiting = list.data.items.filter((stop) => stop.state === 'placed')
  return (
    <section aria-labelledby="meals-deliveries" className="yk-stack">
      <div className="yk-line-head">
        <h2 id="meals-deliveries">{t('deliveries')}</h2>
        {waiting.length === 0 ? null : (
          <button type="button" className="yk-button" onClick={() => setSending(true)}>
            {to('run')}
          </button>
        )}
      </div>
      {sent === null ? null : <p role="status">{to('sent', { count: sent })}</p>}
      <Sheet open={sending} onClose={() => setSending(false)} title={to('run')}>
        {sending && waiting.length > 0 ? (
          <RunForm
            run={{ site, day, meal }}
            open={waiting.map((stop) => stop.order)}
            onDone={(stops) => {
              setSent(stops)
              setSending(false)
            }}
          />
        ) : null}
      </Sheet>
      <DataTable
        caption={t('deliveries')}
        list={{ rows: list.data.items }}
        rowKey={(stop) => stop.order}
        empty={<EmptyState title={t('noDeliveries')} heading="h3" />}
        columns={[
          { key: 'turn', title: t('turn'), cell: (stop) => stop.turn, numeric: true },
          {
            key: 'person',
            title: t('person'),
            cell: (stop) => (
              <>
                {stop.person?.name ?? t('hidden')}
                <Needs line={stop} />
              </>
            ),
            heads: true,
          },
          { key: 'address', title: t('address'), cell: (stop) => stop.address ?? f.unknown },
          { key: 'phone', title: t('phone'), cell: (stop) => stop.phones[0]?.number ?? f.unknown },
          {
            key: 'walk',
            title: t('walk'),
            cell: (stop) => (stop.minutes === null ? '—' : t('minutes', { count: stop.minutes })),
            numeric: true,
          },
        ]}
      />
    </section>
  )
}
