import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../kernel/ids.ts'
import { sql, type Tx } from '../../platform/db/index.ts'
import { testDatabase } from '../../platform/db/testkit/index.ts'
import { giveConsent, issueCodes, mergePersons, recordPerson, unmergePerson } from '../people/index.ts'
import { testDesk } from '../people/testkit.ts'
import { cancelOrder, enterSubsidy, type OrderDesk, type Placed, placeOrder, quote } from '../services/index.ts'
import { type Bench, bench, enterPaper, enterPerson, enterSite, offerOf } from '../services/testkit.ts'
import { dietOf, dietReactions, keepDiet } from './diets/diets.ts'
import { publishMenu, setHours, takeMenu } from './menus/commands.ts'
import { menuOf, sharedMenus, weekMenus } from './menus/views.ts'
import type { Dish } from './model.ts'
import { deliveries, sendRun } from './orders/deliveries.ts'
import { closeDay, handOver } from './orders/handover.ts'
import { type MealWish, mealRule, orderMeal } from './orders/order.ts'
import { kitchenSheet } from './orders/sheet.ts'
import { seedMeals } from './seed.ts'

const t = testDatabase()
const desk: OrderDesk = { ...testDesk(), orderRules: [mealRule] }
const FEN = 1_200
const MORNING = '2026-11-20T08:00:00+08:00'
const NEXT = '2026-11-21'
const DAY = '2026-11-23'
const DISHES: Dish[] = [
  { key: 'fish', zh: '清蒸鱼', en: 'Steamed fish', allergens: ['fish', 'soy'], suits: ['low-salt'] },
  { key: 'stew', zh: '炖牛肉', en: null, allergens: [], suits: ['soft', 'halal'] },
  { key: 'tofu', zh: '家常豆腐', en: 'Tofu', allergens: ['soy'], suits: ['diabetic'] },
]
let b: Bench
let offer: string
let brought: string
let kitchen: { site: string; offer: string }
const write = <R>(act: (tx: Tx) => Promise<R>) => t.db.write(b.actor, act)
const told = { channel: 'phone' as const }

beforeAll(async () => {
  t.setNow(MORNING)
  b = await bench(t.db, desk)
  await write(async (tx) => {
    await enterPaper(tx, b.organisation, 'food')
    offer = await offerOf(tx, b.site, 'noon-meal', FEN)
    brought = await offerOf(tx, b.site, 'meal-delivery', FEN)
    const second = await enterSite(tx, {
      creditCode: '91532622MA6K000100',
      name: '中央厨房',
      code: 'JG-T-9',
      kind: 'elder-canteen',
      types: ['catering'],
    })
    await enterPaper(tx, second.organisation)
    await enterPaper(tx, second.organisation, 'food')
    kitchen = { site: second.site, offer: await offerOf(tx, second.site, 'noon-meal', FEN) }
    await publishMenu(tx, { site: kitchen.site, day: DAY, meal: 'noon', shared: true, dishes: DISHES })
  })
})

const person = (name: string) => write((tx) => enterPerson(tx, desk, name))
type Asked = { offer?: string; day?: string; dish?: string | null; despite?: string[]; request?: string }
const wish = (who: string, more: Asked): MealWish => ({
  person: who,
  offer: more.offer ?? offer,
  day: more.day ?? DAY,
  meal: 'noon',
  choice: more.dish ?? null,
  despite: more.despite ?? [],
  request: more.request ?? newId(),
  seenFen: FEN,
  channel: 'phone',
  acting: { by: 'self' },
})
const placed = (who: string, more: Asked = {}): Promise<Placed> => orderMeal(t.db, desk, b.actor, wish(who, more))
/** By the general path, as the hotline and the resident's phone order. */
const general = (who: string, more: Asked & { from?: string; quantity?: number } = {}): Promise<Placed> => {
  const { day, meal, ...rest } = wish(who, more)
  const from = more.from ?? `${day}T11:30:00+08:00`
  const until = new Date(Date.parse(from) + 3_600_000).toISOString()
  return placeOrder(t.db, desk, b.actor, { ...rest, from, until, quantity: more.quantity ?? 1 })
}
const sheet = (day: string) => write((tx) => kitchenSheet(tx, desk, b.site, day))

describe('menus', () => {
  it('are published before their day, in versions, taken over from a central kitchen, and keep what was ordered', async () => {
    await expect(
      write((tx) => publishMenu(tx, { site: b.site, day: '2026-11-20', meal: 'noon', shared: false, dishes: DISHES })),
    ).rejects.toMatchObject({ code: 'menu.late' })
    const [shared] = await t.db.read(b.actor, (tx) => sharedMenus(tx, NEXT))
    expect(shared).toMatchObject({ site: kitchen.site, version: 1 })
    await write((tx) => takeMenu(tx, shared!.id, b.site))
    const [taken] = await t.db.read(b.actor, (tx) => weekMenus(tx, b.site, NEXT))
    expect(taken).toMatchObject({ day: DAY, takenFrom: shared!.id, shared: false, dishes: DISHES })
    await placed(await person('点鱼人'), { dish: 'fish' })
    const without = { site: b.site, day: DAY, meal: 'noon' as const, shared: false, dishes: DISHES.slice(1) }
    await expect(write((tx) => publishMenu(tx, without))).rejects.toMatchObject({ code: 'menu.chosen' })
    await write((tx) => publishMenu(tx, { ...without, dishes: DISHES }))
    expect((await t.db.read(b.actor, (tx) => menuOf(tx, b.site, DAY, 'noon')))?.version).toBe(2)
  })
})

describe('diets', () => {
  it('need consent, stand sealed, warn before an order, and go when consent goes', async () => {
    const who = await person('过敏老人')
    const file = { diets: ['soft' as const], allergens: ['fish' as const], note: '不吃香菜' }
    await expect(write((tx) => keepDiet(tx, desk, who, file))).rejects.toMatchObject({ code: 'consent.needed' })
    await write((tx) => giveConsent(tx, desk, who, { purpose: 'diet', acting: { by: 'self' }, channel: 'counter' }))
    await write((tx) => keepDiet(tx, desk, who, file))
    expect(await write((tx) => dietOf(tx, desk, who))).toEqual(file)
    const rows = await t.asOwner<{ row: string }>('select d::text "row" from meals.diet d', [], true)
    expect(rows.some((each) => /fish|香菜/.test(each.row))).toBe(false)
    const warned = { code: 'meal.allergy', params: { allergens: ['fish'], dishes: ['fish'] } }
    await expect(placed(who, { dish: 'fish' })).rejects.toMatchObject(warned)
    await expect(general(who, { dish: 'fish' })).rejects.toMatchObject(warned)
    // Without a dish any of the menu may come.
    await expect(general(who)).rejects.toMatchObject(warned)
    const open = await general(who, { despite: ['meal.allergy'] })
    const first = await placed(who, { dish: 'stew' })
    const insisted = await placed(who, { dish: 'fish', despite: ['meal.allergy'] })
    const { lines, meals } = await sheet(DAY)
    expect(lines.find((line) => line.order === first.id)).toMatchObject({
      warned: false,
      allergens: ['fish'],
      note: '不吃香菜',
    })
    expect(lines.find((line) => line.order === insisted.id)).toMatchObject({ warned: true, diets: ['soft'] })
    expect(lines.find((line) => line.order === open.id)).toMatchObject({ warned: true, dish: null })
    expect(meals[0]!.diets).toEqual([{ diet: 'soft', eatIn: 3, goesOut: 0 }])
    await write((tx) =>
      dietReactions[0]!.handle(tx, {
        name: 'people.consent.withdrawn',
        payload: { person: who, purpose: 'diet' },
      } as never),
    )
    expect(await write((tx) => dietOf(tx, desk, who))).toBeNull()
  })
})

describe('the cut-off', () => {
  it('is the lead time of the item or the time of the site, whichever is earlier', async () => {
    const who = await person('晚订者')
    await write((tx) =>
      setHours(tx, b.site, { meal: 'noon', from: '11:00', until: '13:00', cutoffAt: '17:00', cutoffDays: 1 }),
    )
    t.setNow('2026-11-22T16:59:00+08:00')
    const request = newId()
    const inTime = await placed(who, { request })
    t.setNow('2026-11-22T17:01:00+08:00')
    for (const way of [placed, general]) await expect(way(who)).rejects.toMatchObject({ code: 'meal.cutoff' })
    // The same request is the same order, also after the cut-off; what came too late is unmet demand.
    expect(await placed(who, { request })).toMatchObject({ id: inTime.id, repeated: true })
    const [unmet] = await t.asOwner<{ times: number }>(
      `select times from services.unmet where person = $1 and reason = 'order.cutoff'`,
      [who],
      true,
    )
    expect(unmet).toEqual({ times: 2 })
    await write((tx) =>
      setHours(tx, b.site, { meal: 'noon', from: '11:00', until: '13:00', cutoffAt: '10:30', cutoffDays: 0 }),
    )
    await expect(general(who, { from: '2026-11-24T13:30:00+08:00' })).rejects.toMatchObject({ code: 'meal.hours' })
    t.setNow('2026-11-23T09:30:00+08:00')
    for (const way of [placed, general]) await expect(way(who)).rejects.toMatchObject({ code: 'order.cutoff' })
    t.setNow(MORNING)
  })
})

describe('the kitchen’s sheet', () => {
  it('is orders less cancellations, by dish and by who eats where, whatever is ordered and called off', async () => {
    const people = await Promise.all(['甲', '乙', '丙', '丁'].map((name) => person(`食客${name}`)))
    let turn = 0
    const op = fc.record({
      who: fc.nat(3),
      dish: fc.constantFrom<string | null>(null, 'fish', 'stew', 'tofu'),
      out: fc.boolean(),
      cancel: fc.option(fc.nat(20), { nil: null }),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(op, { minLength: 1, maxLength: 8 }), async (ops) => {
        const day = `2026-12-${String(1 + turn++).padStart(2, '0')}`
        await write((tx) => publishMenu(tx, { site: b.site, day, meal: 'noon', shared: false, dishes: DISHES }))
        const standing: { id: string; dish: string | null; out: boolean }[] = []
        let cancelled = 0
        for (const { who, dish, out, cancel } of ops) {
          const { id } = await placed(people[who]!, { day, dish, offer: out ? brought : offer })
          standing.push({ id, dish, out })
          if (cancel === null) continue
          const [gone] = standing.splice(cancel % standing.length, 1)
          await write((tx) => cancelOrder(tx, desk, gone!.id, { revision: null, told, reason: '不来了' }))
          cancelled += 1
        }
        const { meals, lines } = await sheet(day)
        const noon = meals.find((meal) => meal.meal === 'noon')!
        expect(noon).toMatchObject({ ordered: ops.length, cancelled, portions: standing.length })
        expect(lines.map((line) => line.order).toSorted()).toEqual(standing.map((each) => each.id).toSorted())
        for (const key of [null, 'fish', 'stew', 'tofu']) {
          const of = (out: boolean) => standing.filter((each) => each.dish === key && each.out === out).length
          const dish = noon.dishes.find((each) => each.key === key)
          expect([dish?.eatIn ?? 0, dish?.goesOut ?? 0]).toEqual([of(false), of(true)])
        }
      }),
      { numRuns: 12 },
    )
  })

  it('names who eats and notes that this was read', async () => {
    const before = await t.asOwner<{ n: number }>('select count(*)::int n from people.access', [], true)
    expect((await sheet(DAY)).lines[0]!.person?.name).toBeTruthy()
    const after = await t.asOwner<{ n: number }>('select count(*)::int n from people.access', [], true)
    expect(after[0]!.n).toBeGreaterThan(before[0]!.n)
  })
})

describe('subsidised meals', () => {
  it('are at most one a day over all sites, however many order at once, and free again after a cancellation', async () => {
    const own = b.actor.jurisdiction
    const who = await person('高龄老人')
    await t.asOwner(
      `insert into benefits.entitlement (jurisdiction, id, person, benefit, kind, during, acting, recorded_by, recorded_at)
      values ('${own}', gen_random_uuid(), $1, 'old-age', 'cash', daterange('2026-01-01', null), 'self', 'test', now())`,
      [who],
      true,
    )
    const list = newId()
    await t.asOwner(
      `insert into benefits.list (jurisdiction, id, month, rules, lines, due, unknown, total_fen, hash, frozen_by, frozen_at) values ('${own}', '${list}', '2026-01', '[]', 0, 0, 0, 0, '', 't', now())`,
      [],
      true,
    )
    await t.asOwner(
      `insert into benefits.line (jurisdiction, list, person, benefit, entitlement, version, facts_on, outcome, fen, digest, sealed)
      select '${own}', '${list}', person, benefit, id, 1, '2026-01-01', 'due', 0, '', '' from benefits.entitlement where person = $1`,
      [who],
      true,
    )
    await write((tx) =>
      enterSubsidy(tx, {
        benefit: 'old-age',
        title: { zh: '助餐补贴', en: 'Meal subsidy' },
        items: ['noon-meal', 'meal-delivery'],
        sharePercent: 50,
        capFen: 300,
        period: 'day',
        timesLimit: 1,
        fenLimit: null,
        from: '2026-01-01',
        basis: '测试',
      }),
    )
    const both = [offer, kitchen.offer, brought, offer, kitchen.offer, brought, kitchen.offer, offer]
    const orders = await Promise.all(both.map((which) => placed(who, { offer: which })))
    const borne = orders.filter((each) => each.subsidyFen > 0)
    expect(borne.map((each) => each.subsidyFen)).toEqual([300])
    await write((tx) => cancelOrder(tx, desk, borne[0]!.id, { revision: null, told, reason: '换个网点吃' }))
    expect((await placed(who, { offer: kitchen.offer })).subsidyFen).toBe(300)
    expect((await placed(who, { offer })).subsidyFen).toBe(0)
    // Three meals of one order use one subsidised meal up and have the share of one.
    const three = { offer, day: '2026-11-24', quantity: 3 }
    const at = `${three.day}T11:30:00+08:00`
    await write(async (tx) => tx.run(sql`update services.subsidy set cap_fen = null where title_zh = '助餐补贴'`))
    expect((await write((tx) => quote(tx, desk, { person: who, at, ...three }))).subsidyFen).toBe(FEN / 2)
    expect(await general(who, three)).toMatchObject({ listFen: 3 * FEN, subsidyFen: FEN / 2 })
    expect((await placed(who, { offer, day: '2026-11-24' })).subsidyFen).toBe(0)
  })
})

describe('handing over', () => {
  it('takes the person’s code once, a card of the person only, or the name; who did not come is noted at the end of the day', async () => {
    const day = NEXT
    const [coded, carded, named, absent] = await Promise.all(
      ['码', '证', '名', '缺'].map((name) => person(`取餐${name}`)),
    )
    const { codes } = await write((tx) => issueCodes(tx, desk, coded!))
    const number = '532622194503020025'
    const holder = await write(
      async (tx) => (await recordPerson(tx, desk, { name: '持证者', idKind: 'citizen-id', number, distinct: true })).id,
    )
    const byCard = await placed(holder, { day })
    const [a, c, n, x] = await Promise.all([coded, carded, named, absent].map((who) => placed(who!, { day })))
    await expect(write((tx) => handOver(tx, desk, a!.id, { how: 'code', word: codes[0]! }))).rejects.toMatchObject({
      code: 'meal.early',
    })
    t.setNow('2026-11-21T11:20:00+08:00')
    expect(await write((tx) => handOver(tx, desk, a!.id, { how: 'code', word: codes[0]! }))).toEqual({
      state: 'confirmed',
    })
    await expect(write((tx) => handOver(tx, desk, c!.id, { how: 'code', word: codes[0]! }))).rejects.toMatchObject({
      code: 'order.confirm-code',
    })
    await expect(write((tx) => handOver(tx, desk, c!.id, { how: 'card', word: '1234' }))).rejects.toMatchObject({
      code: 'meal.card',
    })
    expect(await write((tx) => handOver(tx, desk, byCard.id, { how: 'card', word: number }))).toEqual({
      state: 'served',
    })
    expect(await write((tx) => handOver(tx, desk, n!.id, { how: 'name', word: null }))).toEqual({ state: 'served' })
    await expect(write((tx) => handOver(tx, desk, n!.id, { how: 'name', word: null }))).rejects.toMatchObject({
      code: 'order.state',
    })
    await expect(write((tx) => closeDay(tx, desk, b.site, day))).rejects.toMatchObject({ code: 'meal.day-open' })
    t.setNow('2026-11-21T21:00:00+08:00')
    expect(await write((tx) => closeDay(tx, desk, b.site, day))).toEqual({ noShows: 2 })
    expect(await write((tx) => closeDay(tx, desk, b.site, day))).toEqual({ noShows: 0 })
    const { lines, meals } = await sheet(day)
    expect(Object.fromEntries(lines.map((line) => [line.order, [line.state, line.proof]]))).toEqual({
      [a!.id]: ['confirmed', 'code'],
      [n!.id]: ['served', 'name'],
      [byCard.id]: ['served', 'card'],
      [c!.id]: ['no_show', null],
      [x!.id]: ['no_show', null],
    })
    // They were cooked for.
    expect(meals[0]!.portions).toBe(5)
    t.setNow(MORNING)
  })
})

describe('deliveries', () => {
  it('list what is brought to homes, called-off ones left out, and one deliverer takes them one after the other', async () => {
    const day = '2026-11-25'
    const [first, second, deliverer] = await Promise.all([person('送一'), person('送二'), person('送餐员')])
    const kept = await placed(first!, { day, offer: brought })
    const gone = await placed(second!, { day, offer: brought })
    const again = await placed(second!, { day, offer: brought })
    await placed(second!, { day })
    await write((tx) => cancelOrder(tx, desk, gone.id, { revision: null, told, reason: '不在家' }))
    const list = () => write((tx) => deliveries(tx, desk, b.site, day, 'noon'))
    const before = (await list()).items
    expect(before.map((each) => each.turn)).toEqual([1, 2])
    expect(before.map((each) => each.order).toSorted()).toEqual([kept.id, again.id].toSorted())
    await expect(write((tx) => handOver(tx, desk, kept.id, { how: 'name', word: null }))).rejects.toMatchObject({
      code: 'meal.early',
    })
    await write(async (tx) => {
      const own = tx.actor.jurisdiction
      await tx.run(
        sql`insert into workforce.worker (jurisdiction, person, recorded_at, recorded_by) values (${own}, ${deliverer}, now(), 'test')`,
      )
      await tx.run(sql`insert into workforce.employment (jurisdiction, id, person, organisation, post, during, recorded_at, recorded_by)
        values (${own}, ${newId()}, ${deliverer}, ${b.organisation}, 'carer', daterange('2024-01-01', null), now(), 'test')`)
    })
    const send = () => write((tx) => sendRun(tx, desk, { site: b.site, day, meal: 'noon', staff: deliverer! }))
    expect(await send()).toEqual({ stops: 2 })
    await expect(send()).rejects.toMatchObject({ code: 'run.empty' })
    const late = await placed(first!, { day, offer: brought })
    expect(await send()).toEqual({ stops: 1 })
    t.setNow('2026-11-25T11:30:00+08:00')
    expect(await write((tx) => handOver(tx, desk, late.id, { how: 'name', word: null }))).toEqual({ state: 'served' })
    t.setNow(MORNING)
  })
})

it('a meal ordered without the menu is on the sheet too', async () => {
  await general(await person('热线订餐人'), { day: '2026-11-26', quantity: 2 })
  const [noon] = (await sheet('2026-11-26')).meals
  expect(noon).toMatchObject({ meal: 'noon', portions: 2, dishes: [{ key: null, eatIn: 2, goesOut: 0 }] })
})

it('what somebody must not have stands in both files once they are one, and apart again after', async () => {
  const [from, into] = [await person('并入者'), await person('留存者')]
  for (const [who, allergen] of [
    [from, 'peanut'],
    [into, 'fish'],
  ] as const) {
    await write((tx) => giveConsent(tx, desk, who, { purpose: 'diet', acting: { by: 'self' }, channel: 'counter' }))
    await write((tx) => keepDiet(tx, desk, who, { diets: [], allergens: [allergen], note: null }))
  }
  await write((tx) => mergePersons(tx, desk, from, into, '重复'))
  expect((await write((tx) => dietOf(tx, desk, into)))?.allergens.toSorted()).toEqual(['fish', 'peanut'])
  await write((tx) => unmergePerson(tx, desk, from))
  expect((await write((tx) => dietOf(tx, desk, into)))?.allergens).toEqual(['fish'])
})

it('the demonstration has menus of this week and the next, to be taken over', async () => {
  await seedMeals(t.db, b.actor.jurisdiction, '2027-01-06')
  const menus = await t.db.read(b.actor, (tx) => sharedMenus(tx, '2027-01-04'))
  expect(menus.map((menu) => menu.day)).toEqual(
    ['04', '05', '06', '07', '08', '11', '12', '13', '14', '15'].map((day) => `2027-01-${day}`),
  )
  expect(menus.every((menu) => menu.dishes.every((dish) => dish.zh.endsWith('（演示）')))).toBe(true)
})
