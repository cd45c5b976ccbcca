import Type, { type Static } from 'typebox'
import { refuse } from '../../../kernel/refusal.ts'
import type { Point } from '../coordinates.ts'
import type { FacilityFamily } from '../kinds.ts'
import type { FacilityState } from '../model.ts'
import { type Box, type DayMinute, type PlaceFilter, TILE_LAYERS } from './model.ts'

const DEGREES = '-?[0-9]{1,3}(?:\\.[0-9]{1,12})?'
const STATES = ['planned', 'open', 'suspended', 'closed', 'unknown'] as const

/** Which places; the same names in every request of a map, so that tiles and list are asked with one query. */
export const FilterQuery = {
  kind: Type.Optional(Type.Array(Type.String({ maxLength: 40 }), { maxItems: 60 })),
  family: Type.Optional(Type.Array(Type.String({ maxLength: 20 }), { maxItems: 12 })),
  state: Type.Optional(Type.Array(Type.Union(STATES.map((each) => Type.Literal(each))), { maxItems: 5 })),
  region: Type.Optional(Type.String({ pattern: '^[0-9]{6}([0-9]{6})?$' })),
  code: Type.Optional(Type.Array(Type.String({ maxLength: 60 }), { maxItems: 50 })),
  q: Type.Optional(Type.String({ maxLength: 60 })),
  /** Open at this time of the day shown: `08:30`. */
  openAt: Type.Optional(Type.String({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$' })),
}

/** `west,south,east,north`. */
export const BoxQuery = Type.Optional(Type.String({ pattern: `^${DEGREES}(,${DEGREES}){3}$` }))
/** `longitude,latitude`, WGS-84. */
export const PointQuery = Type.Optional(Type.String({ pattern: `^${DEGREES},${DEGREES}$` }))

export const TileParams = Type.Object({
  layer: Type.Union(TILE_LAYERS.map((each) => Type.Literal(each))),
  z: Type.Integer({ minimum: 0, maximum: 20 }),
  x: Type.Integer({ minimum: 0 }),
  y: Type.String({ pattern: '^[0-9]{1,8}(\\.mvt)?$' }),
})

const filterObject = Type.Object(FilterQuery)

/** The filter of a query on the day of a map. What a visitor may not ask for (`only` states) is left out. */
export function filterOf(
  query: Static<typeof filterObject>,
  day: { asOf: string; holiday: boolean | null },
  only?: readonly FacilityState[],
): PlaceFilter {
  const states = only === undefined ? query.state : query.state?.filter((each) => (only as string[]).includes(each))
  return {
    ...(query.kind === undefined ? {} : { kinds: query.kind }),
    ...(query.family === undefined ? {} : { families: query.family as FacilityFamily[] }),
    ...(states === undefined || states.length === 0 ? {} : { states }),
    ...(query.region === undefined ? {} : { region: query.region }),
    ...(query.code === undefined ? {} : { codes: query.code }),
    ...(query.q === undefined || query.q.trim() === '' ? {} : { q: query.q.trim() }),
    ...(query.openAt === undefined ? {} : { openAt: minuteOf(query.openAt, day) }),
  }
}

function minuteOf(text: string, { asOf, holiday }: { asOf: string; holiday: boolean | null }): DayMinute {
  return { date: asOf, minute: Number(text.slice(0, 2)) * 60 + Number(text.slice(3)), holiday }
}

/** @throws Refusal `map.point` when it is no place on earth */
export function pointOf(text: string): Point {
  const [lon = 0, lat = 0] = text.split(',').map(Number)
  if (Math.abs(lon) > 180 || Math.abs(lat) > 90) {
    throw refuse(
      'map.point',
      { zh: '坐标超出范围：先经度后纬度', en: 'The point is outside of the earth: longitude first, then latitude' },
      { at: '/near', next: { zh: '请核对经纬度是否写反', en: 'Check whether the two are exchanged' } },
    )
  }
  return { lon, lat }
}

export function boxOf(text: string): Box {
  const [west = 0, south = 0, east = 0, north = 0] = text.split(',').map(Number)
  return [west, south, east, north]
}
