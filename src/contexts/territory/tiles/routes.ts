import Type from 'typebox'
import { type IsoDate, today } from '../../../kernel/dates.ts'
import { hashOf } from '../../../kernel/hash.ts'
import { type Bilingual, refuse } from '../../../kernel/refusal.ts'
import type { Actor, Database, Tx } from '../../../platform/db/index.ts'
import { type AnyRoute, Download, open, PageQuery, read, Tagged } from '../../../platform/http/index.ts'
import { bookOf } from '../circles/book.ts'
import { toWgs } from '../coordinates.ts'
import { ACCESS_FEATURES, FUNCTIONS, OFFERS } from '../facilities/columns.ts'
import type { FacilityState } from '../model.ts'
import { regionName } from '../regions/views.ts'
import { askDesk } from '../streets/desk.ts'
import type { TileQuestion } from '../streets/desk.worker.ts'
import type { TileAt } from '../streets/draw.ts'
import { currentStreets } from '../streets/store.ts'
import { MapCache } from './cache.ts'
import { placePage } from './list.ts'
import { type BaseMap, type MapMeta, TILE_LAYERS } from './model.ts'
import { pointTile } from './points.ts'
import { BoxQuery, boxOf, FilterQuery, filterOf, PointQuery, pointOf, TileParams } from './query.ts'
import { regionTile } from './regions.ts'
import { walkFrom } from './walk.ts'

const titlesOf = (all: readonly { value: string; title: Bilingual }[]) =>
  Object.fromEntries(all.map(({ value, title }) => [value, title]))
const TITLES = { functions: titlesOf(FUNCTIONS), offers: titlesOf(OFFERS), access: titlesOf(ACCESS_FEATURES) }

const DateText = Type.String({ format: 'date' })

/** Who looks: the console on any day and in every state; a visitor on today, at what is open or closed for a while. */
type Audience = {
  path: string
  permission: string
  states?: readonly FacilityState[]
  day(asOf: string | undefined, now: Date): IsoDate
}

const CONSOLE: Audience = {
  path: '/api/territory/map',
  permission: 'register.read',
  day: (asOf, now) => asOf ?? today(now.getTime()),
}
const PUBLIC: Audience = {
  path: '/api/public/map',
  permission: 'public',
  states: ['open', 'suspended'],
  day: (_, now) => today(now.getTime()),
}

/**
 * The map of the console and the public one (养老地图): what it shows, the list beside it, its vector tiles. Both read from one index in
 * memory for each reach and day; a tile of a known version asks no database.
 */
export function mapRoutes(options: { base: BaseMap | null; cache?: MapCache }): AnyRoute[] {
  const { cache = new MapCache() } = options
  return [
    ...audienceRoutes(CONSOLE, cache, options.base),
    ...audienceRoutes(PUBLIC, cache, options.base),
    read({
      method: 'GET',
      url: '/api/public/map/point',
      summary: { zh: '坐标换算为 WGS-84', en: 'A point of another coordinate system as WGS-84' },
      permission: 'public',
      query: Type.Object({
        lon: Type.Number({ minimum: -180, maximum: 180 }),
        lat: Type.Number({ minimum: -90, maximum: 90 }),
        system: Type.Union([Type.Literal('wgs84'), Type.Literal('gcj02'), Type.Literal('bd09')]),
      }),
      handle: async (_, { query }) => toWgs({ lon: query.lon, lat: query.lat }, query.system),
    }),
  ]
}

function audienceRoutes(audience: Audience, cache: MapCache, base: BaseMap | null): AnyRoute[] {
  const { path, permission, states } = audience
  const dataOf = (tx: Tx, asOf: string | undefined) => cache.current(tx, audience.day(asOf, tx.now))
  return [
    read({
      method: 'GET',
      url: path,
      summary: { zh: '地图的版本、范围和可选地区', en: 'Version, extent and regions of the map' },
      permission,
      query: Type.Object({ asOf: Type.Optional(DateText) }),
      handle: async (tx, { query }): Promise<MapMeta> => {
        const { snapshot, regions } = await dataOf(tx, query.asOf)
        const hasStreets = (await currentStreets(tx)) !== null
        const everything = snapshot.select(states === undefined ? {} : { states })
        return {
          version: snapshot.version,
          asOf: snapshot.asOf,
          jurisdiction: tx.actor.jurisdiction,
          name: await regionName(tx, tx.actor.jurisdiction, snapshot.asOf),
          changedAt: snapshot.changedAt,
          bounds: snapshot.bounds(),
          total: everything.at.length,
          unplaced: everything.unplaced,
          regions,
          base,
          titles: TITLES,
          layers: TILE_LAYERS.filter((each) => each !== 'streets' || hasStreets),
        }
      },
    }),
    read({
      method: 'GET',
      url: `${path}/places`,
      summary: { zh: '地图旁的清单：与地图同一批设施', en: 'The list beside the map: the same facilities' },
      permission,
      query: Type.Object({
        ...PageQuery.properties,
        ...FilterQuery,
        asOf: Type.Optional(DateText),
        box: BoxQuery,
        near: PointQuery,
      }),
      handle: async (tx, { query }) => {
        const { snapshot } = await dataOf(tx, query.asOf)
        const filter = filterOf(query, snapshot, states)
        const near = query.near === undefined ? undefined : pointOf(query.near)
        const walked = near === undefined ? null : await walkFrom(tx, snapshot, snapshot.select(filter), near)
        const page = {
          filter,
          limit: query.limit ?? 50,
          ...(query.box === undefined ? {} : { box: boxOf(query.box) }),
          ...(near === undefined ? {} : { near }),
          ...(query.cursor === undefined ? {} : { cursor: query.cursor }),
        }
        const now = { date: snapshot.asOf, minute: minuteOf(tx.now), holiday: snapshot.holiday }
        return placePage(snapshot, page, now, walked)
      },
    }),
    open({
      method: 'GET',
      url: `${path}/tiles/:layer/:z/:x/:y`,
      summary: { zh: '矢量瓦片（MVT）', en: 'Vector tiles (MVT)' },
      permission,
      params: TileParams,
      query: Type.Object({
        ...FilterQuery,
        asOf: Type.Optional(DateText),
        v: Type.Optional(Type.String({ pattern: '^[0-9a-f]{16}$' })),
      }),
      handle: async (db, { params, query }, { actor }) => {
        const y = Number.parseInt(params.y, 10)
        const side = 2 ** params.z
        if (params.x >= side || y >= side) {
          throw refuse('map.tile', { zh: '没有这块瓦片', en: 'There is no such tile' }, { kind: 'missing' })
        }
        if (params.layer === 'streets') return streetsTile(db, actor, { z: params.z, x: params.x, y })
        const known = query.v === undefined ? null : cache.peek(actor, audience.day(query.asOf, new Date()), query.v)
        const { snapshot, regionIndex } = known ?? (await db.read(actor, (tx) => dataOf(tx, query.asOf)))
        const filter = filterOf(query, snapshot, states)
        const tag = hashOf([snapshot.version, snapshot.asOf, actor.reach, params.layer, params.z, params.x, y, filter])
        return new Tagged(tag.slice(0, 24), query.v === snapshot.version ? 86_400 : 0, async () => {
          const bytes =
            params.layer === 'facilities'
              ? pointTile(snapshot.select(filter).points(), params.z, params.x, y)
              : regionTile(regionIndex, params.z, params.x, y)
          return tileOf(y, bytes)
        })
      },
    }),
  ]
}

const tileOf = (y: number, bytes: Uint8Array) =>
  new Download(`${y}.mvt`, 'application/vnd.mapbox-vector-tile', bytes, true)

/** The walking streets of the actor's jurisdiction without any distances; empty where none were brought in. */
async function streetsTile(db: Database, actor: Actor, at: TileAt): Promise<Tagged> {
  const book = await db.read(actor, (tx) => bookOf(tx, today(tx.now.getTime())))
  const key = book?.key ?? null
  return new Tagged(hashOf([key, at.z, at.x, at.y]).slice(0, 24), 0, async () => {
    const question: TileQuestion = { key: key ?? '', at, sources: null, cut: 0 }
    return tileOf(at.y, key === null ? new Uint8Array() : await askDesk<Uint8Array>('tile', question))
  })
}

/** Minutes since midnight by the clock of Asia/Shanghai, which has had no summer time since 1991. */
function minuteOf(now: Date): number {
  return ((now.getTime() + 8 * 3_600_000) % 86_400_000) / 60_000
}
