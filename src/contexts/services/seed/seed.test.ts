import { beforeAll, describe, expect, it } from 'vitest'
import { addDays, today } from '../../../kernel/dates.ts'
import { sql, systemActor } from '../../../platform/db/index.ts'
import { testDatabase } from '../../../platform/db/testkit/index.ts'
import { addJurisdiction } from '../../../platform/identity/index.ts'
import { seedBenefits } from '../../benefits/index.ts'
import { seedPersons } from '../../people/index.ts'
import { testDesk } from '../../people/testkit.ts'
import { seedProviders } from '../../providers/index.ts'
import { seedTerritory } from '../../territory/index.ts'
import { seedWorkforce } from '../../workforce/index.ts'
import { comparisons } from '../catalogue/views.ts'
import { demand } from '../demand/unmet.ts'
import { STATES } from '../model.ts'
import { listOrders, orderCounts } from '../orders/views.ts'
import { seedServices } from './seed.ts'

const COUNTY = '532622'
const t = testDatabase()
const desk = testDesk()
const actor = systemActor('test', COUNTY)
const day = today(Date.now())

beforeAll(async () => {
  await addJurisdiction(t.db, { code: COUNTY, name: '砚山县' })
  await seedTerritory(t.db, day)
  await seedPersons(t.db, desk, COUNTY, day, null)
  await seedProviders(t.db, desk.keys, COUNTY, day)
  await seedBenefits(t.db, desk, COUNTY, day)
  await seedWorkforce(t.db, desk, COUNTY, day)
  // As between the stages of a first start: tables that were just filled are planned for as they are.
  await t.asOwner('analyze', [], true)
  await seedServices(t.db, desk, COUNTY, day)
}, 180_000)

describe('the demonstration of services', () => {
  it('has orders in every state, with benefits and staff, and none beyond its session', async () => {
    const counts = await t.db.read(actor, (tx) => orderCounts(tx, desk, {}))
    // Whether somebody is being served at this minute depends on the hour the demonstration begins: orders.test.ts walks through a week.
    const besides = (states: readonly string[]) => states.filter((each) => each !== 'arrived').sort()
    expect(besides(Object.keys(counts))).toEqual(besides(Object.keys(STATES)))
    expect(Object.values(counts).reduce((sum, each) => sum + each, 0)).toBe(400)
    const row = await t.db.read(actor, (tx) =>
      tx.one<{ borne: number; staffed: number; wrong: number; early: number }>(sql`select
        (select count(*)::int from services.order_line where fen > 0) borne, (select count(distinct order_id)::int from services.engagement) staffed,
        (select count(*)::int from services.session s where s.taken <> coalesce((select sum(quantity) from services.service_order o where o.session = s.id and o.state not in ('cancelled', 'refused')), 0)) wrong,
        (select count(*)::int from services.order_event e join services.service_order o on o.id = e.order_id where e.at < o.placed_at or e.at > now()) early`),
    )
    expect(row.borne).toBeGreaterThan(10)
    expect(row.staffed).toBeGreaterThan(80)
    expect(row).toMatchObject({ wrong: 0, early: 0 })
  })

  it('shows demand, comparisons and lists, and is not filled twice', async () => {
    await seedServices(t.db, desk, COUNTY, day)
    const lines = await t.db.read(actor, (tx) => demand(tx, { from: addDays(day, -80), until: day, byItem: true }))
    expect(lines.reduce((sum, each) => sum + each.wishes, 0)).toBeGreaterThan(40)
    expect(lines.every((each) => each.regionName.length > 1)).toBe(true)
    const { items } = await t.db.read(actor, (tx) => comparisons(tx))
    expect(new Set(items.map((each) => each.verdict)).size).toBeGreaterThan(1)
    const page = await t.db.write(actor, (tx) => listOrders(tx, desk, { limit: 50, state: ['settled'] }))
    expect(page.items).toHaveLength(50)
    expect(page.items.every((each) => each.person !== null && each.siteName !== '—')).toBe(true)
  })
})
