import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { seededRandom } from '../../src/kernel/random.ts'
import { COUNTY, type Ground, PASSWORD, personId, phoneOf } from './ground.ts'

/** Times of one screen, in milliseconds. */
export type ScreenTimes = { screen: string; p50: number; p95: number; status: number }

/** A year of orders over all persons and offers of the ground, each with its first event; of the last days some are still open. Set-based. */
export async function fillYear(ground: Ground, orders: number, persons: number): Promise<void> {
  const { owner } = ground
  const uuid = (n: string) => `('01900000-0000-7000-8000-' || lpad(to_hex((${n})::int), 12, '0'))::uuid`
  await owner.query('alter table services.service_order disable trigger user')
  for (let from = 0; from < orders; from += 100_000) {
    // Ids rise with the time of the order, as those of the application do.
    await owner.query(`insert into services.service_order (jurisdiction, id, no, person, item, family, offer, organisation, site, price_version, unit_fen,
        quantity, list_fen, subsidy_fen, entitlement, wanted, region, channel, acting, placed_by, placed_at, request, print, state, state_at)
      select '${COUNTY}', (lpad(to_hex((extract(epoch from n.at) * 1000)::bigint), 12, '0') || '7000' || '8000' || lpad(to_hex(n.i), 12, '0'))::uuid,
        to_char(n.at, 'YYMMDD') || '-' || lpad(n.i::text, 7, '0'), p.id, f.item, i.family, f.id, f.organisation, f.site, 1, x.fen, 1, x.fen, 0, 'none',
        tstzrange(n.at + interval '2 days', n.at + interval '50 hours'), p.region, (array['phone', 'app', 'counter'])[1 + n.i % 3], 'self', 'year', n.at,
        'year' || n.i, '', case when n.at > now() - interval '3 days' then 'placed' when n.i % 20 = 0 then 'cancelled' else 'settled' end, n.at
      from (select i, now() - interval '365 days' * (1 - i::float8 / ${orders}) as at from generate_series(${from}, ${Math.min(orders, from + 100_000) - 1}) i) n
      join people.person p on p.jurisdiction = '${COUNTY}' and p.id = ${uuid(`(n.i::bigint * 7919) % ${persons}`)}
      join (select f.*, row_number() over (order by f.id) - 1 turn, count(*) over () total from services.offer f) f on f.turn = n.i % f.total
      join services.item i on i.jurisdiction = f.jurisdiction and i.code = f.item
      join services.price x on x.jurisdiction = f.jurisdiction and x.offer = f.id and x.version = 1`)
  }
  await owner.query('alter table services.service_order enable trigger user')
  await owner.query(`insert into services.order_event (jurisdiction, order_id, id, kind, actor, channel, at, detail)
    select jurisdiction, id, gen_random_uuid(), 'placed', placed_by, channel, placed_at, '{}' from services.service_order where placed_by = 'year'`)
  await owner.query(`insert into services.unmet (jurisdiction, id, day, item, family, region, reason, person, channel, recorded_by, recorded_at)
    select jurisdiction, gen_random_uuid(), placed_at::date, item, family, region, 'order.day-full', person, channel, 'year', placed_at
      from services.service_order where placed_by = 'year' and state = 'cancelled' on conflict do nothing`)
  await owner.query('vacuum analyze')
}

/** Opens the screens of orders, sessions, demand and the hotline over HTTP, one after the other, each time with other persons and days. */
export async function screens(ground: Ground, persons: number, times: number): Promise<ScreenTimes[]> {
  const made = fork(join(import.meta.dirname, 'server.child.ts'), [
    JSON.stringify({ folder: ground.folder, address: ground.address }),
  ])
  try {
    const [{ port }] = (await once(made, 'message')) as [{ port: number }]
    const base = `http://127.0.0.1:${port}`
    const signIn = async (username: string) => {
      const body = JSON.stringify({ jurisdiction: COUNTY, username, password: PASSWORD })
      const answer = await fetch(`${base}/api/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-yike': '1' },
        body,
      })
      if (!answer.ok) throw new Error(`no session for ${username}: ${await answer.text()}`)
      return answer.headers.get('set-cookie')!.split(';')[0]!
    }
    const operator = await signIn('bench0')
    const provider = await signIn('provider0')
    const random = seededRandom(11)
    const day = (back: number) => new Date(Date.now() + 8 * 3_600_000 - back * 86_400_000).toISOString().slice(0, 10)
    const anyone = () => personId(Math.floor(random.next() * persons))
    const anyDay = () => day(Math.floor(random.next() * 360))
    const number = async (sqlText: string) => (await ground.owner.query(sqlText)).rows[0].no as string
    const somewhere = () => Math.floor(random.next() * 900_000)
    const list: { screen: string; cookie: string; url(): string | Promise<string>; body?(): object }[] = [
      { screen: 'orders, newest', cookie: operator, url: () => '/api/services/orders?limit=50' },
      {
        screen: 'orders of a day',
        cookie: operator,
        url: () => ((d) => `/api/services/orders?limit=50&from=${d}&until=${d}`)(anyDay()),
      },
      { screen: 'orders still placed', cookie: operator, url: () => '/api/services/orders?limit=50&state=placed' },
      {
        screen: 'orders of a family and a channel',
        cookie: operator,
        url: () => `/api/services/orders?limit=50&family=visit&channel=counter`,
      },
      { screen: 'orders of a person', cookie: operator, url: () => `/api/services/orders?limit=50&person=${anyone()}` },
      {
        screen: 'orders by number',
        cookie: operator,
        url: async () =>
          `/api/services/orders?limit=50&no=${await number(`select no from services.service_order where request = 'year${somewhere()}'`)}`,
      },
      { screen: 'orders, how many stand where', cookie: operator, url: () => '/api/services/orders/counts' },
      {
        screen: 'how many of a week stand where',
        cookie: operator,
        url: () => `/api/services/orders/counts?from=${day(7)}&until=${day(0)}`,
      },
      {
        screen: 'one order',
        cookie: operator,
        url: async () =>
          `/api/services/orders/${await number(`select id no from services.service_order where request = 'year${somewhere()}'`)}`,
      },
      {
        screen: 'sessions of a month',
        cookie: operator,
        url: () => `/api/services/sessions?from=${day(0)}&until=${day(-30)}`,
      },
      {
        screen: 'demand of a month',
        cookie: operator,
        url: () => `/api/services/demand?from=${day(30)}&until=${day(0)}`,
      },
      {
        screen: 'demand of the year',
        cookie: operator,
        url: () => `/api/services/demand?from=${day(365)}&until=${day(0)}`,
      },
      { screen: "provider's desk, newest", cookie: provider, url: () => '/api/services/orders?limit=50' },
      {
        screen: "provider's desk, still placed",
        cookie: provider,
        url: () => '/api/services/orders?limit=50&state=placed',
      },
      { screen: "provider's desk, how many stand where", cookie: provider, url: () => '/api/services/orders/counts' },
      {
        screen: 'hotline: who calls, by telephone',
        cookie: operator,
        url: () => '/api/hotline/calls',
        body: () => ({ phone: phoneOf(Math.floor(random.next() * persons)) }),
      },
    ]
    const report: ScreenTimes[] = []
    for (const { screen, cookie, url, body } of list) {
      const took: number[] = []
      let status = 200
      for (let n = 0; n < times + 3; n++) {
        const address = `${base}${await url()}`
        const headers: Record<string, string> = { cookie, 'x-yike': '1' }
        if (body !== undefined)
          Object.assign(headers, { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() })
        const began = performance.now()
        const answer = await fetch(address, {
          headers,
          ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body()) }),
        })
        const text = await answer.text()
        if (n >= 3) took.push(performance.now() - began)
        if (answer.status !== 200) {
          status = answer.status
          console.log(`${screen}: ${status} ${text.slice(0, 200)}`)
        }
      }
      took.sort((a, b) => a - b)
      report.push({
        screen,
        p50: took[Math.floor(took.length * 0.5)]!,
        p95: took[Math.floor(took.length * 0.95)]!,
        status,
      })
    }
    return report
  } finally {
    made.send('stop')
    await once(made, 'exit')
  }
}
