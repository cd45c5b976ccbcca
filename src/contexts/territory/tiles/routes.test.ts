import { VectorTile } from '@mapbox/vector-tile'
import type { FastifyInstance } from 'fastify'
import { PbfReader } from 'pbf'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { publicActor, systemActor } from '../../../platform/db/index.ts'
import { testDatabase } from '../../../platform/db/testkit/index.ts'
import { startRelay } from '../../../platform/events/index.ts'
import { buildServer } from '../../../platform/http/index.ts'
import { authenticator, identityConfig, identityRoutes } from '../../../platform/identity/index.ts'
import { CHEAP, login, seedRoles } from '../../../platform/identity/testkit.ts'
import { metresBetween } from '../coordinates.ts'
import { changeFacilityState } from '../facilities/commands.ts'
import { seedTerritory } from '../seed.ts'
import { closeDesk } from '../streets/desk.ts'
import { MapCache } from './cache.ts'
import { mercator } from './encode.ts'
import type { MapMeta, PlacePage } from './model.ts'
import { mapReactions } from './reactions.ts'
import { keepMapsReady } from './ready.ts'
import { mapRoutes } from './routes.ts'
import { mapVersion } from './store.ts'

const t = testDatabase()
const TODAY = '2026-11-22'
const COUNTY = '532622'
let server: FastifyInstance
let officer: Record<string, string>
let elsewhere: Record<string, string>

beforeAll(async () => {
  t.setNow(`${TODAY}T10:00:00+08:00`)
  const config = identityConfig(COUNTY, { cost: CHEAP })
  const routes = [...identityRoutes(config), ...mapRoutes({ base: null })]
  server = await buildServer({ db: t.db, routes, authenticate: authenticator(t.db, config), version: '0.0.0' })
  await seedRoles(t.db, COUNTY, '砚山县')
  await seedRoles(t.db, '532623', '西畴县')
  await seedTerritory(t.db, TODAY)
  await drain()
  officer = await login(server, 'officer', COUNTY)
  elsewhere = await login(server, 'officer', '532623')
})
afterAll(async () => {
  await server.close()
  await closeDesk()
})

async function drain(): Promise<void> {
  const relay = startRelay(t.db, mapReactions, { every: null })
  await relay.drain()
  await relay.stop()
}

const get = (url: string, headers: Record<string, string> = {}) => server.inject({ method: 'GET', url, headers })
const json = async <T>(url: string, headers: Record<string, string> = {}): Promise<T> => {
  const answer = await get(url, headers)
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json()
}

/** Facilities drawn in all tiles of a zoom over the county. */
async function drawn(path: string, tail: string, headers: Record<string, string>, z = 9): Promise<number> {
  const { bounds } = await json<MapMeta>(path, headers)
  const [west, south, east, north] = bounds!
  const [x1, y1] = mercator(west, north).map((part) => Math.floor(part * 2 ** z)) as [number, number]
  const [x2, y2] = mercator(east, south).map((part) => Math.floor(part * 2 ** z)) as [number, number]
  let sum = 0
  for (let x = x1; x <= x2; x++) {
    for (let y = y1; y <= y2; y++) {
      const answer = await get(`${path}/tiles/facilities/${z}/${x}/${y}.mvt${tail}`, headers)
      expect(answer.statusCode, answer.body).toBe(200)
      const layer = new VectorTile(new PbfReader(answer.rawPayload)).layers.facilities
      for (let i = 0; i < (layer?.length ?? 0); i++) sum += Number(layer!.feature(i).properties.count ?? 1)
    }
  }
  return sum
}

describe('the map of the console', () => {
  it('draws what the list counts, on the day and with the filter asked for', async () => {
    for (const filter of [
      '',
      '?family=elder',
      '?kind=elder-canteen&kind=market',
      '?q=%E9%A3%9F%E5%A0%82',
      '?asOf=2025-01-15',
    ]) {
      const list = await json<PlacePage>(`/api/territory/map/places${filter}`, officer)
      expect(list.total).toBeGreaterThan(3)
      expect(await drawn('/api/territory/map', filter, officer), filter).toBe(list.total - list.unplaced)
    }
  })

  it('shows only what the account may see', async () => {
    expect((await get('/api/territory/map')).statusCode).toBe(401)
    expect((await json<PlacePage>('/api/territory/map/places', elsewhere)).total).toBe(0)
    expect((await json<MapMeta>('/api/territory/map', elsewhere)).bounds).toBeNull()
  })

  it('follows a facility that closes, keeps nothing of the older map, and sends a tile once', async () => {
    const before = await json<MapMeta>('/api/territory/map', officer)
    const list = await json<PlacePage>('/api/territory/map/places?family=elder', officer)
    const facility = list.items.find(({ lon }) => lon !== null)!
    const [x, y] = mercator(facility.lon!, facility.lat!).map((part) => Math.floor(part * 2 ** 16))
    const tile = `/api/territory/map/tiles/facilities/16/${x}/${y}.mvt?v=`
    const first = await get(`${tile}${before.version}`, officer)
    expect(first.headers['content-type']).toBe('application/vnd.mapbox-vector-tile')
    expect(first.headers['cache-control']).toContain('immutable')
    const again = await get(`${tile}${before.version}`, { ...officer, 'if-none-match': String(first.headers.etag) })
    expect([again.statusCode, again.rawPayload.length]).toEqual([304, 0])

    await t.db.write(systemActor('test', COUNTY), (tx) =>
      changeFacilityState(tx, { code: facility.code, to: 'closed', on: TODAY, reason: '停办' }),
    )
    await drain()
    const after = await json<MapMeta>('/api/territory/map', officer)
    expect(after.version).not.toBe(before.version)
    const later = await json<PlacePage>('/api/territory/map/places?family=elder', officer)
    expect(later.total).toBe(list.total - 1)
    const now = await get(`${tile}${before.version}`, { ...officer, 'if-none-match': String(first.headers.etag) })
    expect(now.statusCode).toBe(200)
    expect(now.headers['cache-control']).toContain('no-cache')
    const codes = (bytes: Buffer) => {
      const layer = new VectorTile(new PbfReader(bytes)).layers.facilities
      return Array.from({ length: layer?.length ?? 0 }, (_, i) => layer!.feature(i).properties.code)
    }
    expect(codes(first.rawPayload)).toContain(facility.code)
    expect(codes(now.rawPayload)).not.toContain(facility.code)
    expect(
      (await json<PlacePage>('/api/territory/map/places?state=closed', officer)).items.map(({ code }) => code),
    ).toContain(facility.code)
  })

  it('is read anew by itself when its register changed or a day began, and by nobody while nothing did', async () => {
    const cache = new MapCache()
    const maps = keepMapsReady(t.db, cache, { home: COUNTY, every: null })
    const visitor = publicActor(COUNTY)
    const versionNow = async () => (await t.db.read(visitor, mapVersion)).version
    expect([await maps.look(), await maps.look()]).toEqual([1, 0])
    const before = await versionNow()
    expect(cache.peek(visitor, TODAY, before)?.snapshot.places.length).toBeGreaterThan(300)
    const neighbour = systemActor('test', '532623')
    await t.db.read(neighbour, (tx) => cache.current(tx, TODAY))

    const [facility] = (await json<PlacePage>('/api/territory/map/places?family=health', officer)).items
    await t.db.write(systemActor('test', COUNTY), (tx) =>
      changeFacilityState(tx, { code: facility!.code, to: 'suspended', on: TODAY, reason: '装修' }),
    )
    await drain()
    // The neighbour's register is as it was.
    expect(await maps.look()).toBe(1)
    expect(cache.peek(visitor, TODAY, before)).toBeNull()
    const { places } = cache.peek(visitor, TODAY, await versionNow())!.snapshot
    expect(places.find(({ code }) => code === facility!.code)!.state).toBe('suspended')

    t.setNow('2026-11-23T00:00:30+08:00')
    expect(await maps.look()).toBe(2)
    expect(cache.peek(visitor, '2026-11-23', await versionNow())).not.toBeNull()
    t.setNow(`${TODAY}T10:00:00+08:00`)
    await maps.stop()
  })

  it('refuses tiles that do not exist and points beyond the earth, and says which', async () => {
    expect((await get('/api/territory/map/tiles/facilities/3/9/0.mvt', officer)).json()).toMatchObject({
      code: 'map.tile',
    })
    expect((await get('/api/territory/map/tiles/streets-of-gold/3/1/1.mvt', officer)).statusCode).toBe(422)
    expect((await get('/api/territory/map/places?near=23.6,104.3', officer)).json()).toMatchObject({
      code: 'map.point',
    })
  })
})

describe('the public map', () => {
  it('needs no login, shows today, and neither planned nor closed facilities whatever is asked', async () => {
    const list = await json<PlacePage>('/api/public/map/places?state=closed&state=planned&asOf=2024-01-01&limit=500')
    expect(list.asOf).toBe(TODAY)
    expect(list.total).toBeGreaterThan(300)
    expect(list.items.every(({ state }) => state === 'open')).toBe(true)
    expect(Object.keys(list.items[0]!)).not.toContain('note')
    expect(await drawn('/api/public/map', '', {})).toBe(list.total - list.unplaced)
  })

  it('offers regions to start from, each with a point or said to have none', async () => {
    const { regions, name } = await json<MapMeta>('/api/public/map')
    expect(name).toBe('砚山县')
    expect(regions.filter(({ level }) => level === 'township')).toHaveLength(11)
    expect(regions.every(({ at, lon }) => (at === null) === (lon === null))).toBe(true)
    expect(regions.some(({ level, at }) => level === 'village' && at === 'dwellings')).toBe(true)
  })

  it('answers nearest first, in minutes on foot where streets lead there, and by the straight line beyond', async () => {
    const { items, walk } = await json<PlacePage>('/api/public/map/places?near=104.34,23.61&family=elder&limit=200')
    const metres = items.flatMap(({ distance }) => (distance === null ? [] : [distance.metres]))
    expect(metres).toEqual([...metres].sort((a, b) => a - b))
    expect(walk).toMatchObject({ metresPerMinute: 60, invented: true })
    const walked = items.filter(({ distance }) => distance?.by === 'walk')
    expect(walked.length).toBeGreaterThan(3)
    for (const { distance, lon, lat } of walked) {
      expect(distance!.minutes! * 60).toBeCloseTo(distance!.metres, -1)
      const straight = metresBetween({ lon: 104.34, lat: 23.61 }, { lon: lon!, lat: lat! })
      // The way from a place to its street is not part of the walk.
      expect(distance!.metres).toBeGreaterThan(straight - 300)
    }
    expect(items.at(-1)!.distance).toMatchObject({ by: 'straight', minutes: null })
  })

  it('draws the streets that are walked on, and none where there are none', async () => {
    expect((await json<MapMeta>('/api/public/map')).layers).toContain('streets')
    const [x, y] = mercator(104.34, 23.61).map((part) => Math.floor(part * 2 ** 14))
    const tile = `/api/public/map/tiles/streets/14/${x}/${y}.mvt`
    const first = await get(tile)
    expect(new VectorTile(new PbfReader(first.rawPayload)).layers.streets!.length).toBeGreaterThan(10)
    expect((await get(tile, { 'if-none-match': String(first.headers.etag) })).statusCode).toBe(304)
    expect((await json<MapMeta>('/api/public/map?jurisdiction=532623')).layers).not.toContain('streets')
    expect((await get(`${tile}?jurisdiction=532623`)).rawPayload).toHaveLength(0)
  })

  it('converts points of other systems', async () => {
    const point = await json<{ lon: number; lat: number }>(
      '/api/public/map/point?lon=104.3416&lat=23.6072&system=gcj02',
    )
    expect(Math.abs(point.lon - 104.34)).toBeLessThan(0.003)
    expect(point.lon).not.toBe(104.3416)
  })
})
