import { useState } from 'react'
import type { Dish, Hours, Meal, Menu } from '../../../src/contexts/meals/index.ts'
import { addDays, weekday } from '../../../src/kernel/dates.ts'
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
import { useMay } from '../../shared/session.ts'
import { todayInChina } from '../../shared/today.ts'
import { HoursForm } from './HoursForm.tsx'
import { MenuEditor } from './MenuEditor.tsx'
import { messages } from './messages.ts'
import { SiteDayChoice, useSiteDay } from './SiteDay.tsx'
import { ALLERGEN_WORDS, DIET_WORDS, MEAL_WORDS } from './words.ts'
import './meals.css'

type Week = { items: Menu[]; hours: Hours[] }
type Slot = { day: string; meal: Meal; menu: Menu | undefined }

/** A site's menus of a week, and what central kitchens offer to be taken over. */
export default function Menus() {
  const t = useText(messages)
  const f = useFormat()
  const at = useSiteDay()
  const mayEdit = useMay()('services.offer')
  const [open, setOpen] = useState<Slot | null>(null)
  const [timing, setTiming] = useState(false)
  const monday = addDays(at.day, 1 - weekday(at.day))
  const week = useView<Week>('/meals/menus', { site: at.site, from: monday }, { enabled: at.site !== '' })
  const days = Array.from({ length: 7 }, (_, i) => addDays(monday, i))
  const slots = days.flatMap((day) =>
    (['breakfast', 'noon', 'evening'] as const).map((meal): Slot => {
      const menu = week.data?.items.find((each) => each.day === day && each.meal === meal)
      return { day, meal, menu }
    }),
  )
  // Noon always has its line; the others where something is published or the site entered their hours.
  const shown = slots.filter(
    (slot) =>
      slot.meal === 'noon' ||
      slot.menu !== undefined ||
      week.data?.hours.some((each) => each.meal === slot.meal && each.own),
  )
  const now = todayInChina()
  return (
    <div className="yk-stack">
      <PageHead
        title={t('menus')}
        lead={t('menusLead')}
        actions={
          mayEdit ? (
            <button type="button" className="yk-button" disabled={!week.data} onClick={() => setTiming(true)}>
              {t('setHours')}
            </button>
          ) : undefined
        }
      />
      {at.sites.data?.items.length === 0 ? (
        <EmptyState title={t('noSites')} text={t('noSitesText')} heading="h2" />
      ) : (
        <SiteDayChoice of={at} step={7} />
      )}
      {week.error ? <ErrorState problem={week.error} onRetry={() => void week.refetch()} /> : null}
      {week.isPending && at.site !== '' ? <LoadingState /> : null}
      {week.data ? (
        <DataTable
          caption={t('menus')}
          list={{ rows: shown }}
          rowKey={(slot) => `${slot.day} ${slot.meal}`}
          empty={null}
          columns={[
            { key: 'day', title: t('day'), cell: (slot) => f.date(slot.day), heads: true },
            { key: 'meal', title: t('meal'), cell: (slot) => <MealTimes slot={slot} hours={week.data.hours} /> },
            {
              key: 'dishes',
              title: t('dishes'),
              cell: (slot) =>
                slot.menu === undefined ? (
                  <span className="yk-quiet">{t('noMenu')}</span>
                ) : (
                  <DishList dishes={slot.menu.dishes} />
                ),
            },
            {
              key: 'version',
              title: t('state'),
              cell: (slot) =>
                slot.menu === undefined
                  ? '—'
                  : [
                      t('version', { count: slot.menu.version }),
                      ...(slot.menu.takenFrom === null ? [] : [t('taken')]),
                      ...(slot.menu.shared ? [t('shared')] : []),
                    ].join(' · '),
            },
            {
              key: 'edit',
              title: t('edit'),
              cell: (slot) =>
                slot.day <= now ? (
                  <span className="yk-quiet">{t('past')}</span>
                ) : mayEdit ? (
                  <button type="button" className="yk-button" onClick={() => setOpen(slot)}>
                    {t('edit')}
                  </button>
                ) : null,
            },
          ]}
        />
      ) : null}
      <Sheet open={open !== null} onClose={() => setOpen(null)} title={t('edit')}>
        {open === null ? null : (
          <MenuEditor site={at.site} day={open.day} meal={open.meal} menu={open.menu} onDone={() => setOpen(null)} />
        )}
      </Sheet>
      <Sheet open={timing} onClose={() => setTiming(false)} title={t('setHours')}>
        {timing && week.data ? (
          <HoursForm site={at.site} hours={week.data.hours} onDone={() => setTiming(false)} />
        ) : null}
      </Sheet>
      {at.site === '' ? null : <Central site={at.site} mayTake={mayEdit} />}
    </div>
  )
}

/** A meal with its hours and the site's own cut-off. */
function MealTimes({ slot, hours }: { slot: Slot; hours: readonly Hours[] }) {
  const t = useText(messages)
  const pick = usePick()
  const own = hours.find((each) => each.meal === slot.meal)
  return (
    <>
      {pick(MEAL_WORDS[slot.meal])}
      {own === undefined ? null : (
        <span className="yk-quiet yk-num"> {t('hours', { from: own.from, until: own.until })}</span>
      )}
      {own === undefined || own.cutoffAt === null ? null : (
        <span className="yk-quiet"> {t('cutoff', { time: own.cutoffAt, days: own.cutoffDays })}</span>
      )}
    </>
  )
}

/** Dishes with what they are suited for and what they hold. */
function DishList({ dishes }: { dishes: readonly Dish[] }) {
  const t = useText(messages)
  const pick = usePick()
  return (
    <ul className="yk-meals-dishes">
      {dishes.map((dish) => {
        const notes = [
          ...dish.suits.map((each) => pick(DIET_WORDS[each])),
          ...(dish.allergens.length === 0
            ? []
            : [`${t('allergens')} ${dish.allergens.map((each) => pick(ALLERGEN_WORDS[each])).join('/')}`]),
        ]
        return (
          <li key={dish.key}>
            {pick({ zh: dish.zh, en: dish.en ?? dish.zh })}{' '}
            {notes.length === 0 ? null : <span className="yk-quiet">{notes.join(' · ')}</span>}
          </li>
        )
      })}
    </ul>
  )
}

function Central({ site, mayTake }: { site: string; mayTake: boolean }) {
  const t = useText(messages)
  const pick = usePick()
  const f = useFormat()
  const list = useView<{ items: Menu[] }>('/meals/shared-menus', { from: addDays(todayInChina(), 1) })
  const take = useCommand<string>({
    path: (id) => `/meals/menus/${id}/take`,
    body: () => ({ site }),
    refresh: ['/meals/menus'],
  })
  const others = (list.data?.items ?? []).filter((menu) => menu.site !== site)
  return (
    <section aria-labelledby="meals-central">
      <h2 id="meals-central">{t('central')}</h2>
      <RefusalNote problem={take.error} />
      <DataTable
        caption={t('central')}
        list={{ rows: others }}
        rowKey={(menu) => menu.id}
        empty={<EmptyState title={t('noShared')} heading="h3" />}
        columns={[
          { key: 'day', title: t('day'), cell: (menu) => f.date(menu.day), heads: true },
          { key: 'meal', title: t('meal'), cell: (menu) => pick(MEAL_WORDS[menu.meal]) },
          { key: 'dishes', title: t('dishes'), cell: (menu) => <DishList dishes={menu.dishes} /> },
          {
            key: 'take',
            title: t('take'),
            cell: (menu) =>
              mayTake ? (
                <button
                  type="button"
                  className="yk-button"
                  disabled={take.isPending}
                  onClick={() => take.mutate(menu.id)}
                >
                  {t('take')}
                </button>
              ) : null,
          },
        ]}
      />
    </section>
  )
}
