import { useState } from 'react'
import type { Allergen, Diet, Dish, Meal, Menu } from '../../../src/contexts/meals/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Text, wordsOf } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { type Bilingual, usePick, useText } from '../../shared/i18n/index.ts'
import { useCommand } from '../../shared/queries.ts'
import { messages } from './messages.ts'
import { ALLERGEN_WORDS, DIET_WORDS, MEAL_WORDS } from './words.ts'

/** A key that no dish of the menu has. */
function freshKey(dishes: readonly Dish[]): string {
  let n = dishes.length + 1
  while (dishes.some((dish) => dish.key === `dish-${n}`)) n += 1
  return `dish-${n}`
}

/** The dishes of a meal: what is published becomes the next version. */
export function MenuEditor(props: {
  site: string
  day: string
  meal: Meal
  menu: Menu | undefined
  onDone: () => void
}) {
  const { site, day, meal, menu, onDone } = props
  const t = useText(messages)
  const pick = usePick()
  const f = useFormat()
  const [shared, setShared] = useState(menu?.shared ?? false)
  const [dishes, setDishes] = useState<Dish[]>(
    menu?.dishes ?? [{ key: 'dish-1', zh: '', en: null, allergens: [], suits: [] }],
  )
  const publish = useCommand<object>({ path: '/meals/menus', refresh: ['/meals/menus', '/meals/shared-menus'] })
  const change = (key: string, more: Partial<Dish>) =>
    setDishes(dishes.map((dish) => (dish.key === key ? { ...dish, ...more } : dish)))
  return (
    <ActForm
      problem={publish.error}
      pending={publish.isPending}
      submit={t('publish')}
      onSubmit={() => publish.mutate({ site, day, meal, shared, dishes }, { onSuccess: onDone })}
    >
      <p>
        {f.date(day)} · {pick(MEAL_WORDS[meal])}
      </p>
      {dishes.map((dish) => (
        <fieldset key={dish.key} className="yk-meals-edit">
          <legend>{dish.zh || t('dishZh')}</legend>
          <Text
            label={t('dishZh')}
            value={dish.zh}
            onChange={(zh) => change(dish.key, { zh })}
            required
            maxLength={40}
          />
          <Text
            label={t('dishEn')}
            value={dish.en ?? ''}
            onChange={(en) => change(dish.key, { en: wordsOf(en) })}
            maxLength={80}
          />
          <Checks<Allergen>
            legend={t('allergens')}
            words={ALLERGEN_WORDS}
            chosen={dish.allergens}
            onChange={(allergens) => change(dish.key, { allergens })}
          />
          <Checks<Diet>
            legend={t('suits')}
            words={DIET_WORDS}
            chosen={dish.suits}
            onChange={(suits) => change(dish.key, { suits })}
          />
          {dishes.length > 1 ? (
            <button
              type="button"
              className="yk-button"
              onClick={() => setDishes(dishes.filter((each) => each.key !== dish.key))}
            >
              {t('removeDish', { name: dish.zh || '—' })}
            </button>
          ) : null}
        </fieldset>
      ))}
      <button
        type="button"
        className="yk-button"
        onClick={() => setDishes([...dishes, { key: freshKey(dishes), zh: '', en: null, allergens: [], suits: [] }])}
      >
        {t('addDish')}
      </button>
      <label className="yk-meals-check">
        <input type="checkbox" checked={shared} onChange={(event) => setShared(event.target.checked)} />
        {t('shared')}
      </label>
    </ActForm>
  )
}

function Checks<K extends string>({
  legend,
  words,
  chosen,
  onChange,
}: {
  legend: string
  words: Record<K, Bilingual>
  chosen: readonly K[]
  onChange: (chosen: K[]) => void
}) {
  const pick = usePick()
  return (
    <fieldset className="yk-meals-checks">
      <legend>{legend}</legend>
      {(Object.keys(words) as K[]).map((key) => (
        <label key={key} className="yk-meals-check">
          <input
            type="checkbox"
            checked={chosen.includes(key)}
            onChange={(event) =>
              onChange(event.target.checked ? [...chosen, key] : chosen.filter((each) => each !== key))
            }
          />
          {pick(words[key])}
        </label>
      ))}
    </fieldset>
  )
}
