import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../kernel/ids.ts'
import { testDatabase } from '../../platform/db/testkit/index.ts'
import { seedOf, type TestHouse, testHouse } from '../../platform/identity/testkit.ts'
import { testDesk } from '../people/testkit.ts'
import { openDesk } from './catalogue/commands.ts'
import { clientsOfProvider, serviceRoutes } from './index.ts'
import { type Bench, bench, COUNTY, enterPaper, enterPerson, enterSite, FAR_VILLAGE, offerOf } from './testkit.ts'

const t = testDatabase()
const desk = testDesk({ related: [clientsOfProvider] })
let house: TestHouse
let b: Bench
let here: string
let there: string
let offer: string
let other: string

beforeAll(async () => {
  house = await testHouse(t.db, { code: COUNTY, name: '砚山县' }, serviceRoutes(desk))
  b = await bench(t.db, desk)
  await t.db.write(b.actor, async (tx) => {
    here = await enterPerson(tx, desk, '近者')
    there = await enterPerson(tx, desk, '远者', FAR_VILLAGE)
    offer = await offerOf(tx, b.site, 'home-care', 3_500)
    const second = await enterSite(tx, { creditCode: '91532622MA6K000100', name: '另一家', code: 'JG-T-9' })
    await enterPaper(tx, second.organisation)
    other = await offerOf(tx, second.site, 'home-care', 3_000)
  })
})
afterAll(async () => {
  await house.server.close()
})

/** One time for all, so that the same request is the same. */
const WANTED = new Date(Date.now() + 48 * 3_600_000)
const place = async (who: Record<string, string>, person: string, which: string, fen: number, key = newId()) => {
  const from = WANTED
  return house.server.inject({
    method: 'POST',
    url: '/api/services/orders',
    headers: { ...who, 'idempotency-key': key },
    payload: {
      person,
      offer: which,
      from: from.toISOString(),
      until: new Date(from.getTime() + 3_600_000).toISOString(),
      quantity: 1,
      seenFen: fen,
      channel: 'phone',
      acting: { by: 'self' },
    },
  })
}
const seen = async (who: Record<string, string>) =>
  (await house.server.inject({ method: 'GET', url: '/api/services/orders', headers: who }))
    .json()
    .items.map((each: { no: string; person: { id: string } | null }) => [each.no, each.person?.id ?? null])

describe('services over HTTP', () => {
  it('place an order once for a key, for persons within reach only', async () => {
    const operator = await house.as('service_operator')
    const key = newId()
    const first = await place(operator, here, offer, 3_500, key)
    expect(first.statusCode).toBe(200)
    expect((await place(operator, here, offer, 3_500, key)).json()).toEqual({ ...first.json(), repeated: true })
    expect((await place(operator, here, offer, 3_600, key)).json()).toMatchObject({ code: 'idempotency.mismatch' })
    expect((await place(await house.as('grid_worker'), here, offer, 3_500)).json()).toMatchObject({
      code: 'person.missing',
    })
    const bare = await house.server.inject({
      method: 'POST',
      url: '/api/services/orders',
      headers: operator,
      payload: {},
    })
    expect(bare.json()).toMatchObject({ code: 'input.invalid' })
    const many = await Promise.all(
      Array.from({ length: 40 }, (_, i) => place(operator, i % 2 === 0 ? here : there, offer, 3_500)),
    )
    expect(new Set(many.map((each) => each.json().no)).size).toBe(40)
  })

  it('show a provider its own orders and their persons, a town its own people, and no more', async () => {
    const operator = await house.as('service_operator')
    const [mine, theirs] = [
      (await place(operator, here, offer, 3_500)).json(),
      (await place(operator, there, other, 3_000)).json(),
    ]
    const firm = await house.account(seedOf('canyin', ['provider'], { unit: { name: '工作台', kind: 'external' } }))
    const town = await house.account(
      seedOf('jiangna', ['township_worker'], {
        unit: { name: '江那镇人民政府', kind: 'township', region: '532622101' },
        region: '532622101',
      }),
    )
    expect(await seen(await house.as('provider'))).toEqual([])
    await t.db.write(b.actor, (tx) =>
      openDesk(tx, { unit: firm.account.unit!, organisation: b.organisation, site: null }),
    )
    const provider = firm.headers
    const own = await seen(provider)
    expect(own).toContainEqual([mine.no, here])
    const sites = await house.server.inject({ method: 'GET', url: '/api/services/sites', headers: provider })
    expect(sites.json().items.map((each: { id: string }) => each.id)).toEqual([b.site])
    expect(own.map(([no]: [string]) => no)).not.toContain(theirs.no)
    expect(
      (
        await house.server.inject({ method: 'GET', url: `/api/services/orders/${theirs.id}`, headers: provider })
      ).json(),
    ).toMatchObject({ code: 'order.missing' })
    const act = (id: string) =>
      house.server.inject({
        method: 'POST',
        url: `/api/services/orders/${id}/refuse`,
        headers: { ...provider, 'idempotency-key': newId() },
        payload: { revision: null, told: { channel: 'app' }, reason: '人手不足' },
      })
    expect((await act(theirs.id)).json()).toMatchObject({ code: 'order.missing' })
    expect((await act(mine.id)).json()).toMatchObject({ state: 'refused' })
    const worker = town.headers
    for (const [, person] of await seen(worker)) expect(person).toBe(here)
    expect((await place(worker, there, other, 3_000)).json()).toMatchObject({ code: 'person.missing' })
    const contact = (who: Record<string, string>, id: string) =>
      house.server.inject({ method: 'POST', url: `/api/services/orders/${id}/contact`, headers: who })
    expect((await contact(provider, theirs.id)).json()).toMatchObject({ code: 'order.missing' })
    expect((await contact(provider, mine.id)).json()).toHaveProperty('phones')
  })

  it('tell what was refused and count it, in both languages', async () => {
    const operator = await house.as('service_operator')
    const refused = await place({ ...operator, 'accept-language': 'en' }, here, offer, 1)
    expect(refused.json()).toMatchObject({
      code: 'order.price-changed',
      status: 409,
      title: expect.stringMatching(/^The price/),
    })
    const list = await house.server.inject({ method: 'GET', url: '/api/services/orders.csv', headers: operator })
    expect(list.headers['content-type']).toContain('text/csv')
    expect(list.body).toContain('订单号')
    expect(list.body).not.toContain('近者')
  })
})
