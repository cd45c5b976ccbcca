import Type from 'typebox'
import { type IsoDate, today } from '../../../kernel/dates.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { type AnyRoute, Download, open, read } from '../../../platform/http/index.ts'
import { GROUPS } from '../dwellings/register.ts'
import { FACILITY_KINDS } from '../kinds.ts'
import { askDesk } from '../streets/desk.ts'
import type { TileQuestion } from '../streets/desk.worker.ts'
import { type Book, LONGEST_WALK } from './book.ts'
import { circlesOn } from './circles.ts'
import { openBookOn, reachOf, reachPoints, walkingSpeeds } from './reach.ts'

const AsOf = { asOf: Type.Optional(Type.String({ format: 'date' })) }
const Region = Type.Optional(Type.String({ pattern: '^[0-9]{6}([0-9]{6})?$' }))
const Kinds = Type.Array(Type.String({ maxLength: 40 }), { minItems: 1, maxItems: 20 })
const Speed = Type.Optional(Type.Integer({ minimum: 10, maximum: 200, default: 80 }))
const GroupName = Type.Optional(Type.Union(GROUPS.map((group) => Type.Literal(group))))
const dayOf = (asOf: string | undefined, now: Date): IsoDate => asOf ?? today(now.getTime())

/** Minutes that cannot be searched any more at a speed are refused rather than cut off unsaid. */
function checkReach(kinds: readonly string[], minutes: number, metresPerMinute: number): void {
  const unknown = kinds.find((kind) => !FACILITY_KINDS.some(({ code }) => code === kind))
  if (unknown !== undefined) {
    throw refuse(
      'facility.kind',
      { zh: `没有设施类型 ${unknown}`, en: `There is no kind ${unknown}` },
      { at: '/query/kind' },
    )
  }
  if (minutes * metresPerMinute > LONGEST_WALK) {
    throw refuse(
      'reach.far',
      {
        zh: `步行路程最多计算 ${LONGEST_WALK / 1000} 公里，请减少分钟数`,
        en: `Ways on foot are searched up to ${LONGEST_WALK / 1000} km; ask for fewer minutes`,
      },
      { at: '/query/minutes' },
    )
  }
}

/** Who has what within how many minutes on foot: shares, circles of communities, and what maps shade. */
export const circleRoutes: AnyRoute[] = [
  read({
    method: 'GET',
    url: '/api/territory/walking-speeds',
    summary: { zh: '步行速度参数', en: 'Walking speeds' },
    permission: 'public',
    handle: async (tx) => ({ items: await walkingSpeeds(tx) }),
  }),
  read({
    method: 'GET',
    url: '/api/territory/reach',
    summary: { zh: '步行可达人口占比', en: 'Share of people within minutes on foot of a kind of facility' },
    permission: 'register.read',
    query: Type.Object({
      ...AsOf,
      kind: Kinds,
      minutes: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 120, default: 15 })),
      speed: Speed,
      group: GroupName,
      by: Type.Optional(Type.Union([Type.Literal('village'), Type.Literal('township'), Type.Literal('county')])),
      region: Region,
    }),
    handle: async (tx, { query }) => {
      const [minutes, metresPerMinute] = [query.minutes ?? 15, query.speed ?? 80]
      checkReach(query.kind, minutes, metresPerMinute)
      return reachOf(tx, {
        asOf: dayOf(query.asOf, tx.now),
        kinds: query.kind,
        minutes,
        metresPerMinute,
        group: query.group ?? 'persons',
        by: query.by ?? 'township',
        ...(query.region === undefined ? {} : { region: query.region }),
      })
    },
  }),
  read({
    method: 'GET',
    url: '/api/territory/reach/points',
    summary: { zh: '各居住点到最近设施的步行距离', en: 'Metres on foot from where people live' },
    permission: 'register.read',
    query: Type.Object({ ...AsOf, kind: Kinds, group: GroupName, region: Region }),
    handle: async (tx, { query }) => {
      checkReach(query.kind, 1, 1)
      return reachPoints(tx, {
        asOf: dayOf(query.asOf, tx.now),
        kinds: query.kind,
        group: query.group ?? 'persons',
        ...(query.region === undefined ? {} : { region: query.region }),
      })
    },
  }),
  read({
    method: 'GET',
    url: '/api/territory/circles',
    summary: { zh: '各社区的生活圈', en: 'Quarter-hour circles of communities' },
    permission: 'register.read',
    query: Type.Object({
      ...AsOf,
      speed: Speed,
      family: Type.Optional(Type.String({ maxLength: 40, default: 'circle-basic' })),
      region: Region,
    }),
    handle: async (tx, { query }) =>
      circlesOn(tx, {
        asOf: dayOf(query.asOf, tx.now),
        metresPerMinute: query.speed ?? 80,
        family: query.family ?? 'circle-basic',
        ...(query.region === undefined ? {} : { region: query.region }),
      }),
  }),
  open({
    method: 'GET',
    url: '/api/territory/streets/tiles/:z/:x/:y',
    summary: {
      zh: '街道的矢量瓦片，可带步行距离',
      en: 'Vector tiles of the streets, with metres on foot if kinds are given',
    },
    permission: 'register.read',
    params: Type.Object({
      z: Type.Integer({ minimum: 0, maximum: 18 }),
      x: Type.Integer({ minimum: 0 }),
      y: Type.String({ pattern: '^[0-9]{1,6}(\\.mvt)?$' }),
    }),
    query: Type.Object({ ...AsOf, kind: Type.Optional(Kinds), v: Type.Optional(Type.String({ maxLength: 40 })) }),
    handle: async (db, { params, query }, { actor }) => {
      const kinds = query.kind ?? []
      if (kinds.length > 0) checkReach(kinds, 1, 1)
      let book: Book
      const walk = await db.read(actor, async (tx) => {
        book = await openBookOn(tx, dayOf(query.asOf, tx.now))
        return kinds.length === 0 ? null : book.walkTo(kinds)
      })
      const question: TileQuestion = {
        key: book!.key,
        at: { z: params.z, x: params.x, y: Number.parseInt(params.y, 10) },
        sources:
          walk === null
            ? null
            : { name: walk.name, points: Float64Array.from(walk.sources.flatMap(({ lon, lat }) => [lon, lat])) },
        cut: LONGEST_WALK,
      }
      const bytes = await askDesk<Uint8Array>('tile', question)
      return new Download(`${params.y}.mvt`, 'application/vnd.mapbox-vector-tile', bytes, true)
    },
  }),
]
