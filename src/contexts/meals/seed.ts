import { addDays, type IsoDate, weekday } from '../../kernel/dates.ts'
import { newId } from '../../kernel/ids.ts'
import { type Database, sql, systemActor } from '../../platform/db/index.ts'
import { record } from '../../platform/journal/index.ts'
import { mealSites } from './menus/views.ts'
import type { Dish } from './model.ts'

const dish = (key: string, zh: string, en: string, allergens: Dish['allergens'], suits: Dish['suits']): Dish => ({
  key,
  zh,
  en,
  allergens,
  suits,
})

/** Noon menus of five weekdays; the names are invented, the kitchen is 演示数据. */
const WEEK: Dish[][] = [
  [
    dish('steamed-pork', '粉蒸肉套餐', 'Steamed pork with rice flour', ['gluten', 'soy'], ['soft']),
    dish('tofu', '家常豆腐套餐', 'Homestyle tofu', ['soy'], ['soft', 'low-salt', 'diabetic']),
  ],
  [
    dish('chicken-stew', '清炖鸡套餐', 'Clear chicken stew', [], ['soft', 'low-salt', 'diabetic']),
    dish('egg-tomato', '番茄炒蛋套餐', 'Egg with tomato', ['egg'], ['soft', 'halal']),
  ],
  [
    dish('steamed-fish', '清蒸鱼套餐', 'Steamed fish', ['fish', 'soy'], ['low-salt', 'diabetic']),
    dish('beef-radish', '萝卜炖牛肉套餐', 'Beef with radish', [], ['soft', 'halal']),
  ],
  [
    dish('rib-soup', '排骨汤套餐', 'Rib soup', [], ['soft']),
    dish('peanut-chicken', '宫保鸡丁套餐', 'Chicken with peanuts', ['peanut', 'soy'], []),
  ],
  [
    dish('noodles', '番茄鸡蛋面', 'Noodles with egg and tomato', ['gluten', 'egg'], ['soft']),
    dish('mushroom', '菌子炖豆腐套餐', 'Mushrooms with tofu', ['soy'], ['soft', 'low-salt', 'halal']),
  ],
]

/** The noon menus of one canteen for this week and the next, open to be taken over by other sites. Two statements. */
export async function seedMeals(db: Database, county: string, day: IsoDate): Promise<void> {
  await db.write(systemActor('seed', county), async (tx) => {
    const site = (await mealSites(tx))[0]
    if (site === undefined) return
    const monday = addDays(day, 1 - weekday(day))
    const menus = [0, 7].flatMap((week) =>
      WEEK.map((dishes, at) => ({ id: newId(), day: addDays(monday, week + at), dishes })),
    )
    const rows = menus.map(({ id, day: on }) => ({ id, day: on }))
    await tx.run(sql`insert into meals.menu (jurisdiction, id, site, day, meal, version, shared, published_by, published_at)
      select ${county}, x.id, ${site.id}, x.day, 'noon', 1, true, ${tx.actor.id}, ((x.day - 3)::timestamp at time zone 'Asia/Shanghai')
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) x(id uuid, day date)`)
    const dishes = menus.flatMap((menu) => menu.dishes.map((each, turn) => ({ menu: menu.id, turn, ...each })))
    await tx.run(sql`insert into meals.dish (jurisdiction, menu, key, turn, title_zh, title_en, allergens, suits)
      select ${county}, x.menu, x.key, x.turn, x.zh || '（演示）', x.en, x.allergens, x.suits
      from jsonb_to_recordset(${JSON.stringify(dishes)}::jsonb) x(menu uuid, key text, turn int, zh text, en text, allergens text[], suits text[])`)
    await record(tx, {
      action: 'meals.load',
      subject: { kind: 'site', id: site.id },
      detail: { menus: menus.length, dishes: dishes.length },
    })
  })
}
