import { beforeAll, describe, expect, it } from 'vitest'
import { addDays, today } from '../../kernel/dates.ts'
import { newId } from '../../kernel/ids.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { sql, type Tx } from '../../platform/db/index.ts'
import { testDatabase } from '../../platform/db/testkit/index.ts'
import { addRelative, issueCodes, recordDeath, recordMoveOut } from '../people/index.ts'
import { testDesk } from '../people/testkit.ts'
import { authorise, changeOffer, enterSubsidy, publishPrice } from './catalogue/commands.ts'
import type { Wish } from './model.ts'
import { arriveAt, cancelOrder, confirmOrder, finishOrder, noShow, settleOrder, startOrder } from './orders/acts.ts'
import { assignOrder } from './orders/assign.ts'
import { isPlaced, type Outcome, placeOrders, type ReadyWish } from './orders/place.ts'
import { placeOrder } from './orders/routes.ts'
import { orderView } from './orders/views.ts'
import { type Bench, bench, enterPaper, enterPerson, enterSite, FAR_VILLAGE, offerOf, TOWN, wishOf } from './testkit.ts'

const t = testDatabase()
const desk = testDesk()
let b: Bench
let person: string
let visit: string
const told = { channel: 'field' as const }
const as = <T>(work: (tx: Tx) => Promise<T>) => t.db.write(b.actor, work)
const place = async (wish: ReadyWish): Promise<Outcome> => (await as((tx) => placeOrders(tx, [wish])))[0]!
const why = async (wish: ReadyWish): Promise<string> => {
  const outcome = await place(wish)
  return isPlaced(outcome) ? 'placed' : outcome.code
}
const wish = (more: Partial<ReadyWish> = {}, who = person, offer = visit, fen = 3_500) =>
  wishOf(new Date(), who, offer, fen, more)
const codeOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work
    return 'done'
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}
const placedId = async (more: Partial<ReadyWish> = {}, who = person, offer = visit, fen = 3_500): Promise<string> => {
  const outcome = await place(wish(more, who, offer, fen))
  if (!isPlaced(outcome)) throw outcome
  return outcome.id
}
/** Somebody of the firm with a valid certificate. */
async function carer(name: string, skills: string[] = ['elder-care']): Promise<string> {
  return as(async (tx) => {
    const id = await enterPerson(tx, desk, name)
    const own = tx.actor.jurisdiction
    await tx.run(
      sql`insert into workforce.worker (jurisdiction, person, recorded_at, recorded_by) values (${own}, ${id}, now(), 'test')`,
    )
    await tx.run(sql`insert into workforce.employment (jurisdiction, id, person, organisation, post, during, recorded_at, recorded_by)
      values (${own}, ${newId()}, ${id}, ${b.organisation}, 'carer', daterange('2024-01-01', null), now(), 'test')`)
    for (const skill of skills)
      await tx.run(sql`insert into workforce.certificate (jurisdiction, id, person, skill, level, sealed, issuer, issued_on, valid_until, state, verified_on, recorded_at, recorded_by)
        values (${own}, ${newId()}, ${id}, ${skill}, 4, '', 'test', '2024-01-01', ${skill === 'elder-care' ? null : '2024-12-31'}::date, 'verified', '2024-01-02', now(), 'test')`)
    return id
  })
}

beforeAll(async () => {
  b = await bench(t.db, desk)
  person = await as((tx) => enterPerson(tx, desk, '李一'))
  visit = await as((tx) => offerOf(tx, b.site, 'home-care', 3_500))
})

describe('an order that cannot be', () => {
  it('is refused for the dead, the moved and whoever is out of reach, and leaves nothing', async () => {
    const [dead, moved, far] = await as(async (tx) => {
      const ids = [
        await enterPerson(tx, desk, '逝者'),
        await enterPerson(tx, desk, '迁者'),
        await enterPerson(tx, desk, '远者', FAR_VILLAGE),
      ]
      await recordDeath(tx, desk, ids[0]!, today(Date.now()))
      await recordMoveOut(tx, desk, ids[1]!, today(Date.now()))
      return ids
    })
    expect(await why(wish({}, dead))).toBe('order.person-dead')
    expect(await why(wish({}, moved))).toBe('order.person-moved')
    expect(await why(wish({ scope: TOWN }, far))).toBe('person.missing')
    expect(await why(wish({}, newId()))).toBe('person.missing')
    const { n } = await as((tx) =>
      tx.one<{ n: number }>(
        sql`select count(*) n from services.service_order where person = any(${[dead, moved, far]}::uuid[])`,
      ),
    )
    expect(n).toBe(0)
  })

  it('is refused when the provider may not, and counted as unmet once a day', async () => {
    const { organisation, site } = await as((tx) =>
      enterSite(tx, { creditCode: '91532622MA6K000100', name: '另一家', code: 'JG-T-2' }),
    )
    const offer = await as((tx) => offerOf(tx, site, 'home-care', 3_500))
    expect(await why(wish({}, person, offer))).toBe('order.provider-paper')
    await as((tx) => enterPaper(tx, organisation, 'business', addDays(today(Date.now()), -1)))
    expect(await why(wish({}, person, offer))).toBe('order.provider-paper')
    const unmet = await as((tx) =>
      tx.rows<{ reason: string; times: number }>(
        sql`select reason, times from services.unmet where person = ${person} and offer = ${offer}`,
      ),
    )
    expect(unmet).toEqual([{ reason: 'order.provider-paper', times: 2 }])
    await as((tx) => enterPaper(tx, organisation))
    expect(await why(wish({}, person, offer))).toBe('placed')
    await as((tx) =>
      tx.run(sql`insert into providers.ban (jurisdiction, id, subject, credit_code, shown, scopes, basis, paper_number, decided_by, reason, starts_on, recorded_by, recorded_at)
        values (${tx.actor.jurisdiction}, ${newId()}, 'organisation', '91532622MA6K000100', '另一家', '{dispatch}', '测试', '禁1号', '测试', '测试', '2026-01-01', 'test', now())`),
    )
    expect(await why(wish({}, person, offer))).toBe('order.provider-banned')
    const care = await as((tx) => offerOf(tx, b.site, 'day-care', 3_000))
    expect(await why(wish({}, person, care, 3_000))).toBe('order.provider-not-filed')
  })

  it('is refused to a property firm beyond its authorisation', async () => {
    const { organisation, site } = await as((tx) =>
      enterSite(tx, { creditCode: '91532622MA6K000201', name: '物业公司', code: 'JG-T-3', types: ['property'] }),
    )
    await as((tx) => enterPaper(tx, organisation))
    expect(await codeOf(as((tx) => offerOf(tx, site, 'shop-help', 500)))).toBe('offer.not-authorised')
    const day = today(Date.now())
    await as((tx) =>
      authorise(tx, {
        organisation,
        items: ['shop-help'],
        paper: '授权1号',
        givenBy: '镇政府',
        from: addDays(day, -10),
        until: day,
      }),
    )
    const offer = await as((tx) => offerOf(tx, site, 'shop-help', 500))
    expect(await why(wish({}, person, offer, 500))).toBe('placed')
    await as((tx) =>
      tx.run(
        sql`update services.authorisation set during = daterange('2020-01-01', ${day}::date) where organisation = ${organisation}`,
      ),
    )
    expect(await why(wish({}, person, offer, 500))).toBe('order.not-authorised')
  })

  it('is refused out of area, out of time, paused, or at another price than was seen', async () => {
    const near = await as((tx) => offerOf(tx, b.site, 'home-cleaning', 4_000, { areas: [FAR_VILLAGE.slice(0, 9)] }))
    expect(await why(wish({}, person, near, 4_000))).toBe('order.area')
    const at = (ms: number) => new Date(Date.now() + ms).toISOString()
    expect(await why(wish({ from: at(3_600_000), until: at(7_200_000) }))).toBe('order.cutoff')
    expect(await why(wish({ from: at(-7_200_000), until: at(-3_600_000) }))).toBe('order.past')
    expect(await why(wish({ from: at(7_200_000), until: at(3_600_000) }))).toBe('order.window')
    const other = await as((tx) => offerOf(tx, b.site, 'errand', 1_000))
    expect(await why(wish({}, person, other, 900))).toBe('order.price-changed')
    await as((tx) =>
      publishPrice(tx, other, {
        fen: 1_200,
        kind: 'market',
        basis: '测试',
        guideLowFen: null,
        guideHighFen: null,
        conditions: null,
        from: null,
      }),
    )
    const outcome = await place(wish({}, person, other, 1_000))
    expect(outcome).toMatchObject({ code: 'order.price-changed', params: { seen: 1_000, fen: 1_200, version: 2 } })
    await as((tx) =>
      changeOffer(tx, other, {
        revision: 0,
        state: 'paused',
        reason: '放假',
        areas: [],
        dayCapacity: null,
        note: null,
      }),
    )
    expect(await why(wish({}, person, other, 1_200))).toBe('order.offer-paused')
  })

  it('is refused when the day is full, and a cancelled one makes room', async () => {
    const few = await as((tx) => offerOf(tx, b.site, 'bedding-care', 5_000, { dayCapacity: 2 }))
    const first = await placedId({}, person, few, 5_000)
    await placedId({}, person, few, 5_000)
    expect(await place(wish({}, person, few, 5_000))).toMatchObject({
      code: 'order.day-full',
      params: { capacity: 2, left: 0 },
    })
    const next = new Date(Date.now() + 96 * 3_600_000)
    const other = { from: next.toISOString(), until: new Date(next.getTime() + 3_600_000).toISOString() }
    expect(await why(wish(other, person, few, 5_000))).toBe('placed')
    await as((tx) => cancelOrder(tx, desk, first, { revision: 0, told, reason: '改天' }))
    expect(await why(wish({}, person, few, 5_000))).toBe('placed')
  })

  it('is not refused for an area that is unknown', async () => {
    const nowhere = await as(async (tx) => {
      const id = await enterPerson(tx, desk, '无址者')
      await tx.run(sql`update people.person set region = null where id = ${id}`)
      return id
    })
    const near = await as((tx) => offerOf(tx, b.site, 'escort', 6_000, { areas: [TOWN] }))
    expect(await why(wish({}, nowhere, near, 6_000))).toBe('placed')
  })

  it('is never above the published price in force, whoever writes it', async () => {
    const insert = (fen: number, version: number) =>
      as((tx) =>
        tx.run(sql`insert into services.service_order (jurisdiction, id, no, person, item, family, offer, organisation, site, price_version, unit_fen, quantity, list_fen, subsidy_fen,
          entitlement, wanted, channel, acting, placed_by, placed_at, request, print, state, state_at)
        values (${tx.actor.jurisdiction}, ${newId()}, ${newId()}, ${person}, 'home-care', 'visit', ${visit}, ${b.organisation}, ${b.site}, ${version}, ${fen}, 1, ${fen}, 0, 'none',
          tstzrange(now(), now() + interval '1 hour'), 'phone', 'self', 'test', now(), ${newId()}, '', 'placed', now())`),
      )
    await expect(insert(3_501, 1)).rejects.toThrow(/above the published price/)
    await expect(insert(3_500, 2)).rejects.toThrow(/above the published price/)
    await expect(insert(3_500, 1)).resolves.toBe(1)
    const id = await placedId()
    await expect(
      as((tx) => tx.run(sql`update services.service_order set unit_fen = 1 where id = ${id}`)),
    ).rejects.toThrow(/permission denied/)
    await expect(as((tx) => tx.run(sql`update services.price set fen = 99999 where offer = ${visit}`))).rejects.toThrow(
      /permission denied/,
    )
  })

  it('is the same order for the same key, and refused for the same key with another input', async () => {
    const first = wish({ quantity: 2 })
    const placed = await place(first)
    expect(isPlaced(placed) && !placed.repeated).toBe(true)
    const again = await Promise.all(Array.from({ length: 5 }, () => place(first)))
    for (const each of again) expect(each).toMatchObject({ id: (placed as { id: string }).id, repeated: true })
    expect(await why({ ...first, quantity: 1 })).toBe('idempotency.mismatch')
  })

  it('is decided in a list as it would be after those before it', async () => {
    const few = await as((tx) => offerOf(tx, b.site, 'rehab-visit', 5_000, { dayCapacity: 3 }))
    const one = wish({}, person, few, 5_000)
    const list = [
      one,
      { ...one },
      { ...one, quantity: 2 },
      wish({ quantity: 3 }, person, few, 5_000),
      wish({ quantity: 2 }, person, few, 5_000),
      wish({}, person, few, 5_000),
      wish({}, newId(), few, 5_000),
    ]
    const outcomes = await as((tx) => placeOrders(tx, list))
    expect(outcomes.map((each) => (isPlaced(each) ? (each.repeated ? 'repeated' : 'placed') : each.code))).toEqual([
      'placed',
      'repeated',
      'idempotency.mismatch',
      'order.day-full',
      'placed',
      'order.day-full',
      'person.missing',
    ])
    expect(outcomes[1]).toMatchObject({ id: (outcomes[0] as { id: string }).id, listFen: 5_000 })
    expect(outcomes[3]).toMatchObject({ params: { capacity: 3, left: 2 } })
    const kept = await as((tx) =>
      tx.one<{ taken: number; orders: number; events: number; entries: number; told: number; times: number }>(sql`select
        (select taken from services.offer_day where offer = ${few}) taken,
        (select count(*) from services.service_order where offer = ${few}) orders,
        (select count(*) from services.order_event e join services.service_order o on o.id = e.order_id where o.offer = ${few}) events,
        (select count(*) from journal.entry j join services.service_order o on j.subject_id = o.id::text where o.offer = ${few}) entries,
        (select count(*) from events.outbox x join services.service_order o on x.payload ->> 'order' = o.id::text where o.offer = ${few}) told,
        (select times from services.unmet where offer = ${few} and reason = 'order.day-full') times`),
    )
    expect(kept).toEqual({ taken: 3, orders: 2, events: 2, entries: 2, told: 2, times: 2 })
  })

  it('is refused to a proxy without the authority to order', async () => {
    const day = today(Date.now())
    const proxy = (scope: ('order' | 'apply')[]) =>
      as((tx) =>
        addRelative(tx, desk, person, {
          role: 'proxy',
          name: '李女',
          document: '授权书',
          scope,
          from: day,
          until: addDays(day, 30),
        }),
      )
    const other = await proxy(['apply'])
    expect(await why(wish({ acting: { by: 'proxy', relative: other.id } }))).toBe('proxy.authority')
    const right = await proxy(['order'])
    expect(await why(wish({ acting: { by: 'proxy', relative: right.id } }))).toBe('placed')
  })
})

describe('what benefits bear', () => {
  it('is split when the order is placed, within the limits of the period, and given back when it is cancelled', async () => {
    const own = b.actor.jurisdiction
    const poor = await as((tx) => enterPerson(tx, desk, '困难老人'))
    const unsure = await as((tx) => enterPerson(tx, desk, '待核老人'))
    await t.asOwner(
      `insert into benefits.entitlement (jurisdiction, id, person, benefit, kind, during, acting, recorded_by, recorded_at)
      select '${own}', gen_random_uuid(), p, 'service-allowance', 'service', daterange('2026-01-01', null), 'self', 'test', now() from unnest($1::uuid[]) p`,
      [[poor, unsure]],
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
      select '${own}', '${list}', person, benefit, id, 1, '2026-01-01', case when person = $1 then 'due' else 'unknown' end, 0, '', '' from benefits.entitlement`,
      [poor],
      true,
    )
    await as((tx) =>
      enterSubsidy(tx, {
        benefit: 'service-allowance',
        title: { zh: '抵扣', en: 'share' },
        items: ['home-care'],
        sharePercent: 50,
        capFen: 2_000,
        period: 'month',
        timesLimit: null,
        fenLimit: 3_000,
        from: '2026-01-01',
        basis: '测试',
      }),
    )
    const first = await place(wish({}, poor))
    expect(first).toMatchObject({ listFen: 3_500, subsidyFen: 1_750, selfFen: 1_750, entitlement: 'known' })
    expect(await place(wish({}, poor))).toMatchObject({ subsidyFen: 1_250 })
    expect(await place(wish({}, poor))).toMatchObject({ subsidyFen: 0, entitlement: 'known' })
    await as((tx) => cancelOrder(tx, desk, (first as { id: string }).id, { revision: 0, told, reason: '改天' }))
    expect(await place(wish({}, poor))).toMatchObject({ subsidyFen: 1_750 })
    const open = await place(wish({}, unsure))
    expect(open).toMatchObject({ subsidyFen: 0, entitlement: 'unknown' })
    // In one list the share of the period runs out as it does one after the other.
    const next = new Date(Date.now() + 40 * 86_400_000)
    const later = { from: next.toISOString(), until: new Date(next.getTime() + 3_600_000).toISOString() }
    const listed = await as((tx) =>
      placeOrders(tx, [wish(later, poor), wish(later, unsure), wish(later, poor), wish(later, poor)]),
    )
    expect(listed.map((each) => isPlaced(each) && [each.subsidyFen, each.entitlement])).toEqual([
      [1_750, 'known'],
      [0, 'unknown'],
      [1_250, 'known'],
      [0, 'known'],
    ])
  })
})

describe('the way of an order', () => {
  it('goes from the call to the settlement with every actor and time, the same by app and by counter', async () => {
    const worker = await carer('陆护理')
    const stories: string[][] = []
    for (const channel of ['app', 'counter'] as const) {
      const from = new Date(Date.now() + 49 * 3_600_000 + stories.length * 86_400_000)
      const input: Wish = {
        request: newId(),
        person,
        offer: visit,
        quantity: 1,
        seenFen: 3_500,
        from: from.toISOString(),
        until: new Date(from.getTime() + 3_600_000).toISOString(),
        channel,
        acting: { by: 'self' },
        note: '轻声敲门',
        place: '女儿家',
      }
      const { id } = await placeOrder(t.db, desk, b.actor, input)
      const base = { revision: null, told: { channel } }
      expect(await codeOf(as((tx) => arriveAt(tx, desk, id, base)))).toBe('order.unassigned')
      await as((tx) => assignOrder(tx, desk, id, { ...base, staff: [worker] }))
      expect(await codeOf(as((tx) => assignOrder(tx, desk, id, { ...base, revision: 0, staff: [worker] })))).toBe(
        'order.changed-meanwhile',
      )
      await as((tx) => arriveAt(tx, desk, id, { ...base, place: { lon: 104.337_19, lat: 23.605_77 } }))
      expect(await codeOf(as((tx) => finishOrder(tx, desk, id, { ...base, done: null })))).toBe('order.not-started')
      await as((tx) => startOrder(tx, desk, id, { ...base, checks: {} }))
      const early = new Date(Date.now() - 3_600_000).toISOString()
      expect(
        await codeOf(as((tx) => finishOrder(tx, desk, id, { ...base, told: { channel, at: early }, done: null }))),
      ).toBe('order.ends-before')
      expect(
        await codeOf(
          as((tx) => finishOrder(tx, desk, id, { ...base, told: { channel, at: '2027-12-01T00:00:00Z' }, done: null })),
        ),
      ).toBe('order.future')
      await as((tx) => finishOrder(tx, desk, id, { ...base, done: '协助洗漱、打扫' }))
      expect(await codeOf(as((tx) => confirmOrder(tx, desk, id, { ...base, confirmation: { code: '000000' } })))).toBe(
        'order.confirm-code',
      )
      const { codes } = await as((tx) => issueCodes(tx, desk, person))
      await as((tx) => confirmOrder(tx, desk, id, { ...base, confirmation: { code: codes[0]! } }))
      expect(await codeOf(as((tx) => settleOrder(tx, desk, id, { ...base, chargedFen: 3_501 })))).toBe('order.charge')
      expect(await as((tx) => settleOrder(tx, desk, id, base))).toMatchObject({
        state: 'settled',
        chargedFen: 3_500,
        selfFen: 3_500,
      })
      const view = await as((tx) => orderView(tx, desk, id))
      expect(view).toMatchObject({
        state: 'settled',
        place: '女儿家',
        note: '轻声敲门',
        confirmedBy: 'code',
        staff: [{ name: expect.any(String) }],
      })
      expect(view.events.find((each) => each.kind === 'arrive')?.detail).toEqual({ place: { lon: 104.34, lat: 23.61 } })
      for (const each of view.events) expect(each.channel).toBe(channel)
      stories.push(view.events.map((each) => each.kind))
    }
    expect(stories[0]).toEqual(['placed', 'assign', 'arrive', 'start', 'finish', 'confirm', 'settle'])
    expect(stories[1]).toEqual(stories[0])
  })

  it('sends nobody who is bound, not employed or not attested, and says to whom and when', async () => {
    const one = await carer('韦护理')
    const unskilled = await carer('覃护理', [])
    const first = await placedId()
    const second = await placedId()
    const base = { revision: null, told }
    expect(await codeOf(as((tx) => assignOrder(tx, desk, first, { ...base, staff: [unskilled] })))).toBe('worker.skill')
    expect(await codeOf(as((tx) => assignOrder(tx, desk, first, { ...base, staff: [person] })))).toBe(
      'worker.not-employed',
    )
    await as((tx) => assignOrder(tx, desk, first, { ...base, staff: [one] }))
    const busy = as((tx) => assignOrder(tx, desk, second, { ...base, staff: [one] }))
    await expect(busy).rejects.toMatchObject({ code: 'order.staff-busy', params: { clashes: [{ staff: one }] } })
    await as((tx) => cancelOrder(tx, desk, first, { ...base, reason: '改天' }))
    await as((tx) => assignOrder(tx, desk, second, { ...base, staff: [one] }))
    expect(await codeOf(as((tx) => noShow(tx, desk, second, { ...base, reason: '无人' })))).toBe('order.early')
  })

  it('keeps a carer from two places when many send at once', async () => {
    const one = await carer('争抢护理')
    const orders = await Promise.all(Array.from({ length: 12 }, () => placedId()))
    const done = await Promise.all(
      orders.map((id) => codeOf(as((tx) => assignOrder(tx, desk, id, { revision: null, told, staff: [one] })))),
    )
    expect(done.filter((each) => each === 'done')).toHaveLength(1)
    expect(new Set(done.filter((each) => each !== 'done'))).toEqual(new Set(['order.staff-busy']))
  })
})
