import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../kernel/ids.ts'
import { type Actor, sql, systemActor, type Tx } from '../../platform/db/index.ts'
import { testDatabase } from '../../platform/db/testkit/index.ts'
import { addJurisdiction, createUnit, identityConfig } from '../../platform/identity/index.ts'
import { testDesk as testProcedures } from '../../platform/procedures/testkit/index.ts'
import { keepDiet } from '../meals/diets/diets.ts'
import { mealRule } from '../meals/index.ts'
import { publishMenu, setHours } from '../meals/menus/commands.ts'
import { type ActingFor, addRelative, giveConsent } from '../people/index.ts'
import { testDesk as testPeople } from '../people/testkit.ts'
import {
  arriveAt,
  cancelOrder,
  confirmOrder,
  finishOrder,
  type OrderDesk,
  placeOrder,
  startOrder,
} from '../services/index.ts'
import { bench, COUNTY, enterPaper, enterPerson, offerOf } from '../services/testkit.ts'
import { type About, type Level, rateOrder } from '../supervision/index.ts'
import { subjectsOf } from './accounts.ts'
import type { ResidentDesk } from './desk.ts'
import { cancelOwn, confirmOwn, orderAs, rateOwn } from './orders.ts'
import { counterSender } from './sender.ts'

const t = testDatabase()
const people: OrderDesk = { ...testPeople(), orderRules: [mealRule] }
const desk: ResidentDesk = {
  people,
  procedures: testProcedures(),
  identity: identityConfig(COUNTY, { subjectsOf }),
  sender: counterSender,
}
const clerk = systemActor('clerk', COUNTY)
const write = <R>(act: (tx: Tx) => Promise<R>) => t.db.write(clerk, act)
const MORNING = '2026-11-20T09:00:00+08:00'
let home = ''
let meal = ''

beforeAll(async () => {
  t.setNow(MORNING)
  await addJurisdiction(t.db, { code: COUNTY, name: '砚山县' })
  const made = await bench(t.db, people)
  await write(async (tx) => {
    await createUnit(tx, { name: '县民政局', kind: 'department' })
    await enterPaper(tx, made.organisation, 'food')
    home = await offerOf(tx, made.site, 'haircut', 2_000)
    meal = await offerOf(tx, made.site, 'noon-meal', 1_200)
    await setHours(tx, made.site, { meal: 'noon', from: '11:00', until: '13:00', cutoffAt: '17:00', cutoffDays: 1 })
    const fish = { key: 'fish', zh: '清蒸鱼', en: 'Fish', allergens: ['fish' as const], suits: [] }
    const stew = { key: 'stew', zh: '炖牛肉', en: 'Stew', allergens: [], suits: [] }
    await publishMenu(tx, { site: made.site, day: '2026-11-23', meal: 'noon', shared: false, dishes: [fish, stew] })
  })
})

type Asked = { offer: string; from: string; fen: number; quantity?: number; choice?: string; despite?: string[] }

/** One way in: the resident's phone, or the counter with the person before it. Both speak of one order. */
type Way = {
  order(key: string, asked: Asked): Promise<{ id: string }>
  cancel(id: string): Promise<unknown>
  confirm(id: string): Promise<unknown>
  rate(id: string, level: Level, about: About | null): Promise<unknown>
}

const MINUTES = new Map<string, number>()
const revisionOf = async (id: string) =>
  (await write((tx) => tx.one<{ revision: number }>(sql`select revision from services.service_order where id = ${id}`)))
    .revision

/** The resident's own phone; `for` another person with that person's authority. */
function byApp(own: string, person: string): Way {
  const subjects = [...new Set([own, person])]
  const actor: Actor = { ...clerk, kind: 'account', id: newId(), permissions: new Set(['resident.use']), subjects }
  return {
    order: (key, { fen, quantity = 1, ...asked }) =>
      orderAs(t.db, desk, actor, key, { ...asked, quantity, seenFen: fen, ...(own === person ? {} : { person }) }),
    cancel: async (id) => {
      const revision = await revisionOf(id)
      return t.db.write(actor, (tx) => cancelOwn(tx, desk, id, revision, '改天再约'))
    },
    confirm: async (id) => {
      const revision = await revisionOf(id)
      return t.db.write(actor, (tx) => confirmOwn(tx, desk, id, revision))
    },
    rate: (id, level, about) => t.db.write(actor, (tx) => rateOwn(tx, desk, id, { level, about, words: null })),
  }
}

/** The counter, on the word of the person or of whoever may speak for them. */
function byCounter(person: string, acting: ActingFor): Way {
  const told = { channel: 'counter' as const }
  return {
    order: (request, { fen, quantity = 1, from, ...asked }) =>
      placeOrder(t.db, people, clerk, {
        ...asked,
        request,
        person,
        quantity,
        from: new Date(from).toISOString(),
        until: new Date(Date.parse(from) + MINUTES.get(asked.offer)! * 60_000).toISOString(),
        seenFen: fen,
        channel: 'counter',
        acting,
      }),
    cancel: (id) => write((tx) => cancelOrder(tx, people, id, { revision: null, told, reason: '改天再约' })),
    confirm: (id) =>
      write((tx) => confirmOrder(tx, people, id, { revision: null, told, confirmation: { by: acting } })),
    rate: (id, level, about) =>
      write((tx) => rateOrder(tx, people, id, { level, about, words: null, acting, channel: 'counter' })),
  }
}

/** Everything that stands of a person's orders, but for the channel, who entered it, and what is drawn anew each time. */
async function records(person: string): Promise<unknown> {
  return write(async (tx) => ({
    orders:
      await tx.rows(sql`select o.item, o.state, o.quantity, o.unit_fen, o.list_fen, o.subsidy_fen, o.entitlement, lower(o.wanted) "from", upper(o.wanted) until,
        o.region, o.acting, o.offer, o.price_version, o.confirmed_by,
        (select json_agg(json_build_array(e.kind) order by e.at, e.id) from services.order_event e where e.order_id = o.id) events,
        (select json_agg(json_build_array(c.dish, c.warned is not null)) from meals.choice c where c.order_id = o.id) choices,
        (select json_agg(json_build_array(r.round, r.level, r.acting) order by r.round) from supervision.rating r where r.order_id = o.id) ratings,
        (select json_agg(json_build_array(f.kind, f.state, f.due)) from supervision.casefile f where f.order_id = o.id) cases
      from services.service_order o where o.person = ${person} order by o.id`),
    unmet: await tx.rows(
      sql`select day, item, family, region, reason, times from services.unmet where person = ${person} order by reason`,
    ),
    diets: await tx.one(sql`select count(*)::int n from meals.diet where person = ${person}`),
  }))
}

/** The provider serves, the same whichever way it was ordered. */
async function serve(id: string): Promise<void> {
  const told = { channel: 'field' as const }
  await write(async (tx) => {
    const own = tx.actor.jurisdiction
    await tx.run(sql`update services.item set staff = 0 where jurisdiction = ${own} and code = 'haircut'`)
    await arriveAt(tx, people, id, { revision: null, told: { ...told, at: '2026-11-20T08:50:00+08:00' } })
    await startOrder(tx, people, id, { revision: null, told: { ...told, at: '2026-11-20T08:51:00+08:00' }, checks: {} })
    await finishOrder(tx, people, id, {
      revision: null,
      told: { ...told, at: '2026-11-20T08:59:00+08:00' },
      done: null,
    })
  })
}

const VISIT = '2026-11-24T09:00:00+08:00'
const MEAL = '2026-11-23T11:30:00+08:00'
const said = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (refusal: { code: string; params?: unknown }) => [refusal.code, refusal.params],
  )

/** What is done, and what was answered to it. */
const SCENARIOS: Record<string, (way: Way) => Promise<unknown>> = {
  'a visit at home is ordered': (way) =>
    way.order(newId(), { offer: home, from: VISIT, fen: 2_000 }).then(() => 'done'),
  'two meals are ordered': (way) =>
    said(way.order(newId(), { offer: meal, from: MEAL, fen: 1_200, quantity: 2, choice: 'stew' })),
  'a dish is chosen': (way) => said(way.order(newId(), { offer: meal, from: MEAL, fen: 1_200, choice: 'stew' })),
  'an allergy is warned of, and overruled': async (way) => [
    await said(way.order(newId(), { offer: meal, from: MEAL, fen: 1_200, choice: 'fish' })),
    await said(way.order(newId(), { offer: meal, from: MEAL, fen: 1_200, choice: 'fish', despite: ['meal.allergy'] })),
  ],
  'the same request comes five times': async (way) => {
    const key = newId()
    const all = await Promise.all([1, 2, 3, 4, 5].map(() => way.order(key, { offer: home, from: VISIT, fen: 2_000 })))
    return new Set(all.map((each) => each.id)).size
  },
  'the price has changed': (way) => said(way.order(newId(), { offer: home, from: VISIT, fen: 1_900 })),
  'the cut-off is over': (way) =>
    said(way.order(newId(), { offer: meal, from: '2026-11-20T11:30:00+08:00', fen: 1_200 })),
  'it is called off': async (way) => {
    const { id } = await way.order(newId(), { offer: home, from: VISIT, fen: 2_000 })
    return [await said(way.cancel(id)), await said(way.cancel(id))]
  },
  'it is served, confirmed and rated well': async (way) => {
    const { id } = await way.order(newId(), { offer: home, from: VISIT, fen: 2_000 })
    const early = await said(way.confirm(id))
    await serve(id)
    return [early, await said(way.confirm(id)), await said(way.rate(id, 5, null)), await said(way.rate(id, 4, null))]
  },
  'it is served and rated badly, which opens a case': async (way) => {
    const { id } = await way.order(newId(), { offer: home, from: VISIT, fen: 2_000 })
    await serve(id)
    await way.confirm(id)
    return [await said(way.rate(id, 1, null)), await said(way.rate(id, 1, 'quality'))]
  },
}

let names = 0
/** A person with an allergy, and somebody who may order for them. */
async function someone(): Promise<{ person: string; child: string; relative: string }> {
  const name = () => `同${String.fromCodePoint(0x4e00 + names++)}`
  return write(async (tx) => {
    const person = await enterPerson(tx, people, name())
    const child = await enterPerson(tx, people, name())
    await giveConsent(tx, people, person, { purpose: 'diet', acting: { by: 'self' }, channel: 'counter' })
    await keepDiet(tx, people, person, { diets: [], allergens: ['fish'], note: null })
    const { id } = await addRelative(tx, people, person, {
      role: 'proxy',
      name: '女儿',
      other: child,
      document: '授权书',
      scope: ['order'],
      from: '2026-01-01',
      until: '2027-01-01',
    })
    return { person, child, relative: id }
  })
}

describe('by the phone of the resident and at the counter', () => {
  it.each(Object.entries(SCENARIOS))('%s: the same records, for oneself and for one’s parent', async (_, scenario) => {
    MINUTES.set(home, 40).set(meal, 60)
    for (const proxy of [false, true]) {
      const [one, two] = [await someone(), await someone()]
      const app = byApp(proxy ? one.child : one.person, one.person)
      const counter = byCounter(two.person, proxy ? { by: 'proxy', relative: two.relative } : { by: 'self' })
      const answers = [await scenario(app), await scenario(counter)]
      expect(answers[0]).toEqual(answers[1])
      const [left, right] = [await records(one.person), await records(two.person)]
      expect(left).toEqual(right)
    }
  })
})
