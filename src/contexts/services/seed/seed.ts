import { addDays, today } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import { type Random, seededRandom } from '../../../kernel/random.ts'
import { type Database, sql, systemActor, type Tx } from '../../../platform/db/index.ts'
import { accountCalled, unitsCalled } from '../../../platform/identity/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { type PeopleDesk, personFacts, personsWhere } from '../../people/index.ts'
import { type SiteOfKind, sitesOfKinds } from '../../providers/index.ts'
import { linkAccount, staffOf } from '../../workforce/index.ts'
import { adoptItems, authorise, enterSubsidy, openDesk } from '../catalogue/commands.ts'
import { type DemoOffer, type DemoOrders, demoOrders, writeOrders } from './orders.ts'
import { CARER, DESKS, OFFERED, TYPES } from './plan.ts'

/** Days for which the prices of the demonstration have been published. */
const PUBLISHED = 240

/** Orders, offers, prices, sessions and unmet wishes of the demonstration, all invented. A county that has offers is left alone. */
export async function seedServices(
  db: Database,
  desk: PeopleDesk,
  county: string,
  day = today(Date.now()),
): Promise<void> {
  await db.write(systemActor('seed', county), async (tx) => {
    const known = await tx.maybe(sql`select 1 from services.offer where jurisdiction = ${county} limit 1`)
    if (known !== null) return
    const random = seededRandom(77_001)
    const sites = await sitesOfKinds(tx, Object.keys(OFFERED), day)
    if (sites.length === 0) return
    await adoptItems(tx, 'all')
    await seedProviders(tx, sites, day)
    await seedSubsidies(tx, day)
    const offers = await seedOffers(tx, sites, day, random)
    await seedMarket(tx, day)
    await seedDesks(tx, sites)
    const sessions = await seedSessions(tx, offers, day)
    const persons = await personFacts(
      tx,
      desk,
      (await personsWhere(tx, desk, { ageFrom: 60 })).map((each) => each.person),
    )
    const staff = new Map<string, string[]>()
    for (const firm of new Set(offers.map((each) => each.organisation)))
      staff.set(
        firm,
        (await staffOf(tx, firm, day)).flatMap((each) =>
          each.post === 'carer' || each.post === 'nurse' ? [each.person] : [],
        ),
      )
    const made = demoOrders({ offers, sessions, persons: [...persons.values()], staff, now: tx.now, random })
    await writeOrders(tx, made)
    await seedCarer(tx, desk, made, sites)
    await seedUnmet(
      tx,
      [...persons.values()].flatMap((each) => (each.region === null ? [] : [{ id: each.id, region: each.region }])),
      day,
      random,
    )
    await record(tx, {
      action: 'services.load',
      subject: { kind: 'jurisdiction', id: county },
      detail: {
        offers: offers.length,
        orders: made.orders.length,
        events: made.events.length,
        sessions: sessions.length,
      },
    })
  })
}

async function seedProviders(tx: Tx, sites: readonly SiteOfKind[], day: string): Promise<void> {
  const rows = [
    ...new Map(
      sites.flatMap((site) =>
        (TYPES[site.kind] ?? []).map((type) => [
          `${site.organisation} ${type}`,
          { organisation: site.organisation, type },
        ]),
      ),
    ).values(),
  ]
  await tx.run(sql`insert into services.provider_type (jurisdiction, organisation, type, recorded_by, recorded_at)
    select ${tx.actor.jurisdiction}, x.organisation, x.type, ${tx.actor.id}, ${tx.now} from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) x(organisation uuid, type text)`)
  const centre = sites.find((site) => site.kind === 'elder-home-centre')
  if (centre !== undefined)
    await authorise(tx, {
      organisation: centre.organisation,
      items: ['repair-water'],
      paper: '便民维修授权 1 号（演示）',
      givenBy: '江那镇人民政府（演示）',
      from: addDays(day, -200),
      until: addDays(day, 165),
    })
}

async function seedSubsidies(tx: Tx, day: string): Promise<void> {
  const from = addDays(day, -200)
  await enterSubsidy(tx, {
    benefit: 'service-allowance',
    title: { zh: '养老服务补贴抵扣居家服务', en: 'Service allowance towards care at home' },
    items: ['home-care', 'home-cleaning', 'bedding-care', 'escort', 'bath-at-home', 'bath-at-point'],
    sharePercent: 50,
    capFen: 3_000,
    period: 'month',
    timesLimit: null,
    fenLimit: 10_000,
    from,
    basis: '演示数据：比例和上限为演示参数',
  })
  await enterSubsidy(tx, {
    benefit: 'old-age',
    title: { zh: '高龄老人助餐补贴（每人每天一餐）', en: 'Meal subsidy for the oldest, one a day' },
    items: ['noon-meal', 'meal-delivery'],
    sharePercent: 50,
    capFen: 300,
    period: 'day',
    timesLimit: 1,
    fenLimit: null,
    from,
    basis: '演示数据：金额为演示参数',
  })
}

async function seedOffers(tx: Tx, sites: readonly SiteOfKind[], day: string, random: Random): Promise<DemoOffer[]> {
  const own = tx.actor.jurisdiction
  const turns = new Map<string, number>()
  const offers = sites.flatMap((site): DemoOffer[] => {
    const turn = turns.get(site.kind) ?? 0
    turns.set(site.kind, turn + 1)
    // A demonstration, not a census: the first sites of each kind.
    if (turn >= 6) return []
    const items = [
      ...(OFFERED[site.kind] ?? []),
      ...(site.kind === 'elder-home-centre' && turn === 0 ? ([['repair-water', 3_000, 4_000]] as const) : []),
    ]
    return items.map(([item, low, high]) => {
      const fen = Math.round(random.between(low, high) / 100) * 100
      return {
        id: newId(),
        item,
        site: site.id,
        organisation: site.organisation,
        region: site.region,
        fen,
        before: Math.round((fen * 0.9) / 100) * 100,
        freeSite: site.kind === 'elder-canteen' && turn % 2 === 0,
        version: fen === 0 ? 1 : 2,
      }
    })
  })
  await tx.run(sql`insert into services.offer (jurisdiction, id, item, organisation, site, areas, day_capacity, free_site, note, recorded_by, recorded_at)
    select ${own}, x.id, x.item, x.organisation, x.site, case when i.needs_address then array[left(x.region, 9)] else '{}' end, case when i.family = 'visit' then 40 end,
      x."freeSite", '演示数据', ${tx.actor.id}, ${tx.now}
    from jsonb_to_recordset(${JSON.stringify(offers)}::jsonb) x(id uuid, item text, organisation uuid, site uuid, region text, "freeSite" boolean)
    join services.item i on i.jurisdiction = ${own} and i.code = x.item`)
  const since = addDays(day, -PUBLISHED)
  await tx.run(sql`insert into services.price (jurisdiction, offer, version, fen, kind, basis, published_at, valid_from, recorded_by)
    select ${own}, x.id, v.version, case v.version when x.version then x.fen else x.before end, case when x.fen = 0 then 'free' else 'market' end,
      case when x.fen = 0 then '公益服务，不收费（演示）' else '机构自主定价，已在服务场所公示（演示）' end, v.at, v.at, ${tx.actor.id}
    from jsonb_to_recordset(${JSON.stringify(offers)}::jsonb) x(id uuid, fen bigint, before bigint, version int)
    cross join (values (1, ${since}::date::timestamptz), (2, (${since}::date + 120)::timestamptz)) v(version, at) where v.version <= x.version`)
  return offers
}

async function seedMarket(tx: Tx, day: string): Promise<void> {
  const rows = [
    ['noon-meal', 1_500, '街面快餐店甲'],
    ['noon-meal', 1_600, '街面快餐店乙'],
    ['noon-meal', 1_300, '学校周边小餐馆'],
    ['meal-delivery', 1_900, '外卖平台商户'],
    ['meal-delivery', 2_000, '街面快餐店甲'],
    ['home-cleaning', 5_000, '家政公司甲'],
  ].map(([item, fen, seller], i) => ({
    id: newId(),
    item,
    fen,
    seller: `${seller}（演示）`,
    on: addDays(day, -20 - i * 9),
  }))
  await tx.run(sql`insert into services.market_price (jurisdiction, id, item, region, fen, observed_on, seller, source, recorded_by, recorded_at)
    select ${tx.actor.jurisdiction}, x.id, x.item, '532622101', x.fen, x."on", x.seller, '价格监测（演示数据）', ${tx.actor.id}, ${tx.now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) x(id uuid, item text, fen bigint, seller text, "on" date)`)
}

async function seedDesks(tx: Tx, sites: readonly SiteOfKind[]): Promise<void> {
  for (const { unit, kind } of DESKS) {
    const [found] = await unitsCalled(tx, unit)
    const site = sites.find((each) => each.kind === kind)
    if (found !== undefined && site !== undefined)
      await openDesk(tx, { unit: found.id, organisation: site.organisation, site: null })
  }
}

/** Gives the account of the demonstration's carer to whoever of a home-care centre has most to do today and tomorrow. */
async function seedCarer(
  tx: Tx,
  desk: PeopleDesk,
  { orders }: DemoOrders,
  sites: readonly SiteOfKind[],
): Promise<void> {
  if ((await accountCalled(tx, CARER)) === null) return
  const centre = sites.find((each) => each.kind === 'elder-home-centre')
  const people = new Set(
    centre === undefined
      ? []
      : (await staffOf(tx, centre.organisation, today(tx.now.getTime()))).map((each) => each.person),
  )
  const soon = tx.now.getTime() + 36 * 3_600_000
  const load = new Map<string, number>([...people].map((each) => [each, 0]))
  for (const order of orders)
    if (order.state === 'assigned' || order.state === 'arrived')
      for (const staff of order.staff)
        if (people.has(staff) && Date.parse(order.from) < soon) load.set(staff, load.get(staff)! + 1)
  const [busiest] = [...load].toSorted(([, a], [, b]) => b - a)
  if (busiest !== undefined) await linkAccount(tx, desk, busiest[0], CARER)
}

/** Classes and appointments from three weeks ago to two weeks ahead. */
async function seedSessions(tx: Tx, offers: readonly DemoOffer[], day: string) {
  const own = tx.actor.jurisdiction
  const kinds = new Map<string, { title: string; hour: number; minutes: number; capacity: number; every: number }>([
    ['elder-class', { title: '老年课堂：手机和反诈（演示）', hour: 9, minutes: 90, capacity: 12, every: 7 }],
    ['clinic-slot', { title: '巡诊预约（演示）', hour: 10, minutes: 60, capacity: 6, every: 4 }],
    ['childcare-try', { title: '托育体验（演示）', hour: 15, minutes: 60, capacity: 8, every: 14 }],
  ])
  const rows = offers.flatMap((offer, turn) => {
    const kind = kinds.get(offer.item)
    if (kind === undefined) return []
    const series = newId()
    return Array.from({ length: Math.ceil(35 / kind.every) }, (_, i) => {
      const from = Date.parse(
        `${addDays(day, -21 + i * kind.every + (turn % 3))}T${String(kind.hour).padStart(2, '0')}:00:00+08:00`,
      )
      const until = from + kind.minutes * 60_000
      return {
        id: newId(),
        offer: offer.id,
        series,
        title: kind.title,
        capacity: kind.capacity,
        from: new Date(from).toISOString(),
        until: new Date(until).toISOString(),
        closes: new Date(from - 3_600_000).toISOString(),
      }
    })
  })
  await tx.run(sql`insert into services.session (jurisdiction, id, offer, series, title, during, closes_at, capacity, recorded_by, recorded_at)
    select ${own}, x.id, x.offer, x.series, x.title, tstzrange(x."from", x.until), x.closes, x.capacity, ${tx.actor.id}, ${tx.now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) x(id uuid, offer uuid, series uuid, title text, capacity int, "from" timestamptz, until timestamptz, closes timestamptz)`)
  return rows
}

async function seedUnmet(
  tx: Tx,
  persons: readonly { id: string; region: string }[],
  day: string,
  random: Random,
): Promise<void> {
  if (persons.length === 0) return
  const WISHES = [
    ['visit', 'nursing-visit', 'order.area'],
    ['visit', 'bath-at-home', 'order.area'],
    ['visit', 'home-care', 'order.day-full'],
    ['meal', 'meal-delivery', 'order.area'],
    ['meal', 'noon-meal', 'not-found'],
    ['class', 'elder-class', 'order.full'],
    ['repair', 'repair-appliance', 'not-found'],
    ['visit', 'escort', 'order.cutoff'],
    ['visit', 'rehab-visit', 'too-dear'],
  ] as const
  const rows = Array.from({ length: 64 }, () => {
    const person = random.pick(persons)
    const [family, item, reason] = random.pick(WISHES)
    return {
      id: newId(),
      day: addDays(day, -random.between(0, 75)),
      family,
      item,
      reason,
      person: person.id,
      region: person.region,
      times: random.between(1, 3),
      channel: random.pick(['phone', 'phone', 'counter', 'app']),
    }
  })
  await tx.run(sql`insert into services.unmet (jurisdiction, id, day, item, family, region, reason, person, channel, times, recorded_by, recorded_at)
    select ${tx.actor.jurisdiction}, x.id, x.day, x.item, x.family, x.region, x.reason, x.person, x.channel, x.times, ${tx.actor.id}, ${tx.now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) x(id uuid, day date, item text, family text, region text, reason text, person uuid, channel text, times int)
    on conflict do nothing`)
}
