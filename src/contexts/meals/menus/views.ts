import { addDays, type IsoDate, startOfDay } from '../../../kernel/dates.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { type Sql, sql, type Tx } from '../../../platform/db/index.ts'
import { sitesOf } from '../../providers/index.ts'
import { sitesOffering } from '../../services/index.ts'
import { type Hours, MEALS, type Meal, type Menu } from '../model.ts'

/** Newest versions of menus under a condition on `meals.menu m`, by day and meal. One statement. */
async function newest(tx: Tx, where: Sql): Promise<Menu[]> {
  return tx.rows<Menu>(sql`select distinct on (m.site, m.day, m.meal) m.id, m.site, m.day::text "day", m.meal, m.version, m.shared, m.taken_from "takenFrom",
      m.published_at "publishedAt", (select json_agg(json_build_object('key', d.key, 'zh', d.title_zh, 'en', d.title_en, 'allergens', d.allergens, 'suits', d.suits)
        order by d.turn) from meals.dish d where d.jurisdiction = m.jurisdiction and d.menu = m.id) dishes
    from meals.menu m where m.jurisdiction = ${tx.actor.jurisdiction} and ${where} order by m.site, m.day, m.meal, m.version desc`)
}

/** The menu of a site in force for a meal; null: none published. */
export const menuOf = async (tx: Tx, site: string, day: IsoDate, meal: Meal): Promise<Menu | null> =>
  (await newest(tx, sql`m.site = ${site} and m.day = ${day}::date and m.meal = ${meal}`))[0] ?? null

/** Menus of a site for the seven days from one on. */
export const weekMenus = (tx: Tx, site: string, from: IsoDate): Promise<Menu[]> =>
  newest(tx, sql`m.site = ${site} and m.day >= ${from}::date and m.day < ${addDays(from, 7)}::date`)

/** A version of a menu. @throws Refusal `menu.missing` */
export async function menuWith(tx: Tx, id: string): Promise<Menu> {
  const menu = (await newest(tx, sql`m.id = ${id}`))[0]
  if (menu !== undefined) return menu
  throw refuse('menu.missing', { zh: '没有这份食谱', en: 'There is no such menu' }, { kind: 'missing' })
}

/** Menus of central kitchens in force on the days from one on that other sites may take over (中央厨房菜品专区). A version that was withdrawn from sharing is none. */
export async function sharedMenus(tx: Tx, from: IsoDate): Promise<Menu[]> {
  const days = sql`m.day >= ${from}::date and m.day < ${addDays(from, 14)}::date`
  const menus = await newest(tx, days)
  return menus.filter((menu) => menu.shared)
}

/** When a site serves its meals; what it did not enter is as usual. One statement. */
export async function hoursOf(tx: Tx, site: string): Promise<Hours[]> {
  const own =
    await tx.rows<Hours>(sql`select meal, to_char(serves_from, 'HH24:MI') "from", to_char(serves_until, 'HH24:MI') until, to_char(cutoff_at, 'HH24:MI') "cutoffAt",
      cutoff_days "cutoffDays", true own from meals.hours where jurisdiction = ${tx.actor.jurisdiction} and site = ${site}`)
  return (Object.keys(MEALS) as Meal[]).map(
    (meal) =>
      own.find((each) => each.meal === meal) ?? {
        meal,
        from: MEALS[meal].from,
        until: MEALS[meal].until,
        cutoffAt: null,
        cutoffDays: 0,
        own: false,
      },
  )
}

/** An instant of a day in China. */
export const instantAt = (day: IsoDate, time: string): string => startOfDay(day).replace('00:00:00', `${time}:00`)

/** Until when a meal of a day may be ordered by the site's own rule; null: no rule of its own. */
export const cutoffOf = (hours: Hours, day: IsoDate): string | null =>
  hours.cutoffAt === null ? null : instantAt(addDays(day, -hours.cutoffDays), hours.cutoffAt)

/** Sites of the reader that serve meals. Two statements. */
export async function mealSites(tx: Tx): Promise<{ id: string; name: string }[]> {
  const offering = await sitesOffering(tx, 'meal')
  const wanted = new Set(offering.map((each) => each.site))
  const sites = await sitesOf(tx, [...new Set(offering.map((each) => each.organisation))])
  return sites.filter((site) => wanted.has(site.id)).map(({ id, name }) => ({ id, name }))
}
