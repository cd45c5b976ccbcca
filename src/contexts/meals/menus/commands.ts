import { type IsoDate, today } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { emit } from '../../../platform/events/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { siteWith } from '../../providers/index.ts'
import { expectFirm } from '../../services/index.ts'
import { type Dish, MEALS, type Meal } from '../model.ts'
import { menuOf, menuWith } from './views.ts'

export type NewMenu = { site: string; day: IsoDate; meal: Meal; shared: boolean; dishes: Dish[] }

/**
 * Publishes a menu (公布食谱) or a new version of it, before its day begins. A dish somebody ordered stays.
 *
 * @throws Refusal `site.missing`, `access.region`, `access.provider`, `menu.late`, `menu.twice`, `menu.chosen`
 */
export async function publishMenu(tx: Tx, input: NewMenu, takenFrom: string | null = null): Promise<{ id: string }> {
  const own = tx.actor.jurisdiction
  const site = await siteWith(tx, input.site)
  await expectFirm(tx, site)
  if (input.day <= today(tx.now.getTime()))
    throw refuse(
      'menu.late',
      { zh: '食谱应在供餐日之前公布', en: 'A menu is published before its day' },
      { kind: 'conflict', at: '/day', next: { zh: '请选择明天或以后的日期', en: 'Choose tomorrow or later' } },
    )
  const keys = new Set(input.dishes.map((dish) => dish.key))
  if (keys.size < input.dishes.length)
    throw refuse('menu.twice', { zh: '同一菜品列了两次', en: 'A dish is listed twice' }, { at: '/dishes' })
  await tx.run(
    sql`select pg_advisory_xact_lock(hashtextextended(${`meals.menu ${own} ${input.site} ${input.day} ${input.meal}`}, 0))`,
  )
  const before = await menuOf(tx, input.site, input.day, input.meal)
  if (before !== null) {
    const chosen = await tx.rows<{
      dish: string
    }>(sql`select distinct c.dish from meals.choice c join meals.menu m on m.jurisdiction = c.jurisdiction and m.id = c.menu
      where m.jurisdiction = ${own} and m.site = ${input.site} and m.day = ${input.day}::date and m.meal = ${input.meal}`)
    const lost = chosen
      .filter(({ dish }) => !keys.has(dish))
      .map(({ dish }) => before.dishes.find((each) => each.key === dish)?.zh ?? dish)
    if (lost.length > 0)
      throw refuse(
        'menu.chosen',
        { zh: `已有人点了：${lost.join('、')}`, en: `Ordered already: ${lost.join(', ')}` },
        { kind: 'conflict', at: '/dishes', next: { zh: '请保留这些菜品', en: 'Keep these dishes' } },
      )
  }
  const id = newId()
  const version = (before?.version ?? 0) + 1
  await tx.run(sql`insert into meals.menu (jurisdiction, id, site, day, meal, version, shared, taken_from, published_by, published_at)
    values (${own}, ${id}, ${input.site}, ${input.day}, ${input.meal}, ${version}, ${input.shared}, ${takenFrom}, ${tx.actor.id}, ${tx.now})`)
  await tx.run(sql`insert into meals.dish (jurisdiction, menu, key, turn, title_zh, title_en, allergens, suits)
    select ${own}, ${id}, x.key, x.turn, x.zh, x.en, x.allergens, x.suits
    from jsonb_to_recordset(${JSON.stringify(input.dishes.map((dish, turn) => ({ ...dish, turn })))}::jsonb)
      x(key text, turn int, zh text, en text, allergens text[], suits text[])`)
  await record(tx, {
    action: 'meals.menu.publish',
    subject: { kind: 'menu', id },
    detail: { site: input.site, day: input.day, meal: input.meal, version, dishes: [...keys], takenFrom },
  })
  await emit(tx, 'meals.menu.published', { menu: id, site: input.site, day: input.day, meal: input.meal, version })
  return { id }
}

/**
 * Takes the menu of a central kitchen over (采用中央厨房菜单): the site's own menu of that day and meal becomes what it is now.
 *
 * @throws Refusal `menu.missing`, `menu.own` and those of `publishMenu`
 */
export async function takeMenu(tx: Tx, id: string, site: string): Promise<{ id: string }> {
  const menu = await menuWith(tx, id)
  if (!menu.shared)
    throw refuse(
      'menu.missing',
      { zh: '没有这份可供采用的菜单', en: 'There is no such menu to take over' },
      { kind: 'missing' },
    )
  if (menu.site === site)
    throw refuse(
      'menu.own',
      { zh: '这就是本网点的菜单', en: 'This is the site’s own menu' },
      { kind: 'conflict', at: '/site' },
    )
  return publishMenu(tx, { site, day: menu.day, meal: menu.meal, shared: false, dishes: menu.dishes }, menu.id)
}

export type NewHours = { meal: Meal; from: string; until: string; cutoffAt: string | null; cutoffDays: number }

/** Sets when a site serves a meal and its own cut-off (截止下单时间). @throws Refusal `site.missing`, `access.region`, `access.provider`, `hours.order` */
export async function setHours(tx: Tx, siteId: string, input: NewHours): Promise<void> {
  const site = await siteWith(tx, siteId)
  await expectFirm(tx, site)
  if (input.until <= input.from)
    throw refuse('hours.order', { zh: '结束时间应晚于开始时间', en: 'It ends before it begins' }, { at: '/until' })
  await tx.run(sql`insert into meals.hours (jurisdiction, site, meal, serves_from, serves_until, cutoff_at, cutoff_days, recorded_by, recorded_at)
    values (${tx.actor.jurisdiction}, ${siteId}, ${input.meal}, ${input.from}::time, ${input.until}::time, ${input.cutoffAt}::time, ${input.cutoffDays}, ${tx.actor.id}, ${tx.now})
    on conflict (jurisdiction, site, meal) do update set serves_from = excluded.serves_from, serves_until = excluded.serves_until,
      cutoff_at = excluded.cutoff_at, cutoff_days = excluded.cutoff_days, recorded_by = excluded.recorded_by, recorded_at = excluded.recorded_at`)
  await record(tx, {
    action: 'meals.hours.set',
    subject: { kind: 'site', id: siteId },
    detail: { ...input, title: MEALS[input.meal].zh },
  })
}
