import type { KitchenSheet, SheetLine, SheetMeal } from '../../../src/contexts/meals/index.ts'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { useView } from '../../shared/queries.ts'
import { messages } from './messages.ts'
import { SiteDayChoice, useSiteDay } from './SiteDay.tsx'
import { ALLERGEN_WORDS, DIET_WORDS, MEAL_WORDS } from './words.ts'
import './meals.css'

/** What the kitchen cooks on a day, and for whom; to be printed and hung up. */
export default function Kitchen() {
  const t = useText(messages)
  const f = useFormat()
  const at = useSiteDay()
  const sheet = useView<KitchenSheet>(
    '/meals/kitchen-sheet',
    { site: at.site, day: at.day },
    { enabled: at.site !== '' },
  )
  const name = at.sites.data?.items.find((each) => each.id === at.site)?.name
  return (
    <div className="yk-stack">
      <PageHead
        title={t('kitchen')}
        lead={t('kitchenLead')}
        actions={
          <button
            type="button"
            className="yk-button yk-button--primary"
            disabled={!sheet.data || sheet.data.meals.length === 0}
            onClick={() => window.print()}
          >
            {t('print')}
          </button>
        }
      />
      {at.sites.data?.items.length === 0 ? (
        <EmptyState title={t('noSites')} text={t('noSitesText')} heading="h2" />
      ) : (
        <>
          <SiteDayChoice of={at} />
          <h2 className="yk-meals-day">
            {name} · {f.date(at.day)}
          </h2>
          {sheet.error ? <ErrorState problem={sheet.error} onRetry={() => void sheet.refetch()} /> : null}
          {sheet.isPending ? <LoadingState /> : null}
          {sheet.data?.meals.length === 0 ? <EmptyState title={t('noMeals')} /> : null}
          {sheet.data?.meals.map((meal) => (
            <OneMeal key={meal.meal} meal={meal} lines={sheet.data.lines.filter((line) => line.meal === meal.meal)} />
          ))}
        </>
      )}
    </div>
  )
}

function OneMeal({ meal, lines }: { meal: SheetMeal; lines: SheetLine[] }) {
  const t = useText(messages)
  const pick = usePick()
  const title = pick(MEAL_WORDS[meal.meal])
  const special = [
    ...meal.diets.map((each) => ({ key: each.diet, word: pick(DIET_WORDS[each.diet]), kind: t('diets'), ...each })),
    ...meal.allergens.map((each) => ({
      key: each.allergen,
      word: pick(ALLERGEN_WORDS[each.allergen]),
      kind: t('avoid'),
      ...each,
    })),
  ]
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard
    <section className="yk-meals-sheet" tabIndex={0} aria-label={title}>
      <h3>
        {title} · {t('portions', { count: meal.portions })}{' '}
        <small className="yk-quiet">{t('sums', { ordered: meal.ordered, cancelled: meal.cancelled })}</small>
      </h3>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('dish')}</th>
            <th scope="col">{t('allergens')}</th>
            <th scope="col" className="yk-num">
              {t('eatIn')}
            </th>
            <th scope="col" className="yk-num">
              {t('goesOut')}
            </th>
            <th scope="col" className="yk-num">
              {t('all')}
            </th>
          </tr>
        </thead>
        <tbody>
          {meal.dishes.map((dish) => (
            <tr key={dish.key ?? ''}>
              <th scope="row">{pick(dish.title)}</th>
              <td>{dish.allergens.map((each) => pick(ALLERGEN_WORDS[each])).join(' · ') || '—'}</td>
              <td className="yk-num">{dish.eatIn}</td>
              <td className="yk-num">{dish.goesOut}</td>
              <td className="yk-num">
                <strong>{dish.eatIn + dish.goesOut}</strong>
              </td>
            </tr>
          ))}
          {special.map((each) => (
            <tr key={each.kind + each.key} className="yk-meals-special">
              <th scope="row">
                {each.kind}：{each.word}
              </th>
              <td>—</td>
              <td className="yk-num">{each.eatIn}</td>
              <td className="yk-num">{each.goesOut}</td>
              <td className="yk-num">{each.eatIn + each.goesOut}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {lines.length === 0 ? null : (
        <>
          <h4>{t('list')}</h4>
          <ol className="yk-meals-list">
            {lines.map((line) => (
              <li key={line.order}>
                <strong>{line.person?.name ?? t('hidden')}</strong>
                {line.quantity > 1 ? ` ×${line.quantity}` : ''} · {line.goesOut ? t('goesOut') : t('eatIn')} ·{' '}
                {pick(meal.dishes.find((each) => each.key === line.dish)?.title ?? { zh: '—', en: '—' })}
                <Needs line={line} />
              </li>
            ))}
          </ol>
        </>
      )}
    </section>
  )
}

/** What somebody needs and must not have, on one line. */
export function Needs({ line }: { line: SheetLine }) {
  const t = useText(messages)
  const pick = usePick()
  const words = [
    ...line.diets.map((each) => pick(DIET_WORDS[each])),
    ...line.allergens.map((each) => `${t('avoid')} ${pick(ALLERGEN_WORDS[each])}`),
    ...(line.note === null ? [] : [line.note]),
    ...(line.warned ? [t('warned')] : []),
  ]
  return words.length === 0 ? null : <span className="yk-meals-needs"> {words.join(' · ')}</span>
}
