import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { type Browser, chromium, type Page } from 'playwright-core'
import { openApplication, openCore } from '../src/app/application.ts'
import { openInstallation } from '../src/app/installation.ts'
import { ROOMS } from '../src/app/rooms.ts'
import { seedTerritory } from '../src/contexts/territory/index.ts'
import { today } from '../src/kernel/dates.ts'
import { clientConfig, EMBEDDED_SUPERUSER, migrate } from '../src/platform/db/index.ts'
import { addJurisdiction, seedDemoAccounts } from '../src/platform/identity/index.ts'

// The map of a county with 20,000 invented facilities, as a browser that was never here before gets it, and how it pans when every pixel is drawn by
// the processor. Then what the server does for it, at three sizes. The pages are built beforehand (`npm run build`).
const COUNTY = '532622'
const PASSWORD = 'bench-of-the-map-9'
const SIZES = [5_000, 20_000, 80_000]
const BROWSED = [20_000, 80_000]
const RUNS = 5
const PAN_SECONDS = 4
const DESKTOP = { width: 1440, height: 900 }
const PHONE = { width: 390, height: 844 }
const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync)
const FLAGS = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--enable-unsafe-swiftshader',
]

/** Adds invented facilities up to a number: nine in ten near a township's seat, the others spread over the county; kinds in turn. */
const GROW = `with seats as (select row_number() over () n, count(*) over () of, lon, lat from territory.region
    where tree = 'statistical' and level = 'township' and code like '532622%' and lon is not null),
  villages as (select row_number() over () n, count(*) over () of, code from territory.region where tree = 'statistical' and level = 'village' and code like '532622%'),
  kinds as (select row_number() over (order by code) n, count(*) over () of, code, zh from territory.facility_kind),
  made as (select territory.new_id() id, g, k.code kind, v.code region, '演示' || k.zh || g || '号' as name,
      s.lon + case when g % 10 = 0 then random() - 0.5 else (random() + random() + random() - 1.5) * 0.06 end lon,
      s.lat + case when g % 10 = 0 then (random() - 0.5) * 0.6 else (random() + random() + random() - 1.5) * 0.06 end lat
    from generate_series($1::int, $2::int) g
    join kinds k on k.n = g % k.of + 1 join seats s on s.n = (g::bigint * 7919) % s.of + 1 join villages v on v.n = (g::bigint * 104729) % v.of + 1),
  facilities as (insert into territory.facility (jurisdiction, id, code, created_at) select '532622', id, 'B-' || lpad(g::text, 7, '0'), now() from made),
  states as (insert into territory.facility_state (jurisdiction, id, facility, state, during, recorded_at, recorded_by)
    select '532622', territory.new_id(), id, 'open', daterange('2020-01-01', null), now(), 'bench' from made)
  insert into territory.facility_version (jurisdiction, id, facility, during, name, kind, region, lon, lat, hours, opened_on, source, recorded_at, recorded_by)
  select '532622', territory.new_id(), id, daterange(null, null), name, kind, region, lon, lat, '周一至周六 8:30—17:30', '2020-01-01', '演示数据', now(), 'bench' from made`

type Size = typeof DESKTOP

const median = (numbers: number[]) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0
const ms = (number: number) => number.toFixed(number < 10 ? 1 : 0)

/** Milliseconds from the order to go there to the first picture with facilities, in a browser without any cache. */
async function firstPicture(origin: string, path: string, cookie: string | null): Promise<number> {
  const browser = await chromium.launch({ executablePath: CHROMIUM!, args: FLAGS })
  try {
    const page = await openPage(browser, origin, cookie, DESKTOP)
    await page.goto(`${origin}${path}`, { waitUntil: 'commit' })
    await page.waitForFunction(() => performance.getEntriesByName('yike-map-first-picture').length > 0, undefined, {
      timeout: 60_000,
    })
    return await page.evaluate(() => performance.getEntriesByName('yike-map-first-picture')[0]!.startTime)
  } finally {
    await browser.close()
  }
}

async function openPage(browser: Browser, origin: string, cookie: string | null, viewport: Size): Promise<Page> {
  const context = await browser.newContext({ viewport, locale: 'zh-CN' })
  if (cookie !== null) {
    const [name = '', value = ''] = cookie.split('=')
    await context.addCookies([{ name, value, url: origin }])
  }
  return context.newPage()
}

/** Runs in the page before its own scripts: notes the time of every frame in which WebGL drew. */
const COUNT_FRAMES = `
  window.drawn = []
  let dirty = false
  const clear = WebGL2RenderingContext.prototype.clear
  WebGL2RenderingContext.prototype.clear = function (mask) { dirty = true; clear.call(this, mask) }
  const tick = (at) => { if (dirty) window.drawn.push(at); dirty = false; requestAnimationFrame(tick) }
  requestAnimationFrame(tick)`

/** Drags the map on a circle for a while; the button stays down. */
async function circle(page: Page, x: number, y: number, radius: number, seconds: number): Promise<void> {
  const began = performance.now()
  for (let step = 0; performance.now() - began < seconds * 1000; step++) {
    const angle = step / 18
    await page.mouse.move(x + radius * (Math.cos(angle) - 1), y + radius * Math.sin(angle))
  }
}

/** Drags the map round and round, where it has been before, and counts the frames in which it was drawn anew. */
async function pan(
  origin: string,
  path: string,
  cookie: string | null,
  viewport: Size,
): Promise<{ perSecond: number; slowest: number }> {
  const browser = await chromium.launch({ executablePath: CHROMIUM!, args: FLAGS })
  try {
    const page = await openPage(browser, origin, cookie, viewport)
    await page.addInitScript({ content: COUNT_FRAMES })
    await page.goto(`${origin}${path}`)
    // On a narrow screen the public map comes when it is asked for.
    if (cookie === null && viewport === PHONE) await page.locator('.yk-near-head button').click()
    await page.waitForFunction(() => performance.getEntriesByName('yike-map-first-picture').length > 0)
    const canvas = page.locator('.yk-tilemap-canvas')
    await canvas.scrollIntoViewIfNeeded()
    const box = (await canvas.boundingBox())!
    const [x, y] = [box.x + box.width / 2, box.y + Math.min(box.height, 500) / 2]
    const radius = Math.min(170, box.width / 4)
    await page.mouse.move(x, y)
    await page.mouse.down()
    await circle(page, x, y, radius, 2)
    const from = await page.evaluate(() => performance.now())
    await circle(page, x, y, radius, PAN_SECONDS)
    const to = await page.evaluate(() => performance.now())
    await page.mouse.up()
    const drawn = await page.evaluate<number[]>('window.drawn')
    const during = drawn.filter((at) => at >= from && at <= to)
    const gaps = during.slice(1).map((at, i) => at - during[i]!)
    return { perSecond: (during.length / (to - from)) * 1000, slowest: Math.max(...gaps) }
  } finally {
    await browser.close()
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

async function main(): Promise<void> {
  if (CHROMIUM === undefined)
    throw new Error('this bench needs Chromium (Debian: apt-get install chromium fonts-noto-cjk)')
  const folder = mkdtempSync(join(tmpdir(), 'yike-bench-map-'))
  const installation = await openInstallation({ folder })
  try {
    await migrate(installation.owner, ROOMS)
    const core = await openCore(installation)
    const address = { ...(installation.owner as { socket: string; database: string }), user: EMBEDDED_SUPERUSER }
    const client = new pg.Client(clientConfig(address, null))
    client.on('error', () => undefined)
    await client.connect()
    await addJurisdiction(core.db, { code: COUNTY, name: '砚山县' })
    await seedDemoAccounts(core.db, COUNTY, [
      { username: 'officer', name: '测量', password: PASSWORD, roles: ['officer'] },
    ])
    await seedTerritory(core.db, today(Date.now()))
    const application = await openApplication(core, { version: '0.0.0', background: false, identity: { home: COUNTY } })
    await application.server.listen({ port: 0, host: '127.0.0.1' })
    const { port } = application.server.server.address() as AddressInfo
    const origin = `http://127.0.0.1:${port}`
    const signIn = await fetch(`${origin}/api/session`, {
      method: 'POST',
      headers: { 'x-yike': '1', 'content-type': 'application/json' },
      body: JSON.stringify({ jurisdiction: COUNTY, username: 'officer', password: PASSWORD }),
    })
    const cookie = signIn.headers.getSetCookie()[0]!.split(';')[0]!
    const get = async (path: string) => {
      const answer = await fetch(`${origin}${path}`, { headers: { cookie } })
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
      return Buffer.from(await answer.arrayBuffer())
    }
    const { rows } = await client.query<{ n: string }>(
      `select count(*) n from territory.facility where jurisdiction = '${COUNTY}'`,
    )
    let held = Number(rows[0]!.n)
    console.log(
      '| facilities | load the map data, ms | first tile of a new filter, ms | further tiles, ms (median of 100) | bytes of the widest tile | page of the list by distance, ms |',
    )
    console.log('|---|---|---|---|---|---|')
    const browsed: string[] = []
    for (const size of SIZES) {
      await client.query(GROW, [held + 1, size])
      held = size
      await client.query(`insert into territory.facility_map values ('${COUNTY}', gen_random_uuid(), now())
        on conflict (jurisdiction) do update set version = excluded.version, changed_at = excluded.changed_at`)
      await client.query('vacuum analyze')
      const load = await timed(() => get('/api/territory/map'))
      const { version } = JSON.parse(String(await get('/api/territory/map'))) as { version: string }
      const filters = ['family=elder', 'family=health', 'family=commerce', 'q=wsz', '']
      const first: number[] = []
      for (const filter of filters)
        first.push(await timed(() => get(`/api/territory/map/tiles/facilities/8/202/110.mvt?v=${version}&${filter}`)))
      const tiles: number[] = []
      for (let i = 0; i < 100; i++) {
        const [x, y] = [6470 + (i % 10), 3543 + Math.floor(i / 10)]
        tiles.push(await timed(() => get(`/api/territory/map/tiles/facilities/13/${x}/${y}.mvt?v=${version}`)))
      }
      const widest = (await get(`/api/territory/map/tiles/facilities/10/808/442.mvt?v=${version}`)).length
      const lists: number[] = []
      for (let i = 0; i < 20; i++)
        lists.push(await timed(() => get(`/api/territory/map/places?near=104.3${i},23.6&limit=40`)))
      console.log(
        `| ${size} | ${ms(load)} | ${first.map(ms).join(', ')} | ${ms(median(tiles))} | ${widest} | ${ms(median(lists))} |`,
      )
      if (!BROWSED.includes(size)) continue
      for (const [name, path, who] of [
        ['console', '/console/territory/map', cookie],
        ['public', '/near?view=in', null],
      ] as const) {
        const times: number[] = []
        for (let run = 0; run < RUNS; run++) times.push(await firstPicture(origin, path, who))
        const near = `${path}${path.includes('?') ? '&' : '?'}at=104.34,23.61,12.5`
        const panned: string[] = []
        for (const viewport of [DESKTOP, PHONE]) {
          const pans: { perSecond: number; slowest: number }[] = []
          for (let run = 0; run < 3; run++) pans.push(await pan(origin, near, who, viewport))
          const perSecond = median(pans.map((each) => each.perSecond)).toFixed(0)
          panned.push(`${perSecond} | ${ms(median(pans.map((each) => each.slowest)))}`)
        }
        browsed.push(
          `| ${size} | ${name} | ${ms(median(times))} | ${times.map(ms).join(', ')} | ${panned.join(' | ')} | ${loadavg()[0]!.toFixed(1)} |`,
        )
        console.error(browsed.at(-1))
      }
    }
    console.log(
      '\n| facilities | page | first picture, cold browser, median ms | all | frames a second while dragged, 1440 × 900 | slowest frame, ms | 390 × 844 | slowest frame, ms | load |\n|---|---|---|---|---|---|---|---|---|',
    )
    for (const line of browsed) console.log(line)
    await application.stop()
    await client.end()
    await core.stop()
  } finally {
    await installation.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

await main()
