import Type from 'typebox'
import { type IsoDate, today } from '../../kernel/dates.ts'
import { type AnyRoute, read } from '../../platform/http/index.ts'
import { assetRoutes } from './assets/routes.ts'
import { barrierRoutes } from './barriers/routes.ts'
import { censusRoutes } from './census/routes.ts'
import { checklistRoutes } from './checklists/routes.ts'
import { circleRoutes } from './circles/routes.ts'
import { facilityRoutes } from './facilities/routes.ts'
import { gapRoutes } from './gaps/routes.ts'
import { townshipCells } from './map.ts'
import { buildingRoutes } from './projects/routes.ts'
import { households, populationRecords, populations } from './regions/population.ts'
import { childrenOf, mapRegions, regionHistory, regionNames, regions } from './regions/views.ts'
import { sitingRoutes } from './siting/routes.ts'
import { spaceRoutes } from './spaces/routes.ts'
import { standardRoutes } from './standards/routes.ts'

const DateText = Type.String({ format: 'date' })
const AsOf = { asOf: Type.Optional(DateText) }
const Code = Type.String({ pattern: '^[0-9]{6}([0-9]{6})?$' })
const Tree = Type.Optional(Type.Union([Type.Literal('statistical'), Type.Literal('reporting')]))
const dayOf = (asOf: string | undefined, now: Date): IsoDate => asOf ?? today(now.getTime())

/** Regions, population, facilities and the schematic map. */
export const territoryRoutes: AnyRoute[] = [
  read({
    method: 'GET',
    url: '/api/territory/regions',
    summary: { zh: '某一天有效的区划', en: 'Regions in force on a day' },
    permission: 'signed-in',
    query: Type.Object({ ...AsOf, tree: Tree, within: Type.Optional(Code) }),
    handle: async (tx, { query }) => ({
      items: await regions(tx, {
        asOf: dayOf(query.asOf, tx.now),
        ...(query.tree === undefined ? {} : { tree: query.tree }),
        within: query.within ?? tx.actor.jurisdiction,
      }),
    }),
  }),
  read({
    method: 'GET',
    url: '/api/territory/regions/:code',
    summary: { zh: '一个区划的沿革、下级、人口', en: 'A region: its history, its parts, its population' },
    permission: 'signed-in',
    params: Type.Object({ code: Code }),
    query: Type.Object({ ...AsOf, tree: Tree }),
    handle: async (tx, { params, query }) => {
      const asOf = dayOf(query.asOf, tx.now)
      const history = await regionHistory(tx, params.code, query.tree)
      const children = await childrenOf(tx, params.code, asOf, query.tree)
      const codes = [params.code, ...children.map((each) => each.code)]
      return {
        asOf,
        history,
        children,
        population: await populations(tx, { regions: codes, asOf }),
        households: await households(tx, { regions: codes, asOf }),
        records: await populationRecords(tx, params.code),
      }
    },
  }),
  read({
    method: 'GET',
    url: '/api/territory/region-mapping',
    summary: { zh: '两个日期之间区划的去向', en: 'Where regions went between two days' },
    permission: 'signed-in',
    query: Type.Object({ from: DateText, to: DateText, within: Type.Optional(Code) }),
    handle: async (tx, { query }) => {
      const items = await mapRegions(tx, {
        from: query.from,
        to: query.to,
        within: query.within ?? tx.actor.jurisdiction,
      })
      const before = await regionNames(
        tx,
        items.map((each) => each.from),
        query.from,
      )
      return { items: items.map((each) => ({ ...each, name: before.get(each.from) ?? null })) }
    },
  }),
  read({
    method: 'GET',
    url: '/api/territory/township-cells',
    summary: { zh: '乡镇示意图（非边界）', en: 'Schematic areas of townships (no boundaries)' },
    permission: 'public',
    query: Type.Object({ ...AsOf, county: Type.Optional(Code) }),
    handle: async (tx, { query }) =>
      townshipCells(tx, query.county ?? tx.actor.jurisdiction, dayOf(query.asOf, tx.now)),
  }),
  ...facilityRoutes,
  ...spaceRoutes,
  ...checklistRoutes,
  ...barrierRoutes,
  ...censusRoutes,
  ...standardRoutes,
  ...circleRoutes,
  ...sitingRoutes,
  ...buildingRoutes,
  ...gapRoutes,
  ...assetRoutes,
]
