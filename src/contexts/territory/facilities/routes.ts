import Type from 'typebox'
import { type IsoDate, today } from '../../../kernel/dates.ts'
import { type AnyRoute, command, PageQuery, read } from '../../../platform/http/index.ts'
import { FACILITY_KINDS, FAMILY_TITLES, type FacilityFamily } from '../kinds.ts'
import { endLease, enterLease } from '../leases/commands.ts'
import { NewLease } from '../leases/model.ts'
import type { FacilityFilter, FacilityState, Tier } from '../model.ts'
import { ruralVillages } from '../rural/views.ts'
import { changeFacilityState, openFacility } from './commands.ts'
import { communityCoverage } from './count.ts'
import { facilityDepth } from './depth.ts'
import { setHoursException } from './exceptions.ts'
import { facilityHistory, facilityPage } from './views.ts'

const DateText = Type.String({ format: 'date' })
const AsOf = { asOf: Type.Optional(DateText) }
const Code = Type.String({ pattern: '^[0-9]{6}([0-9]{6})?$' })
const ByCode = Type.Object({ code: Type.String({ maxLength: 60 }) })
const Filter = {
  kind: Type.Optional(Type.Array(Type.String({ maxLength: 40 }), { maxItems: 60 })),
  family: Type.Optional(Type.Array(Type.String({ maxLength: 20 }), { maxItems: 12 })),
  tier: Type.Optional(Type.Array(Type.String({ maxLength: 20 }), { maxItems: 3 })),
  state: Type.Optional(Type.Array(Type.String({ maxLength: 20 }), { maxItems: 4 })),
  region: Type.Optional(Code),
}

type FilterQuery = { kind?: string[]; family?: string[]; tier?: string[]; state?: string[]; region?: string }

const filterOf = (query: FilterQuery): FacilityFilter => ({
  ...(query.kind === undefined ? {} : { kinds: query.kind }),
  ...(query.family === undefined ? {} : { families: query.family as FacilityFamily[] }),
  ...(query.tier === undefined ? {} : { tiers: query.tier as Tier[] }),
  ...(query.state === undefined ? {} : { states: query.state as FacilityState[] }),
  ...(query.region === undefined ? {} : { region: query.region }),
})

const dayOf = (asOf: string | undefined, now: Date): IsoDate => asOf ?? today(now.getTime())

/** Kinds, facilities in time, what happens to them, and which communities they cover. */
export const facilityRoutes: AnyRoute[] = [
  read({
    method: 'GET',
    url: '/api/territory/kinds',
    summary: { zh: '设施类型', en: 'Kinds of facilities' },
    permission: 'public',
    handle: async () => ({ items: FACILITY_KINDS, families: FAMILY_TITLES }),
  }),
  read({
    method: 'GET',
    url: '/api/territory/facilities',
    summary: { zh: '某一天的设施', en: 'Facilities as they were on a day' },
    permission: 'register.read',
    query: Type.Object({
      ...PageQuery.properties,
      ...Filter,
      ...AsOf,
      q: Type.Optional(Type.String({ maxLength: 60 })),
    }),
    handle: async (tx, { query }) =>
      facilityPage(tx, {
        asOf: dayOf(query.asOf, tx.now),
        filter: filterOf(query),
        limit: query.limit ?? 50,
        ...(query.q === undefined ? {} : { q: query.q }),
        ...(query.cursor === undefined ? {} : { cursor: query.cursor }),
      }),
  }),
  read({
    method: 'GET',
    url: '/api/territory/facilities/:code',
    summary: { zh: '一处设施及其经过', en: 'A facility and what happened to it' },
    permission: 'register.read',
    params: ByCode,
    query: Type.Object(AsOf),
    handle: async (tx, { params, query }) => facilityHistory(tx, params.code, dayOf(query.asOf, tx.now)),
  }),
  command({
    method: 'POST',
    url: '/api/territory/facilities/:code/state',
    summary: { zh: '登记设施停用、恢复或关闭', en: 'Record that a facility stops, works again or closes' },
    permission: 'register.write',
    params: ByCode,
    body: Type.Object({
      to: Type.Union([Type.Literal('suspended'), Type.Literal('open'), Type.Literal('closed')]),
      on: DateText,
      reason: Type.String({ minLength: 2, maxLength: 200 }),
    }),
    handle: async (tx, { params, body }) => {
      await changeFacilityState(tx, { code: params.code, ...body })
      return facilityHistory(tx, params.code, dayOf(undefined, tx.now))
    },
  }),
  command({
    method: 'POST',
    url: '/api/territory/facilities/:code/opening',
    summary: { zh: '登记设施开业', en: 'Record that a facility opens' },
    permission: 'register.write',
    params: ByCode,
    body: Type.Object({ on: DateText }),
    handle: async (tx, { params, body }) => {
      await openFacility(tx, { code: params.code, on: body.on })
      return facilityHistory(tx, params.code, dayOf(undefined, tx.now))
    },
  }),
  read({
    method: 'GET',
    url: '/api/territory/facilities/:code/depth',
    summary: { zh: '开放情况、空间、租约、检查', en: 'Hours, rooms, leases and checks of a facility' },
    permission: 'register.read',
    params: ByCode,
    handle: (tx, { params }) => facilityDepth(tx, params.code),
  }),
  command({
    method: 'POST',
    url: '/api/territory/facilities/:code/hours',
    summary: { zh: '登记临时开放时间或停开', en: 'Set other hours for some days' },
    permission: 'register.write',
    params: ByCode,
    body: Type.Object({
      from: DateText,
      to: DateText,
      hours: Type.Union([Type.String({ minLength: 1, maxLength: 200 }), Type.Null()]),
      reason: Type.String({ minLength: 2, maxLength: 200 }),
    }),
    handle: async (tx, { params, body }) => {
      await setHoursException(tx, params.code, body)
      return facilityDepth(tx, params.code)
    },
  }),
  command({
    method: 'POST',
    url: '/api/territory/facilities/:code/leases',
    summary: { zh: '登记租约、租金减免和价格义务', en: 'Enter a lease with its relief and price duty' },
    permission: 'register.write',
    params: ByCode,
    status: 201,
    body: NewLease,
    handle: (tx, { params, body }) => enterLease(tx, params.code, body),
  }),
  command({
    method: 'POST',
    url: '/api/territory/facilities/:code/leases/:id/end',
    summary: { zh: '提前终止租约', en: 'End a lease early' },
    permission: 'register.write',
    params: Type.Object({ ...ByCode.properties, id: Type.String({ format: 'uuid' }) }),
    body: Type.Object({ on: DateText, reason: Type.String({ minLength: 2, maxLength: 200 }) }),
    handle: async (tx, { params, body }) => {
      await endLease(tx, params.code, params.id, body)
      return facilityDepth(tx, params.code)
    },
  }),
  read({
    method: 'GET',
    url: '/api/territory/rural-villages',
    summary: { zh: '各行政村的网点和缺少的服务', en: 'Points and missing services by village' },
    permission: 'register.read',
    query: Type.Object({ ...AsOf, region: Type.Optional(Code) }),
    handle: (tx, { query }) =>
      ruralVillages(tx, {
        asOf: dayOf(query.asOf, tx.now),
        ...(query.region === undefined ? {} : { region: query.region }),
      }),
  }),
  read({
    method: 'GET',
    url: '/api/territory/coverage',
    summary: { zh: '社区设施覆盖情况', en: 'Which communities have a facility' },
    permission: 'register.read',
    query: Type.Object({
      ...Filter,
      ...AsOf,
      communities: Type.Optional(Type.Union([Type.Literal('urban'), Type.Literal('rural'), Type.Literal('all')])),
    }),
    handle: async (tx, { query }) => {
      const { region, ...rest } = query
      const items = await communityCoverage(tx, {
        asOf: dayOf(query.asOf, tx.now),
        filter: filterOf(rest),
        kind: query.communities ?? 'all',
        ...(region === undefined ? {} : { region }),
      })
      const count = (covered: boolean | null) => items.filter((each) => each.covered === covered).length
      return { items, communities: items.length, covered: count(true), unknown: count(null) }
    },
  }),
]
