import { useState } from 'react'
import { Link } from 'react-router'
import type { Meal, Menu } from '../../../src/contexts/meals/index.ts'
import type { OfferView, Placed } from '../../../src/contexts/services/index.ts'
import { addDays } from '../../../src/kernel/dates.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Choice, Text, Tick, wordsOf } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { useCommand, useView } from '../../shared/queries.ts'
import { todayInChina } from '../../shared/today.ts'
import { PersonPick } from '../people/PersonPick.tsx'
import { CHANNEL } from '../services/words.ts'
import { Diet } from './Diet.tsx'
import { messages } from './messages-order.ts'
import { ALLERGEN_WORDS, MEAL_WORDS } from './words.ts'
import './meals.css'

const MEALS: Meal[] = ['breakfast', 'noon', 'evening']
const WAYS = ['phone', 'counter', 'paper'] as const

/** A meal ordered for somebody at a desk: where, when, which dish; with what the person must not have beside it. */
export default function MealOrder() {
  const t = useText(messages)
  const [person, setPerson] = useState('')
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')} />
      <div className="yk-meals-two">
        <OrderForm person={person} onPerson={setPerson} />
        <section aria-labelledby="meals-needs" className="yk-card yk-meals-card">
          <h2 id="meals-needs">{t('needs')}</h2>
          {person === '' ? <p className="yk-quiet">{t('first')}</p> : <Diet key={person} person={person} />}
        </section>
      </div>
    </>
  )
}

function OrderForm({ person, onPerson }: { person: string; onPerson: (person: string) => void }) {
  const t = useText(messages)
  const f = useFormat()
  const pick = usePick()
  const offers = useView<{ items: OfferView[] }>('/services/offers', { family: 'meal' })
  const priced = (offers.data?.items ?? []).filter((each) => each.price !== null)
  const [offer, setOffer] = useState('')
  const [day, setDay] = useState(() => addDays(todayInChina(), 1))
  const [meal, setMeal] = useState<Meal>('noon')
  const [dish, setDish] = useState('')
  const [channel, setChannel] = useState<string>('phone')
  const [note, setNote] = useState('')
  const [despite, setDespite] = useState(false)
  const chosen = priced.find((each) => each.id === offer)
  const menus = useView<{ items: Menu[] }>(
    '/meals/menus',
    { site: chosen?.site, from: day },
    { enabled: chosen !== undefined && day !== '' },
  )
  const dishes = menus.data?.items.find((each) => each.day === day && each.meal === meal)?.dishes ?? []
  const place = useCommand<void, Placed>({
    path: '/meals/orders',
    body: () => ({
      person,
      offer,
      day,
      meal,
      dish: dishes.some((each) => each.key === dish) ? dish : null,
      despiteAllergy: despite,
      seenFen: chosen?.price?.fen ?? 0,
      channel,
      acting: { by: 'self' },
      note: wordsOf(note),
    }),
    refresh: ['/services/orders', '/meals/kitchen-sheet', '/meals/deliveries'],
  })
  if (place.isSuccess) {
    const { id, no, entitlement, listFen, subsidyFen, selfFen } = place.data
    return (
      <section className="yk-card yk-meals-card yk-stack">
        <p role="status">
          {t(entitlement === 'unknown' ? 'placedUnknown' : 'placed', {
            no,
            list: f.money(listFen),
            subsidy: f.money(subsidyFen),
            self: f.money(selfFen),
          })}
        </p>
        <div className="yk-row">
          <button type="button" className="yk-button yk-button--primary" onClick={() => place.reset()}>
            {t('again')}
          </button>
          <Link className="yk-button" to={`/console/services/orders/${id}`}>
            {t('toOrder')}
          </Link>
        </div>
      </section>
    )
  }
  const warned = place.error?.code === 'meal.allergy'
  return (
    <section className="yk-card yk-meals-card">
      <RefusalNote problem={offers.error ?? menus.error} />
      {offers.isSuccess && priced.length === 0 ? <p role="status">{t('noOffers')}</p> : null}
      <ActForm
        problem={place.error}
        pending={place.isPending}
        submit={t('order')}
        onSubmit={() => place.mutate(undefined)}
      >
        <PersonPick label={t('who')} value={person} onChange={onPerson} at="/person" />
        <Choice
          label={t('offer')}
          value={offer}
          onChange={setOffer}
          required
          empty={t('choose')}
          at="/offer"
          options={priced.map((each) => ({
            value: each.id,
            label: `${each.siteName} · ${pick(each.title)} · ${f.money(each.price?.fen ?? null)}`,
          }))}
        />
        <div className="yk-beside">
          <Text label={t('day')} type="date" min={todayInChina()} value={day} onChange={setDay} required at="/day" />
          <Choice
            label={t('meal')}
            value={meal}
            onChange={(value) => setMeal(value as Meal)}
            at="/meal"
            options={MEALS.map((value) => ({ value, label: pick(MEAL_WORDS[value]) }))}
          />
        </div>
        {chosen !== undefined && menus.isSuccess && dishes.length === 0 ? (
          <p className="yk-quiet yk-small" role="status">
            {t('noMenu')}
          </p>
        ) : null}
        <Choice
          label={t('dish')}
          value={dish}
          onChange={(value) => {
            setDish(value)
            setDespite(false)
          }}
          empty={t('anyDish')}
          at="/choice"
          options={dishes.map((each) => ({
            value: each.key,
            label: [
              pick({ zh: each.zh, en: each.en ?? each.zh }),
              ...each.allergens.map((one) => pick(ALLERGEN_WORDS[one])),
            ].join(' · '),
          }))}
        />
        {warned || despite ? <Tick label={t('despite')} on={despite} onChange={setDespite} /> : null}
        <Choice
          label={t('channel')}
          value={channel}
          onChange={setChannel}
          options={WAYS.map((value) => ({ value, label: pick(CHANNEL[value]) }))}
        />
        <Text label={t('note')} value={note} onChange={setNote} maxLength={300} />
      </ActForm>
    </section>
  )
}
